"""What the secretariat of the demonstration does beside deciding: notes, messages, care of the registry."""

import tomllib

from commitments.models import Indicator
from municipalities.care import stamp
from municipalities.merging import merge
from municipalities.models import BulkMessage, Membership, Municipality, Note, Proposal, Province

from .towns import FOLDER, write_place

FILE = FOLDER / "office" / "secretariat.toml"


def read():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def happenings(calendar, users):
    """The messages to members, the definitions written anew, and what somebody proposed."""
    told = read()

    for message in told["messages"]:
        yield calendar.noon(message.get("sent", message.get("drafted"))), write(message, users[message["by"]])
    for definition in told["definitions"]:
        yield calendar.noon(definition["on"]), define(definition, users[definition["by"]], calendar)
    for proposal in told["proposals"]:
        yield calendar.noon(proposal["on"]), propose(proposal, users[proposal["by"]])


def happenings_of(town, calendar, users):
    """The notes about a town, and the places that became part of it."""
    for told in town.facts.get("notes", []):
        yield calendar.noon(told["on"], town.zone), note(town, told, users[told["by"]])
    for told in town.facts.get("predecessors", []):
        yield calendar.noon(told["merged"], town.zone), take_in(town, told, users[told["by"]])


def write(told, by):
    def send(at):
        members = Membership.objects.filter(municipality__is_invented=True).exclude(status="ended")
        towns = Municipality.objects.filter(membership__in=members)
        words = {
            f"{field}_{language}": told[field][language]
            for field in ("subject", "text")
            for language in ("en", "fr")
        }
        message = BulkMessage.draft(by, towns, audience=told["audience"], **words)
        BulkMessage.objects.filter(pk=message.pk).update(written_at=at)
        if "sent" in told:
            message.send(by, read=message.stamp)
            BulkMessage.objects.filter(pk=message.pk).update(sent_at=at)

    return send


def define(told, by, calendar):
    def write_version(at):
        indicator = Indicator.objects.get(pk=told["code"])
        newest = indicator.versions.first()
        words = {name: getattr(newest, name) for name in newest.FACTS}
        words |= {
            f"{name}_{code}": getattr(newest, f"{name}_{code}")
            for name in newest.TEXTS
            for code in ("en", "fr")
        }
        words |= {
            f"{name}_{code}": told[name][code]
            for name in ("name", "definition", "what_changed")
            for code in ("en", "fr")
        }
        indicator.define(
            by,
            from_year=calendar.year + told["from_year"],
            is_comparable=told["is_comparable"],
            seen=newest.fingerprint(),
            **words,
        )

    return write_version


def propose(told, by):
    def ask(at):
        proposal = Proposal.propose(
            by,
            name=told["name"],
            province=Province.objects.get(pk=told["province"]),
            remarks=told["remarks"],
        )
        Proposal.objects.filter(pk=proposal.pk).update(proposed_at=at)

    return ask


def note(town, told, by):
    def keep(at):
        kept = Note.write(town.municipality, by, told["text"])
        Note.objects.filter(pk=kept.pk).update(written_at=at)

    return keep


def take_in(town, told, by):
    def record(at):
        place = write_place(told)
        merge(place, by, into=town.municipality, on=at.date(), reason=told["reason"], read=stamp(place))

    return record
