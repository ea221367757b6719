"""Definitions have versions: a new one is written for a year to come and rewrites nothing."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from coalition.workflow import WrongState
from commitments.models import Indicator, IndicatorVersion
from reports.models import Snapshot

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")
CHANGE = {
    "from_year": "2027",
    "name_en": "Public meetings held",
    "name_fr": "Réunions publiques tenues",
    "is_comparable": "no",
    "what_changed_en": "Only meetings open to everybody.",
    "what_changed_fr": "Seulement les réunions ouvertes à tout le monde.",
}


@pytest.fixture
def open_year(filed):
    """2026 is open, and Lakeside has filed its report."""
    return filed


def page(code="I04", name="define_indicator"):
    return reverse(name, args=[code])


def define(client, **changes):
    """Shown first, then kept."""
    tab = Tab(client, page())
    shown = tab.save(**CHANGE | changes)
    return shown, tab.save(then="keep")


def test_a_version_is_shown_in_both_languages_before_it_is_kept(open_year, sam, sign_in):
    shown, kept = define(sign_in(sam))
    assert shown.status_code == 200
    assert "As it will read" in shown.text
    assert 'lang="fr"><h3>Réunions publiques tenues' in shown.text
    assert "<p>Seulement les réunions ouvertes à tout le monde.</p>" in shown.text
    assert IndicatorVersion.objects.filter(indicator="I04").count() == 2
    assert kept.url == page(name="secretariat_indicator")
    version = Indicator.objects.get(pk="I04").versions.first()
    assert (version.number, version.from_year, version.comparable_since) == (2, 2027, 2)
    assert version.unit_fr == "réunions par an"  # what was not changed
    said = sign_in(sam).get(kept.url).text
    assert "Only meetings open to everybody." in said and "New version of the definition written" in said


def test_what_was_changed_after_the_preview_is_shown_again(open_year, sam, sign_in):
    tab = Tab(sign_in(sam), page())
    tab.save(**CHANGE)
    again = tab.save(name_en="Meetings in public", then="keep")
    assert again.status_code == 200 and "Meetings in public</h3>" in again.text
    assert IndicatorVersion.objects.filter(indicator="I04").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name_fr": ""},
        {"what_changed_en": ""},
        {"is_comparable": ""},
        {"from_year": "2026"},
        {"from_year": "NaN"},
        {"kind": "rate"},
        {"kind": "scale", "lowest": "5", "highest": "1"},
        {"kind": "scale", "lowest": "9" * 5000, "highest": "1"},
        {"kind": "share", "numerator_label_en": "Public meetings"},
        {
            "kind": "share",
            "numerator_label_en": "Public meetings",
            "numerator_label_fr": "Réunions publiques",
        },
        {"definition_en": "x" * 2001},
        {"kind": "no such kind"},
    ],
)
def test_a_version_is_whole_and_in_both_languages(open_year, sam, sign_in, changes):
    shown, _kept = define(sign_in(sam), **changes)
    assert "There is a problem" in shown.text
    assert IndicatorVersion.objects.filter(indicator="I04").count() == 1


def test_two_people_do_not_overwrite_each_other(open_year, sam, sign_in):
    tess = make.user("Tess", is_secretariat=True)
    tabs = [Tab(sign_in(person), page()) for person in (sam, tess)]
    for tab, name in zip(tabs, ("Sam's name", "Tess's name"), strict=True):
        tab.save(**CHANGE | {"name_en": name})
    assert tabs[0].save(then="keep").status_code == 302
    late = tabs[1].save(then="keep")
    assert late.status_code == 409
    assert "Somebody else wrote another version" in late.text and "Tess&#x27;s name" in late.text
    assert Indicator.objects.get(pk="I04").versions.first().name_en == "Sam's name"


def test_a_version_that_waits_is_written_anew(open_year, sam, sign_in):
    define(sign_in(sam))
    define(sign_in(sam), name_en="Meetings open to all", is_comparable="yes")
    versions = list(Indicator.objects.get(pk="I04").versions.all())
    assert [(version.number, version.comparable_since) for version in versions] == [(2, 1), (1, 1)]
    assert versions[0].name_en == "Meetings open to all"


def test_an_open_year_is_too_late(open_year, sam):
    indicator = Indicator.objects.get(pk="I04")
    newest = indicator.versions.first()
    words = {name: getattr(newest, name) for name in newest.FACTS}
    with pytest.raises(WrongState, match="I04|define"):
        indicator.define(sam, from_year=2026, is_comparable=True, seen=newest.fingerprint(), **words)
    with pytest.raises(WrongState):
        indicator.retire(sam, 2026)


def test_readings_and_snapshots_keep_the_version_of_their_year(open_year, sam, lea, sign_in, client):
    open_year.readings.filter(indicator="I04").update(answer="value", value=12)
    before = open_year.accept(sam)
    define(sign_in(sam))
    assert open_year.readings.get(indicator="I04").version.number == 1
    this = make.report(open_year.municipality, by=sam, year=2027)
    assert this.readings.get(indicator="I04").version.number == 2
    make.filed(this, by=lea)
    this.readings.filter(indicator="I04").update(answer="value", value=30)
    data = this.accept(sam).data
    line = next(each for each in data["indicators"] if each["code"] == "I04")
    assert (line["name"]["en"], line["comparable_since"]) == ("Public meetings held", 2)
    assert not line["previous"]["is_comparable"]
    assert Snapshot.objects.get(pk=before.pk).data == before.data
    report = client.get(reverse("public_report", args=["lakeside-on", 2027])).text
    assert "Another definition: not comparable with earlier years." in report
    assert 'class="chart-break"' in report
    said = "30 in 2027. Another definition from 2027 on: not comparable with earlier years."
    assert said in client.get(page(name="indicator")).text


def test_a_retired_indicator_is_not_asked_and_keeps_what_was_answered(open_year, sam, sign_in, client):
    data = {"from_year": "2027"}
    assert sign_in(sam).post(page(name="retire_indicator"), data).status_code == 302
    assert sign_in(sam).post(page(name="retire_indicator"), data).status_code == 302  # a second click
    assert "I04" in {version.code for version in IndicatorVersion.objects.in_force(2026)}
    assert "I04" not in {version.code for version in IndicatorVersion.objects.in_force(2027)}
    later = make.report(open_year.municipality, by=sam, year=2027)
    assert not later.readings.filter(indicator="I04").exists()
    assert open_year.readings.filter(indicator="I04").exists()
    assert "No longer asked" in client.get(reverse("indicators")).text
    answer = sign_in(sam).post(page(name="reinstate_indicator"), {"from_year": "2029"})
    assert answer.status_code == 302
    asked = [year for year in range(2025, 2031) if "I04" in codes(year)]
    assert asked == [2025, 2026, 2029, 2030]


def codes(year):
    return set(IndicatorVersion.objects.in_force(year).values_list("indicator", flat=True))


def test_loading_the_reference_again_rewrites_no_definition(open_year):
    IndicatorVersion.objects.filter(indicator="I04").update(name_en="As it was answered")
    call_command("load_reference", verbosity=0, members=False, refresh=True)
    assert IndicatorVersion.objects.get(indicator="I04").name_en == "As it was answered"
