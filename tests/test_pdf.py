"""The accepted report as an accessible PDF."""

import copy

import pytest

from coalition.pdf import FOLDER
from reports.freezing import facts
from reports.pdf import render_report

pytestmark = pytest.mark.django_db
SHA = "ab" * 32


@pytest.fixture
def data(filed):
    filed.accepted_at = filed.submitted_at
    return facts(filed)


def test_is_tagged_and_says_its_language_and_title(data):
    for language, tag in (("en", b"/Lang(en-CA)"), ("fr", b"/Lang(fr-CA)")):
        pdf = render_report(data, SHA, language)
        for part in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid:part", b"/H1", b"/TH", b"/Outlines", tag):
            assert part in pdf, part
    assert b"Bord-du-Lac" in pdf


def test_is_the_same_for_the_same_data(data):
    assert render_report(data, SHA, "fr") == render_report(copy.deepcopy(data), SHA, "fr")
    assert render_report(data, SHA, "fr") != render_report(data, "cd" * 32, "fr")


def test_marks_the_words_that_are_in_the_other_language(data):
    """The section is in English only: the French file says so to a screen reader."""
    assert b"/Lang(en)" in render_report(data, SHA, "fr") or b"/Lang(en-CA)" in render_report(data, SHA, "fr")
    both = copy.deepcopy(data)
    for thing in [*both["commitments"], *both["actions"]]:
        for field in ("text", "title"):
            thing[field]["fr"] = thing[field]["fr"] or thing[field]["en"]
    assert b"/Lang(en" not in render_report(both, SHA, "fr")


HOSTILE = [
    '#import "/etc/passwd" #panic() #sys.inputs $x^2$ *bold* _it_ `raw` @ref <label> \\ // /* ~ --- = Title',
    '#read("/etc/passwd")',
    "x" * 5000,
    "https://example.org/" + "very-long/" * 300,
    "شكرا جزيلا للجميع",
    "\u202ereversed\u202c \u200bhidden\u2066",
    "ᐃᓄᒃᑎᑐᑦ 日本語 😀👩‍👩‍👧 ✊🏿",
    "\x01\x07\x1b[31m \x85 \ufffe \ue000",
    "a\r\nb\n\n\n\nc\td\u2028e",
    "{{ template }} {% tag %} &amp; <b>html</b>",
    " ",
    "e\u0301 œ Œ Ÿ « » — … ½ № 1\u202f000 50\u00a0%",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(data, text):
    data["overview"] = {"en": text, "fr": ""}
    data["signatory"] = {"name": text, "title": text}
    data["municipality"]["name"] = {"en": text, "fr": text}
    for action in data["actions"]:
        action.update(title={"en": text, "fr": ""}, text={"en": "", "fr": text}, lead=text)
    for line in data["indicators"]:
        line["note"] = text
    for language in ("en", "fr"):
        pdf = render_report(data, SHA, language)
        assert pdf.startswith(b"%PDF-1.7")
        assert b"/StructTreeRoot" in pdf
        assert b"root:x:0" not in pdf


def test_a_character_no_typeface_has_does_not_hold_up_the_report(data):
    data["overview"] = {"en": "Well done 😀", "fr": ""}
    pdf = render_report(data, SHA, "en")
    assert b"pdfuaid:part" not in pdf
    assert b"/StructTreeRoot" in pdf


@pytest.mark.parametrize("words", ["ᐃᖃᓗᐃᑦ, ᓄᓇᕗᑦ", "ᓀᐦᐃᔭᐍᐏᐣ", "SENĆOŦEN, Tk̓emlúps te Secwépemc, xʷməθkʷəy̓əm"])
def test_languages_of_the_land_meet_the_standard(data, words):
    data["overview"] = {"en": words, "fr": ""}
    assert b"pdfuaid:part" in render_report(data, SHA, "en")


def test_an_empty_report_has_its_pdf(data):
    data.update(overview={"en": "", "fr": ""}, actions=[], indicators=[], languages=[], submitted_at=None)
    data.update(plan_adopted_on=None, declaration_signed_on=None, signatory={"name": "", "title": ""})
    for section in data["commitments"]:
        section.update(text={"en": "", "fr": ""}, actions=[])
    data["municipality"].update(population=None, population_year=None)
    assert b"pdfuaid:part" in render_report(data, SHA, "fr")


def test_a_very_long_report_has_its_pdf(data):
    data["overview"] = {"en": "A paragraph of a good length, said again. " * 40 + "\n\n", "fr": ""}
    data["actions"] = [{**data["actions"][0], "lineage": str(number)} for number in range(300)]
    for section in data["commitments"]:
        section["actions"] = [str(number) for number in range(300)] if section["number"] == 1 else []
    assert len(render_report(data, SHA, "en")) > 100_000


@pytest.mark.parametrize("layout", ["plan.typ", "report.typ"])
def test_plan_and_report_stand_in_one_frame(layout):
    """Page, type and the saying of texts are said once (frame.typ), so that the two stay alike."""
    said = (FOLDER / layout).read_text()
    assert '#import "frame.typ"' in said
    for word in ("set page", "set text(\n", "rgb(", "show heading", "fallback_notes", "logo.svg"):
        assert word not in said, word
