"""The page on progress: every figure is counted from accepted reports, and leads to as many rows."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from reports.models import ActionCount, IndicatorAnswer, ProgressReport, ReportText
from reports.models.summary import summarize

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(filed, sam):
    filed.accept(sam)
    return filed


def page(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def figures(html):
    """{(address of its rows): number}"""
    found = re.findall(r'<a href="(/en/progress/rows/[^"]+)">([\d,]+)<', html)
    return {address.replace("&amp;", "&"): int(number.replace(",", "")) for address, number in found}


def test_nothing_is_counted_before_a_report_is_accepted(filed):
    html = page("/en/progress/")
    assert "No report has been accepted yet" in html
    assert not figures(html)


def test_every_figure_leads_to_as_many_rows(accepted, rivermouth):
    found = figures(page("/en/progress/"))
    assert len(found) > 10
    for address, number in found.items():
        html = page(address)
        if "of=actions" in address:
            assert html.count("#action-") == number, address
        else:
            assert html.count('class="row progress-row"') == number, address


def test_an_action_of_two_commitments_counts_in_both_and_once_in_all(accepted):
    assert ActionCount.objects.get(commitment=0).done == 2
    one = accepted.snapshots.get()
    one.data["actions"][0]["commitments"] = [1, 3]
    summarize(one)
    assert ActionCount.objects.get(commitment=1).done == 1
    assert ActionCount.objects.get(commitment=3).done == 1
    assert ActionCount.objects.get(commitment=0).done == 2


def test_a_correction_takes_the_place_of_what_it_corrects(accepted, sam, lea):
    before = ActionCount.objects.count()
    accepted.correct(sam, "A figure was wrong.")
    assert ActionCount.objects.get(commitment=0).done == 2  # the accepted one stays public
    accepted.refresh_from_db()
    accepted.updates.update(outcome="updated", text_en="It answers 12 calls.")
    ProgressReport.objects.filter(pk=accepted.pk).update(status="submitted")
    accepted.refresh_from_db()
    accepted.accept(sam)
    whole = ActionCount.objects.get(commitment=0)
    assert (whole.done, whole.updated) == (0, 2)
    assert ActionCount.objects.count() == before
    assert ReportText.objects.get().text_en.count("12 calls") == 2


def test_the_filters_leave_out_other_provinces_and_years(accepted):
    here, there = page("/en/progress/?province=ON"), page("/en/progress/?province=QC")
    assert figures(here)["/en/progress/rows/?of=reports&year=2026&province=ON"] == 1
    assert not any("of=reports" in address for address in figures(there))
    odd = page("/en/progress/?year=1999&province=zz&commitment=77")
    assert figures(odd) == figures(page("/en/progress/"))


def test_members_are_those_of_the_end_of_the_year(accepted, rivermouth):
    html = page("/en/progress/rows/?of=members&year=2026")
    assert "Lakeside" in html
    assert "Rivermouth" in html
    assert html.count("No accepted report") == 1
    assert "1 of 2" in page("/en/progress/")


def test_an_indicator_counts_towns_and_shows_no_suppressed_figure(accepted):
    code = IndicatorAnswer.objects.filter(answer="value").get().code
    rows = page(f"/en/progress/rows/?of=indicators&year=2026&indicator={code}&answer=value")
    assert "12.5" in rows
    assert "Lakeside" in rows
    html = page("/en/progress/")
    assert "not what they measured" in html
    assert "12.5" not in html


def test_the_table_says_what_the_page_says(accepted):
    answer = Client().get("/en/progress/csv/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "counted,year,province,commitment,indicator,outcome_or_answer,count,as_of,source"
    today = timezone.localdate()
    assert f"coalition-progress-{today}.csv" in answer["Content-Disposition"]
    whence = f"{today},http://localhost:8000/en/progress/?year=2026"
    assert f"reports,2026,ON,,,,1,{whence}" in lines
    assert f"actions,2026,ON,,,done,2,{whence}" in lines
    assert f"actions,2026,ON,1,,done,1,{whence}" in lines
    only = Client().get("/en/progress/csv/?province=QC").content.decode("utf-8-sig").splitlines()
    assert len(only) == 1


def test_the_summary_can_be_made_anew(accepted):
    def told():
        return [
            sorted(
                map(
                    tuple,
                    model.objects.values_list(*[f.attname for f in model._meta.fields if f.name != "id"]),
                )
            )
            for model in (ReportText, ActionCount, IndicatorAnswer)
        ]

    before = told()
    ActionCount.objects.all().delete()
    ReportText.objects.all().delete()
    IndicatorAnswer.objects.update(answer="value")
    call_command("summarize_reports", verbosity=0)
    assert told() == before


def test_the_page_speaks_french(accepted):
    html = page("/fr/progres/")
    assert "Progrès" in html
    assert "/fr/progres/lignes/?of=reports" in html
    assert "Bord-du-Lac" in page("/fr/progres/lignes/?of=reports&year=2026")


def test_home_and_the_foot_of_every_page_lead_there(accepted):
    home = page("/en/")
    assert home.count('href="/en/progress/"') == 2
