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
from municipalities.models import Reminder, Role
from municipalities.reminding import digest
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
    """The steps that were told, as they came."""
    told = Reminder.objects.filter(state="told").order_by("pk")
    return [step.partition(":")[0] for step in told.values_list("step", flat=True)]


def test_every_reminder_is_sent_once_over_the_months(lea, eli, report):
    """March 26 of 2027 is Good Friday, January 30 a Saturday."""
    sent = []
    # The day before each, the day itself and the day after.
    for day in sorted({each + more for each in (0, 31, 47, 55, 61, 68, 91) for more in (-1, 0, 1)}):
        # Just before nine, at nine, and the next round of beat.
        for minutes in (-1, 0, 15):
            at = nine(2027, 1, 29) + timedelta(days=day, minutes=minutes)
            if digest.write(at):
                sent.append((kinds()[-1], at))
    assert sent == [
        ("60-days-before", nine(2027, 1, 29)),
        ("30-days-before", nine(2027, 3, 1)),
        ("14-days-before", nine(2027, 3, 17)),
        ("3-days-before", nine(2027, 3, 25)),
        ("due-day", nine(2027, 3, 31)),
        ("7-days-after", nine(2027, 4, 7)),
        ("30-days-after", nine(2027, 4, 30)),
    ]
    assert set(OutgoingMessage.objects.values_list("recipient", flat=True)) == {lea.pk}
    assert not Reminder.objects.exclude(state="told").exists()


def test_a_clock_that_steps_back_repeats_nothing(lea, report):
    for hours in (0, -1, 1, -24, 24, 0):
        digest.write(nine(2027, 3, 17) + timedelta(hours=hours))
    assert kinds() == ["14-days-before"]


def skipped():
    rows = Reminder.objects.filter(state="skipped", message=None).order_by("day")
    return [step.partition(":")[0] for step in rows.values_list("step", flat=True)]


def test_after_an_outage_only_the_latest_useful_one_is_sent(lea, report):
    lea.roles.update(since=nine(2026, 12, 1))
    assert digest.write(nine(2027, 3, 19)) == 1
    assert kinds() == ["14-days-before"] and skipped() == ["60-days-before", "30-days-before"]
    # Useful on the next two working days, of which Good Friday is none, and then not at all.
    assert digest.write(nine(2027, 3, 31)) == 1
    assert kinds()[-1] == "due-day" and skipped()[-1] == "3-days-before"


def test_what_is_stale_is_skipped(lea, report):
    lea.roles.update(since=nine(2026, 12, 1))
    assert digest.write(nine(2027, 3, 22)) == 0
    assert skipped() == ["60-days-before", "30-days-before", "14-days-before"]
    assert digest.write(nine(2027, 3, 30)) == 1 and kinds() == ["3-days-before"]


def test_whoever_came_later_has_missed_nothing(lea, report):
    lea.roles.update(since=nine(2027, 3, 18))
    assert digest.write(nine(2027, 3, 22)) == 0 and digest.write(nine(2027, 3, 25)) == 1
    assert [row.step for row in Reminder.objects.all()] == ["3-days-before:2027-03-31"]


def test_without_a_coordinator_the_contributors_are_told(eli, vic, report):
    digest.write(nine(2027, 3, 31))
    assert OutgoingMessage.objects.get().recipient == eli


def test_people_who_left_are_not_told(lea, eli, report):
    lea.is_active = False
    lea.save()
    digest.write(nine(2027, 3, 31))
    assert OutgoingMessage.objects.get().recipient == eli


def test_who_does_without_gets_no_mail(lea, eli, report):
    """Nor is it then somebody else's: the coordinator knows, and finds it in the portal."""
    lea.choose({"reminder": "never"})
    assert digest.write(nine(2027, 3, 1)) == 1
    assert [(mail.recipient, mail.status) for mail in OutgoingMessage.objects.all()] == [(lea, "unwanted")]


@pytest.mark.usefixtures("reference")
def test_whoever_has_a_section_is_told_until_the_last_day(lea, eli, vic, lakeside):
    make.published_plan(lakeside, by=lea)
    report = make.report(lakeside, by=lea)
    ReportingCycle.objects.update(due_at=DUE, opened_at=datetime(2027, 1, 4, 15, tzinfo=UTC))
    first = make.assignment(report, "1", to=eli, by=lea)
    make.assignment(report, "overview", to=eli, by=lea)
    first.mark_ready(eli, "as it stands")
    assert digest.write(nine(2027, 3, 17)) == 2
    text = OutgoingMessage.objects.get(recipient=eli).text
    assert "Yours, and not ready yet: The year in short." in text
    assert "not ready yet" not in OutgoingMessage.objects.get(recipient=lea).text
    assert digest.write(nine(2027, 4, 7)) == 1
    assert OutgoingMessage.objects.latest("pk").recipient == lea


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_a_finished_report_is_left_alone(lea, report, status):
    ProgressReport.objects.update(status=status)
    assert digest.write(nine(2027, 3, 31)) == 0


@pytest.mark.parametrize("change", ["closed cycle", "closing day past", "former member", "correction"])
def test_who_owes_nothing_is_left_alone(lea, lakeside, report, change):
    if change == "closed cycle":
        ReportingCycle.objects.update(status="closed")
    elif change == "closing day past":
        ReportingCycle.objects.update(due_at=nine(2027, 3, 30), closes_at=nine(2027, 3, 30))
    elif change == "former member":
        lakeside.membership.end(None, reason="moved on")
        OutgoingMessage.objects.all().delete()
    else:
        ProgressReport.objects.update(revision=2)
    assert digest.write(nine(2027, 3, 31)) == 0


def test_it_speaks_the_language_of_the_person(rivermouth, odile, lea, report, cycle):
    report_of(rivermouth, cycle)
    digest.write(nine(2027, 3, 31))
    english = OutgoingMessage.objects.get(recipient=lea)
    assert english.subject == "Lakeside: the 2026 progress report is due today"
    assert "March 31, 2027, 11:59 p.m." in english.text and "March 31, 2027, 11:59 p.m." in english.html
    assert "http://localhost:8000/en/workspace/lakeside-on/reports/2026/" in english.text
    assert "http://localhost:8000/en/account/reminders/" in english.html
    french = OutgoingMessage.objects.get(recipient=odile)
    assert "Embouchure" in french.subject and french.language == "fr"
    assert "31 mars 2027" in french.text and "31 mars 2027" in french.html
    assert "http://localhost:8000/fr/" in french.text


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (nine(2027, 3, 25), "is due in 6 days"),  # for there is Good Friday, and then a weekend
        (nine(2027, 3, 18), "is due in 13 days"),
        (nine(2027, 4, 1), "is late"),
        (nine(2027, 4, 7), "is late"),
    ],
)
def test_it_counts_the_days(lea, report, at, words):
    digest.write(at)
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
    for day in range(16):
        at = nine(2027, 4, 8) + timedelta(days=day)
        for _round in range(2):
            if digest.write(at):
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
        assert digest.write(nine(due_on.year, due_on.month, due_on.day)) == 1


def test_a_returned_correction_of_a_closed_year_is_reminded(lea, report):
    ReportingCycle.objects.update(status="closed")
    returned(report, date(2027, 4, 20))
    ProgressReport.objects.update(revision=2)
    assert digest.write(nine(2027, 4, 13)) == 1


def test_a_report_handed_in_keeps_back_what_still_waits(lea, report, monkeypatch):
    monkeypatch.setattr(ProgressReport, "gaps", lambda self: [])
    with travel(nine(2027, 3, 31)):
        digest.write(nine(2027, 3, 31))
        report.submit(lea, name="Marie Roy", title="Mayor")
    assert OutgoingMessage.objects.get(category="reminder").status == "cancelled"
    assert not kinds()
    assert digest.write(nine(2027, 4, 7)) == 0


def test_the_command_says_how_many(lea, report, capsys, time_machine):
    time_machine.move_to(nine(2027, 3, 31))
    call_command("remind", dry_run=True)
    assert f"{lea.email}: Lakeside: the 2026 progress report is due today" in capsys.readouterr().out
    assert not OutgoingMessage.objects.exists() and not Reminder.objects.exists()
    call_command("remind")
    assert capsys.readouterr().out.startswith("1 reminders, 0 messages of colleagues, ")


def test_queries_do_not_grow_with_the_towns(cycle):
    def towns(start, count):
        for number in range(start, start + count):
            town = make.municipality(f"Town {number}", slug=f"town-{number}")
            make.membership(town)
            make.member(town, make.user(f"P{number}"), Role.COORDINATOR)
            report_of(town, cycle)

    def queries(at):
        with CaptureQueriesContext(connection) as captured:
            assert digest.write(at) > 0
        return len(captured)

    towns(0, 2)
    few = queries(nine(2027, 3, 17))
    towns(2, 18)
    assert queries(nine(2027, 3, 31)) == few


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_message(lea, report):
    together = Barrier(4)

    def run():
        together.wait()
        try:
            digest.write(nine(2027, 3, 31))
        finally:
            connections.close_all()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert OutgoingMessage.objects.count() == 1 and Reminder.objects.filter(state="told").count() == 1
