"""Hostile and odd spreadsheets through the real page: no server error, none accepted wrongly, each said in words."""

import json
import os
import re
import resource
import time
from collections import Counter

import pytest
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from coalition import confined
from coalition.spreadsheets import book, parser
from coalition.spreadsheets.book import SheetRead

from . import make
from .hostile_sheets import Kit, Odd, Read, Refused, Wrong, large_files, odd_sheets
from .markup import Page
from .sheets import address, download, send

EVERY = (
    "EVERY_SHEET" in os.environ
)  # python -m tests.hostile_sheets: each in a process of its own, also the largest
IN_A_PROCESS = {
    "10^6 shared strings",
    "an entity that reads a file",
    "entities that laugh",
    "entities in its list of sheets",
    "cut in the middle",
}
SECONDS, MEMORY = 5, 512 * 1024  # KB


@pytest.fixture
def report(reference, lakeside, lea):
    make.priorities(lakeside, 1, 3)
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, position=1, title="Open a desk")
    plan.publish(lea)
    return make.report(lakeside, by=lea)


@pytest.fixture
def kit(report, lea, sign_in):
    """The indicator that counts is made the first of its sheet: its answers are in row 2."""
    content = download(sign_in(lea), report).bytes()
    first = report.readings.filter(indicator__commitment=1).first() or report.readings.first()
    percent = report.readings.filter(version__unit_en__startswith="%").exclude(pk=first.pk).first()
    assert not first.version.unit_en.startswith(("%", "yes"))
    return Kit(content, percent.indicator_id, first.indicator_id)


def says(sentence, language):
    """The longest part of a sentence without its facts, as the page shows it."""
    with translation.override(language):
        parts = re.split(r"%\(\w+\)[sd]", gettext(sentence))
    return str(escape(max(parts, key=len)))


def judge(odd, answer, language):
    """What is not as it should be; "" where all is."""
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    page = Page(answer.text)
    if page.language != language:
        return "in the wrong language"
    outcome = odd.outcome
    is_read = any("seen" in form.fields for form in page.forms)
    if is_read == isinstance(outcome, Refused):
        return "refused" if not is_read else "read"
    may_apply = says("Put these answers into the report", language) in answer.text
    if isinstance(outcome, Refused):
        is_said = says(outcome.sentence, language) in answer.text
        return "" if is_said and not may_apply else "not refused in its words"
    if isinstance(outcome, Wrong):
        if may_apply:
            return "accepted"
        if says(outcome.sentence, language) not in answer.text:
            return "the mistake is not said"
        return "" if place_is_said(outcome, answer.text, language) else "the place is not said"
    count = len(re.findall("before-after difference", answer.text))
    if count != outcome.changes or may_apply != bool(outcome.changes):
        return f"{count} differences"
    missing = [word for word in outcome.words if str(escape(word)) not in answer.text]
    if outcome.note and says(outcome.note, language) not in answer.text:
        missing.append(outcome.note)
    return f"not said: {missing}" if missing else ""


def place_is_said(outcome, text, language):
    if outcome.row is None:
        return True
    with translation.override(language):
        place = SheetRead("", False, {}).place(outcome.row, ord(outcome.column) - 64)
    return place[1:] in text  # "Row 2" of a CSV file, "Actions, row 2" of a sheet


def in_place(monkeypatch):
    """Most are read in this process: one for each takes most of a second."""
    in_process = confined.run

    def run(program, content, **limits):
        if EVERY or current and current[-1].label in IN_A_PROCESS:
            return in_process(program, content, **limits)
        return json.dumps(parser.read(content))

    current = []
    monkeypatch.setattr(book.confined, "run", run)
    return current


def test_all_of_them(kit, report, lea, sign_in, monkeypatch):
    client, current, table, wrong = sign_in(lea), in_place(monkeypatch), [], []
    for number, odd in enumerate([*odd_sheets(), *(large_files() if EVERY else [])]):
        language = odd.language or ("en", "fr")[number % 2]
        content = odd.make(kit)
        current.append(odd)
        started = time.monotonic()
        answer = send(client, report, content, odd.name, language)
        took = time.monotonic() - started
        fault = judge(odd, answer, language)
        if fault:
            wrong.append((odd.family, odd.label, language, fault))
        if EVERY and took > SECONDS:
            wrong.append((odd.family, odd.label, f"took {took:.1f} s"))
        table.append((odd, language, took, fault))
    if EVERY:
        show(table)
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MEMORY
    assert not wrong, wrong
    assert len(table) >= 45
    report.refresh_from_db()
    assert not report.readings.exclude(answer="unanswered").exists()  # looking wrote nothing


def show(table):
    print()
    for odd, language, took, fault in table:
        kind = type(odd.outcome).__name__.lower()
        print(
            f"{odd.family:12} {odd.label:44} {language}  {kind:8} {took:5.2f} s  {fault or 'as it should be'}"
        )
    counts = Counter(type(odd.outcome).__name__.lower() for odd, *_rest in table)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    faults = sum(1 for *_rest, fault in table if fault)
    print(f"{len(table)} spreadsheets: {dict(counts)}; {faults} faults; largest process {most:.0f} MB")


def test_the_recipe_is_the_same_every_time(kit):
    odd = odd_sheets()
    assert len({(one.family, one.label) for one in odd}) == len(odd) >= 45
    assert all(isinstance(one, Odd) and isinstance(one.outcome, Read | Wrong | Refused) for one in odd)
    assert [one.make(kit) for one in odd if one.family == "CSV"] == [
        one.make(kit) for one in odd_sheets() if one.family == "CSV"
    ]
    assert address
