"""Events in calendars, read by another library than the one that writes them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from municipalities.models import Role
from network.models import CalendarKey, Registration

from . import make

START = datetime(2027, 5, 4, 20, tzinfo=UTC)
TRICKY = "Food; drink, and\\or “music”\nfor all 🎶 " + "long " * 30


def read(answer):
    """{uid: entry} of a calendar file."""
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = vobject.readOne(raw.decode())
    assert calendar.version.value == "2.0" and calendar.prodid.value
    return {entry.uid.value: entry for entry in getattr(calendar, "vevent_list", [])}


@pytest.fixture
def workshop(sam):
    return make.gathering(
        by=sam,
        zone="America/Vancouver",
        starts_at=START,
        ends_at=START + timedelta(hours=3),
        summary_en="Noon",
    )


def test_the_life_of_an_entry(client, sam, workshop):
    """The same UID for good; SEQUENCE rises with each change and with the cancellation, which stays in the calendar."""
    feed = "/en/events/calendar.ics"
    [(uid, entry)] = read(client.get(feed)).items()
    assert (entry.dtstart.value, entry.dtend.value) == (START, START + timedelta(hours=3))
    assert "DTSTART:20270504T200000Z" in client.get(feed).text
    assert (entry.sequence.value, entry.status.value) == ("0", "CONFIRMED")
    assert entry.summary.value == "Welcoming newcomers" and entry.location.value == "City hall, Lakeside"
    assert entry.url.value.endswith("/en/events/welcoming-newcomers/")
    seen = [0]
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        workshop.revise(sam, starts_at=START + timedelta(hours=1))
        moved = read(client.get(feed))[uid]
        assert moved.dtstart.value == START + timedelta(hours=1)
        assert moved.dtstamp.value > entry.dtstamp.value and moved.last_modified.value == moved.dtstamp.value
        seen.append(int(moved.sequence.value))
        workshop.revise(sam, title_en="Welcoming")
        seen.append(int(read(client.get(feed))[uid].sequence.value))
        workshop.cancel(sam, "No hall.", "Pas de salle.")
    cancelled = read(client.get(feed))[uid]
    seen.append(int(cancelled.sequence.value))
    assert seen == [0, 1, 2, 3] and cancelled.status.value == "CANCELLED"
    assert "No hall." in cancelled.description.value
    french = read(client.get("/fr/evenements/calendrier.ics"))[uid]
    assert french.summary.value == "Accueillir" and "Pas de salle." in french.description.value


def test_what_people_write_breaks_no_entry(client, sam, workshop):
    workshop.revise(sam, summary_en=TRICKY[:240], place_en="Hall 3, “A”; floor 2")
    [entry] = read(client.get("/en/events/calendar.ics")).values()
    assert entry.description.value.startswith(TRICKY[:100]) and entry.location.value == "Hall 3, “A”; floor 2"


def test_one_event_to_take_along(client, sam, workshop):
    answer = client.get("/fr/evenements/welcoming-newcomers/evenement.ics")
    [entry] = read(answer).values()
    assert "welcoming-newcomers.ics" in answer["Content-Disposition"]
    assert entry.valarm.trigger.value == -timedelta(days=1)
    draft = make.gathering(by=sam, published=False)
    assert draft.slug is None
    assert client.get("/en/events/draft/event.ics").status_code == 404


def test_nobody_is_sent_what_they_have(client, sam, workshop):
    feed = "/en/events/calendar.ics"
    first = client.get(feed)
    assert first["Cache-Control"] == "public, max-age=900" and not first.cookies
    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        again = client.get(feed, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        workshop.revise(sam, title_en="Welcoming")
        assert client.get(feed, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_one_s_own_calendar(client, sign_in, sam, lea, eli, reference, lakeside, workshop):
    """What one registered for, and the deadlines of one's towns; at an address that can be changed and taken away."""
    report = make.report(lakeside, by=lea)
    other = make.gathering(by=sam, title_en="Another")
    Registration.join(workshop, lea)
    make.registration(other, lea.email.upper(), status="waiting")  # before there was an account
    make.registration(make.gathering(by=sam), eli.email)
    desk = sign_in(lea)
    page = desk.get("/en/account/calendar/")
    assert "Make an address" in page.text and not CalendarKey.objects.exists()
    assert desk.get("/en/account/calendar/address/").status_code == 405
    desk.post("/en/account/calendar/address/")
    key = CalendarKey.objects.get()
    assert len(key.token) == 43 and key.token in desk.get("/en/account/calendar/").text
    path = f"/en/calendar/{key.token}.ics"
    answer = client.get(path)
    assert answer["Cache-Control"] == "private, max-age=900"
    found = read(answer)
    assert {uid.partition("@")[0] for uid in found} == {
        f"event-{workshop.pk}",
        f"event-{other.pk}",
        f"report-{report.pk}",
    }
    titles = {entry.summary.value for entry in found.values()}
    assert "Another (waiting list)" in titles and "Due: progress report of 2026, Lakeside" in titles
    assert (
        "Date du rapport" not in answer.text
        and "Accueillir" in client.get(f"/fr/calendrier/{key.token}.ics").text
    )
    assert client.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304
    desk.post("/en/account/calendar/address/")
    assert client.get(path).status_code == 404
    renewed = f"/en/calendar/{CalendarKey.objects.get().token}.ics"
    assert client.get(renewed).status_code == 200
    lea.roles.all().delete()
    assert not any("report-" in uid for uid in read(client.get(renewed)))
    type(lea).objects.filter(pk=lea.pk).update(is_active=False)
    assert client.get(renewed).status_code == 404
    type(lea).objects.filter(pk=lea.pk).update(is_active=True)
    desk.post("/en/account/calendar/address/removal/")
    assert client.get(renewed).status_code == 404 and not CalendarKey.objects.exists()


def test_a_calendar_costs_the_same_whatever_is_in_it(client, sam, lea, reference, lakeside):
    key = CalendarKey.renew(lea)
    path = f"/en/calendar/{key.token}.ics"
    counts = []
    for round_ in range(2):
        for n in range(1 + 3 * round_):
            Registration.join(make.gathering(by=sam), lea)
            town = make.municipality(f"Town {round_} {n}", slug=f"town-{round_}-{n}-on")
            make.membership(town)
            make.member(town, lea, Role.COORDINATOR)
            make.report(town, by=lea)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            found = read(client.get(path))
        counts.append((len(found), len(queries)))
    assert counts[0][0] < counts[1][0] and counts[0][1] == counts[1][1]
