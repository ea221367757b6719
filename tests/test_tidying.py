"""What is not kept for ever."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from coalition import outbox, tasks
from coalition.models import OutgoingMessage
from coalition.tidying import tidy

pytestmark = pytest.mark.django_db
Status = OutgoingMessage.Status


def message(category, days, status=Status.SENT):
    """One that was written, and sent if it was, so many days ago."""
    written = timezone.now() - timedelta(days=days)
    made = OutgoingMessage.objects.create(
        key=f"{category}-{days}-{status}",
        category=category,
        to_address="lea@example.org",
        language="en",
        subject="Your code",
        text="123456",
        html="<p>123456</p>",
        status=status,
        next_try_at=written,
        sent_at=written if status == Status.SENT else None,
    )
    OutgoingMessage.objects.filter(pk=made.pk).update(created_at=written)
    return made


def kept():
    return set(OutgoingMessage.objects.exclude(text="", html="").values_list("key", flat=True))


def test_the_words_of_old_mail_go_and_that_it_was_sent_stays():
    for category in ("account", "application"):
        for days in (0, 2, 89, 91):
            message(category, days)
    tasks.tidy()
    assert kept() == {"account-0-sent", "application-0-sent", "application-2-sent", "application-89-sent"}
    assert OutgoingMessage.objects.filter(status=Status.SENT, subject="Your code").count() == 8
    assert tidy(timezone.now()) == 0


def test_the_link_of_an_invitation_goes_with_the_codes(lea):
    for days in (0, 2):
        message("invitation", days)
    answer = message("invitation", 3)
    OutgoingMessage.objects.filter(pk=answer.pk).update(recipient=lea)  # the inviter hears of the answer
    tidy(timezone.now())
    assert kept() == {"invitation-0-sent", "invitation-3-sent"}


def test_what_failed_goes_too_and_what_waits_stays():
    message("account", 2, Status.FAILED)
    message("account", 2, Status.CANCELLED)
    waiting = message("account", 2, Status.QUEUED)
    call_command("tidy", verbosity=0)
    assert kept() == {waiting.key}
    outbox.deliver()
    waiting.refresh_from_db()
    assert waiting.status == Status.SENT and waiting.text


def test_sessions_that_are_over_go(client, lea):
    client.force_login(lea)
    current = client.session.session_key
    over = Session.objects.create(
        session_key="over", session_data="", expire_date=timezone.now() - timedelta(minutes=1)
    )
    tasks.tidy()
    assert [session.pk for session in Session.objects.all()] == [current] != [over.pk]


def test_the_clock_rings_for_it():
    assert "coalition.tasks.tidy" in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
