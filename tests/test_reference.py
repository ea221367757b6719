"""`manage.py load_reference`: the tables of reference/, twice, and edited in between."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.utils.translation import override

from commitments.models import (
    CommitmentGroup,
    CommonCommitment,
    Declaration,
    Indicator,
    IndicatorVersion,
    SampleAction,
)
from commitments.reference import rows
from municipalities.models import Membership, Municipality, Province

pytestmark = pytest.mark.django_db
TABLES = [
    Province,
    Municipality,
    Membership,
    CommitmentGroup,
    CommonCommitment,
    SampleAction,
    Indicator,
    IndicatorVersion,
    Declaration,
]


def load(**options):
    out = io.StringIO()
    call_command("load_reference", stdout=out, **options)
    return out.getvalue()


def contents():
    return {model: list(model.objects.order_by("pk").values()) for model in TABLES}


def test_all_tables():
    load()
    assert [model.objects.count() for model in TABLES] == [13, 53, 53, 3, 10, 30, 30, 30, 1]
    for commitment in CommonCommitment.objects.all():
        assert commitment.explanation_en
        assert commitment.explanation_fr
        assert commitment.explanation_en != commitment.explanation_fr
        assert commitment.sample_actions.count() == 3
    assert sum(Province.objects.values_list("population", flat=True)) == 36_991_981


def test_what_is_confirmed():
    load()
    confirmed = CommonCommitment.objects.filter(is_confirmed_en=True).values_list("number", flat=True)
    assert list(confirmed) == [1, 2, 3, 5, 6, 7, 8]
    assert list(CommonCommitment.objects.filter(is_confirmed_fr=True).values_list("number", flat=True)) == [1]
    assert not Declaration.in_force(date(2026, 6, 1)).is_confirmed


def test_units_in_both_languages():
    load()
    meetings = IndicatorVersion.objects.get(indicator="I04")
    assert (meetings.unit_en, meetings.unit_fr) == ("meetings per year", "réunions par an")
    share = IndicatorVersion.objects.get(indicator="I01")
    assert (share.unit_en, share.unit_fr, share.indicator.commitment) == ("%", "%", None)
    with override("fr"):
        assert IndicatorVersion.objects.get(indicator="I08").unit == "oui ou non"


def test_second_run_changes_nothing():
    load()
    before = contents()
    out = load()
    assert contents() == before
    assert out.count("0 added, 0 changed") == 11
    assert "left alone" not in out


def test_edits_stay_until_refreshed():
    load()
    CommonCommitment.objects.filter(number=3).update(explanation_fr="Dans nos mots.", is_confirmed_fr=True)
    Membership.objects.filter(municipality__sgc_code="4811061").update(joined_year=2007)
    out = load()
    assert "commitments: 10 in the file, 0 added, 0 changed, 1 differ" in out
    assert "members: 53 in the file, 0 added, 0 changed, 1 differ" in out
    assert CommonCommitment.objects.get(number=3).explanation_fr == "Dans nos mots."
    assert Membership.objects.get(municipality__sgc_code="4811061").joined_year == 2007
    out = load(refresh=True)
    assert "commitments: 10 in the file, 0 added, 1 changed" in out
    assert "members: 53 in the file, 0 added, 1 changed" in out
    assert not CommonCommitment.objects.get(number=3).is_confirmed_fr
    assert Membership.objects.get(municipality__sgc_code="4811061").joined_year is None
    assert load(refresh=True).count("0 added, 0 changed") == 11


def test_a_signed_text_is_never_rewritten():
    load()
    Declaration.objects.update(text_en="As signed.")
    load(refresh=True)
    assert Declaration.objects.get().text_en == "As signed."


def test_what_is_missing_comes_back():
    load()
    SampleAction.objects.filter(commitment=2).delete()
    assert "sample actions: 30 in the file, 3 added" in load()


def test_an_address_is_never_given_twice():
    load(members=False)
    Municipality.objects.create(name_en="Calgary", province_id="AB", slug="calgary-ab", is_invented=True)
    load()
    assert Municipality.objects.get(sgc_code="4806016").slug == "calgary-ab-4806016"


def test_without_members():
    load(members=False)
    assert not Membership.objects.exists()
    assert not Municipality.objects.exists()


def test_members_have_facts_and_nothing_else():
    load()
    assert not Municipality.objects.filter(is_invented=True).exists()
    assert set(Membership.objects.values_list("status", "ring")) == {("active", "0" * 10)}
    for model in ("plans", "priorities", "signatures", "reports", "people", "applications"):
        assert not Municipality.objects.filter(**{f"{model}__isnull": False}).exists(), model
    unknown = Membership.objects.filter(joined_year=None)
    assert unknown.count() == sum(not row["year_joined"] for row in rows("members"))
    # No code: the source does not say which of two municipalities of the name it means.
    assert Municipality.objects.get(sgc_code=None).slug == "north-vancouver-bc"
    assert Municipality.objects.get(sgc_code="3526").parts.count() == 12
    assert Municipality.objects.get(sgc_code="4806016").slug == "calgary-ab"
    assert not Membership.objects.filter(joined_on__isnull=False).exists()
