"""A later census: what it would change is said first; applied, every town keeps its row, its address and its membership."""

import pytest
from django.core.management import CommandError, call_command

from municipalities import care, census
from municipalities.models import FormerSlug, Municipality

from . import make
from .test_registry import run

pytestmark = pytest.mark.django_db
PROVINCES = {"35": "Ontario", "24": "Quebec", "48": "Alberta", "10": "Newfoundland and Labrador"}
OTHERS = ["11", "12", "13", "46", "47", "59", "60", "61", "62"]


def line(year, level, code, name, population, number):
    cells = [str(year), name, f"{year}A{level}{code}", str(number), str(population), ""]
    return ",".join(f'"{cell}"' for cell in cells + [""] * 24)


def table(towns, year=2026):
    """A small made-up table in the form of Statistics Canada's; `towns` is {code: (name, population)}."""
    sums = {}
    for code, (_name, population) in towns.items():
        for part in ("", code[:2], code[:4]):
            sums[part] = sums.get(part, 0) + population
    rows = [("0000", "01000", "Canada", sums[""])]
    for province in sorted([*PROVINCES, *OTHERS]):
        rows.append(("0002", province, PROVINCES.get(province, province), sums.get(province, 0)))
        for division in sorted({code[:4] for code in towns if code.startswith(province)}):
            rows.append(("0003", division, f"Division {division}", sums[division]))
            rows += [("0005", code, *towns[code]) for code in sorted(towns) if code.startswith(division)]
    header = [title.format(year=year) for title in census.HEADER] + [f"column {n}" for n in range(6, 31)]
    return [",".join(f'"{title}"' for title in header)] + [
        line(year, *row, number) for number, row in enumerate(rows, start=1)
    ]


@pytest.fixture
def town(reference):
    def town(code, name, **fields):
        fields.setdefault("province_code", {"35": "ON", "24": "QC", "48": "AB", "10": "NL"}[code[:2]])
        return make.municipality(name, sgc_code=code, **fields)

    return town


@pytest.fixture
def registry(town):
    """A member that stays, one that is gone, one whose code changes, one renamed; and a free town that is gone."""
    towns = {
        "stays": town("3501001", "Stillwater", population=100),
        "gone": town("3501002", "Fadeville", population=50),
        "recoded": town("4801003", "Mölders Crossing", population=70),
        "renamed": town("2401004", "Old Name", population=30),
        "forgotten": town("3501005", "Nowhere", population=5),
    }
    for name in ("stays", "gone", "recoded", "renamed"):
        make.membership(towns[name])
    make.member(towns["gone"], make.user("Lea"))
    make.document(towns["gone"])
    return towns


LATER = {
    "3501001": ("Stillwater", 120),
    "4802099": ("Molders Crossing", 75),
    "2401004": ("New Name", 31),
    "3501009": ("Newborn", 55),
}


@pytest.fixture
def later(tmp_path):
    path = tmp_path / "later.csv"
    path.write_text("\n".join(table(LATER)) + "\n", encoding="utf-8-sig")
    return path


def everything():
    return list(Municipality.objects.order_by("pk").values())


def test_what_would_change_is_said_and_nothing_is_changed(registry, later):
    before = everything()
    out, _err = run(later, census=2026, places=4)
    assert everything() == before
    assert "1 new: Newborn (3501009)" in out
    assert "1 have another code and keep all else: Mölders Crossing (4801003 -> 4802099)" in out
    assert "Old Name [New Name]" in out
    assert (
        "1 no longer in the table, WITH SOMETHING HERE; they stay: Fadeville, ON: membership active, 1 people"
        in out
    )
    assert "1 documents" in out
    assert "1 no longer in the table, nothing here; they stay: Nowhere" in out
    assert "Nothing was changed" in out


def test_applied_it_keeps_every_row_address_and_membership(registry, later):
    kept = {town.pk: town.slug for town in registry.values()}
    run(later, census=2026, places=4, apply=True)
    assert {pk: Municipality.objects.get(pk=pk).slug for pk in kept} == kept
    members = Municipality.objects.members()
    assert {town.pk for town in members} == {registry[n].pk for n in ("stays", "gone", "recoded", "renamed")}
    stays, recoded, renamed, gone = (
        Municipality.objects.get(pk=registry[name].pk) for name in ("stays", "recoded", "renamed", "gone")
    )
    assert (stays.population, stays.population_year) == (120, 2026)
    assert (recoded.sgc_code, recoded.population, recoded.name_en) == ("4802099", 75, "Mölders Crossing")
    assert (renamed.name_en, renamed.population) == ("Old Name", 31)
    assert (gone.sgc_code, gone.population_year) == ("3501002", 2021)
    assert Municipality.objects.get(sgc_code="3501009").slug == "newborn-on"
    assert Municipality.objects.count() == len(registry) + 1
    assert "0 added, 0 changed" in run(later, census=2026, places=4, apply=True)[0]


def test_names_are_taken_where_asked(registry, later):
    run(later, census=2026, places=4, apply=True, rename=True)
    renamed = Municipality.objects.get(pk=registry["renamed"].pk)
    assert (renamed.name_en, renamed.slug) == ("New Name", registry["renamed"].slug)
    assert renamed in Municipality.objects.matching("old name")


def test_two_of_a_name_are_left_to_a_person(registry, town, tmp_path):
    town("4801006", "Molders Crossing", slug="molders-crossing-ab-4801006")
    path = tmp_path / "later.csv"
    path.write_text("\n".join(table(LATER)) + "\n", encoding="utf-8-sig")
    out, _err = run(path, census=2026, places=4)
    assert "have another code" not in out
    assert "Molders Crossing (4802099)" in out


def test_a_later_file_is_proved_whole(registry, tmp_path, later):
    with pytest.raises(CommandError, match="--places"):
        run(later, census=2026)
    with pytest.raises(CommandError, match="5 census subdivisions were expected, 4 found"):
        run(later, census=2026, places=5)
    with pytest.raises(CommandError, match="Population, 2031"):
        run(later, census=2031, places=4)


def test_an_earlier_census_does_not_come_back(registry, later, monkeypatch, tmp_path):
    run(later, census=2026, places=4, apply=True)
    monkeypatch.setattr(census, "EXPECTED", {census.COUNTRY: 1, census.PROVINCE: 13, census.SUBDIVISION: 1})
    path = tmp_path / "earlier.csv"
    path.write_text("\n".join(table({"3501002": ("Fadeville", 50)}, 2021)) + "\n", encoding="utf-8-sig")
    before = everything()
    with pytest.raises(CommandError, match="census of 2026 already"):
        run(path)
    assert everything() == before


def test_a_new_town_gets_no_address_that_another_had(registry, later, sam):
    moved = make.municipality("Newborn", slug="newborn-on")
    care.rename(moved, sam, name_en="Elder", name_fr="Elder", moves=True, reason="x", read=care.stamp(moved))
    assert FormerSlug.objects.get().slug == "newborn-on"
    run(later, census=2026, places=4, apply=True)
    assert Municipality.objects.get(sgc_code="3501009").slug == "newborn-on-3501009"


def test_known_members_are_found_after_their_code_changed(reference):
    call_command("load_reference", verbosity=0)
    edmonton = Municipality.objects.get(sgc_code="4811061")
    Municipality.objects.filter(pk=edmonton.pk).update(sgc_code="4899999")
    count = Municipality.objects.count()
    call_command("load_reference", verbosity=0)
    assert Municipality.objects.count() == count


def test_a_census_older_than_the_registry_is_not_even_compared(registry, later):
    Municipality.objects.filter(pk=registry["stays"].pk).update(population_year=2031)
    with pytest.raises(CommandError, match="census of 2031 already"):
        run(later, census=2026, places=4)
