"""Events: written in two languages, published, changed, cancelled; found by everybody, said on the clocks of the place."""

import json
import re
import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from coalition.models import OutgoingMessage
from coalition.moments import ZONE_NAMES
from coalition.searching import search
from network import reminding
from network.models import BulletinItem, Gathering
from network.newest import candidates
from network.when import say_span

from . import make

OFFICE = "/en/secretariat/events/"


@pytest.fixture
def office(sign_in, sam):
    return sign_in(sam)


def typed(**fields):
    said = {
        **{
            "kind": "workshop",
            "title_en": "Welcoming",
            "title_fr": "Accueillir",
            "zone": "America/Vancouver",
        },
        **{"summary_en": "At the counter.", "summary_fr": "Au comptoir.", "spoken": "both"},
        **{"description_en": "## Programme\n\n- Noon", "description_fr": "## Programme\n\n- Midi"},
        **{"place_en": "City hall", "place_fr": "Mairie", "link": "", "registering": "yes", "capacity": "40"},
        **{"starts": "2027-05-04T13:00", "ends": "2027-05-04T16:00"},
    }
    return said | fields


def field(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.text).group(1)


def mails(template_subject):
    return {each.to_address for each in OutgoingMessage.objects.filter(subject__startswith=template_subject)}


def test_from_the_form_to_the_public_page(client, office):
    assert "error-summary" in office.post(f"{OFFICE}add/", {}).text
    answer = office.post(f"{OFFICE}add/", typed(summary_fr=""))
    gathering = Gathering.objects.get()
    here = f"{OFFICE}{gathering.pk}/"
    assert answer["Location"] == here
    # One in the afternoon in Vancouver, which keeps summer time since 2026.
    assert gathering.starts_at == datetime(2027, 5, 4, 20, tzinfo=UTC)
    assert "These words are missing" in office.get(here).text
    assert office.post(f"{here}publication/").status_code == 409
    page = office.get(f"{here}edit/")
    assert field(page, "starts") == "2027-05-04T13:00"
    office.post(f"{here}edit/", typed(seen=field(page, "seen")))
    assert client.get("/en/events/").text.count("Welcoming") == 0
    for _click in range(2):
        assert office.post(f"{here}publication/").status_code == 302
    gathering.refresh_from_db()
    assert (gathering.slug, gathering.status, gathering.sequence) == ("welcoming", "published", 0)
    english, french = client.get("/en/events/welcoming/"), client.get("/fr/evenements/welcoming/")
    assert "May 4, 2027, 1:00 p.m. to 4:00 p.m. (Pacific time)" in english.text
    assert "4 mai 2027, de 13 h 00 à 16 h 00 (heure du Pacifique)" in french.text.replace("\xa0", " ")
    assert (
        "40 of 40 are free" in english.text
        and not english.cookies
        and "Cookie" not in english.get("Vary", "")
    )
    [found] = re.findall(r'ld\+json">(\{[^<]*"Event"[^<]*)</script>', english.text)
    said = json.loads(found)
    assert said["startDate"] == "2027-05-04T13:00-07:00"
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["location"][0]["name"] == "City hall" and said["inLanguage"] == ["en-CA", "fr-CA"]
    # A public event keeps both languages.
    page = office.get(f"{here}edit/")
    assert office.post(f"{here}edit/", typed(summary_fr="", seen=field(page, "seen"))).status_code == 409
    assert office.post(f"{here}removal/").status_code == 409
    assert office.post(f"{OFFICE}add/", typed()).status_code == 302
    office.post(f"{OFFICE}{Gathering.objects.get(slug=None).pk}/publication/")
    assert Gathering.objects.filter(slug="welcoming-2").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends": "2027-05-04T12:00"}, "The end comes before the beginning"),
        ({"starts": "2027-03-14T02:30", "zone": "America/Toronto"}, "this hour is left out"),
        ({"starts": "yesterday"}, "Enter a real day and hour"),
        ({"starts": "0001-01-01T00:00"}, "Enter a real day and hour"),
        ({"capacity": "0"}, "between 1 and"),
        ({"capacity": "9" * 30}, "between 1 and"),
        ({"zone": "Europe/Paris"}, "not one of the available choices"),
        ({"title_en": "", "title_fr": ""}, "Give it a title"),
        ({"link": "javascript:alert(1)"}, "Enter an address such as"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(office, fields, said):
    answer = office.post(f"{OFFICE}add/", typed(**fields))
    assert answer.status_code == 200 and said in answer.text and "City hall" in answer.text
    assert not Gathering.objects.exists()


def test_two_people_change_the_same_event(office, sam):
    gathering = make.gathering(by=sam)
    path = f"{OFFICE}{gathering.pk}/edit/"
    page = office.get(path)
    mine = typed(
        **{name: getattr(gathering, name) or "" for name in gathering_words()},
        zone="America/Halifax",
        starts=field(page, "starts"),
        ends=field(page, "ends"),
        seen=field(page, "seen"),
        capacity="",
    )
    gathering.revise(sam, starts_at=gathering.starts_at - timedelta(hours=1))
    answer = office.post(path, mine)  # another zone is another time
    assert answer.status_code == 409 and "A colleague changed this" in answer.text
    gathering.refresh_from_db()
    assert (gathering.zone, gathering.sequence) == ("America/Toronto", 1)


def gathering_words():
    names = ("title", "summary", "description", "place")
    return [*(f"{name}_{code}" for name in names for code in ("en", "fr")), "kind", "spoken", "link"]


def test_who_registered_hears_of_another_time_and_of_nothing_else(sam, lea):
    gathering = make.gathering(by=sam, capacity=1)
    make.registration(gathering, "ana@example.net")
    make.registration(gathering, "paul@example.net", status="waiting", language="fr")
    make.registration(gathering, "gone@example.net", status="left")
    make.registration(gathering, "maybe@example.net", status="unverified", placed_at=None)
    gathering.revise(sam, summary_en="Another summary.")
    assert not OutgoingMessage.objects.exists() and gathering.sequence == 1
    gathering.revise(sam, starts_at=gathering.starts_at + timedelta(hours=1))
    assert gathering.sequence == 2
    assert mails("Another time or place") == {"ana@example.net"}
    assert mails("Autre heure") == {"paul@example.net"}
    french = OutgoingMessage.objects.get(to_address="paul@example.net")
    assert gathering.when not in french.text and "Accueillir" in french.text
    gathering.cancel(sam, "The hall is flooded.", "La salle est inondée.")
    assert mails("Cancelled") == {"ana@example.net"} and mails("Annulé") == {"paul@example.net"}
    assert "La salle est inondée." in OutgoingMessage.objects.get(subject__startswith="Annulé").text
    assert gathering.sequence == 3


def test_cancelled_with_a_reason_in_both_languages(client, office, sam):
    gathering = make.gathering(by=sam)
    path = f"{OFFICE}{gathering.pk}/cancellation/"
    answer = office.post(path, {"reason_en": "No hall."})
    assert "Give the reason in French" in answer.text and "No hall." in answer.text
    for _click in range(2):
        assert office.post(path, {"reason_en": "No hall.", "reason_fr": "Pas de salle."}).status_code == 302
    page = client.get(gathering.get_absolute_url())
    assert (
        "This event is cancelled" in page.text and "No hall." in page.text and "EventCancelled" in page.text
    )
    assert "Cancelled" in client.get("/en/events/").text
    assert office.get(f"{OFFICE}{gathering.pk}/edit/").status_code == 409
    assert "takes no registrations" not in page.text and "registration/" not in page.text


def test_coming_past_and_by_kind(client, sam):
    now = timezone.now()
    make.gathering(by=sam, title_en="Later talk", kind="series", starts_at=now + timedelta(days=20))
    make.gathering(by=sam, title_en="Next conference", kind="conference")
    make.gathering(by=sam, title_en="Old workshop", starts_at=now - timedelta(days=20))
    make.gathering(by=sam, title_en="Secret", published=False)
    coming, past = client.get("/en/events/"), client.get("/en/events/?when=past")
    assert coming.text.index("Next conference") < coming.text.index("Later talk")
    assert "Old workshop" not in coming.text and "Secret" not in coming.text
    assert "Old workshop" in past.text and "Later talk" not in past.text
    talks = client.get("/en/events/?kind=series")
    assert "Later talk" in talks.text and "Next conference" not in talks.text
    assert "Next conference" in client.get("/en/events/?kind=nonsense&when=nonsense").text
    feed = client.get("/fr/evenements/fil/")
    assert feed.text.count("<entry>") == 3 and "Secret" not in feed.text
    assert "/fr/evenements/next-conference/" in client.get("/sitemap-events.xml").text
    with translation.override("en"):
        assert search("conference", only="events").groups[0].hits[0].url == "/en/events/next-conference/"


def test_said_on_the_reader_s_clocks_too(sign_in, lea, sam):
    gathering = make.gathering(
        by=sam,
        zone="America/Vancouver",
        starts_at=datetime(2027, 1, 14, 20, tzinfo=UTC),
        ends_at=datetime(2027, 1, 15, 2, tzinfo=UTC),
    )
    page = sign_in(lea).get(gathering.get_absolute_url())
    assert (
        "January 14, 2027, 1:00 p.m. to 7:00 p.m. (Pacific time)" in page.text and "For you" not in page.text
    )
    type(lea).objects.filter(pk=lea.pk).update(zone="America/St_Johns")
    page = sign_in(lea).get(gathering.get_absolute_url())
    assert "For you: January 14, 2027, 4:30 p.m. to 10:30 p.m. (Newfoundland time)" in page.text


@pytest.mark.parametrize("zone", sorted(ZONE_NAMES))
def test_every_zone_around_the_change_of_clocks(zone):
    """The hour that was typed is the hour that is said, before and after the clocks change."""
    own = zoneinfo.ZoneInfo(zone)
    for month, day in ((3, 13), (3, 15), (11, 6), (11, 8)):
        local = datetime(2027, month, day, 9, 30, tzinfo=own)
        start = local.astimezone(UTC)
        assert "9:30 a.m. to 12:30 p.m." in say_span(start, start + timedelta(hours=3), own)


def test_the_day_before_at_nine_on_the_clocks_of_the_event(sam, lea):
    """Once each; a step back repeats nothing; an outage is made up; who registers later knows anyway."""
    starts_at = datetime(2027, 5, 4, 20, tzinfo=UTC)
    gathering = make.gathering(by=sam, zone="America/Vancouver", starts_at=starts_at, capacity=2)
    early = datetime(2027, 4, 1, tzinfo=UTC)
    make.registration(gathering, lea.email, person=lea, placed_at=early)
    make.registration(gathering, "waits@example.net", status="waiting", placed_at=early)
    nine = datetime(2027, 5, 3, 16, tzinfo=UTC)  # nine in Vancouver
    make.registration(gathering, "late@example.net", placed_at=nine + timedelta(hours=2))
    assert reminding.remind(nine - timedelta(minutes=1)) == 0
    assert reminding.remind(nine) == 1
    assert reminding.remind(nine - timedelta(hours=1)) == reminding.remind(nine + timedelta(hours=5)) == 0
    assert mails("Tomorrow") == {lea.email}
    # Moved by a day: the new one has a reminder of its own, made up after an outage.
    with time_machine.travel(nine + timedelta(hours=6)):
        gathering.revise(
            sam, starts_at=starts_at + timedelta(days=1), ends_at=starts_at + timedelta(days=1, hours=3)
        )
    assert reminding.remind(nine + timedelta(hours=25)) == 2
    assert reminding.remind(starts_at + timedelta(days=1, minutes=1)) == 0
    gathering.cancel(sam, "No hall.", "Pas de salle.")
    OutgoingMessage.objects.all().delete()
    assert reminding.remind(nine + timedelta(hours=25)) == 0


def test_coming_events_are_offered_to_the_bulletin(sam):
    bulletin, gathering = make.bulletin(by=sam, items=0), make.gathering(by=sam)
    make.gathering(by=sam, starts_at=timezone.now() - timedelta(days=9))
    make.gathering(by=sam, published=False)
    [found] = candidates(bulletin)
    assert found.key == f"event-{gathering.pk}" and not found.item.gaps()
    bulletin.add(sam, [found.item])
    assert candidates(bulletin) == []
    assert BulletinItem.objects.get().source == gathering
