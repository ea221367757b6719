"""Who may have a document: everybody, people of members, or its town and the secretariat alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Document, Role

from . import make


@pytest.fixture
def olga(db):
    """Of a town that is no member yet."""
    person = make.user("Olga Stern")
    make.member(make.municipality("Newtown", slug="newtown-on"), person, Role.COORDINATOR)
    return person


# Who gets a document of Lakeside at its own address, by its level.
READERS = {
    "public": {"lea": 200, "vic": 200, "odile": 200, "olga": 200, "nora": 200, "sam": 200},
    "members": {"lea": 200, "vic": 200, "odile": 200, "olga": 404, "nora": 404, "sam": 200},
    "town": {"lea": 200, "vic": 200, "odile": 404, "olga": 404, "nora": 404, "sam": 200},
}


@pytest.fixture
def cast(lea, vic, odile, olga, nora, sam):
    return {"lea": lea, "vic": vic, "odile": odile, "olga": olga, "nora": nora, "sam": sam}


def answers(cast, sign_in, document, name="document"):
    return {
        person: sign_in(user).get(reverse(name, args=[document.pk])).status_code
        for person, user in cast.items()
    }


@pytest.mark.parametrize("access", READERS)
def test_each_level_has_its_readers(lakeside, cast, sign_in, client, access):
    document = make.evidence(lakeside, access=access, preview=make.preview())
    assert answers(cast, sign_in, document) == READERS[access]
    assert answers(cast, sign_in, document, "document_preview") == READERS[access]
    for name in ("public_document", "public_document_preview"):
        answer = client.get(reverse(name, args=[lakeside.slug, document.pk]))
        assert answer.status_code == (200 if access == "public" else 404)
    assert client.get(reverse("document", args=[document.pk])).status_code == 302


@pytest.mark.parametrize(("status", "answer"), [("active", 200), ("on_hold", 200), ("ended", 404)])
def test_a_town_that_left_reads_what_members_read_no_more(
    lakeside, rivermouth, odile, sign_in, status, answer
):
    document = make.evidence(lakeside, access="members")
    type(rivermouth.membership).objects.filter(municipality=rivermouth).update(status=status)
    assert sign_in(odile).get(reverse("document", args=[document.pk])).status_code == answer


@pytest.mark.parametrize("fate", ["replaced", "withdrawn", "waiting", "infected", "beyond"])
@pytest.mark.parametrize("access", READERS)
def test_what_is_out_of_the_register_or_locked_is_for_nobody_else(
    lakeside, cast, sign_in, client, fate, access
):
    document = make.evidence(lakeside, access=access)
    rows = Document.objects.filter(pk=document.pk)
    if fate == "replaced":
        rows.update(replaced_by=make.evidence(lakeside, access=access))
    elif fate == "withdrawn":
        rows.update(withdrawn_at=timezone.now())
    else:
        rows.update(scan=fate)
    own = 200 if fate in {"replaced", "withdrawn"} else 409
    found = answers(cast, sign_in, document)
    assert found == dict.fromkeys(found, 404) | {"lea": own, "vic": own, "sam": own}
    assert client.get(reverse("public_document", args=[lakeside.slug, document.pk])).status_code == 404


def test_the_profile_shows_what_is_open_to_everybody(lakeside, lea, client):
    make.evidence(lakeside, by=lea, title="Open study", access="public")
    make.evidence(lakeside, by=lea, title="Study for members", access="members")
    make.evidence(lakeside, by=lea, title="Study for us", access="town")
    make.evidence(lakeside, by=lea, title="Taken out", access="public", withdrawn_at=timezone.now())
    make.evidence(lakeside, by=lea, title="Harmful", access="public", scan="infected")
    make.link(lakeside, by=lea, title="Open page", access="public", link_state="broken")
    page = client.get(lakeside.get_absolute_url()).text
    for title in ("Open study", "Open page", "https://www.example.ca/report", "did not answer"):
        assert title in page
    for title in ("Study for members", "Study for us", "Taken out", "Harmful", "Lea Tran"):
        assert title not in page


def test_a_town_without_public_documents_has_no_such_section(lakeside, client):
    make.evidence(lakeside, access="members")
    assert 'id="documents"' not in client.get(lakeside.get_absolute_url()).text


def test_a_public_file_is_handed_over_like_any(lakeside, client):
    document = make.evidence(lakeside, access="public", name="étude.pdf")
    answer = client.get(reverse("public_document", args=[lakeside.slug, document.pk]))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9tude.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies


def test_a_public_file_has_its_towns_address_only(lakeside, rivermouth, client):
    document = make.evidence(lakeside, access="public")
    assert client.get(reverse("public_document", args=[rivermouth.slug, document.pk])).status_code == 404


def test_signed_in_people_leave_no_copy_of_private_files(lakeside, vic, sign_in):
    document = make.evidence(lakeside, preview=make.preview())
    for name in ("document", "document_preview"):
        answer = sign_in(vic).get(reverse(name, args=[document.pk]))
        assert answer["Cache-Control"] == "private, no-store"


def test_a_link_is_no_file(lakeside, lea, client, sign_in):
    link = make.link(lakeside, by=lea, access="public")
    assert sign_in(lea).get(reverse("document", args=[link.pk])).status_code == 404
    assert client.get(reverse("public_document", args=[lakeside.slug, link.pk])).status_code == 404
