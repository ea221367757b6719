"""Reads Statistics Canada's table 98-10-0002-01 (census of 2021) into the registry.

The table is read and proved whole before anything is written: header, columns, each row, how many places of
each level there are, and that the populations add up to those of the divisions, the provinces and the country.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from .models import Municipality, Province

YEAR = 2021
COLUMNS = 30
HEADER = [
    "REF_DATE",
    "GEO",
    "DGUID",
    "Coordinate",
    f"Population and dwelling counts (13): Population, {YEAR} [1]",
]
YEAR_COLUMN, NAME, DGUID, NUMBER, POPULATION, SYMBOL = range(6)
COUNTRY, PROVINCE, DIVISION, SUBDIVISION = "0000", "0002", "0003", "0005"
# level -> digits of its codes
CODES = {COUNTRY: 5, PROVINCE: 2, DIVISION: 4, SUBDIVISION: 7}
LEVELS = {
    COUNTRY: "the country",
    PROVINCE: "provinces and territories",
    DIVISION: "census divisions",
    SUBDIVISION: "census subdivisions",
}
EXPECTED = {COUNTRY: 1, PROVINCE: 13, DIVISION: 293, SUBDIVISION: 5161}
NOT_ENUMERATED = ".."
# New Brunswick, Ontario and Manitoba have towns with a name in each language, printed "English / French".
# In the other provinces the stroke joins two places: "Kootenay Boundary C / Christina Lake".
PROVINCES_WITH_TWO_NAMES = {"13", "35", "46"}
BATCH = 500
LONGEST_LINE = 10_000  # characters; the table's are under 2,000
FIELD = re.compile(r'(?:^|(?<=,))(?:"(.*?)"|([^",]*))(?:,|$)')


class WrongFile(Exception):
    """The file is not the table, or not all of it. Says the line, where one is at fault, and the reason."""

    def __init__(self, reason, line=None):
        super().__init__(f"Line {line}: {reason}" if line else reason)


@dataclass(frozen=True)
class Place:
    code: str
    name_en: str
    name_fr: str
    population: int | None  # None: not enumerated


@dataclass
class Table:
    """code -> Place, for each level."""

    levels: dict = field(default_factory=lambda: defaultdict(dict))

    @property
    def subdivisions(self):
        return self.levels[SUBDIVISION]

    @property
    def population(self):
        return sum(place.population or 0 for place in self.subdivisions.values())


@dataclass
class Outcome:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    regions: int = 0  # regional municipalities that took a new population
    renamed: list = field(default_factory=list)  # (name here, name in the table), kept as they are here


def read_table(path, progress=lambda share: None):
    """The table in the file at `path`, proved. Raises WrongFile."""
    table = Table()
    try:
        with path.open(encoding="utf-8-sig") as file:
            check_header(split(file.readline(), 1))
            for line, text in enumerate(file, start=2):
                if text.isspace():  # the published file ends with empty lines
                    continue
                number = add_row(table, split(text, line), line)
                progress(number / sum(EXPECTED.values()))
    except UnicodeDecodeError as error:
        raise WrongFile(f"the file is not UTF-8 text (byte {error.start} of a block)") from error
    check_counts(table)
    check_totals(table)
    return table


def split(text, line):
    """The fields of one line. By hand: the table prints quotation marks inside quoted names undoubled."""
    text = text.rstrip("\r\n")
    fields, end = [], 0
    for match in FIELD.finditer(text[:LONGEST_LINE]):
        if match.start() != end:
            break
        fields.append((match[1] or match[2] or "").replace('""', '"'))
        end = match.end()
    if end != len(text):
        raise WrongFile(f"not readable as CSV after “{text[max(0, end - 40) : end]}”", line)
    return fields if text else []


def add_row(table, row, line):
    """Add the row's place to the table and return the number the table gives the row."""
    level, place, number = read_row(row, line)
    if place.code in table.levels[level]:
        raise WrongFile(f"the code {place.code} stands twice", line)
    table.levels[level][place.code] = place
    if number != sum(map(len, table.levels.values())):
        raise WrongFile("a line before this one is missing, or the lines are not in order", line)
    return number


def check_header(header):
    if not header:
        raise WrongFile("the file is empty")
    if len(header) != COLUMNS:
        raise WrongFile(f"{COLUMNS} columns were expected, {len(header)} found", 1)
    for position, (expected, found) in enumerate(zip(HEADER, header, strict=False), start=1):
        if found != expected:
            raise WrongFile(f"column {position} is “{found[:80]}”, not “{expected}”", 1)


def read_row(row, line):
    if len(row) != COLUMNS:
        raise WrongFile(f"{COLUMNS} columns were expected, {len(row)} found", line)
    if row[YEAR_COLUMN] != str(YEAR):
        raise WrongFile(f"the year is “{row[YEAR_COLUMN][:20]}”, not {YEAR}", line)
    match = re.fullmatch(rf"{YEAR}A(\d{{4}})(\d+)", row[DGUID], re.ASCII)
    if not match or len(match[2]) != CODES.get(match[1]):
        raise WrongFile(f"“{row[DGUID][:40]}” is not the identifier of a place", line)
    if not re.fullmatch(r"\d{1,6}", row[NUMBER], re.ASCII):
        raise WrongFile(f"“{row[NUMBER][:20]}” is not a line number", line)
    level, code = match.groups()
    name_en, name_fr = read_names(row[NAME], code)
    if not name_en or not name_fr or len(max(name_en, name_fr, key=len)) > 120:
        raise WrongFile(f"the name “{row[NAME][:40]}” is missing or too long", line)
    return level, Place(code, name_en, name_fr, read_population(row, line)), int(row[NUMBER])


def read_names(text, code):
    """(English, French): the same name twice, except where the table prints one in each language."""
    name = re.sub(r"\s+", " ", text.strip()).replace("--", "–")
    if " / " in name and code[:2] in PROVINCES_WITH_TWO_NAMES:
        english, french = name.split(" / ", 1)
        return english.strip(), french.strip()
    return name, name


def read_population(row, line):
    text, symbol = row[POPULATION], row[SYMBOL]
    if NOT_ENUMERATED in (text, symbol):
        return None
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise WrongFile(f"the population “{text[:20]}” is not a number", line)
    return int(text)


def check_counts(table):
    for level, expected in EXPECTED.items():
        if (found := len(table.levels[level])) != expected:
            raise WrongFile(
                f"the table is not whole: {expected} {LEVELS[level]} were expected, {found} found"
            )


def check_totals(table):
    for level in (DIVISION, PROVINCE):  # the nearest first: it says best where the fault is
        places = table.levels[level]
        sums = Counter()
        for place in table.subdivisions.values():
            sums[place.code[: CODES[level]]] += place.population or 0
        if strays := sums.keys() - places.keys():
            raise WrongFile(
                f"the municipalities of {min(strays)} are in the table, but not that place itself"
            )
        for code, place in places.items():
            if place.population != sums[code]:
                raise WrongFile(
                    f"the municipalities of {place.name_en} ({code}) add up to {sums[code]} people, "
                    f"and the table says {place.population}"
                )
    (country,) = table.levels[COUNTRY].values()
    if country.population != table.population:
        raise WrongFile(
            f"the municipalities add up to {table.population} people, and the table says {country.population}"
        )


@transaction.atomic
def write_table(table, progress=lambda share: None, rename=False):
    """Bring the registry to the table; memberships, addresses (slugs) and what people wrote stay."""
    outcome = Outcome()
    standing = Municipality.objects.exclude(sgc_code=None).in_bulk(field_name="sgc_code")
    new = [place for code, place in table.subdivisions.items() if code not in standing]
    changed = [
        town
        for code, place in table.subdivisions.items()
        if (town := standing.get(code)) and take(town, place, outcome, rename)
    ]
    outcome.added, outcome.changed = len(new), len(changed)
    outcome.unchanged = len(table.subdivisions) - len(new) - len(changed)
    regions = [
        town
        for code, place in table.levels[DIVISION].items()
        if (town := standing.get(code)) and take_population(town, place)
    ]
    outcome.regions = len(regions)
    towns = new_towns(new, table)
    for start in range(0, len(towns), BATCH):
        Municipality.objects.bulk_create(towns[start : start + BATCH])
        progress(start / len(towns))
    Municipality.objects.bulk_update(
        changed + regions,
        ["name_en", "name_fr", "population", "population_year", "search_text", "sort_key_en", "sort_key_fr"],
        batch_size=BATCH,
    )
    link_parts()
    progress(1)
    return outcome


def take(town, place, outcome, rename):
    """Take the table's population, and its names where asked; whether the town has changed."""
    is_changed = take_population(town, place)
    ours, theirs = (town.name_en, town.name_fr), (place.name_en, place.name_fr)
    if ours == theirs:
        return is_changed
    if not rename:
        outcome.renamed.append(
            (town.name_en, place.name_en) if ours[0] != theirs[0] else (ours[1], theirs[1])
        )
        return is_changed
    town.name_en, town.name_fr = theirs
    town.prepare()
    return True


def take_population(town, place):
    if (town.population, town.population_year) == (place.population, YEAR):
        return False
    town.population, town.population_year = place.population, YEAR
    return True


def new_towns(places, table):
    """Unsaved towns with an address each; where two of a province share a name, the code is added to both."""
    provinces = dict(Province.objects.values_list("sgc_code", "code"))
    slugs = Counter(
        Municipality.make_slug(place.name_en, provinces[place.code[:2]])
        for place in table.subdivisions.values()
    )
    taken = set(Municipality.objects.values_list("slug", flat=True))
    towns = []
    for place in places:
        province = provinces[place.code[:2]]
        slug = Municipality.make_slug(place.name_en, province)
        if slugs[slug] > 1 or slug in taken:
            slug = Municipality.make_slug(place.name_en, province, place.code)
        town = Municipality(
            sgc_code=place.code,
            name_en=place.name_en,
            name_fr=place.name_fr,
            province_id=province,
            population=place.population,
            population_year=YEAR,
            slug=slug,
        )
        town.prepare()
        towns.append(town)
    return towns


def link_parts():
    """Tie the municipalities of a regional municipality to it: their code starts with its code."""
    for region in Municipality.objects.filter(level=Municipality.Level.CENSUS_DIVISION).exclude(
        sgc_code=None
    ):
        Municipality.objects.filter(
            sgc_code__startswith=region.sgc_code, level=Municipality.Level.CENSUS_SUBDIVISION, parent=None
        ).update(parent=region)
