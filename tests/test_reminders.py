"""Who is reminded of a report, when, in which words, and that nobody is told twice."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from coalition.models import OutgoingMessage
from municipalities.models import Role
from reports import reminders
from reports.models import ProgressReport, ReportingCycle

from . import make

pytestmark = pytest.mark.django_db

DUE = datetime(2027, 3, 31, 23, 59, 59, tzinfo=ZoneInfo("America/Toronto"))


def nine(*day, zone="America/Toronto"):
    return datetime(*day, 9, tzinfo=ZoneInfo(zone))


@pytest.fixture
def cycle(db):
    return make.cycle(2026, due_at=DUE, status="open", opened_at=datetime(2027, 1, 4, 15, tzinfo=UTC))


def report_of(town, cycle, **fields):
    return ProgressReport.objects.create(municipality=town, cycle=cycle, **fields)


@pytest.fixture
def report(lakeside, cycle):
    return report_of(lakeside, cycle)


def kinds():
    return [key.split(":")[2] for key in OutgoingMessage.objects.order_by("pk").values_list("key", flat=True)]


def test_every_reminder_is_sent_once_over_the_months(lea, eli, report):
    sent = []
    for day in range(93):
        # Just before nine, at nine, and the next rounds of beat.
        for minutes in (-1, 0, 15, 30):
            at = nine(2027, 1, 29) + timedelta(days=day, minutes=minutes)
            if reminders.remind(at):
                sent.append((kinds()[-1], at))
    assert sent == [
        ("60-days-before", nine(2027, 1, 30)),
        ("30-days-before", nine(2027, 3, 1)),
        ("14-days-before", nine(2027, 3, 17)),
        ("3-days-before", nine(2027, 3, 28)),
        ("due-day", nine(2027, 3, 31)),
        ("7-days-after", nine(2027, 4, 7)),
        ("30-days-after", nine(2027, 4, 30)),
    ]
    assert set(OutgoingMessage.objects.values_list("recipient", flat=True)) == {lea.pk}


# The hour in UTC at which the clocks show nine: three days before, on the day and seven days after, around the
# change of clocks of March 14. British Columbia, Alberta and Manitoba no longer change theirs.
INSTANTS = {
    "America/St_Johns": ("2027-03-17T11:30", "2027-03-31T11:30", "2027-01-30T12:30"),
    "America/Halifax": ("2027-03-17T12:00", "2027-03-31T12:00", "2027-01-30T13:00"),
    "America/Moncton": ("2027-03-17T12:00", "2027-03-31T12:00", "2027-01-30T13:00"),
    "America/Toronto": ("2027-03-17T13:00", "2027-03-31T13:00", "2027-01-30T14:00"),
    "America/Iqaluit": ("2027-03-17T13:00", "2027-03-31T13:00", "2027-01-30T14:00"),
    "America/Winnipeg": ("2027-03-17T14:00", "2027-03-31T14:00", "2027-01-30T14:00"),
    "America/Regina": ("2027-03-17T15:00", "2027-03-31T15:00", "2027-01-30T15:00"),
    "America/Edmonton": ("2027-03-17T15:00", "2027-03-31T15:00", "2027-01-30T15:00"),
    "America/Vancouver": ("2027-03-17T16:00", "2027-03-31T16:00", "2027-01-30T16:00"),
    "America/Whitehorse": ("2027-03-17T16:00", "2027-03-31T16:00", "2027-01-30T16:00"),
}


@pytest.mark.parametrize("zone", INSTANTS)
def test_the_hour_is_that_of_the_town(zone):
    said = dict(zip(("14-days-before", "due-day", "60-days-before"), INSTANTS[zone], strict=True))
    for reminder in reminders.REMINDERS:
        if reminder.kind in said:
            instant = reminder.instant(reminders.last_day(DUE, ZoneInfo(zone)), ZoneInfo(zone))
            assert instant.astimezone(UTC).isoformat()[:16] == said[reminder.kind], reminder.kind
            assert reminder.days > 0 or instant < DUE


def test_a_clock_that_steps_back_repeats_nothing(lea, report):
    for hours in (0, -1, 1, -24, 24, 0):
        reminders.remind(nine(2027, 3, 17) + timedelta(hours=hours))
    assert kinds() == ["14-days-before"]


def test_after_an_outage_only_the_latest_useful_one_is_sent(lea, report):
    assert reminders.remind(nine(2027, 3, 19)) == 1
    assert kinds() == ["14-days-before"]  # neither 60 nor 30 days before, which are long past
    assert reminders.remind(nine(2027, 3, 24)) == 0  # and a stale one not at all
    assert reminders.remind(nine(2027, 3, 31)) == 1
    assert kinds()[-1] == "due-day"


def test_without_a_coordinator_the_contributors_are_told(eli, vic, report):
    reminders.remind(nine(2027, 3, 31))
    assert OutgoingMessage.objects.get().recipient == eli


def test_people_who_left_are_not_told(lea, eli, report):
    lea.is_active = False
    lea.save()
    reminders.remind(nine(2027, 3, 31))
    assert OutgoingMessage.objects.get().recipient == eli


def test_who_does_without_is_not_told(lea, eli, report):
    """Nor is it then somebody else's: the coordinator knows."""
    lea.revise(name=lea.name, language="en", zone="", muted=["reminder"])
    assert reminders.remind(nine(2027, 3, 1)) == 0


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_a_finished_report_is_left_alone(lea, report, status):
    ProgressReport.objects.update(status=status)
    assert reminders.remind(nine(2027, 3, 31)) == 0


@pytest.mark.parametrize("change", ["closed cycle", "closing day past", "former member", "correction"])
def test_who_owes_nothing_is_left_alone(lea, lakeside, report, change):
    if change == "closed cycle":
        ReportingCycle.objects.update(status="closed")
    elif change == "closing day past":
        ReportingCycle.objects.update(due_at=nine(2027, 3, 30), closes_at=nine(2027, 3, 30))
    elif change == "former member":
        lakeside.membership.end(None, reason="moved on")
    else:
        ProgressReport.objects.update(revision=2)
    assert reminders.remind(nine(2027, 3, 31)) == 0


def test_it_speaks_the_language_of_the_person(rivermouth, odile, lea, report, cycle):
    report_of(rivermouth, cycle)
    reminders.remind(nine(2027, 3, 31))
    english = OutgoingMessage.objects.get(recipient=lea)
    assert english.subject == "Lakeside: the 2026 progress report is due today"
    assert "March 31, 2027, 11:59 p.m." in english.text and "March 31, 2027, 11:59 p.m." in english.html
    assert "http://localhost:8000/en/workspace/lakeside-on/reports/2026/" in english.text
    french = OutgoingMessage.objects.get(recipient=odile)
    assert "Embouchure" in french.subject and french.language == "fr"
    assert "31 mars 2027" in french.text and "31 mars 2027" in french.html
    assert "http://localhost:8000/fr/" in french.text


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (nine(2027, 3, 28), "is due in 3 days"),
        (nine(2027, 3, 30), "is due in 1 day"),
        (nine(2027, 4, 7), "is late"),
    ],
)
def test_it_counts_the_days(lea, report, at, words):
    reminders.remind(at)
    message = OutgoingMessage.objects.get()
    assert message.subject.endswith(words)
    assert ("It is not too late" in message.text) == (words == "is late")


def returned(report, due_on):
    ProgressReport.objects.update(status="returned")
    report.change_requests.filter(resolved_at=None).update(resolved_at=nine(2027, 4, 1))
    report.change_requests.create(section="1", text="Why?", due_on=due_on)
    # One of another section, due later, and one that is answered, due earlier.
    report.change_requests.create(section="2", text="Who?", due_on=due_on + timedelta(days=20))
    report.change_requests.create(
        section="3", text="How?", due_on=date(2027, 4, 2), resolved_at=nine(2027, 4, 1)
    )


def test_a_returned_report_is_reminded_of_its_own_day(lea, report):
    returned(report, date(2027, 4, 20))
    sent = []
    for day in range(80):
        at = nine(2027, 3, 1) + timedelta(days=day)
        for _round in range(2):
            if reminders.remind(at):
                sent.append((kinds()[-1], at))
    assert sent == [
        ("changes-7-days-before", nine(2027, 4, 13)),
        ("changes-1-day-before", nine(2027, 4, 19)),
        ("changes-due-day", nine(2027, 4, 20)),
    ]
    messages = list(OutgoingMessage.objects.order_by("pk"))
    assert [message.subject.rsplit("progress report ")[1] for message in messages] == [
        "are due in 7 days",
        "are due in 1 day",
        "are due today",
    ]
    for message in messages:
        assert "April 20, 2027" in message.text and "April 20, 2027" in message.html


def test_a_report_returned_again_is_reminded_of_the_new_day(lea, report):
    for due_on in (date(2027, 4, 20), date(2027, 5, 20)):
        returned(report, due_on)
        assert reminders.remind(nine(due_on.year, due_on.month, due_on.day)) == 1


def test_a_returned_correction_of_a_closed_year_is_reminded(lea, report):
    ReportingCycle.objects.update(status="closed")
    returned(report, date(2027, 4, 20))
    ProgressReport.objects.update(revision=2)
    assert reminders.remind(nine(2027, 4, 13)) == 1


def test_a_report_handed_in_keeps_back_what_still_waits(lea, report, monkeypatch):
    monkeypatch.setattr(ProgressReport, "gaps", lambda self: [])
    reminders.remind(nine(2027, 3, 31))
    with travel(nine(2027, 3, 31)):
        report.submit(lea, name="Marie Roy", title="Mayor")
    assert OutgoingMessage.objects.get(category="reminder").status == "cancelled"
    assert reminders.remind(nine(2027, 4, 7)) == 0


def test_the_command_says_how_many(lea, report, capsys, time_machine):
    time_machine.move_to(nine(2027, 3, 31))
    call_command("remind")
    assert capsys.readouterr().out == "1 reminders, 0 messages of colleagues written\n"


def test_queries_do_not_grow_with_the_towns(cycle):
    def towns(start, count):
        for number in range(start, start + count):
            town = make.municipality(f"Town {number}", slug=f"town-{number}")
            make.membership(town)
            make.member(town, make.user(f"P{number}"), Role.COORDINATOR)
            report_of(town, cycle)

    def queries(at):
        with CaptureQueriesContext(connection) as captured:
            assert reminders.remind(at) > 0
        return len(captured)

    towns(0, 2)
    few = queries(nine(2027, 3, 28))
    towns(2, 18)
    assert queries(nine(2027, 3, 31)) == few


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_message(lea, report):
    together = Barrier(4)

    def run():
        together.wait()
        try:
            reminders.remind(nine(2027, 3, 31))
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert OutgoingMessage.objects.count() == 1
