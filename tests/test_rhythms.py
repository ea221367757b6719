"""Mail as each person chooses: at once, gathered into the digest of the day or of Monday, or in the portal alone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition import outbox
from coalition.models import OutgoingMessage
from municipalities.models import Reminder
from municipalities.reminding import digest
from reports.models import ProgressReport

from . import make
from .test_reminders import DUE, nine

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY, FRIDAY = (nine(2027, 6, day) for day in (9, 10, 11))
MONDAY, TUESDAY = nine(2027, 6, 14), nine(2027, 6, 15)


@pytest.fixture(autouse=True)
def on_wednesday(time_machine):
    time_machine.move_to(WEDNESDAY + timedelta(hours=1), tick=False)


def news(person, subject="A practice is published", category="practice"):
    return make.mail(person, subject=subject, category=category)


def digests(person):
    return list(
        OutgoingMessage.objects.filter(recipient=person, key__startswith="digest:")
        .order_by("pk")
        .values_list("category", "status", "subject")
    )


def test_daily_is_told_on_the_next_day_and_once(nora):
    outbox.choose(nora, {"practice": "daily"})
    first, second = news(nora), news(nora, "A practice is returned")
    assert {first.status, second.status} == {"gathered"} and not first.tries
    assert outbox.deliver()["sent"] == 0
    assert digest.write(WEDNESDAY + timedelta(hours=2)) == 0
    assert digest.write(THURSDAY - timedelta(hours=1)) == 0  # before nine
    assert digest.write(THURSDAY) == 1
    for at in (THURSDAY + timedelta(hours=3), FRIDAY, MONDAY):
        assert digest.write(at) == 0
    mail = OutgoingMessage.objects.get(category="digest")
    assert mail.subject == "A practice is published, and 1 more matter" and mail.status == "queued"
    assert "reminder" not in mail.text and "This is new:" in mail.text
    for body in (mail.text, mail.html):
        assert "A practice is returned" in body and "Good practice" in mail.html
        assert nora.notifications.first().get_absolute_url() in body
    assert nora.notifications.count() == 2  # of the digest itself the portal says nothing: it has shown both
    assert Reminder.objects.filter(state="told").count() == 2


def test_weekly_is_told_on_monday(nora):
    outbox.choose(nora, {"practice": "weekly", "access": "daily"})
    news(nora, "For Monday")
    news(nora, "For tomorrow", "access")
    told = {}
    for at in (THURSDAY, FRIDAY, MONDAY, TUESDAY):
        digest.write(at)
        told[at] = digests(nora)[len(sum(told.values(), [])) :]
    assert [[subject for *_rest, subject in each] for each in told.values()] == [
        ["For tomorrow"],
        [],
        ["For Monday"],
        [],
    ]


def test_a_monday_off_gives_way_to_tuesday(nora, time_machine):
    time_machine.move_to(nine(2027, 6, 30), tick=False)  # Wednesday; Canada Day is a Thursday
    outbox.choose(nora, {"practice": "daily"})
    news(nora)
    assert [digest.write(nine(2027, 7, day)) for day in (1, 2)] == [0, 1]


def test_after_an_outage_it_is_told_however_late(nora):
    outbox.choose(nora, {"practice": "daily"})
    news(nora)
    assert digest.write(WEDNESDAY + timedelta(days=30)) == 1
    assert [state for (state,) in Reminder.objects.values_list("state")] == ["told"]


def test_what_was_read_in_the_portal_or_taken_back_is_not_told(nora):
    outbox.choose(nora, {"practice": "daily"})
    news(nora).notification.mark_read()
    OutgoingMessage.objects.filter(pk=news(nora).pk).update(status="cancelled")
    outbox.choose(nora, {"practice": "daily", "access": "daily"})
    news(nora, category="access")
    outbox.choose(nora, {"access": "never"})
    nobody = make.user("Gone", is_active=False, rhythms={"practice": "daily"})
    news(nobody)
    assert digest.write(THURSDAY) == 0


@pytest.fixture
def report(lakeside):
    cycle = make.cycle(2026, due_at=DUE, status="open", opened_at=nine(2027, 1, 4))
    return ProgressReport.objects.create(municipality=lakeside, cycle=cycle)


DAY = nine(2027, 3, 31)  # the report is due today


@pytest.fixture
def before_the_day(time_machine, report):
    time_machine.move_to(DAY - timedelta(days=1), tick=False)


def test_reminders_and_news_are_one_message(before_the_day, lea):
    outbox.choose(lea, {"practice": "daily"})
    news(lea)
    assert digest.write(DAY) == 1
    [(category, status, subject)] = digests(lea)
    assert (category, status) == ("reminder", "queued")
    assert subject == "Lakeside: the 2026 progress report is due today, and 1 more matter"
    mail = OutgoingMessage.objects.get(category="reminder")
    assert mail.text.index("Lakeside") < mail.text.index("What is new") < mail.text.index("A practice")
    assert mail.notification.path == "/en/account/reminders/"


def test_who_does_without_reminders_by_mail_has_them_in_the_portal(before_the_day, lea, sign_in):
    outbox.choose(lea, {"reminder": "never", "practice": "daily"})
    news(lea)
    assert digest.write(DAY) == 2
    assert digests(lea) == [
        ("reminder", "unwanted", "Lakeside: the 2026 progress report is due today"),
        ("digest", "queued", "A practice is published"),
    ]
    assert digest.write(DAY + timedelta(hours=2)) == 0
    titles = [each.title for each in lea.notifications.all()]
    assert titles == ["Lakeside: the 2026 progress report is due today", "A practice is published"]
    assert lea.notifications.first().path == "/en/workspace/lakeside-on/reports/2026/"
    assert "You do without reminders by mail" in sign_in(lea).get("/en/account/reminders/").text
    assert "A practice is published" not in sign_in(lea).get("/en/account/reminders/").text.split("told")[0]


def test_a_digest_that_is_taken_back_is_written_anew_with_the_news(before_the_day, lea, report):
    outbox.choose(lea, {"practice": "daily"})
    news(lea)
    assert digest.write(DAY) == 1
    Reminder.settle(report.matter)
    ProgressReport.objects.update(status="submitted")
    assert digest.write(DAY + timedelta(hours=1)) == 1
    assert [each[1:] for each in digests(lea)] == [
        ("cancelled", "Lakeside: the 2026 progress report is due today, and 1 more matter"),
        ("queued", "A practice is published"),
    ]


def test_queries_do_not_grow_with_people_nor_with_what_waits(lakeside):
    counts = []
    for size in (1, 5):
        for _ in range(size):
            person = make.user("Somebody", rhythms={"practice": "daily"})
            make.member(lakeside, person)
            for number in range(size):
                news(person, f"News {number}")
        with CaptureQueriesContext(connection) as asked:
            assert digest.write(THURSDAY + timedelta(minutes=size)) == size
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_day_for_each_zone(nora):
    """A message of late evening in Vancouver belongs to that day there."""
    nora.zone = "America/Vancouver"
    nora.save()
    outbox.choose(nora, {"practice": "daily"})
    row = news(nora)
    late = datetime(2027, 6, 9, 22, tzinfo=ZoneInfo("America/Vancouver"))
    OutgoingMessage.objects.filter(pk=row.pk).update(created_at=late)
    assert digest.write(THURSDAY) == 0  # six in the morning there
    assert digest.write(THURSDAY + timedelta(hours=3)) == 1
