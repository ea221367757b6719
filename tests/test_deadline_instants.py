"""A deadline is one instant: the page, the mail and the calendar file say the same one, in every zone of the country.

The table is written out, not computed: what clocks show is a fact of law, which changed in British Columbia (UTC-7 for
good) and in Alberta (UTC-6 for good) in 2026, and which a stale table of time zones gets wrong.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar

from coalition.models import OutgoingMessage
from municipalities.models import Reminder
from municipalities.reminding import digest
from municipalities.reminding.working_days import last_until
from reports.deadlines import end_of_day
from reports.models import ProgressReport

from . import make

pytestmark = pytest.mark.django_db

# The day that the secretariat chose: (the instant, what the town's clocks say; "" where they say the same hour).
DAYS = {
    # The clocks went forward this morning in most of the country.
    date(2026, 3, 8): (
        "2026-03-09T03:59:59",
        {
            "America/St_Johns": "March 9, 2026, 1:29 a.m. (Newfoundland time)",
            "America/Halifax": "March 9, 2026, 12:59 a.m. (Atlantic time)",
            "America/Moncton": "March 9, 2026, 12:59 a.m. (Atlantic time)",
            "America/Toronto": "",
            "America/Winnipeg": "March 8, 2026, 10:59 p.m. (Central time)",
            "America/Regina": "March 8, 2026, 9:59 p.m. (Central time)",
            "America/Edmonton": "March 8, 2026, 9:59 p.m. (Mountain time)",
            "America/Vancouver": "March 8, 2026, 8:59 p.m. (Pacific time)",
            "America/Whitehorse": "March 8, 2026, 8:59 p.m. (Yukon time)",
            "America/Iqaluit": "",
            "America/Inuvik": "March 8, 2026, 9:59 p.m. (Mountain time)",
        },
    ),
    # They went back this morning, where they still do.
    date(2026, 11, 1): (
        "2026-11-02T04:59:59",
        {
            "America/St_Johns": "November 2, 2026, 1:29 a.m. (Newfoundland time)",
            "America/Halifax": "November 2, 2026, 12:59 a.m. (Atlantic time)",
            "America/Moncton": "November 2, 2026, 12:59 a.m. (Atlantic time)",
            "America/Toronto": "",
            "America/Winnipeg": "",
            "America/Regina": "November 1, 2026, 10:59 p.m. (Central time)",
            "America/Edmonton": "November 1, 2026, 10:59 p.m. (Mountain time)",
            "America/Vancouver": "November 1, 2026, 9:59 p.m. (Pacific time)",
            "America/Whitehorse": "November 1, 2026, 9:59 p.m. (Yukon time)",
            "America/Iqaluit": "",
            "America/Inuvik": "November 1, 2026, 10:59 p.m. (Mountain time)",
        },
    ),
    date(2026, 12, 15): (
        "2026-12-16T04:59:59",
        {
            "America/St_Johns": "December 16, 2026, 1:29 a.m. (Newfoundland time)",
            "America/Halifax": "December 16, 2026, 12:59 a.m. (Atlantic time)",
            "America/Moncton": "December 16, 2026, 12:59 a.m. (Atlantic time)",
            "America/Toronto": "",
            "America/Winnipeg": "",
            "America/Regina": "December 15, 2026, 10:59 p.m. (Central time)",
            "America/Edmonton": "December 15, 2026, 10:59 p.m. (Mountain time)",
            "America/Vancouver": "December 15, 2026, 9:59 p.m. (Pacific time)",
            "America/Whitehorse": "December 15, 2026, 9:59 p.m. (Yukon time)",
            "America/Iqaluit": "",
            "America/Inuvik": "December 15, 2026, 10:59 p.m. (Mountain time)",
        },
    ),
    # The last day of February of a leap year, and already March in the east.
    date(2028, 2, 29): (
        "2028-03-01T04:59:59",
        {
            "America/St_Johns": "March 1, 2028, 1:29 a.m. (Newfoundland time)",
            "America/Halifax": "March 1, 2028, 12:59 a.m. (Atlantic time)",
            "America/Moncton": "March 1, 2028, 12:59 a.m. (Atlantic time)",
            "America/Toronto": "",
            "America/Winnipeg": "",
            "America/Regina": "February 29, 2028, 10:59 p.m. (Central time)",
            "America/Edmonton": "February 29, 2028, 10:59 p.m. (Mountain time)",
            "America/Vancouver": "February 29, 2028, 9:59 p.m. (Pacific time)",
            "America/Whitehorse": "February 29, 2028, 9:59 p.m. (Yukon time)",
            "America/Iqaluit": "",
            "America/Inuvik": "February 29, 2028, 10:59 p.m. (Mountain time)",
        },
    ),
}
HERE = {
    date(2026, 3, 8): "March 8, 2026, 11:59 p.m. (Eastern time)",
    date(2026, 11, 1): "November 1, 2026, 11:59 p.m. (Eastern time)",
    date(2026, 12, 15): "December 15, 2026, 11:59 p.m. (Eastern time)",
    date(2028, 2, 29): "February 29, 2028, 11:59 p.m. (Eastern time)",
}
TABLE = [
    (day, zone, instant, local) for day, (instant, zones) in DAYS.items() for zone, local in zones.items()
]


def test_the_table_has_44_instants():
    assert len(TABLE) == 44


def calendar_of(client, address, *args):
    answer = client.get(reverse(address, args=args))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def open_year(day, due_at):
    opened_at = due_at - timedelta(days=90)
    return make.cycle(day.year, due_at=due_at, closes_at=due_at, status="open", opened_at=opened_at)


@pytest.mark.parametrize(("day", "zone", "instant", "local"), TABLE)
def test_page_mail_and_calendar_say_the_same_instant(
    lakeside, lea, sign_in, time_machine, day, zone, instant, local
):
    due_at = end_of_day(day)
    assert due_at.astimezone(UTC).isoformat()[:19] == instant
    lakeside.zone = zone
    lakeside.save()
    time_machine.move_to(due_at - timedelta(days=1), tick=False)
    report = ProgressReport.objects.create(municipality=lakeside, cycle=open_year(day, due_at))
    said = f"{HERE[day]}, which is {local} for you" if local else HERE[day]
    client = sign_in(lea)
    assert f"It is due on {said}." in client.get(report.get_absolute_url()).text
    at_work = last_until(day - timedelta(days=3), "ON")
    assert digest.write(datetime.combine(at_work, time(10), tzinfo=ZoneInfo(zone))) == 1
    mail = OutgoingMessage.objects.get(category="reminder")
    assert f"is due on {said}." in mail.text
    [entry] = calendar_of(client, "report_calendar", lakeside.slug, day.year)
    assert entry["DTSTART"].dt == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert f"is due on {said}." in entry["DESCRIPTION"]
    # Enforced at the same instant, to the second.
    assert report.is_in_time_at(due_at) and not report.is_in_time_at(due_at + timedelta(seconds=1))
    assert not report.is_late(due_at) and report.is_late(due_at + timedelta(seconds=1))


@pytest.mark.parametrize("day", DAYS)
def test_every_town_is_reminded_once_however_the_clock_moves(day):
    """Hour by hour over the last working day, stepping back an hour, then a day, and forward again: 44 instants in all."""
    due_at, last = end_of_day(day), last_until(day, "ON")
    cycle = open_year(day, due_at)
    zones = {}
    for number, zone in enumerate(DAYS[day][1]):
        town = make.municipality(f"Town {number}", zone=zone)
        make.membership(town)
        person = make.user(f"Person {number}")
        make.member(town, person)
        zones[person.pk] = ZoneInfo(zone)
        ProgressReport.objects.create(municipality=town, cycle=cycle)
    for hour in range(7, 15):
        at = datetime.combine(last, time(hour), tzinfo=ZoneInfo("America/Toronto")).astimezone(UTC)
        for step in (timedelta(), -timedelta(hours=1), -timedelta(days=1), timedelta()):
            digest.write(at + step)
    moments = Reminder.objects.filter(state="told", step__startswith="due-day:").values_list("person", "at")
    # In the round of beat after nine in the morning of the town.
    assert sorted((person, *clock(at.astimezone(zones[person]))) for person, at in moments) == [
        (person, last, 9) for person in sorted(zones)
    ]


def clock(moment):
    return moment.date(), moment.hour


def test_a_moved_date_raises_the_sequence_and_keeps_the_entry(lakeside, lea, sam, sign_in, time_machine):
    day = date(2026, 12, 15)
    time_machine.move_to(end_of_day(day) - timedelta(days=30))
    cycle = open_year(day, end_of_day(day))
    report = ProgressReport.objects.create(municipality=lakeside, cycle=cycle)
    seen = []

    def look():
        [entry] = calendar_of(sign_in(lea), "report_calendar", lakeside.slug, 2026)
        seen.append((entry["UID"], entry["SEQUENCE"], entry["DTSTART"].dt, str(entry["STATUS"])))
        assert len(entry.walk("VALARM")) == (2 if entry["STATUS"] == "CONFIRMED" else 0)
        return entry

    assert "DTSTAMP" in look()
    cycle.reschedule(sam, due_at=end_of_day(date(2026, 12, 20)), closes_at=end_of_day(date(2027, 1, 20)))
    look()
    make.extension(report, by=lea).grant(sam, until=end_of_day(date(2026, 12, 24)))
    look()
    # Once more declined: nothing moves.
    make.extension(report, by=lea).decline(sam, answer="Enough.")
    look()
    make.extension(report, by=lea).grant(sam, until=end_of_day(date(2027, 1, 31)))
    look()
    cycle.close(sam)
    look()
    time_machine.move_to(end_of_day(date(2027, 1, 31)) + timedelta(seconds=1))
    look()
    assert len({uid for uid, *_rest in seen}) == 1
    numbers = [number for _uid, number, *_rest in seen]
    assert numbers == [0, 2, 4, 4, 6, 6, 7]
    assert [at.astimezone(UTC).date().isoformat() for _uid, _number, at, _status in seen] == [
        *("2026-12-16", "2026-12-21", "2026-12-25", "2026-12-25", "2027-02-01", "2027-02-01", "2027-02-01"),
    ]
    assert [status for *_rest, status in seen] == ["CONFIRMED"] * 6 + ["CANCELLED"]
    entries = calendar_of(sign_in(sam), "cycle_calendar", 2026)
    assert {str(entry["STATUS"]) for entry in entries} == {"CANCELLED"}
    assert {entry["SEQUENCE"] for entry in entries} == {3}


def test_the_calendar_speaks_the_language_of_its_reader(lakeside, lea, sign_in):
    day = date(2026, 12, 15)
    ProgressReport.objects.create(municipality=lakeside, cycle=open_year(day, end_of_day(day)))
    with translation.override("fr"):
        [entry] = calendar_of(sign_in(lea), "report_calendar", lakeside.slug, 2026)
    assert "rapport d’étape" in entry["SUMMARY"] and "Bord-du-Lac" in entry["SUMMARY"]
    assert "15 décembre 2026" in entry["DESCRIPTION"] and "/fr/" in entry["URL"]
    assert entry["SUMMARY"].params["LANGUAGE"] == "fr-CA"


def test_a_hostile_name_stays_inside_its_line(lakeside, lea, sign_in):
    lakeside.name_en = "Lake,side;\\nATTACH:http://example.org BEGIN:VALARM"
    lakeside.save()
    day = date(2026, 12, 15)
    report = ProgressReport.objects.create(municipality=lakeside, cycle=open_year(day, end_of_day(day)))
    raw = sign_in(lea).get(reverse("report_calendar", args=[lakeside.slug, 2026])).content
    assert b"\r\nATTACH" not in raw and max(map(len, raw.split(b"\r\n"))) <= 75
    [entry] = Calendar.from_ical(raw).walk("VEVENT")
    assert lakeside.name_en in entry["SUMMARY"] and report.is_in_time is not None
