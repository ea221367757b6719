"""What the mail provider tells: believed with the secret only, once, and only of our own mail."""

import base64
import json
from datetime import timedelta

import pytest
from anymail.signals import AnymailTrackingEvent
from django.core.checks import run_checks
from django.utils import timezone

from coalition.models import Bounce, SuppressedAddress
from coalition.outbox import bounces
from coalition.outbox.providers import PROVIDERS

from . import make

pytestmark = pytest.mark.django_db
ADDRESS = "/mail-events/"
WHEN = "2026-11-20T10:00:00Z"


def bounce_at_postmark(email="gone@example.org", **more):
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 42,
        "Email": email,
        "MessageID": "00000000-0000",
        "BouncedAt": WHEN,
        "Details": "smtp;550 5.1.1 <gone@example.org> no such user",
        "Description": "The server was unable to deliver your message.",
    } | more


@pytest.fixture
def tell(client, settings):
    """Tell it as Postmark does, with the secret of the tests."""

    def post(event, secret=None, **headers):
        secret = settings.MAIL_PROVIDER_SECRET if secret is None else secret
        if secret:
            headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"
        body = event if isinstance(event, str) else json.dumps(event)
        return client.post(ADDRESS, body, content_type="application/json", headers=headers).status_code

    return post


@pytest.fixture
def sent():
    return make.mail(("Gone@example.org", "en"), status="sent", sent_at=timezone.now())


def test_a_hard_bounce_ends_mail_to_the_address_once(tell, sent):
    for _again in range(3):  # until they have seen our answer
        assert tell(bounce_at_postmark()) == 200
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.told_by, bounce.message) == ("hard", "postmark", sent)
    assert bounce.at.isoformat().startswith("2026-11-20T10:00") and "gone@" not in bounce.said
    suppressed = SuppressedAddress.objects.get()
    assert (suppressed.address, suppressed.reason) == ("gone@example.org", "bounced")
    sent.refresh_from_db()
    assert sent.status == "sent"  # which is what happened


@pytest.mark.parametrize(
    ("event", "kind", "reason"),
    [
        ({"Type": "SpamComplaint", "RecordType": "SpamComplaint"}, "complaint", "complaint"),
        ({"Type": "Transient"}, "soft", None),
        ({"Type": "SoftBounce", "Details": "smtp;452 4.2.2 mailbox full"}, "soft", None),
        ({"Type": "BadEmailAddress", "Details": ""}, "hard", "bounced"),
        ({"RecordType": "Open"}, None, None),
        ({"RecordType": "Delivery"}, None, None),
    ],
    ids=str,
)
def test_what_each_means(tell, sent, event, kind, reason):
    assert tell(bounce_at_postmark(**event)) == 200
    assert list(Bounce.objects.values_list("kind", flat=True)) == ([kind] if kind else [])
    assert list(SuppressedAddress.objects.values_list("reason", flat=True)) == ([reason] if reason else [])


@pytest.mark.parametrize("secret", ["", "provider:wrong", "provider", ":", "é:ü"])
def test_without_the_secret_nobody_is_believed(tell, sent, secret):
    assert tell(bounce_at_postmark(), secret=secret) == 403
    assert not Bounce.objects.exists()


def test_of_mail_that_is_not_ours_nothing_is_kept(tell, sent):
    assert tell(bounce_at_postmark("stranger@example.org")) == 200
    assert not Bounce.objects.exists() and not SuppressedAddress.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"a"',
        "[[[]]]",
        '{"RecordType": [1]}',
        '{"RecordType": "Bounce", "Type": {}}',
        "\x00",
    ],
)
def test_what_it_does_not_understand_is_no_fault_of_ours(tell, sent, body):
    assert tell(body) in {200, 400}
    assert not Bounce.objects.exists()


def test_hostile_words_are_kept_as_words(tell, sent):
    assert tell(bounce_at_postmark(Details="\x00\ud800 550 5.1.1 " + "x" * 100_000)) == 200
    assert len(Bounce.objects.get().said) <= bounces.LONGEST_SAID


def test_it_is_told_of_the_message_by_its_own_number(sent):
    """Which some providers keep; the last one sent there is another."""
    make.mail(("gone@example.org", "en"), status="sent", sent_at=timezone.now())
    event = AnymailTrackingEvent(
        event_type="bounced",
        reject_reason="bounced",
        recipient="gone@example.org",
        message_id=sent.message_id.strip("<>"),
        timestamp=timezone.now() - timedelta(minutes=1),
    )
    bounces.take_in(event, "mailgun")
    assert Bounce.objects.get().message == sent


def test_without_a_provider_there_is_no_such_address(client, settings):
    settings.MAIL_PROVIDER = ""
    assert client.post(ADDRESS).status_code == 404


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_is_heard_and_needs_its_secret(client, settings, provider):
    settings.MAIL_PROVIDER, settings.MAIL_PROVIDER_KEY = provider, "key"
    assert client.get(ADDRESS).status_code == 405
    assert client.post(ADDRESS, "{}", content_type="application/json").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"MAIL_PROVIDER": "pigeon"}, "pigeon"),
        ({"MAIL_PROVIDER_SECRET": ""}, "MAIL_PROVIDER_SECRET"),
        ({"MAIL_PROVIDER": "mailgun", "MAIL_PROVIDER_KEY": ""}, "MAIL_PROVIDER_KEY"),
    ],
)
def test_settings_that_would_not_work_are_said_at_start(settings, wrong, word):
    assert not [problem for problem in run_checks() if problem.id == "portal.E006"]
    for name, value in wrong.items():
        setattr(settings, name, value)
    [problem] = [problem for problem in run_checks() if problem.id == "portal.E006"]
    assert word in problem.msg
