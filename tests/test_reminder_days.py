"""The days of a year's reminders: changed by the secretariat, who sees before who gets what and when."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.models import Event
from municipalities.models import Role
from municipalities.reminding import digest
from reports.models import ProgressReport, ReportingCycle
from reports.reminder_days import plan_of

from . import make
from .test_reminders import DUE, kinds, nine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to(nine(2027, 3, 2), tick=False)


@pytest.fixture
def cycle(db):
    closes_at = DUE + timedelta(days=60)
    return make.cycle(2026, due_at=DUE, closes_at=closes_at, status="open", opened_at=nine(2027, 1, 4))


@pytest.fixture
def page(cycle):
    return reverse("cycle_reminders", args=[2026])


def told(plan):
    return [(one.day.isoformat()[5:], len(one.towns), one.mails) for one in plan.days]


def test_who_gets_what_and_when(lakeside, rivermouth, lea, odile, eli, sam, cycle, page, sign_in):
    """Lea works for both towns; Odile does without."""
    make.member(rivermouth, lea)
    odile.revise(name=odile.name, language="fr", zone="")
    odile.choose({"reminder": "never"})
    for town in (lakeside, rivermouth, make.municipality("Faraway", slug="faraway-on")):
        ProgressReport.objects.create(municipality=town, cycle=cycle)
    make.membership(ProgressReport.objects.latest("pk").municipality)
    make.application(lakeside, by=lea, status="approved", champion_name="A", champion_email="a@example.org")
    plan = plan_of(cycle, nine(2027, 3, 2))
    assert told(plan) == [
        ("03-17", 2, 1),
        ("03-25", 2, 1),
        ("03-31", 2, 1),
        ("04-07", 2, 1),
        ("04-30", 2, 3),  # Lea, the champion, and Sam
    ]
    assert [town.name for town in plan.alone] == ["Faraway"] and plan.without == 1 and plan.mails == 7
    text = sign_in(sam).get(page).text
    assert "7 messages for 3 reports" in text and "14 days before the last one: 2 municipalities" in text
    assert "Rivermouth" not in text
    assert "Rivermouth" in sign_in(sam).get(f"{page}?day=2027-03-17").text
    # And so it comes.
    for day in ((2027, 3, 17), (2027, 3, 25), (2027, 3, 31), (2027, 4, 7), (2027, 4, 30)):
        assert digest.write(nine(*day)) >= 1


def test_before_the_opening_it_says_what_would_go_out(lakeside, lea, sam, cycle, page, sign_in):
    ReportingCycle.objects.update(status="draft", opened_at=None, opens_at=nine(2027, 3, 20))
    plan = plan_of(ReportingCycle.objects.get(), nine(2027, 3, 2))
    assert [day for day, *_rest in told(plan)] == ["03-25", "03-31", "04-07", "04-30"]
    assert "The year is not open yet." in sign_in(sam).get(page).text
    assert not ProgressReport.objects.exists()


def test_other_days(lakeside, lea, sam, cycle, page, sign_in):
    ProgressReport.objects.create(municipality=lakeside, cycle=cycle)
    client = sign_in(sam)
    seen = client.get(page).context["form"].initial["seen"]
    assert client.post(page, {"before": "10; 0 10", "after": "", "seen": seen}).status_code == 302
    assert ReportingCycle.objects.get().reminder_days == [-10, 0]
    assert Event.objects.filter(action="schedule_reminders").count() == 1
    for day in (17, 19, 22, 31):  # March 21 is a Sunday
        digest.write(nine(2027, 3, day))
    assert kinds() == ["10-days-before", "due-day"]
    # Somebody who opened the page before sees what was changed meanwhile.
    answer = client.post(page, {"before": "20, 0", "after": "", "seen": seen})
    assert answer.status_code == 409 and ReportingCycle.objects.get().reminder_days == [-10, 0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("-3", "7"),
        ("3.5", "7"),
        ("NaN", "7"),
        ("121", "7"),
        ("3", "0"),
        ("3", "61"),
        ("9" * 90, "7"),
        ("1," * 10**5, "7"),
        ("٣", "7"),
        (",".join(map(str, range(13))), "7"),
    ],
)
def test_what_is_no_list_of_days_gives_a_message(sam, page, sign_in, before, after):
    client = sign_in(sam)
    seen = client.get(page).context["form"].initial["seen"]
    before_it = ReportingCycle.objects.get().reminder_days
    answer = client.post(page, {"before": before, "after": after, "seen": seen})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert ReportingCycle.objects.get().reminder_days == before_it


def test_a_closed_year_reminds_nobody(sam, page, sign_in):
    ReportingCycle.objects.update(status="closed")
    client = sign_in(sam)
    assert "nobody is reminded any more" in client.get(page).text
    assert client.post(page, {"before": "3", "after": ""}).status_code == 409


def test_queries_do_not_grow_with_the_towns(cycle):
    def towns(start, count):
        for number in range(start, start + count):
            town = make.municipality(f"Town {number}", slug=f"town-{number}")
            make.membership(town)
            make.member(town, make.user(f"P{number}"), Role.COORDINATOR)
            ProgressReport.objects.create(municipality=town, cycle=cycle)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert plan_of(cycle, nine(2027, 3, 2)).towns
        return len(captured)

    towns(0, 2)
    few = queries()
    towns(2, 8)
    assert queries() == few
    assert plan_of(cycle, nine(2027, 3, 2)).days[0].day == date(2027, 3, 17)
