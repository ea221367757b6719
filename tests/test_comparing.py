"""Two to four towns side by side: who is chosen, and what stands beside what."""

import pytest
from django.urls import reverse

from municipalities.comparing import choose
from municipalities.models import FormerSlug
from reports.comparing import indicators
from reports.models import Snapshot

from . import make

pytestmark = pytest.mark.django_db
PAGE = "/en/municipalities/compare/"


def member(name, slug, province_code="ON", **fields):
    town = make.municipality(name, slug=slug, province_code=province_code, **fields)
    make.membership(town)
    return town


@pytest.fixture
def towns(reference):
    return [member(name, f"{name.lower()}-on") for name in ("Alder", "Birch", "Cedar", "Dogwood", "Elm")]


def asked(*slugs):
    return PAGE + "?" + "&".join(f"with={slug}" for slug in slugs)


def test_they_stand_in_the_order_of_the_address(client, towns):
    answer = client.get(asked("cedar-on", "alder-on", "cedar-on"))
    assert [town.slug for town, _without in answer.context["chosen"]] == ["cedar-on", "alder-on"]
    (part, rows), *_others = answer.context["parts"]
    assert part.anchor == "town"
    assert all([town.slug for _cell, town in cells] == ["cedar-on", "alder-on"] for _row, cells in rows)
    assert 'href="/en/municipalities/compare/?with=alder-on"' in answer.text  # without Cedar
    french = client.get("/fr/municipalites/comparer/?with=cedar-on&with=alder-on")
    assert french.context["parts"][0][0].title == "La municipalité"


def test_one_alone_is_not_compared_but_others_are_offered(client, towns):
    answer = client.get(asked("alder-on"))
    assert answer.context["parts"] == []
    assert 'href="/en/municipalities/compare/?with=alder-on&amp;with=birch-on"' in answer.text
    found = client.get(asked("alder-on") + "&q=dogwod")
    assert [town.slug for town, _url in found.context["found"]] == ["dogwood-on"]
    assert '<input type="hidden" name="with" value="alder-on">' in found.text
    assert "No other member answers to" in client.get(asked("alder-on") + "&q=zzzz").text


def test_no_more_than_four_fit(client, towns):
    answer = client.get(asked(*(town.slug for town in towns)))
    assert len(answer.context["chosen"]) == 4
    assert "Left out:" in answer.text and "Elm" in answer.text
    assert 'id="add"' not in answer.text


def test_only_members_and_former_ones_can_be_compared(client, towns):
    make.municipality("Freetown", slug="freetown-on")
    towns[1].membership.status = "ended"
    towns[1].membership.save()
    answer = client.get(asked("alder-on", "freetown-on", "birch-on", "%00", "x" * 5_000))
    assert [town.slug for town, _without in answer.context["chosen"]] == ["alder-on", "birch-on"]
    assert "that is no member, or that does not exist" in answer.text
    assert "Former member" in answer.text


def test_an_address_outlives_a_new_name(towns):
    FormerSlug.objects.create(slug="alderton-on", municipality=towns[0])
    choice = choose(["birch-on", "alderton-on", "alder-on"])
    assert [town.slug for town in choice.towns] == ["birch-on", "alder-on"]
    assert not choice.has_unknown


def cells(answer, anchor):
    """{label of the row: lines of each cell}"""
    return {
        row.label: [cell.lines for cell, _town in cells]
        for part, rows in answer.context["parts"]
        if part.anchor == anchor
        for row, cells in rows
    }


def test_promises_are_counted_from_public_plans(client, lakeside, rivermouth, reference, lea):
    make.priorities(lakeside, 1, 3)
    plan = make.published_plan(lakeside, by=lea)
    make.action(plan, 1, title="Dropped", status="dropped")
    make.action(make.plan(lakeside, by=lea), 3, title="Still being written")
    lakeside.refresh_from_db()
    found = cells(client.get(asked(lakeside.slug, rivermouth.slug)), "promises")
    public = [
        [each.number for each in action.commitments.all()]
        for action in plan.actions.exclude(status="dropped")
    ]
    for number, said in enumerate(found.values(), 1):
        count = sum(number in numbers for numbers in public)
        expected = f"{count} action in the plan" if count == 1 else f"{count} actions in the plan"
        assert said[0][1:] == ([expected] if count else []), number
        assert said[1] == ["Nothing recorded here yet"]
    assert any(public)


def test_reports_stand_beside_each_other(client, filed, rivermouth, sam):
    snapshot = filed.accept(sam)
    answer = client.get(asked(filed.municipality.slug, rivermouth.slug))
    found = cells(answer, "reports")
    year = filed.cycle.year
    assert found["Report"] == [[f"Progress report {year}"], ["No report published here yet"]]
    told = [lines for label, (lines, _other) in found.items() if label != "Report"]
    assert told and any("We opened the desk." in lines for lines in told)
    assert f'href="{snapshot.get_absolute_url()}#commitment-' in answer.text
    french = client.get(f"/fr/municipalites/comparer/?with={filed.municipality.slug}&with={rivermouth.slug}")
    assert 'lang="en"' in french.text


LINE = {
    "code": "I04",
    "commitment": 1,
    "name": {"en": "Complaints", "fr": "Plaintes"},
    "unit": {"en": "number", "fr": "nombre"},
    "kind": "number",
    "definition_version": 1,
    "comparable_since": 1,
    "answer": "value",
    "withheld": "",
    "value": "12",
}


def freeze(town, year, sam, **line):
    """A public report of the town that says this of one indicator."""
    report = make.report(town, by=sam, year=year)
    Snapshot(
        report=report,
        municipality=town,
        cycle=report.cycle,
        revision=1,
        data={"indicators": [LINE | line], "commitments": [], "actions": []},
        accepted_at="2026-05-01T12:00:00Z",
    ).save()


def said(towns):
    parts = indicators(towns)
    return [cell.lines for cell in parts[0].rows[0].cells] if parts else None


def test_figures_stand_together_where_their_definitions_allow(towns, sam):
    alder, birch, cedar, dogwood, _elm = towns
    freeze(alder, 2025, sam, value="40", definition_version=3, comparable_since=2)
    freeze(birch, 2024, sam, value="30", definition_version=2, comparable_since=2)
    assert said([alder, birch]) == [["40", "2025"], ["30", "2024"]]
    freeze(cedar, 2025, sam, value="20", definition_version=1, comparable_since=1)
    assert said([alder, cedar]) is None
    assert said([cedar, alder, birch])[0] == ["By another definition in 2025: not comparable"]
    freeze(dogwood, 2025, sam, answer="suppressed", withheld="below_10", value=None, definition_version=3)
    assert said([alder, birch, dogwood])[2] == ["Fewer than 10", "2025"]
    assert said([alder, dogwood]) is None
    assert said([birch, alder]) == [["30", "2024"], ["40", "2025"]]


def test_only_the_newest_figure_of_each_is_shown(towns, sam):
    alder, birch, *_others = towns
    freeze(alder, 2024, sam, value="1")
    freeze(alder, 2025, sam, value="2")
    freeze(birch, 2024, sam, value="3")
    freeze(birch, 2025, sam, answer="not_collected", value=None)
    assert said([alder, birch]) == [["2", "2025"], ["3", "2024"]]


def test_a_profile_leads_there_by_its_neighbours_and_its_peers(client, reference):
    here = {"latitude": 45, "longitude": -75}
    alder = member("Alder", "alder-on", population=10_000, **here)
    for n in range(6):
        far = {"latitude": 45 + (n + 1) / 2, "longitude": -75}
        member(f"Near {n}", f"near-{n}-on", population=500_000 + n, **far)
    for n in range(5):
        member(f"Alike {n}", f"alike-{n}-qc", "QC", population=10_000 * (n + 2))
    make.membership(make.municipality("Left", slug="left-on", population=10_000, **here), status="ended")
    answer = client.get(alder.get_absolute_url())
    nearest = [(each.municipality.slug, each.kilometres) for each in answer.context["nearest"]]
    assert [slug for slug, _far in nearest] == [f"near-{n}-on" for n in range(4)]
    assert nearest[0][1] == 56
    similar = [each.municipality.slug for each in answer.context["similar"]]
    assert similar == [f"alike-{n}-qc" for n in range(4)]
    assert "56 km away" in answer.text and "Left" not in answer.text
    assert 'href="/en/municipalities/compare/?with=alder-on&amp;with=near-0-on"' in answer.text
    assert "à 56\u00a0km" in client.get("/fr/municipalites/alder-on/").text


def test_a_town_without_place_and_population_has_neither(client, reference):
    town = member("Alder", "alder-on", population=None)
    member("Birch", "birch-on")
    answer = client.get(town.get_absolute_url())
    assert answer.status_code == 200 and "Other members to look at" not in answer.text


def test_a_long_profile_lists_its_sections_and_says_when_it_changed(client, filed, sam):
    town = filed.municipality
    filed.accept(sam)
    answer = client.get(town.get_absolute_url())
    anchors = [anchor for anchor, _title in answer.context["jumps"]]
    assert len(anchors) > 2
    for anchor in anchors:
        assert f'href="#{anchor}"' in answer.text and f'id="{anchor}"' in answer.text
    day = town.snapshots.get().accepted_at.astimezone(town.time_zone).date()
    assert f'Date modified: <time datetime="{day}">' in answer.text


def test_a_short_profile_does_not(client, reference):
    town = member("Alder", "alder-on")
    assert client.get(reverse("municipality", args=[town.slug])).context["jumps"] == []
