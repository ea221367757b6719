"""The life of a page at the desk: draft, both languages, published, scheduled, compared, restored, withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coalition.models import Page
from coalition.workflow import WrongState

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(sam):
    return make.book_page(by=sam, draft=False)


def typed(client, page, **words):
    """The form as the page shows it, with these words changed."""
    form = client.get(reverse("edit_page", args=[page.pk])).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | words


def edit(client, page, **words):
    return client.post(reverse("edit_page", args=[page.pk]), typed(client, page, **words))


def test_a_page_from_its_first_word_to_its_withdrawal(client, sam, sign_in):
    desk = sign_in(sam)
    answer = desk.post(reverse("add_page"), {"title_en": "Our words", "title_fr": "Nos mots", "chapter": "1"})
    page = Page.objects.get()
    assert answer.url == reverse("edit_page", args=[page.pk])
    assert client.get("/en/about/our-words/").status_code == 404
    edit(desk, page, summary_en="What we mean by them.", body_en="## Words\n\nMany.")
    at_desk = desk.get(page.get_desk_url()).text
    assert "These words are missing" in at_desk
    refused = desk.post(reverse("publish_page", args=[page.pk]), {"stamp": page.ahead().stamp})
    assert refused.status_code == 409
    edit(desk, page, summary_fr="Ce que nous entendons par là.", body_fr="## Mots\n\nBeaucoup.")
    desk.post(reverse("publish_page", args=[page.pk]), {"stamp": page.ahead().stamp})
    assert '<h2 id="s-words">Words</h2>' in client.get("/en/about/our-words/").text
    assert '<h2 id="s-mots">Mots</h2>' in client.get("/fr/a-propos/nos-mots/").text
    desk.post(reverse("withdraw_page", args=[page.pk]))
    assert client.get("/en/about/our-words/").status_code == 404
    page.publish(sam, read=page.ahead().stamp)
    assert client.get("/en/about/our-words/").status_code == 200


def test_what_is_published_stays_until_the_draft_is(client, page, sam, sign_in):
    desk = sign_in(sam)
    address = page.get_absolute_url()
    edit(desk, page, body_en="The day begins at one.")
    assert "begins at noon" in client.get(address).text
    at_desk = desk.get(page.get_desk_url()).text
    assert "begins at one" in at_desk
    assert "The English text changed and the French one did not" in at_desk
    desk.post(reverse("publish_page", args=[page.pk]), {"stamp": page.ahead().stamp})
    assert "begins at one" in client.get(address).text
    versions = desk.get(reverse("page_version", args=[page.pk, 2])).text
    assert "<del>" in versions and "<ins>" in versions
    assert "Compared with version 1" in versions


def test_scheduled_it_is_read_from_its_hour_on(client, page, sam, sign_in, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    desk, now = sign_in(sam), timezone.now()
    edit(desk, page, body_en="The day begins at one.", body_fr="La journée commence à 13 h.")
    past = {"stamp": page.ahead().stamp, "at": "2020-01-01T10:00"}
    assert "still to come" in desk.post(reverse("publish_page", args=[page.pk]), past).text
    later = timezone.localtime(now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    desk.post(reverse("publish_page", args=[page.pk]), {"stamp": page.ahead().stamp, "at": later})
    assert "begins at noon" in client.get(page.get_absolute_url()).text
    assert desk.get(reverse("edit_page", args=[page.pk])).status_code == 409
    time_machine.move_to(now + timedelta(days=2, minutes=1), tick=False)
    assert "begins at one" in client.get(page.get_absolute_url()).text
    with pytest.raises(WrongState):
        page.take_back(sam)


def test_taken_back_it_is_a_draft_again(page, sam):
    page.revise(sam, body_en="Later.")
    page.publish(sam, read=page.ahead().stamp, at=timezone.now() + timedelta(days=1))
    page.take_back(sam)
    assert page.ahead().is_draft


def test_nobody_publishes_what_they_have_not_read(page, sam, sign_in):
    desk = sign_in(sam)
    page.revise(sam, body_en="One.")
    read = page.ahead().stamp
    page.revise(make.user("Camille", is_secretariat=True), body_en="Two.")
    answer = desk.post(reverse("publish_page", args=[page.pk]), {"stamp": read})
    assert answer.status_code == 409
    assert page.current().body_en.endswith("(en).")


def test_two_who_write_at_once_undo_nothing(page, sam, sign_in):
    desk, colleague = sign_in(sam), sign_in(make.user("Camille", is_secretariat=True))
    mine = typed(desk, page, title_en="Mine", body_fr="Mon texte.")
    edit(colleague, page, title_en="Theirs")
    answer = desk.post(reverse("edit_page", args=[page.pk]), mine)
    assert answer.status_code == 409
    assert "Mine" in answer.text and "Theirs" in answer.text and "Mon texte." in answer.text
    assert page.ahead().title_en == "Theirs"
    other = typed(desk, page, body_fr="Mon texte.")
    edit(colleague, page, summary_en="A summary of theirs.")
    assert desk.post(reverse("edit_page", args=[page.pk]), other).status_code == 302
    draft = page.ahead()
    assert (draft.title_en, draft.body_fr, draft.summary_en) == (
        "Theirs",
        "Mon texte.",
        "A summary of theirs.",
    )


def test_an_earlier_version_comes_back_as_a_draft(page, sam, sign_in):
    desk = sign_in(sam)
    page.revise(sam, body_en="Worse.")
    page.publish(sam, read=page.ahead().stamp)
    restore = reverse("restore_page", args=[page.pk, 1])
    desk.post(restore)
    assert "begins at noon" in page.ahead().body_en
    assert page.current().body_en == "Worse."
    page.revise(sam, body_en="In between.")
    assert desk.post(restore).status_code == 409
    assert page.ahead().body_en == "In between."


def test_the_order_is_changed_by_buttons(sam, sign_in):
    desk = sign_in(sam)
    first, second, third = (make.book_page(by=sam, title=title) for title in ("One", "Two", "Three"))

    def order():
        return list(Page.objects.in_order())

    desk.post(reverse("move_page", args=[third.pk]), {"seen": "3", "to": "2"})
    assert order() == [first, third, second]
    answer = desk.post(reverse("move_page", args=[third.pk]), {"seen": "3", "to": "1"}, follow=True)
    assert "A colleague changed the order meanwhile" in answer.text
    assert order() == [first, third, second]
    for bad in ("", "x", "9" * 40, "²"):
        assert desk.post(reverse("move_page", args=[first.pk]), {"seen": bad, "to": bad}).status_code == 302


def test_pages_the_portal_came_with_stay(reference, sam):
    page = Page.objects.get(key="privacy")
    with pytest.raises(WrongState):
        page.withdraw(sam)
    page.revise(sam, title_en="")
    assert page.discard(sam)
    assert page.current().title_en == "Privacy"


def test_the_desk_asks_the_same_however_many_pages(sam, sign_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = sign_in(sam)
    make.book_page(by=sam)
    desk.get(reverse("desk"))
    with CaptureQueriesContext(connection) as few:
        desk.get(reverse("desk"))
    for n in range(4):
        make.book_page(by=sam, title=f"Page {n}")
    with django_assert_num_queries(len(few)):
        desk.get(reverse("desk"))
