"""`manage.py import_municipalities`: the official table, and files that are not it."""

import io
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from municipalities import census
from municipalities.models import Membership, Municipality

pytestmark = pytest.mark.django_db

OFFICIAL = settings.BASE_DIR.parent / "shared/data/statcan_98100002_population_dwellings_csd_2021.csv"
EXCERPT = Path(__file__).parent / "data/municipalities_excerpt.csv"
EXCERPT_COUNTS = {census.COUNTRY: 1, census.PROVINCE: 13, census.DIVISION: 29, census.SUBDIVISION: 49}
EXCERPT_PEOPLE = 5_131_642
NIAGARA = "3526"


@pytest.fixture
def excerpt(monkeypatch, reference):
    """The lines of the excerpt, which the importer takes for the whole table."""
    monkeypatch.setattr(census, "EXPECTED", EXCERPT_COUNTS)
    return EXCERPT.read_text(encoding="utf-8-sig").splitlines()


@pytest.fixture
def write(tmp_path):
    def write(lines, encoding="utf-8-sig"):
        path = tmp_path / "table.csv"
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return write


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_municipalities", path, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refused(path):
    """The reason why the file is refused; nothing may have changed."""
    before = list(Municipality.objects.order_by("pk").values())
    with pytest.raises(CommandError) as refusal:
        run(path)
    assert list(Municipality.objects.order_by("pk").values()) == before
    assert "Nothing was changed" in str(refusal.value)
    return str(refusal.value)


def swap(line, old, new):
    """Damage to one line only, that of Richmond Hill."""
    return line.replace(old, new, 1) if '"Richmond Hill"' in line else line


def name(code):
    town = Municipality.objects.get(sgc_code=code)
    return town.name_en, town.name_fr


def test_official_table(reference, monkeypatch):
    if OFFICIAL.exists():
        path, count, people = OFFICIAL, 5161, 36_991_981
    else:
        assert os.environ.get("CI") != "true", (
            f"{OFFICIAL} is missing: the importer must be tried on the real table"
        )
        monkeypatch.setattr(census, "EXPECTED", EXCERPT_COUNTS)
        path, count, people = EXCERPT, EXCERPT_COUNTS[census.SUBDIVISION], EXCERPT_PEOPLE
    out, err = run(path)
    assert f"{count:,} municipalities, {people:,} people: {count:,} added, 0 changed" in out
    assert "Reading 100 %" in err
    assert "Writing 100 %" in err
    towns = Municipality.objects.all()
    assert towns.count() == count
    assert sum(towns.exclude(population=None).values_list("population", flat=True)) == people
    # in_bulk by slug proves that no two towns share an address
    assert len(towns.in_bulk(field_name="slug")) == count
    two_names = [town for town in towns if town.name_en != town.name_fr]
    assert sorted((town.name_en, town.name_fr) for town in two_names) == [
        ("Beaubassin East", "Beaubassin-est"),
        ("French River", "Rivière des Français"),
        ("Grand Falls", "Grand-Sault"),
        ("Greater Sudbury", "Grand Sudbury"),
        ("The Nation", "La Nation"),
        ("West Nipissing", "Nipissing Ouest"),
    ]
    before = list(towns.order_by("pk").values())
    out, _err = run(path)
    assert f"0 added, 0 changed, {count:,} unchanged" in out
    assert list(towns.order_by("pk").values()) == before


def test_names_as_printed(excerpt, write):
    run(write(excerpt))
    assert name("5905050")[0] == "Kootenay Boundary C / Christina Lake"  # two places, not two languages
    assert name("2402047")[0] == "Port-Daniel–Gascons"
    assert name("4803805")[0] == 'Peigan Timber Limit "B"'  # printed with quotation marks undoubled
    kanesatake = Municipality.objects.get(sgc_code="2472802")
    assert kanesatake.population is None  # not enumerated, which is not zero
    assert not Municipality.objects.filter(name_en__contains="  ").exists()
    assert Municipality.objects.get(sgc_code="3553005").province_id == "ON"


def test_same_name_in_one_province_is_told_apart_by_code(excerpt, write):
    run(write(excerpt))
    kings = Municipality.objects.filter(name_en="Central Kings", province="PE")
    assert sorted(town.slug for town in kings) == sorted(
        f"central-kings-pe-{town.sgc_code}" for town in kings
    )
    assert kings.count() == 2


def test_members_keep_their_row(excerpt, write):
    """Import after the members: same rows, same names and addresses; parts are tied to their region."""
    call_command("load_reference", verbosity=0)
    members = dict(Membership.objects.values_list("municipality__sgc_code", "municipality__slug"))
    out, _err = run(write(excerpt))
    assert "Westlock (Town) [Westlock]" in out
    assert name("4813031")[0] == "Westlock (Town)"
    assert dict(Membership.objects.values_list("municipality__sgc_code", "municipality__slug")) == members
    assert Municipality.objects.get(sgc_code=NIAGARA).parts.count() == 12
    assert Municipality.objects.get(sgc_code=NIAGARA).population == 477_941
    assert "2 regional municipalities took the population of their division" in out
    assert "0 added, 0 changed" in run(write(excerpt))[0]


def test_members_after_the_registry(excerpt, write):
    run(write(excerpt))
    westlock = Municipality.objects.get(sgc_code="4813031")
    call_command("load_reference", verbosity=0)
    assert Membership.objects.count() == 53
    assert Membership.objects.get(municipality=westlock).joined_year == 2023
    assert name("4813031") == ("Westlock (Town)", "Westlock (ville)")
    assert Municipality.objects.get(sgc_code="4813031").slug == westlock.slug
    assert Municipality.objects.get(sgc_code=NIAGARA).parts.count() == 12


def test_names_change_only_when_asked(excerpt, write):
    run(write(excerpt))
    slug = Municipality.objects.get(sgc_code="3519038").slug
    path = write([line.replace('"Richmond Hill"', '"Richmond Mountain"') for line in excerpt])
    assert "Richmond Hill [Richmond Mountain]" in run(path)[0]
    assert name("3519038")[0] == "Richmond Hill"
    assert "1 changed" in run(path, rename=True)[0]
    town = Municipality.objects.get(sgc_code="3519038")
    assert (town.name_en, town.slug) == ("Richmond Mountain", slug)
    assert town in Municipality.objects.matching("mountain")
    assert "0 added, 0 changed" in run(path, rename=True)[0]


def test_what_people_wrote_stays(excerpt, write):
    run(write(excerpt))
    town = Municipality.objects.get(sgc_code="3519038")
    town.website, town.population = "https://example.org/", 1
    town.save()
    assert "0 added, 1 changed, 48 unchanged" in run(write(excerpt))[0]
    town.refresh_from_db()
    assert (town.website, town.population) == ("https://example.org/", 202_022)


def test_needs_the_provinces(db):
    with pytest.raises(CommandError, match="load_reference"):
        run(EXCERPT)


def test_no_such_file(reference):
    assert "No such file" in refused(Path("/nowhere/table.csv"))


def test_empty_file(excerpt, write):
    assert "the file is empty" in refused(write([]))


def test_not_utf8(excerpt, write):
    assert "not UTF-8" in refused(write(excerpt, encoding="latin-1"))


def test_not_text(excerpt, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    assert "not UTF-8" in refused(path)


def test_excerpt_is_not_the_table(reference):
    assert "13 provinces" not in refused(EXCERPT)
    assert "293 census divisions were expected, 29 found" in refused(EXCERPT)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda lines: lines[1:], "Line 1: 30 columns were expected|Line 1: column 1 is"),
        (lambda lines: [lines[0] + ',"Symbols"', *lines[1:]], "Line 1: 30 columns were expected, 31 found"),
        (
            lambda lines: [lines[0].replace("GEO", "Name"), *lines[1:]],
            "Line 1: column 2 is “Name”, not “GEO”",
        ),
        (
            lambda lines: [*lines[:9], lines[9] + ',""', *lines[10:]],
            "Line 10: 30 columns were expected, 31 found",
        ),
        (lambda lines: lines[:60], "the table is not whole: 13 provinces and territories"),
        (lambda lines: [*lines[:59], lines[59][:40]], "Line 60: "),
        (lambda lines: [*lines[:20], *lines[21:]], "Line 21: a line before this one is missing"),
        (lambda lines: [*lines[:20], lines[19], *lines[20:]], "Line 21: the code .* stands twice"),
        (
            lambda lines: [line.replace("5131642", "5131643") for line in lines],
            "add up to 5131642 people, .* 5131643",
        ),
        (
            lambda lines: [swap(line, '"202022"', '"202023"') for line in lines],
            r"York \(3519\) add up to 202023",
        ),
        (
            lambda lines: [line.replace('"202022"', '"many"') for line in lines],
            "the population “many” is not a number",
        ),
        (
            lambda lines: [line.replace('"202022"', '"-2022"') for line in lines],
            "the population “-2022” is not a",
        ),
        (
            lambda lines: [line.replace("2021A00053519038", "3519038") for line in lines],
            "not the identifier of a place",
        ),
        (
            lambda lines: [line.replace('"2021","Rich', '"2026","Rich') for line in lines],
            "the year is “2026”, not 2021",
        ),
        (lambda lines: [line.replace('"Richmond Hill"', '" "') for line in lines], "the name .* is missing"),
        (
            lambda lines: [swap(line, '"Richmond Hill"', '"Richmond Hill') for line in lines],
            "Line 55: 30 columns .* 29 found",
        ),
        (lambda lines: [swap(line, ',"Rich', ',x"Rich') for line in lines], "Line 55: not readable as CSV"),
    ],
)
def test_damaged_table(excerpt, write, damage, reason):
    run(write(excerpt))
    found = refused(write(damage(excerpt)))
    assert re.search(reason, found), found
