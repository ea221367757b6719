"""What people are reminded of besides reports, on which days, and that each stops with its thing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from coalition import links
from coalition.models import OutgoingMessage
from municipalities.models import Application, Document, LocalService, Reminder
from municipalities.reminding import digest
from municipalities.reminding.planning import gather

from . import make
from .test_reminders import nine

pytestmark = pytest.mark.django_db


def days_told(first, last):
    """{step: the day on which it was told}, of rounds at nine on each day."""
    day = first
    while day <= last:
        digest.write(datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("America/Toronto")))
        day += timedelta(days=1)
    rows = Reminder.objects.filter(state="told").order_by("pk")
    return [(row.step.partition(":")[0], row.at.date().isoformat()) for row in rows]


def keys(at):
    return [matter.key for matter in gather(at)]


def test_a_plan_expected_a_year_after_joining(lakeside, lea):
    membership = lakeside.membership
    membership.plan_expected_on = date(2027, 3, 31)
    membership.save()
    around = [date(2027, 1, 29), date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 30)]
    for day in around:
        days_told(day - timedelta(days=1), day)
    assert days_told(date(2027, 5, 1), date(2027, 5, 1)) == [
        ("60-days-before", "2027-01-29"),
        ("30-days-before", "2027-03-01"),
        ("due-day", "2027-03-31"),
        ("30-days-after", "2027-04-30"),
    ]
    subjects = OutgoingMessage.objects.order_by("pk").values_list("subject", flat=True)
    assert [subject.removeprefix("Lakeside: the action plan is ") for subject in subjects] == [
        "expected in 61 days",
        "expected in 30 days",
        "expected today",
        "awaited",
    ]


@pytest.mark.usefixtures("reference")
def test_a_published_plan_is_expected_no_more(lakeside, lea, time_machine):
    time_machine.move_to(nine(2027, 3, 31), tick=False)
    type(lakeside.membership).objects.update(plan_expected_on=date(2027, 3, 31))
    assert digest.write(timezone.now()) == 1
    make.published_plan(lakeside, by=lea)
    assert OutgoingMessage.objects.get(category="reminder").status == "cancelled"
    assert keys(timezone.now()) == [] and digest.write(timezone.now()) == 0


def test_a_declaration_unsigned_after_ninety_days(lakeside, lea, eli, time_machine):
    lakeside.membership.delete()
    time_machine.move_to(nine(2027, 3, 31), tick=False)
    make.declaration()
    make.application(lakeside, by=lea)
    Application.objects.update(opened_at=nine(2026, 12, 31))
    assert digest.write(timezone.now()) == 1
    mail = OutgoingMessage.objects.get()
    assert mail.recipient == lea and mail.subject == "Lakeside: the Declaration is not signed yet"
    assert "began its application on December 31, 2026" in mail.text
    assert "/en/workspace/lakeside-on/application/declaration/" in mail.html
    make.signature(lakeside, by=lea)
    assert keys(timezone.now()) == []
    lakeside.signatures.all().delete()
    assert len(keys(timezone.now())) == 1
    Application.objects.update(status="withdrawn")
    assert keys(timezone.now()) == []


def test_a_link_is_spoken_of_when_it_breaks_and_a_month_later(lakeside, eli, time_machine):
    """Tried on March 16 and 17: broken is what failed twice. A month later is a Friday."""
    link = make.link(lakeside)
    for day in (16, 17):
        time_machine.move_to(nine(2027, 3, day), tick=False)
        links.keep(Document.objects.get(), has_worked=False)
    assert Document.objects.get().link_broken_since == nine(2027, 3, 17)
    assert days_told(date(2027, 3, 17), date(2027, 3, 19)) == [("found", "2027-03-17")]
    links.keep(Document.objects.get(), has_worked=False)
    assert Document.objects.get().link_broken_since == nine(2027, 3, 17), "the first time counts"
    assert days_told(date(2027, 4, 15), date(2027, 4, 16))[1:] == [("30-days-after", "2027-04-16")]
    mail = OutgoingMessage.objects.latest("pk")
    assert "“Annual report”" in mail.text and "has not answered since March 17, 2027" in mail.html
    links.keep(Document.objects.get(), has_worked=True)
    assert keys(timezone.now()) == [] and Document.objects.get().link_broken_since is None
    Document.objects.update(link_state="broken", link_broken_since=nine(2027, 3, 17))
    link.refresh_from_db()
    link.withdraw(eli)
    assert keys(timezone.now()) == []


def test_services_nobody_looked_at_for_a_year(lakeside, lea, time_machine):
    time_machine.move_to(nine(2027, 3, 31), tick=False)
    for days in (365, 366, 20):
        make.service(lakeside, reviewed_on=date(2027, 3, 31) - timedelta(days=days))
    assert digest.write(timezone.now()) == 1
    mail = OutgoingMessage.objects.get()
    assert mail.subject == "Lakeside: are 2 local services still right?"
    for service in LocalService.objects.all():
        service.review(lea, service.stamp)
    assert OutgoingMessage.objects.get().status == "cancelled" and keys(timezone.now()) == []


def test_a_former_member_is_reminded_of_nothing(lakeside, lea, sam, time_machine):
    time_machine.move_to(nine(2027, 3, 31), tick=False)
    make.service(lakeside, reviewed_on=date(2026, 3, 1))
    make.link(lakeside, link_state="broken", link_broken_since=nine(2027, 3, 31))
    type(lakeside.membership).objects.update(plan_expected_on=date(2027, 3, 31))
    assert len(keys(timezone.now())) == 3 and digest.write(timezone.now()) == 1
    lakeside.membership.refresh_from_db()
    lakeside.membership.end(sam, reason="moved on")
    assert keys(timezone.now()) == []
    assert OutgoingMessage.objects.get(category="reminder").status == "cancelled"
