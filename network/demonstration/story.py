"""Events and bulletins of the demonstration: written, published, registered for, sent, each on its day."""

import tomllib
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from commitments.extensions import demonstration_happenings
from practices.models import Practice
from reports.models import Snapshot

from .. import dispatch
from ..models import Bulletin, BulletinItem, Gathering, Registration, Subscription
from ..newest import candidates, words_of_practice, words_of_report

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "fr")
NAMES = ("Alex Sample", "Kim Exemple", "Noor Sample", "Dominique Exemple", "Sky Sample")
TOWNS = ("Lakeside", "Rivermouth", "Clear Bay", "")
NEEDS = {3: "Captions on the screen.", 7: "Une rampe, s’il vous plaît."}
READERS = 36  # subscriptions, of which every twelfth has left


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[name]


def both(told, *names):
    return {f"{name}_{code}": told[name][code] for name in names if name in told for code in LANGUAGES}


@demonstration_happenings.register(order=20)
def happenings(towns, calendar, users):
    found = [(calendar.noon(f"now-{200 - 3 * number}"), subscribe(number)) for number in range(READERS)]
    for told in read("events"):
        event = Announced(told, calendar, users)
        found.append((calendar.noon(told["written"]), event.publish))
        if "cancelled" in told:
            found.append((calendar.noon(told["cancelled"]), event.cancel))
    for told in read("bulletins"):
        day = told.get("sent") or told["begun"]
        found.append((calendar.noon(day), issue(told, users[told["by"]])))
    return found


def subscribe(number):
    """Confirmed on the public page."""

    def do(at):
        language = LANGUAGES[number % 3 == 0]
        fields = {"language": language, "status": Subscription.Status.ACTIVE, "joined_at": at}
        subscription = Subscription.objects.create(email=f"reader.{number}@example.org", **fields)
        consent = subscription.consents.create(
            **subscription.consents.model.said(language, "page"), confirmed_at=at
        )
        subscription.consents.filter(pk=consent.pk).update(asked_at=at)
        if number % 12 == 11:
            subscription.leave()
            subscription.consents.update(ended_at=at + timedelta(days=40))

    return do


class Announced:
    """An event with its people."""

    def __init__(self, told, calendar, users):
        self.told, self.users, self.by = told, users, users[told["by"]]
        first = calendar.day(told["day"])
        last = calendar.day(told["last"]) if "last" in told else first
        zone = ZoneInfo(told["zone"])
        starts, ends = (
            datetime.combine(day, time.fromisoformat(hour), tzinfo=zone).astimezone(UTC)
            for day, hour in ((first, told["from"]), (last, told["to"]))
        )
        self.words = both(told, "title", "summary", "description", "place")
        self.words |= {
            name: told[name] for name in ("kind", "zone", "spoken", "link", "capacity") if name in told
        }
        self.words |= {"starts_at": starts, "ends_at": ends}

    def publish(self, at):
        self.gathering = gathering = Gathering.begin(self.by, **self.words)
        gathering.publish(self.by)
        Gathering.objects.filter(pk=gathering.pk).update(published_at=at, changed_at=at)
        self._seat(at)
        if gathering.starts_at > timezone.now():
            for name in self.told.get("joined", ()):
                Registration.join(gathering, self.users[name], organization="")

    def _seat(self, at):
        """Who has no account: those who came first have the places, the others wait."""
        capacity = self.told.get("capacity") or self.told["guests"]
        Registration.objects.bulk_create(
            Registration(
                gathering=self.gathering,
                name=f"{NAMES[number % len(NAMES)]} {number + 1}",
                email=f"guest.{number}@example.org",
                language=LANGUAGES[number % 3 == 0],
                organization=TOWNS[number % len(TOWNS)],
                access_needs=NEEDS.get(number, ""),
                status="registered" if number < capacity else "waiting",
                asked_at=at,
                placed_at=at + timedelta(minutes=number),
                attended=number < self.told.get("attended", 0),
            )
            for number in range(self.told["guests"])
        )

    def cancel(self, at):
        self.gathering.refresh_from_db()
        self.gathering.cancel(self.by, self.told["reason"]["en"], self.told["reason"]["fr"])
        Gathering.objects.filter(pk=self.gathering.pk).update(changed_at=at)


def issue(told, by):
    def do(at):
        bulletin = Bulletin.begin(by, **both(told, "title", "intro"))
        Bulletin.objects.filter(pk=bulletin.pk).update(begun_at=at)
        items = [BulletinItem(kind="piece", **both(piece, "title", "text")) for piece in told["pieces"]]
        coming = [each.item for each in candidates(bulletin) if each.kind == BulletinItem.Kind.EVENT]
        bulletin.add(by, [*public_by(at, told), *items, *coming[: told.get("events", 0)]])
        if "sent" in told:
            bulletin.refresh_from_db()
            bulletin.schedule(by, read=bulletin.stamp)
            dispatch.send_due(timezone.now())
            Bulletin.objects.filter(pk=bulletin.pk).update(send_at=at, sent_at=at, mailed_at=at)

    return do


def public_by(at, told):
    """The newest reports, and the newest practices that are told in both languages."""
    reports = Snapshot.objects.filter(revision=1, accepted_at__lte=at).select_related("municipality", "cycle")
    for snapshot in reports.order_by("-accepted_at")[: told.get("reports", 0)]:
        yield BulletinItem(kind="report", snapshot=snapshot, **words_of_report(snapshot))
    practices = Practice.objects.public().filter(published_at__lte=at, title_en__gt="", title_fr__gt="")
    for practice in practices.order_by("-published_at")[: told.get("practices", 0)]:
        yield BulletinItem(kind="practice", practice=practice, **words_of_practice(practice))
