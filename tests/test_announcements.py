"""Notices above every page, features of the home page, and links that lead nowhere."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from coalition import announcements, links, page_links
from coalition.for_a_while import ForAWhile
from coalition.models import Feature, Notice, PageLink

from . import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("announcements_read")]
NOTICE = {
    "text_en": "Closed on Sunday.",
    "text_fr": "Fermé dimanche.",
    "level": "warning",
    "starts_at": "2026-01-02T08:00",
}
FEATURE = {
    **{"title_en": "A report", "title_fr": "Un rapport", "text_en": "Read it.", "text_fr": "Lisez-le."},
    **{"link_en": "/en/join/", "link_fr": "/fr/adherer/", "position": "1", "starts_at": "2026-01-02T08:00"},
}


def test_a_notice_stands_on_every_page_in_its_time(client, sam, sign_in, time_machine):
    desk = sign_in(sam)
    desk.post(reverse("add_notice"), NOTICE | {"ends_at": "2126-01-01T00:00"})
    assert not Notice.objects.exists(), "beyond the years that are taken"
    desk.post(reverse("add_notice"), NOTICE | {"ends_at": "2090-01-01T00:00"})
    assert "Closed on Sunday." in client.get("/en/join/").text
    assert "Fermé dimanche." in client.get("/fr/").text
    assert "Closed on Sunday." in client.get("/en/nowhere/").text
    notice = Notice.objects.get()
    past = NOTICE | {"ends_at": "2026-01-02T07:00"}
    form = desk.get(notice.get_desk_url()).context["form"]
    answer = desk.post(notice.get_desk_url(), past | {"seen": form["seen"].value()})
    assert "The end comes before the beginning." in answer.text
    desk.post(reverse("remove_notice", args=[notice.pk]))
    desk.post(reverse("remove_notice", args=[notice.pk]))  # a second click
    assert "Closed on Sunday." not in client.get("/en/join/").text


def test_pages_do_not_ask_for_notices_each_time(client, sam, django_assert_num_queries):
    make.notice(by=sam)
    client.get("/en/join/")
    with django_assert_num_queries(0):
        assert "Reports are due in March." in client.get("/en/opinion/thanks/").text


def test_the_last_answer_is_good_while_the_database_is_away():
    answers = [["a notice"], DatabaseError("away")]

    def read():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    kept = ForAWhile(read)
    assert kept.get() == ["a notice"]
    kept.forget()
    assert kept.get() == ["a notice"]
    assert not answers


def test_two_at_one_notice_undo_nothing(sam, sign_in):
    notice = make.notice(by=sam)
    desk = sign_in(sam)
    form = desk.get(notice.get_desk_url()).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    shown["starts_at"] = timezone.localtime(notice.starts_at).strftime("%Y-%m-%dT%H:%M")
    notice.revise(sam, text_en="Theirs.")
    answer = desk.post(notice.get_desk_url(), shown | {"text_en": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in answer.text and "Mine." in answer.text


def test_the_home_page_points_to_three_things_at_most(client, sam, sign_in):
    desk = sign_in(sam)
    assert desk.post(reverse("add_feature"), FEATURE | {"link_en": "javascript:alert(1)"}).status_code == 200
    assert desk.post(reverse("add_feature"), FEATURE | {"link_en": "//elsewhere.example/"}).status_code == 200
    assert not Feature.objects.exists()
    desk.post(reverse("add_feature"), FEATURE)
    for n, position in enumerate((3, 2, 1), 1):
        make.feature(
            by=sam, title_en=f"Feature {n}", position=position, starts_at=timezone.now() - timedelta(days=n)
        )
    announcements.kept_features.forget()
    page = client.get("/en/").text
    assert [name for name in ("A report", "Feature 1", "Feature 2", "Feature 3") if name in page] == [
        "A report",
        "Feature 2",
        "Feature 3",
    ]
    assert 'href="/en/join/">Feature 3</a>' in page
    later = Feature.objects.get(title_en="Feature 3")
    later.revise(sam, ends_at=timezone.now() - timedelta(minutes=1))
    announcements.kept_features.forget()
    assert "Feature 3" not in client.get("/en/").text


def test_broken_links_are_listed_where_they_stand(sam, sign_in, monkeypatch):
    body = "[a](/en/nowhere/) [b](/en/about/no-such-page/) [c](https://gone.example/) [d](/en/join/) [e](mailto:a@b.example)"
    page = make.book_page(by=sam, draft=False, body_en=body)
    make.feature(by=sam, link_en="/en/vanished/")
    now = timezone.now()
    monkeypatch.setattr(links, "works", lambda url: False)
    assert page_links.try_due(now) == 1
    assert "https://gone.example/" not in {each.link for each in page_links.broken(now)}, (
        "one failure is a bad day"
    )
    assert page_links.try_due(now + timedelta(days=2)) == 1
    found = {each.link: each.url for each in page_links.broken(now)}
    assert found == {
        "/en/nowhere/": page.get_desk_url(),
        "/en/about/no-such-page/": page.get_desk_url(),
        "https://gone.example/": page.get_desk_url(),
        "/en/vanished/": Feature.objects.get().get_desk_url(),
    }
    assert "https://gone.example/" in sign_in(sam).get(reverse("broken_links")).text
    page.revise(sam, body_en="Nothing.")
    page.publish(sam, read=page.ahead().stamp)
    page_links.try_due(timezone.now())
    assert not PageLink.objects.exists()
