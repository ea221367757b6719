"""Was this page useful? Asked without a cookie, taken from the portal's own pages only, read by the secretariat."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition import opinions, tidying
from coalition.models import Opinion

from . import make

pytestmark = pytest.mark.django_db
GIVE = "/en/opinion/"


def given(client, **words):
    return client.post(GIVE, {"page": "/en/join/", "useful": "no", "comment": "How long?", **words})


def test_a_visitor_without_a_cookie_is_heard():
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get("/en/join/")
    form = page.text[page.text.index('<form class="opinion"') :]
    form = form[: form.index("</form>") + 7]
    assert len(form.encode()) <= 1_150
    answer = given(visitor, HTTP_ORIGIN="http://testserver")
    assert answer.url == "/en/opinion/thanks/"
    thanks = visitor.get(answer.url)
    assert not answer.cookies and not thanks.cookies
    opinion = Opinion.objects.get()
    assert (opinion.path, opinion.language, opinion.is_useful, opinion.comment) == (
        "/en/join/",
        "en",
        False,
        "How long?",
    )


def test_another_site_speaks_for_nobody(client):
    for origin in ("https://elsewhere.example", "null", "http://testserver.elsewhere.example"):
        assert (
            client.post(GIVE, {"page": "/en/join/", "useful": "yes"}, headers={"Origin": origin}).status_code
            == 403
        )
    assert (
        client.post(
            GIVE, {"page": "/en/join/", "useful": "yes"}, headers={"Origin": "http://testserver"}
        ).status_code
        == 302
    )
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/en/nowhere/",
        "https://elsewhere.example/en/join/x",
        "/en/secretariat/",
        "/en/account/sign-in/",
        "/admin/",
        "/robots.txt",
        "/en/" + "x" * 400,
    ],
)
def test_only_public_pages_are_named(client, page):
    answer = given(client, page=page)
    assert answer.status_code == 200
    assert "belongs to no page of the portal" in answer.text
    assert "How long?" in answer.text, "what was typed is kept"
    assert not Opinion.objects.exists()


def test_an_address_for_one_person_is_not_asked_about(client, lakeside, lea, odile):
    make.invitation(lakeside, by=lea, token="the-token", email=odile.email)
    page = client.get(reverse("invitation", args=["the-token"]))
    assert page.status_code == 200
    assert 'class="opinion"' not in page.text
    assert given(client, page=reverse("invitation", args=["the-token"])).status_code == 200
    assert not Opinion.objects.exists()


def test_what_is_wrong_is_said_and_kept(client):
    long = "x" * 1_001
    page = given(client, comment=long).text
    assert long in page
    assert "1000" in page or "1,000" in page
    assert "Say whether the page was useful." in client.post("/en/opinion/", {"page": "/en/join/"}).text
    assert not Opinion.objects.exists()


def test_a_robot_is_thanked_and_forgotten(client):
    assert given(client, website="https://buy.example").url == "/en/opinion/thanks/"
    assert not Opinion.objects.exists()


def test_too_many_are_refused_and_no_address_is_kept(client, monkeypatch):
    monkeypatch.setattr(opinions, "MOST_AN_HOUR", 2)
    assert [given(client).status_code for _ in range(3)] == [302, 302, 429]
    assert Opinion.objects.count() == 2
    names = {field.name for field in Opinion._meta.get_fields()}
    assert not names & {"ip", "address", "user", "agent", "session"}


def test_the_secretariat_settles_what_was_said(sam, sign_in):
    desk = sign_in(sam)
    first, second = make.opinion(), make.opinion(comment="Thank you.", is_useful=True)
    make.opinion(comment="", is_useful=True)
    page = desk.get(reverse("opinions"))
    assert page.context["count"] == 2
    assert page.context["by_page"] == [{"path": "/en/join/", "useful": 2, "not_useful": 1, "comments": 2}]
    desk.post(reverse("answer_opinion", args=[first.pk]))
    desk.post(reverse("answer_opinion", args=[first.pk]))  # a second click
    desk.post(reverse("set_opinion_aside", args=[second.pk]))
    assert desk.post(reverse("answer_opinion", args=[second.pk])).status_code == 409
    assert desk.get(reverse("opinions")).context["count"] == 0
    assert "Thank you." in desk.get(reverse("opinions") + "?status=aside").text
    desk.post(reverse("reopen_opinion", args=[second.pk]))
    assert "Thank you." in desk.get(reverse("opinions") + "?path=/en/join/").text
    assert desk.get(reverse("opinions") + "?status=%00&path=%00&page=x").status_code == 200


def test_comments_are_emptied_after_a_year():
    now = timezone.now()
    old = make.opinion(given_at=now - timedelta(days=366))
    new = make.opinion(given_at=now - timedelta(days=300))
    tidying.tidy(now)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.comment, new.comment) == ("", "How long does it take?")
    assert not hasattr(Opinion.pgh_event_model, "comment")
