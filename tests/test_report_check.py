"""From the check to one answer and back; the form on paper; what the receipt still says later."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from . import make
from .test_report_submission import SIGNED, answer_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(reference, lakeside, lea):
    make.priorities(lakeside, 1)
    make.published_plan(lakeside, by=lea)
    return make.report(lakeside, by=lea)


def address(name, report, *args):
    return reverse(name, args=[report.municipality.slug, report.cycle.year, *args])


def test_change_leads_back_to_the_check(report, lea, sign_in):
    client = sign_in(lea)
    check = address("report_check", report)
    page = client.get(check).text
    change = f"{address('report_overview', report)}?back=check"
    assert f'<a href="{change}">Change<span' in page
    form = client.get(change).text
    assert "Save and return to the check" in form and "Save and go on" not in form
    answer = client.post(change, {"words-words_en": "A good year.", "then": "check"})
    assert (answer.status_code, answer["Location"]) == (302, f"{check}#part-overview")
    page = client.get(check).text
    assert 'id="part-overview"' in page and "A good year." in page
    # A mistake keeps the way back.
    answer = client.post(change, {"words-words_en": "x" * 20_001, "then": "check"})
    assert answer.status_code == 200 and "Save and return to the check" in answer.text


def test_the_form_is_printed_blank_and_filled(report, lea, vic, sign_in):
    answer_everything(report)
    page = address("print_report", report)
    filled, blank = sign_in(vic).get(page).text, sign_in(vic).get(f"{page}?blank").text
    assert "It went well." in filled and "☒" in filled and "Not collected" in filled
    assert "It went well." not in blank and "☒" not in blank
    for text in (filled, blank):
        assert (
            text.count('class="section paper-part"') == 13
        )  # overview, ten commitments, indicators, signature
        assert "Action 1" in text and "Name of the person who signs" in text
    report.submit(lea, **SIGNED)
    assert "Marie Roy" in sign_in(vic).get(page).text


def test_the_receipt_says_the_same_later_and_what_comes_next(report, lea, sign_in, time_machine):
    answer_everything(report)
    client = sign_in(lea)
    client.post(address("submit_report", report), SIGNED)
    report.refresh_from_db()
    first = client.get(address("report", report)).text
    assert report.number in first and "(Eastern time)" in first
    assert re.search(r"If you have not heard from us by \w+ \d+, \d{4}, please write to us\.", first)
    assert "mailto:" in first and report.filed_packs.get().sha256 in first
    time_machine.move_to(report.submitted_at + timedelta(days=40))
    later = sign_in(lea).get(address("report", report)).text
    for words in (report.number, report.filed_packs.get().sha256):
        assert words in later


def test_an_accepted_report_keeps_its_receipt(report, lea, sam, sign_in):
    answer_everything(report)
    report.submit(lea, **SIGNED)
    report.accept(sam)
    page = sign_in(lea).get(address("report", report)).text
    assert f"Reference: {report.number}" in page and report.filed_packs.get().sha256 in page
    # The secretariat reads the pack, too.
    review = sign_in(sam).get(reverse("review_report", args=["lakeside-on", 2026])).text
    assert address("council_pack", report) in review
    assert report.filed_packs.get().sha256 in sign_in(sam).get(address("council_pack", report)).text
