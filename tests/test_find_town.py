"""Finding one's town without an account: the same search, and what a visitor may do."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.models import Application

from . import make


def find(client, words, name="find_town"):
    return client.get(reverse(name), {"q": words})


def shown(response, part="candidates"):
    return {each.municipality.slug: str(each.standing) for each in response.context[part]}


@pytest.fixture
def lakes(lakeside):
    """A free town, one that applies, one with a past, one that is part of another; Lakeside is a member."""
    opener = make.user("Olga Secret")
    free = make.municipality("Lakefree", name_fr="Lac-Libre", slug="lakefree-on")
    Application.open(make.municipality("Lakebusy", slug="lakebusy-on"), by=opener)
    past = make.municipality("Lakepast", slug="lakepast-on")
    Application.open(past, by=opener).withdraw(opener, "not now")
    make.municipality("Lakegone", slug="lakegone-on", merged_into=free, merged_on=date(2024, 1, 1))


def test_a_visitor_sees_what_stands(client, lakes):
    response = find(client, "lake")
    assert shown(response) == {
        "lakeside-on": "member",
        "lakefree-on": "no_member",
        "lakebusy-on": "no_member",
        "lakepast-on": "no_member",
        "lakegone-on": "merged",
    }
    page = response.content.decode()
    assert (
        "Olga" not in page and "Secret" not in page and page.count('method="post"') == 1
    )  # whether the page was useful
    assert 'href="/en/municipalities/lakeside-on/"' in page and "Now part of Lakefree" in page
    assert page.count(reverse("interest_letter", args=["lakefree-on"])) == 1


def test_a_visitor_does_not_hear_who_has_begun(client, lakes):
    """But for the name, the town that applies looks like the one that nobody thought of."""
    said = [
        find(client, name).text.replace(name, "Town").replace(name.lower(), "town").split('id="found"')[1]
        for name in ("Lakebusy", "Lakepast", "Lakefree")
    ]
    free = said[2].replace(' <span class="quiet small">(<span lang="fr">Lac-Libre</span>)</span>', "")
    assert said[0] == said[1] == free
    assert "pplication" not in said[0]


def test_beginning_leads_through_signing_in_and_back(client, lakes, nora, sign_in):
    page = find(client, "lakefree").content.decode()
    sign_in_first = f"{reverse('account_login')}?next="
    [link] = {
        part.partition('"')[0] for part in page.split(f'href="{sign_in_first}')[1:] if "find" in part[:60]
    }
    back = unquote(link)
    assert back == f"{reverse('find_municipality')}?q=lakefree"
    assert (
        f'action="{reverse("open_application", args=["lakefree-on"])}"'
        in sign_in(nora).get(back).content.decode()
    )


def test_signing_in_keeps_the_way(client, lakes, nora):
    nora.set_password(make.PASSWORD)
    nora.save()
    back = f"{reverse('find_municipality')}?q=lakefree"
    page = client.get(reverse("account_login"), {"next": back}).content.decode()
    assert 'name="next"' in page
    answer = client.post(
        reverse("account_login"), {"login": nora.email, "password": make.PASSWORD, "next": back}
    )
    assert answer["Location"] == back


def test_whoever_is_signed_in_begins_at_once(lakes, lea, nora, sign_in):
    assert (
        'action="/en/workspace/lakefree-on/application/open/"' in find(sign_in(nora), "lake").content.decode()
    )
    assert shown(find(sign_in(lea), "lakeside"))["lakeside-on"] == "own"


@pytest.mark.parametrize("name", ["find_town", "find_municipality"])
def test_a_slip_of_the_keys(lakes, nora, sign_in, name):
    response = find(sign_in(nora), "Lakefreee", name)
    assert not shown(response) and list(shown(response, "similar"))[0] == "lakefree-on"
    page = response.content.decode()
    assert "No municipality is written “Lakefreee”" in page and "Similar names" in page


def test_a_whole_name_needs_no_similar_ones(client, lakes):
    assert not shown(find(client, "Lakefree"), "similar")
    assert "Similar names" not in find(client, "Lakefree").content.decode()


def test_the_other_name_stands_beside(client, lakes):
    assert '<span lang="fr">Lac-Libre</span>' in find(client, "lac libre").content.decode()


def test_the_province_in_the_box(client, db):
    for code in ("ON", "QC"):
        make.municipality("Windsor", province_code=code, slug=f"windsor-{code.lower()}")
    assert list(shown(find(client, "Windsor, Ontario"))) == ["windsor-on"]
    assert list(shown(find(client, "Ville de Windsor (Québec)"))) == ["windsor-qc"]
    # No Windsor there any more: those elsewhere are offered, not hidden.
    assert set(shown(find(client, "Windsor NS"), "similar")) == {"windsor-on", "windsor-qc"}


def test_what_is_not_found_can_be_proposed(client, nora, sign_in, db):
    page = find(client, "Atlantis").content.decode()
    assert "No municipality of that name" in page
    assert f"{reverse('account_login')}?next=" in page and "proposals" in page
    assert (
        f'href="{reverse("propose_municipality")}?q=Atlantis"'
        in find(sign_in(nora), "Atlantis").content.decode()
    )


def test_looking_writes_nothing_and_sets_no_cookie(lakes):
    client = Client()
    assert not find(client, "lake").cookies
    assert client.post(reverse("find_town")).status_code == 405


def test_queries_do_not_grow(client, db, django_assert_num_queries):
    for number in range(3):
        make.municipality(f"Grow {number}", slug=f"grow-{number}")
    with django_assert_num_queries(1):
        find(client, "grow")
    for number in range(3, 15):
        town = make.municipality(f"Grow {number}", slug=f"grow-{number}")
        if number % 2:
            make.membership(town)
    with django_assert_num_queries(1):
        assert len(shown(find(client, "grow"))) == 15
