"""Reads Statistics Canada's table of municipalities: 98-10-0002-01 of the census of 2021, and later ones like it.

The table is read and proved whole before anything is written: header, columns, each row, how many places of
each level there are, and that the populations add up to those of the divisions, the provinces and the country.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

YEAR = 2021
COLUMNS = 30
HEADER = [
    "REF_DATE",
    "GEO",
    "DGUID",
    "Coordinate",
    "Population and dwelling counts (13): Population, {year} [1]",
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

    year: int = YEAR
    levels: dict = field(default_factory=lambda: defaultdict(dict))

    @property
    def subdivisions(self):
        return self.levels[SUBDIVISION]

    @property
    def population(self):
        return sum(place.population or 0 for place in self.subdivisions.values())


def expected(year, places):
    """{level: how many places}. Of a later census Statistics Canada's count of municipalities is given in `places`."""
    if year == YEAR:
        return EXPECTED
    return {COUNTRY: 1, PROVINCE: EXPECTED[PROVINCE], SUBDIVISION: places}


def read_table(path, progress=lambda share: None, year=YEAR, places=None):
    """The table in the file at `path`, proved. Raises WrongFile."""
    table, counts = Table(year), expected(year, places)
    try:
        with path.open(encoding="utf-8-sig") as file:
            check_header(split(file.readline(), 1), year)
            for line, text in enumerate(file, start=2):
                if text.isspace():  # the published file ends with empty lines
                    continue
                number = add_row(table, split(text, line), line)
                progress(number / sum(counts.values()))
    except UnicodeDecodeError as error:
        raise WrongFile(f"the file is not UTF-8 text (byte {error.start} of a block)") from error
    check_counts(table, counts)
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
    level, place, number = read_row(row, line, table.year)
    if place.code in table.levels[level]:
        raise WrongFile(f"the code {place.code} stands twice", line)
    table.levels[level][place.code] = place
    if number != sum(map(len, table.levels.values())):
        raise WrongFile("a line before this one is missing, or the lines are not in order", line)
    return number


def check_header(header, year):
    if not header:
        raise WrongFile("the file is empty")
    if len(header) != COLUMNS:
        raise WrongFile(f"{COLUMNS} columns were expected, {len(header)} found", 1)
    for position, (title, found) in enumerate(zip(HEADER, header, strict=False), start=1):
        if found != title.format(year=year):
            raise WrongFile(f"column {position} is “{found[:80]}”, not “{title.format(year=year)}”", 1)


def read_row(row, line, year):
    if len(row) != COLUMNS:
        raise WrongFile(f"{COLUMNS} columns were expected, {len(row)} found", line)
    if row[YEAR_COLUMN] != str(year):
        raise WrongFile(f"the year is “{row[YEAR_COLUMN][:20]}”, not {year}", line)
    match = re.fullmatch(rf"{year}A(\d{{4}})(\d+)", row[DGUID], re.ASCII)
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


def check_counts(table, counts):
    for level, count in counts.items():
        if (found := len(table.levels[level])) != count:
            raise WrongFile(f"the table is not whole: {count} {LEVELS[level]} were expected, {found} found")


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
