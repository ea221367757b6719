"""A person's towns, and a town's home."""

import pytest
from django.urls import reverse
from django.utils import translation

from municipalities.models import Application, Role

from . import make


def at(name, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=args)


def test_without_a_town_one_finds_it(nora, sign_in):
    assert sign_in(nora).get(at("workspaces"))["Location"] == at("find_municipality")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_only_town_is_the_workspace(vic, sign_in, language):
    response = sign_in(vic).get(at("workspaces", language=language))
    assert response["Location"] == at("workspace", "lakeside-on", language=language)


def test_several_towns_are_listed_with_how_they_stand(lea, lakeside, rivermouth, sign_in):
    make.member(rivermouth, lea, Role.VIEWER)
    third = make.municipality("Third Town", slug="third-town-on")
    Application.open(third, by=lea)
    said = sign_in(lea).get(at("workspaces")).content.decode()
    for slug in ["lakeside-on", "rivermouth-qc", "third-town-on"]:
        assert at("workspace", slug) in said
    assert said.index("Lakeside") < said.index("Rivermouth") < said.index("Third Town")
    assert "Coordinator" in said
    assert "Draft" in said


def test_the_secretariat_lands_on_its_queue(sam, lakeside, sign_in):
    client = sign_in(sam)
    assert client.get(at("workspaces"))["Location"] == at("secretariat")
    menu = f'<a href="{at("workspaces")}">'
    assert menu not in client.get(at("secretariat")).content.decode()
    make.member(lakeside, sam, Role.VIEWER)
    said = client.get(at("workspaces")).content.decode()
    assert at("secretariat") in said
    assert at("workspace", "lakeside-on") in said
    assert client.get(at("secretariat")).content.decode().count(menu) == 2


def test_queries_do_not_grow_with_the_towns(
    lea, lakeside, rivermouth, sign_in, django_assert_max_num_queries
):
    client = sign_in(lea)
    make.member(rivermouth, lea)
    with django_assert_max_num_queries(7) as first:
        client.get(at("workspaces"))
    for number in range(8):
        town = make.municipality(f"Town {number}", slug=f"town-{number}")
        make.member(town, lea)
        if number % 2:
            make.application(town, by=lea)
    with django_assert_max_num_queries(len(first)):
        client.get(at("workspaces"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_towns_home(lea, eli, vic, lakeside, sign_in, language):
    document = make.document(lakeside, by=lea)
    said = sign_in(vic).get(at("workspace", "lakeside-on", language=language)).content.decode()
    page = at("evidence_item", "lakeside-on", document.pk, language=language)
    for what in ["Lea Tran", "Eli Novak", "letter.pdf", page]:
        assert what in said
    assert lea.email not in said
    assert ("4 mai 2020" if language == "fr" else "May 4, 2020") in said


def test_documents_stand_by_their_titles_and_say_only_what_is_wrong(vic, sam, lakeside, sign_in):
    make.evidence(lakeside, title="Housing study")
    make.link(lakeside, title="Annual report", address="https://www.example.ca/report")
    make.evidence(lakeside, title="Harmful study", scan="infected")
    public = make.evidence(lakeside, title="By-law 12", access="public")
    pages = [
        sign_in(vic).get(at("workspace", "lakeside-on")).text,
        sign_in(vic).get(at("evidence", "lakeside-on")).text,
        sign_in(sam).get(at("secretariat_member", "lakeside-on")).text,
    ]
    for page in pages:
        for words in ["Housing study", "Annual report", "www.example.ca", "Harmful, locked", "Everybody"]:
            assert words in page
        assert public.get_absolute_url() in page
        for words in ["study.pdf", "SHA-256", "Not checked for viruses", "Not tried yet", "00000000"]:
            assert words not in page
    assert "checked for viruses" not in sign_in(vic).get(lakeside.get_absolute_url()).text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "Finish the application"),
        ("returned", "The secretariat asks for changes"),
        ("submitted", "The secretariat is reading it"),
    ],
)
def test_an_open_application_is_due(nora, sign_in, status, words):
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, nora)
    make.application(town, by=nora, status=status)
    said = sign_in(nora).get(at("workspace", "newtown-on")).content.decode()
    assert words in said
    assert at("application", "newtown-on") in said


def test_a_town_without_matters_says_so(nora, sign_in):
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, nora, Role.VIEWER)
    said = sign_in(nora).get(at("workspace", "newtown-on")).content.decode()
    assert "Nothing is due" in said
    assert at("open_application", "newtown-on") not in said


def test_a_membership_on_hold_is_said_with_its_reason(lea, lakeside, sam, sign_in):
    lakeside.membership.hold(sam, "No report in two years.")
    said = sign_in(lea).get(at("workspace", "lakeside-on")).content.decode()
    assert "On hold" in said
    assert "No report in two years." in said
