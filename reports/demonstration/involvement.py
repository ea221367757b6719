"""What visitors of the demonstration offered, and where its people get help."""

import tomllib
import uuid

from municipalities.models import Endorsement, LocalService, Province, Research

from .towns import FOLDER

FILE = FOLDER / "office" / "involvement.toml"


def read():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def happenings(calendar, users):
    """(instant, what to do) for each offer and each service of a province."""
    told = read()

    for model, rows in ((Endorsement, told["endorsements"]), (Research, told["research"])):
        for number, row in enumerate(rows):
            offer = Offering(model, row, number)
            yield calendar.noon(row["on"]), offer.arrive
            if "listed" in row:
                yield calendar.noon(row["listed"]), offer.publish_by(users["sam"])
    for row in told["provincial_services"]:
        yield (
            calendar.noon(row["on"]),
            add_service(row, users[row["by"]], province=Province.objects.get(pk=row["province"])),
        )


def happenings_of(town, calendar):
    for row in read()["services"]:
        if row["town"] == town.facts["name_en"]:
            do = add_service(row, town.coordinator, municipality=town.municipality)
            yield calendar.noon(row["on"], town.zone), do


class Offering:
    """What somebody offers, confirms, and sees published."""

    def __init__(self, model, row, number):
        self.model, self.row = model, row
        self.nonce = f"demo{model.key[:4]}{number}"

    def arrive(self, at):
        said = {key: value for key, value in self.row.items() if key not in {"on", "listed", "language"}}
        contact = {"contact_name": "Alex Sample", "contact_email": "alex.sample@example.org"}
        self.offer = self.model.offer(self.nonce, self.row.get("language", "en"), **contact, **said)
        self.offer.verify()
        self.model.objects.filter(pk=self.offer.pk).update(offered_at=at, verified_at=at)

    def publish_by(self, person):
        def publish(at):
            self.offer.publish(person)
            self.model.objects.filter(pk=self.offer.pk).update(decided_at=at)

        return publish


def add_service(row, by, **reach):
    def add(at):
        texts = {
            f"{name}_{language}": row.get(name, {}).get(language, "")
            for name in LocalService.TEXTS
            for language in ("en", "fr")
        }
        facts = {
            name: row[name]
            for name in ("kind", "languages", "phone", "website", "address", "cost")
            if name in row
        }
        service = LocalService.add(by, key=uuid.uuid4(), **reach, **texts, **facts)
        LocalService.objects.filter(pk=service.pk).update(reviewed_on=at.date())

    return add
