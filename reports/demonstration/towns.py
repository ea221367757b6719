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
    coordinator: User

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
    municipality = Municipality.objects.create(
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
    since = calendar.noon(facts["joining"]["opened"], municipality.time_zone)
    for person in facts["people"]:
        user, role = users[person["address"]], Role[person["role"].upper()]
        member = Member.objects.create(municipality=municipality, user=user, role=role)
        Member.objects.filter(pk=member.pk).update(since=since)
        User.objects.filter(pk=user.pk).update(date_joined=since)
    return Town(facts, municipality, users[facts["people"][0]["address"]])


# Nobody works for these yet: whoever tries the portal can apply to join for one of them.
FREE_TOWNS = [
    ("Maple Hollow", "Combe-aux-Érables", "PE", 1240, "46.40", "-63.20", "en"),
    ("Brumeville", "Brumeville", "QC", 2760, "48.30", "-68.10", "fr"),
]


def found_free_towns():
    for name_en, name_fr, province, population, latitude, longitude, language in FREE_TOWNS:
        Municipality.objects.create(
            name_en=name_en,
            name_fr=name_fr,
            province_id=province,
            kind="T" if language == "en" else "V",
            population=population,
            population_year=2021,
            latitude=Decimal(latitude),
            longitude=Decimal(longitude),
            languages=[language],
            is_invented=True,
        )
