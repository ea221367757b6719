"""Reads the files of the towns and writes the towns into the registry."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from coalition.models import User
from municipalities.models import Member, Municipality, Role

FOLDER = Path(__file__).parent


def read_towns():
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


@dataclass
class Town:
    """A town of a file, once it stands in the registry."""

    facts: dict
    municipality: Municipality
    coordinator: User  # whoever it is at the day that is told

    @property
    def zone(self):
        return self.municipality.time_zone

    @property
    def language(self):
        return self.facts["language"]

    def words(self, field, value):
        """{"text_en": ..., "text_fr": ...} of a text in the town's language, or of one in both."""
        value = value if isinstance(value, dict) else {self.language: value}
        return {f"{field}_{language}": value.get(language, "") for language in ("en", "fr")}


def found(facts, users, calendar):
    """Write the town and the roles of its people."""
    municipality = write_place(facts)
    handover = facts.get("handover")
    since = calendar.noon(facts["joining"]["opened"], municipality.time_zone)
    for person in facts["people"]:
        user, role = users[person["address"]], role_at_first(person, handover)
        member = Member.objects.create(municipality=municipality, user=user, role=role)
        Member.objects.filter(pk=member.pk).update(since=since)
        User.objects.filter(pk=user.pk).update(date_joined=since)
    first = handover["from"] if handover else facts["people"][0]["address"]
    return Town(facts, municipality, users[first])


def role_at_first(person, handover):
    """The file says who does what today; before the hand-over the two had each other's role."""
    if handover and person["address"] == handover["from"]:
        return Role.COORDINATOR
    if handover and person["address"] == handover["to"]:
        return Role[handover["keeps"].upper()]
    return Role[person["role"].upper()]


def write_place(facts):
    return Municipality.objects.create(
        name_en=facts["name_en"],
        name_fr=facts["name_fr"],
        province_id=facts["province"],
        kind=facts["kind"],
        population=facts["population"],
        population_year=2021,
        latitude=Decimal(facts["latitude"]),
        longitude=Decimal(facts["longitude"]),
        languages=facts["languages"],
        is_invented=True,
    )


# Nobody works for these yet: whoever tries the portal can apply to join for one of them.
FREE_TOWNS = FOLDER / "office" / "free_towns.toml"


def free_towns():
    return tomllib.loads(FREE_TOWNS.read_text(encoding="utf-8"))["towns"]


def found_free_towns():
    for facts in free_towns():
        write_place(facts)
