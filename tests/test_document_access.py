"""Who may have a document: everybody, people of members, or its town and the secretariat alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Document, Role

from . import make
from .markup import Page


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


@pytest.mark.parametrize(("status", "answer"), [("active", 200), ("on_hold", 200), ("ended", 404)])
def test_what_members_read_of_a_town_ends_with_its_membership(
    lakeside, rivermouth, odile, lea, sign_in, status, answer
):
    document = make.evidence(lakeside, access="members")
    type(lakeside.membership).objects.filter(municipality=lakeside).update(status=status)
    assert sign_in(odile).get(reverse("document", args=[document.pk])).status_code == answer
    assert sign_in(lea).get(reverse("document", args=[document.pk])).status_code == 200


@pytest.mark.parametrize("access", READERS)
def test_a_town_that_is_no_member_publishes_nothing(olga, odile, sam, sign_in, client, access):
    """Anybody with an account can open an application for a town, and add files."""
    town = olga.roles.get().municipality
    document = make.evidence(town, access=access, preview=make.preview())
    for name in ("public_document", "public_document_preview"):
        assert client.get(reverse(name, args=[town.slug, document.pk])).status_code == 404
    for person, answer in [(odile, 404), (olga, 200), (sam, 200)]:
        assert sign_in(person).get(reverse("document", args=[document.pk])).status_code == answer


def test_before_a_town_is_a_member_it_opens_nothing(lakeside, lea, olga, sign_in):
    def levels(person, name, *args):
        page = Page(sign_in(person).get(reverse(name, args=args)).text)
        [form] = [form for form in page.forms if "access" in form.fields]
        return form.fields["access"].options, form.fields["access"].values

    town = olga.roles.get().municipality
    opened = make.evidence(town, access="public")
    for name in ("add_file", "add_link"):
        assert levels(lea, name, lakeside.slug) == (["public", "members", "town"], ["town"])
        assert levels(olga, name, town.slug) == (["town"], ["town"])
    details = reverse("document_details", args=[town.slug, opened.pk])
    assert levels(olga, "document_details", town.slug, opened.pk) == (["town"], ["town"])
    client = sign_in(olga)
    [form] = [form for form in Page(client.get(details).text).forms if "access" in form.fields]
    assert client.post(details, form.typed() | {"access": "public"}).status_code == 200
    assert client.post(details, form.typed()).status_code == 302
    opened.refresh_from_db()
    assert opened.access == "town"


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


def test_the_profile_shows_members_what_is_open_to_members(lakeside, cast, sign_in, client):
    document = make.evidence(lakeside, title="Study for members", access="members", preview=make.preview())
    make.evidence(lakeside, title="Study for us", access="town")
    make.evidence(lakeside, title="Replaced", access="members", withdrawn_at=timezone.now())
    address = lakeside.get_absolute_url()
    for person, answer in READERS["members"].items():
        page = sign_in(cast[person]).get(address).text
        links = [anchor["href"] for anchor in Page(page).anchors]
        assert (reverse("document", args=[document.pk]) in links) is (answer == 200), person
        assert (reverse("document_preview", args=[document.pk]) in page) is (answer == 200), person
        assert "Study for us" not in page and "Replaced" not in page
    assert "for members" not in client.get(address).text


def test_the_profile_asks_the_same_of_the_database_for_many(
    lakeside, odile, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(odile), lakeside.get_absolute_url()
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    few = len(few.captured_queries)
    for number in range(4):
        make.evidence(lakeside, title=f"Study {number}", access="members", preview=make.preview())
    with django_assert_max_num_queries(few):
        client.get(address)


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
