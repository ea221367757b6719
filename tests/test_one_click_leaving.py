"""Leaving a kind of mail by one click (RFC 8058), and choosing how often each comes, without signing in."""

import re
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from coalition import outbox
from coalition.forgetting import forget
from coalition.models import OutgoingMessage
from coalition.outbox.categories import KINDS, always_to, chosen_by
from coalition.outbox.leaving import links
from coalition.outbox.sending import claim
from network.models import Subscription

from . import make

pytestmark = pytest.mark.django_db
ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def mailbox_provider():
    """Posts as a mailbox does: no cookie, no token of ours, and CSRF is looked at."""
    return Client(enforce_csrf_checks=True)


def leaving(person, category="bulk_message"):
    return links(person, category)[0].removeprefix(portal.SITE_URL)


def choosing(person, category="bulk_message"):
    return links(person, category)[1].removeprefix(portal.SITE_URL)


def rhythms_of(person):
    person.refresh_from_db()
    return person.rhythms


def test_the_headers_of_every_kind(lea, sam, settings):
    """Both where it can be turned off, none where it cannot; and the foot says the same."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for person in (lea, sam):
        for kind in (*chosen_by(person), *always_to(person), KINDS["digest"]):
            OutgoingMessage.objects.all().delete()
            mail.outbox.clear()
            row = make.mail(person, category=kind.key)
            assert outbox.deliver()["sent"] == 1
            headers = mail.outbox[0].message()
            if kind.is_service:
                assert headers["List-Unsubscribe"] is None and headers["List-Unsubscribe-Post"] is None
                assert str(kind.why) in row.text and str(kind.why) in row.html
                assert "/mail/" not in row.text
                continue
            (address,) = re.fullmatch(r"<(\S+)>", headers["List-Unsubscribe"]).groups()
            assert headers["List-Unsubscribe-Post"] == ONE_CLICK
            assert address == f"{settings.SITE_URL}{leaving(person, kind.key)}"
            for body in (row.text, row.html):
                assert address in body and choosing(person, kind.key) in body


def test_a_visitor_s_mail_names_no_such_link():
    row = make.mail(("ana@example.org", "fr"), category="visitor")
    assert not row.unsubscribe_url and "/courriels/" not in row.text and "service" not in row.text


def test_the_token_says_nothing_to_others_and_is_the_same_each_time(lea, eli):
    tokens = {make.mail_token(person, kind) for person in (lea, eli) for kind in ("practice", "access")}
    assert len(tokens) == 4 and make.mail_token(lea, "practice") in tokens
    for token in tokens:
        assert re.fullmatch(r"[\w-]{20,120}", token)
        seen = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        assert b"practice" not in seen and b"access" not in seen and str(lea.pk).encode() + b" " not in seen


def test_a_mailbox_ends_it_at_once_and_says_so_as_often_as_it_asks(lea, mailbox_provider):
    kept, waiting = make.mail(lea, category="practice"), make.mail(lea, category="bulk_message")
    sent = make.mail(lea, category="bulk_message", status="sent", sent_at=timezone.now())
    for _time in range(3):
        answer = mailbox_provider.post(leaving(lea), ONE_CLICK, content_type=FORM)
        assert answer.status_code == 200 and not answer.cookies and "Location" not in answer
        assert rhythms_of(lea) == {"bulk_message": "never"}
    for row, status in ((kept, "queued"), (waiting, "unwanted"), (sent, "sent")):
        row.refresh_from_db()
        assert row.status == status
    assert make.mail(lea, category="bulk_message").status == "unwanted"
    assert lea.notifications.count() == 4  # the portal shows it all the same


def test_programs_that_look_through_mail_change_nothing(lea, client):
    for _scan in range(20):
        answer = client.get(leaving(lea))
        assert answer.status_code == 200 and "End it" in answer.text
        assert client.head(leaving(lea)).status_code == 200
        assert client.get(choosing(lea)).status_code == 200
        assert client.options(leaving(lea)).status_code == 405
        assert not answer.cookies and "no-store" in answer["Cache-Control"]
    assert rhythms_of(lea) == {}
    page = client.get(leaving(lea)).text
    assert "Message to members" in page and "noindex" in page
    assert lea.email not in page and "l…@example.org" in page and lea.name not in page


@pytest.mark.parametrize(
    "body, kind",
    [
        ("", FORM),
        ("List-Unsubscribe=Two-Click", FORM),
        ("x" * 200_000, "text/plain"),
        ("--broken", "multipart/form-data; boundary=other"),
        ("{", "application/json"),
        (b"\xff\x00\xed\xa0\x80", FORM),
    ],
)
def test_whatever_the_body_says_a_post_means_to_leave(lea, mailbox_provider, body, kind):
    """Mailboxes write it in different ways, and the button of the page sends nothing."""
    assert mailbox_provider.post(leaving(lea), body, content_type=kind).status_code == 200
    assert rhythms_of(lea) == {"bulk_message": "never"}


def forged():
    good = "A" * 40
    return ["x", "%00", good, good + "=", "é" * 30, "A" * 5000, "-_" * 20, "..%2f"]


@pytest.mark.parametrize("token", forged())
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_forged_token_opens_nothing(lea, client, token, method):
    for path in ("leaving", "choice"):
        assert getattr(client, method)(f"/en/mail/{path}/{token}/").status_code == 404


def test_a_token_that_was_changed_or_is_of_something_else_opens_nothing(lea, client):
    token = make.mail_token(lea)
    others = [
        *(
            token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
            for place in (0, 10, 30)
        ),
        *(token[:-1], token + "A", token + "=", token[:10] + "." + token[10:]),
        make.subscription().token,
        make.endorsement("Lake School", status="unverified", verified_at=None).token,
    ]
    for other in others:
        assert client.post(reverse("leave_mail", args=[other])).status_code == 404, other
    assert rhythms_of(lea) == {} and Subscription.objects.active().count() == 1


def test_one_of_another_key_opens_nothing_until_the_key_is_named(lea, client, settings):
    ours, old = settings.SECRET_KEY, "the secret key of ten years ago, which was long enough"
    settings.SECRET_KEY = old
    address = leaving(lea)
    settings.SECRET_KEY = ours
    assert client.post(address).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.post(address).status_code == 200
    assert rhythms_of(lea) == {"bulk_message": "never"}


def test_a_mail_of_years_ago_still_ends_it(lea, client, time_machine):
    address = leaving(lea)
    time_machine.move_to(timezone.now() + timedelta(days=8 * 365))
    assert client.post(address).status_code == 200
    assert rhythms_of(lea) == {"bulk_message": "never"}


def test_somebody_whose_account_is_closed_or_deleted_gets_nothing_anyway(lea, eli, client):
    eli.is_active = False
    eli.save()
    addresses = [(leaving(person), choosing(person)) for person in (lea, eli)]
    forget(lea)
    for leave, choose in addresses:
        for method in (client.get, client.head, client.post):
            assert method(leave).status_code == method(choose).status_code == 200
        page = client.get(leave).text
        assert "This account is closed" in page and "@example.org" not in page
    assert rhythms_of(eli) == {}


def test_a_kind_that_is_no_more_or_cannot_be_left(lea, client):
    for category, said in (("carrier_pigeon", "no longer comes"), ("report", "always comes")):
        for method in (client.get, client.post):
            answer = method(leaving(lea, category))
            assert answer.status_code == 200 and said in answer.text
        assert choosing(lea, category) in client.get(leaving(lea, category)).text
    assert rhythms_of(lea) == {}


def test_a_message_that_a_sender_has_in_hand_goes_its_way(lea, client):
    row = make.mail(lea, category="practice")
    claim(timezone.now())
    client.post(leaving(lea, "practice"))
    row.refresh_from_db()
    assert row.status == "queued" and row.claimed_at


def test_leaving_the_digest_ends_all_that_is_in_it(lea, client):
    outbox.choose(lea, {"practice": "daily", "access": "weekly", "teamwork": "never"})
    for category in ("reminder", "digest"):
        page = client.get(leaving(lea, category)).text
        for title in ("Reminders", "Good practice", "Access asked for"):
            assert f"<strong>{title}</strong>" in page
        assert "<strong>Message to members</strong>" not in page
    client.post(leaving(lea, "digest"))
    assert rhythms_of(lea) == dict.fromkeys(["practice", "access", "teamwork", "reminder"], "never")
    assert "no longer comes" in client.get(leaving(lea, "digest")).text


# --- choosing without signing in ------------------------------------------------------------------------


def fields_of(page):
    """What a browser would send back: each choice, and what the page showed of it."""
    sent = dict(re.findall(r'<input type="hidden" name="(initial-\w+)" value="(\w+)"', page))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        sent[name] = re.search(r'value="(\w+)" selected', options)[1]
    return sent


@pytest.mark.parametrize("language", ["en", "fr"])
def test_by_the_same_token_each_rhythm_is_chosen(lea, client, mailbox_provider, language):
    type(lea).objects.filter(pk=lea.pk).update(language=language)
    lea.refresh_from_db()
    address = choosing(lea)
    assert address.startswith({"en": "/en/mail/choice/", "fr": "/fr/courriels/choix/"}[language])
    page = client.get(address).text
    assert address in client.get(leaving(lea)).text
    with translation.override(language):
        for kind in (*chosen_by(lea), *always_to(lea)):
            assert str(kind.title) in page
    sent = fields_of(page)
    assert {name for name in sent if not name.startswith("initial-")} == {kind.key for kind in chosen_by(lea)}
    answer = mailbox_provider.post(address, sent | {"practice": "weekly", "reminder": "never"})
    assert answer.url == f"{address}?saved" and not answer.cookies
    assert rhythms_of(lea) == {"practice": "weekly", "reminder": "never"}
    assert "notice--good" in client.get(answer.url).text


def test_two_windows_choose_different_kinds(lea, client, sign_in):
    """What the other window set, and this page did not show, stays."""
    address = choosing(lea)
    one = fields_of(client.get(address).text)
    own = sign_in(lea)
    other = fields_of(own.get("/en/account/mail/").text)
    own.post("/en/account/mail/", other | {"practice": "daily"})
    client.post(address, one | {"access": "never"})
    assert rhythms_of(lea) == {"practice": "daily", "access": "never"}


@pytest.mark.parametrize("wrong", ["hourly", "", "\0", "never " * 100, "never\ud800"])
def test_a_wrong_choice_is_explained_and_changes_nothing(lea, client, wrong):
    sent = fields_of(client.get(choosing(lea)).text) | {"practice": wrong.encode("utf-8", "replace").decode()}
    answer = client.post(choosing(lea), sent)
    assert answer.status_code == 200 and "Choose how often." in answer.text
    assert rhythms_of(lea) == {}


def test_only_the_secretariat_chooses_about_arrivals(lea, sam, client):
    assert 'name="arrival"' in client.get(choosing(sam)).text
    sent = fields_of(client.get(choosing(lea)).text)
    assert "arrival" not in sent
    client.post(choosing(lea), sent | {"arrival": "never", "account": "never", "reminder": "weekly"})
    assert rhythms_of(lea) == {}
