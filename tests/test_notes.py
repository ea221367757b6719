"""Notes of the secretariat about a town: kept with who and when, and never seen by the town."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from coalition.models import Event
from municipalities.models import Note, Role

from . import make


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


def add(client, slug="lakeside-on", language="en", **typed):
    with translation.override(language):
        return client.post(reverse("add_note", args=[slug]), typed)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_note_stands_on_the_page_of_the_member(lakeside, client, sam):
    assert add(client, text="They wrote <twice>.").url == reverse("secretariat_member", args=["lakeside-on"])
    assert add(client, text="And again.").status_code == 302
    newest, first = Note.objects.all()
    assert (first.text, first.author, first.municipality) == ("They wrote <twice>.", sam, lakeside)
    said = page(client, "secretariat_member", "lakeside-on")
    assert said.index("And again.") < said.index("They wrote &lt;twice&gt;.")
    assert "Sam Lavoie" in said.partition('id="notes"')[2]
    assert f"{date_format(timezone.localtime(first.written_at), 'F j, Y')}</time>" in said
    assert [event.action for event in Event.objects.about(newest)] == ["write"]
    assert not Event.objects.about(lakeside.membership).exists()


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 5001])
def test_a_note_says_something(lakeside, client, text):
    response = add(client, text=text)
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert text.strip("\x00 \n") in response.content.decode()
    assert not Note.objects.exists()


def test_a_town_that_applies_has_notes_too(db, nora, client):
    town = make.municipality("Newtown", slug="newtown-on")
    application = make.application(town, by=nora)
    there = reverse("review_application", args=[application.pk])
    form = page(client, "review_application", application.pk)
    assert reverse("add_note", args=["newtown-on"]) in form
    assert f'name="application" value="{application.pk}"' in form
    for typed in [{}, {"application": str(application.pk)}, {"application": "x"}, {"application": "9" * 30}]:
        assert add(client, "newtown-on", text="Wrote in May.", **typed).url == there
    assert "Wrote in May." in page(client, "review_application", application.pk)


def test_back_to_where_it_was_written(lakeside, rivermouth, lea, client):
    own, other = make.application(lakeside, by=lea), make.application(rivermouth, by=lea)
    member = reverse("secretariat_member", args=["lakeside-on"])
    review = reverse("review_application", args=[own.pk])
    for pk, back in [(own.pk, review), (other.pk, member), ("", member)]:
        assert add(client, text="So.", application=str(pk)).url == back


def test_the_town_writes_no_notes(lakeside, lea, odile, sign_in):
    for person in (lea, odile):
        assert add(sign_in(person), text="Hello").status_code == 403
    assert not Note.objects.exists()


def test_a_viewer_of_the_secretariat_page_knows_who_has_left(lakeside, client, sign_in):
    ivo = make.user("Ivo Novak", is_secretariat=True)
    Note.write(lakeside, ivo, "So.")
    ivo.delete()
    assert "a person who has left" in page(client, "secretariat_member", "lakeside-on")


def test_queries_do_not_grow_with_the_notes(lakeside, client, sam, django_assert_max_num_queries):
    Note.write(lakeside, sam, "One.")
    page(client, "secretariat_member", "lakeside-on")
    with django_assert_max_num_queries(20) as first:
        page(client, "secretariat_member", "lakeside-on")
    for number in range(5):
        Note.write(lakeside, make.user(f"Person {number}", is_secretariat=True), "More.")
        make.member(lakeside, make.user(f"Colleague {number}"), Role.VIEWER)
    with django_assert_max_num_queries(len(first)):
        assert page(client, "secretariat_member", "lakeside-on").count("More.") == 5
