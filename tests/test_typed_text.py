"""What people type, paste or send with bad intent, before any field sees it."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from coalition.forms import LONGEST_TEXT, DateField, PortalForm
from coalition.text import clean_line, clean_text


class Sample(PortalForm):
    title = forms.CharField(max_length=20)
    story = forms.CharField(widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False, strip=False)
    tags = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    day = DateField(required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\u0301te\u0301", "été"),
        ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\x00b\x1fc\x7fd\x9fe\ufefff", "abcdef"),
        ("exe.\u202efdp\u202c", "exe.fdp"),
        ("half \ud83d of a pair \udc00", "half  of a pair "),
        ("10\u00a0000\u00a0$ \u200d👩\u200d🚀", "10\u00a0000\u00a0$ \u200d👩\u200d🚀"),
    ],
)
def test_what_is_seen_is_kept(typed, kept):
    assert clean_text(typed) == kept


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_becomes_storable_and_stays_so(typed):
    cleaned = clean_text(typed)
    assert "\x00" not in cleaned
    cleaned.encode()
    assert clean_text(cleaned) == cleaned
    assert "\n" not in clean_line(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)


def test_fields_see_clean_text():
    form = Sample(QueryDict("title=%20Two%0D%0Alines%00&story=one%0D%0Atwo&tags=a&tags=b&secret=%20a%09b%20"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "title": "Two lines",
        "story": "one\ntwo",
        "secret": " a\tb ",
        "tags": ["a", "b"],
        "day": None,
    }


def test_what_cannot_be_seen_is_no_answer():
    assert Sample({"title": "\u202e\x00 "}).errors.get_json_data()["title"][0]["code"] == "required"


def test_a_text_without_a_limit_of_its_own_has_one():
    assert Sample({"title": "x", "story": "x" * LONGEST_TEXT}).is_valid()
    form = Sample({"title": "x", "story": "x" * (LONGEST_TEXT + 1)})
    assert "story" in form.errors
    assert Sample({"title": "x" * 21}).errors["title"]


def test_the_browser_cuts_and_blocks_nothing():
    form = Sample({"title": "x"})
    assert "maxlength" not in str(form)
    assert "required" not in str(form["title"])


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("en", "2026-11-22", date(2026, 11, 22)),
        ("fr", "2026-11-22", date(2026, 11, 22)),
        ("fr", "22/11/2026", date(2026, 11, 22)),
        ("en", "November 22, 2026", date(2026, 11, 22)),
        ("en", "11/12/2026", None),
        ("en", "2026-02-30", None),
        ("fr", "31/02/2026", None),
        ("en", "0000-00-00", None),
        ("fr", "demain", None),
        ("en", "9" * 5000, None),
    ],
)
def test_days(language, typed, day):
    with translation.override(language):
        form = Sample({"title": "x", "day": typed})
        assert form.is_valid() == (day is not None)
        if day:
            assert form.cleaned_data["day"] == day
        assert f'value="{typed}"' in str(form["day"])


def test_a_day_is_shown_to_the_browser_as_it_wants_it():
    with translation.override("fr"):
        assert 'value="2026-11-22"' in str(Sample(initial={"day": date(2026, 11, 22)})["day"])
