"""What is shown in the other language says so; dates and numbers as Canadians write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import formats, translation

from .look import draw

TEXT = {"text_en": "Fish & chips", "text_fr": "Pêche"}


@pytest.mark.parametrize(
    ("language", "values", "expected"),
    [
        ("en", TEXT, "Fish &amp; chips"),
        ("fr", TEXT, "Pêche"),
        ("en", TEXT | {"text_en": ""}, '<span lang="fr">Pêche</span>'),
        ("fr", TEXT | {"text_fr": None}, '<span lang="en">Fish &amp; chips</span>'),
        ("fr", {"text_en": "", "text_fr": ""}, ""),
    ],
)
def test_a_fallback_is_never_silent(language, values, expected):
    with translation.override(language):
        html = draw('{% bilingual thing "text" %}', thing=values)
    assert html.startswith(expected)
    assert ('class="fallback"' in html) == ("lang=" in html)


def test_long_text_keeps_its_paragraphs_and_its_language():
    with translation.override("fr"):
        html = draw('{% bilingual_text thing "text" %}', thing={"text_en": "One <b>\n\nTwo", "text_fr": ""})
    assert '<div lang="en"><p>One &lt;b&gt;</p>\n\n<p>Two</p></div>' in html and "fallback" in html


def test_dates_and_numbers_are_canadian():
    at = datetime(2026, 11, 1, 14, 5, tzinfo=UTC)
    with translation.override("en"):
        assert draw("{{ day|long_date }}", day=at.date()) == "November 1, 2026"
        assert formats.date_format(at, "TIME_FORMAT") == "2:05 p.m."
        assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1,234,567.5"
    with translation.override("fr"):
        assert draw("{{ day|long_date }}", day=at.date()) == "1er novembre 2026"
        assert draw("{{ day|long_date }}", day=date(2026, 11, 22)) == "22 novembre 2026"
        assert formats.date_format(at, "TIME_FORMAT") == "14\xa0h\xa005"
        assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1\xa0234\xa0567,5"


def test_pages_of_results_keep_the_filters():
    request = RequestFactory().get("/en/", {"province": "QC", "page": "2", "q": "a b"})
    page = Paginator(range(100), 10).page(2)
    html = render_to_string("components/pagination.html", {"request": request, "page_obj": page})
    assert 'href="?province=QC&amp;page=3&amp;q=a+b"' in html and html.count('aria-current="page"') == 1
