"""The ten Common Commitments as everybody reads them."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from commitments.models import CommonCommitment, Declaration, IndicatorVersion

from . import make

pytestmark = pytest.mark.usefixtures("reference")


def at(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=args)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_shows_the_ten_in_three_groups(client, language):
    page = text(client.get(at("commitments", language=language)))
    for commitment in CommonCommitment.objects.all():
        assert f'href="{at("commitment", commitment.pk, language=language)}"' in page
        assert escape(getattr(commitment, f"title_{language}")) in page
    assert page.count('<section class="section"') == 3
    assert 'class="fallback"' not in page


def test_the_list_says_how_many_members_work_on_each(client, lakeside, rivermouth):
    make.priorities(lakeside, 1, 2)
    make.priorities(rivermouth, 2)
    groups = client.get(at("commitments")).context["groups"]
    counts = {commitment.pk: count for _group, lines in groups for commitment, count in lines}
    assert counts == {1: 1, 2: 2} | dict.fromkeys(range(3, 11), 0)
    page = text(client.get(at("commitments")))
    assert "1 member works on it" in page and "2 members work on it" in page


@pytest.mark.parametrize("number", range(1, 11))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_has_its_page(client, number, language):
    commitment = CommonCommitment.objects.get(pk=number)
    page = text(client.get(at("commitment", number, language=language)))
    for content in [
        getattr(commitment, f"title_{language}"),
        *(getattr(sample, f"text_{language}") for sample in commitment.sample_actions.all()),
        *(
            getattr(version, f"name_{language}")
            for version in IndicatorVersion.objects.filter(indicator__commitment=commitment)
        ),
    ]:
        assert escape(content) in page
    assert (at("commitment", number - 1, language=language) in page) == (number > 1)
    assert (at("commitment", number + 1, language=language) in page) == (number < 10)


@pytest.mark.parametrize("number", ["0", "11", "99999", "9" * 30])
def test_there_is_no_eleventh(client, number):
    assert client.get(at("commitments") + f"{number}/").status_code == 404


def test_a_wording_to_be_confirmed_says_so_in_its_language_only(client):
    CommonCommitment.objects.filter(pk=3).update(is_confirmed_en=True, is_confirmed_fr=False)
    assert client.get(at("commitment", 3)).context["is_confirmed"]
    assert "still to be confirmed by the Commission" not in text(client.get(at("commitment", 3)))
    assert not client.get(at("commitment", 3, language="fr")).context["is_confirmed"]
    CommonCommitment.objects.filter(pk=3).update(is_confirmed_en=False)
    assert "still to be confirmed by the Commission" in text(client.get(at("commitment", 3)))


def test_the_page_lists_the_members_that_work_on_it(client, lakeside, rivermouth, lea):
    make.priorities(lakeside, 5)
    make.published_plan(rivermouth, by=lea, actions=5)
    page = text(client.get(at("commitment", 5)))
    assert page.index("Lakeside") < page.index("Rivermouth")
    assert f'href="{lakeside.get_absolute_url()}"' in page
    assert "Lakeside" not in text(client.get(at("commitment", 6)))
    assert "No member has said yet" in text(client.get(at("commitment", 6)))


def test_many_members_stand_on_several_pages(client):
    for number in range(61):
        town = make.municipality(f"Town {number:02}", slug=f"town-{number}")
        make.membership(town, ring="1000000000")
    first, second = (text(client.get(at("commitment", 1), {"page": page})) for page in (1, 2))
    assert "Town 59" in first and "Town 60" not in first
    assert "Town 60" in second and "Town 59" not in second
    # Whatever stands in the address, a page is shown.
    for page in ("0", "-1", "x", "9" * 30):
        assert client.get(at("commitment", 1), {"page": page}).status_code == 200


@pytest.mark.parametrize("address", [("commitments", []), ("commitment", [1])])
def test_queries_do_not_grow_with_the_members(client, address):
    name, args = address
    counts = []
    for number in range(8):
        town = make.municipality(f"Town {number}", slug=f"town-{number}")
        make.membership(town, ring="1111111111")
        if number in {0, 7}:
            with CaptureQueriesContext(connection) as captured:
                client.get(at(name, *args))
            counts.append(len(captured))
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_declaration_is_public_and_its_bytes_prove_a_signature(client, language):
    declaration = Declaration.objects.get()
    listed = text(client.get(at("commitments", language=language)))
    assert at("declaration", 1, language=language) in listed
    page = text(client.get(at("declaration", 1, language=language)))
    assert escape(getattr(declaration, f"text_{language}").splitlines()[0]) in page
    file = client.get(at("declaration_text", 1, language=language))
    assert hashlib.sha256(file.content).hexdigest() == declaration.sha256(language)
    assert declaration.sha256(language) in page


@pytest.mark.parametrize("name", ["declaration", "declaration_text"])
def test_a_declaration_that_is_not_in_force_yet_is_not_public(client, name):
    Declaration.objects.update(in_force_from=make.days_from_now(2))
    assert client.get(at(name, 1)).status_code == 404
    assert client.get(at(name, 10**30)).status_code == 404
