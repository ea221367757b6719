"""Every PDF the portal makes is accessible: PDF/UA-1, as far as a machine can see.

Here by tests/pdf_structure.py; with Java and veraPDF's rules at hand (docs/adr/0029), by those too:

    VERAPDF_JAR=/path/to/the.jar .venv/bin/python -m pytest tests/test_pdf_ua.py
"""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from coalition.i18n import speaking
from commitments.certificate import render_membership, render_signature
from reports.council_pack import compose, render_pdf
from reports.freezing import facts
from reports.models import CouncilPaper
from reports.pdf import render_report

from . import make
from .pdf_structure import Structure

pytestmark = pytest.mark.django_db
JAR = os.environ.get("VERAPDF_JAR")


@pytest.fixture
def files(filed, lakeside, lea, client):
    """{name: bytes} of one PDF of each kind; the report has texts in one language and in both, and an old figure."""
    filed.accepted_at = filed.submitted_at
    data = facts(filed)
    line = next(line for line in data["indicators"] if line["answer"] == "value")
    line["previous"] = {"year": 2025, "answer": "value", "value": "9", "definition_version": 2}
    data["commitments"][4]["text"] = {"en": "", "fr": "Un mot du personnel."}
    data["actions"][0]["lead"] = "Clerk"
    practice = make.public_practice(lakeside, by=lea)
    paper = CouncilPaper(report=filed, meeting_on=date(2027, 3, 1), finance_fr="Aucun coût nouveau.")
    return {
        "report-en": render_report(data, "ab" * 32, "en"),
        "report-fr": render_report(data, "ab" * 32, "fr"),
        "council-draft": render_pdf(compose(filed, paper)),
        "council-filed": render_pdf(compose(filed, paper, filed.submitted_at)),
        "signature": render_signature(make.signature(lakeside, by=lea)),
        "membership": render_membership(lakeside.membership),
        **{
            f"{kind}-{code}": read(client, name, arguments, code)
            for kind, name, arguments in (
                ("plan", "public_plan_pdf", [lakeside.slug, 1]),
                ("practice", "practice_pdf", [practice.slug]),
            )
            for code in ("en", "fr")
        },
    }


def read(client, name, arguments, code):
    with speaking(code):
        return client.get(reverse(name, args=arguments)).content


def test_every_file_keeps_the_standard(files):
    found = {name: Structure(content).problems() for name, content in files.items()}
    assert found == dict.fromkeys(files, [])


def test_the_words_of_the_other_language_say_which_it_is(files):
    assert Structure(files["report-en"]).languages >= {"fr-CA"} or Structure(
        files["report-en"]
    ).languages >= {"fr"}
    assert any(tag.startswith("en") for tag in Structure(files["report-fr"]).languages)
    for name in ("council-draft", "council-filed"):
        languages = {tag[:2] for tag in Structure(files[name]).languages}
        assert "fr" in languages, name


def test_the_files_name_nobody_but_who_signed(files, lea):
    for name, content in files.items():
        for private in (lea.email, "typst.app", "/Creator (Lea"):
            assert private.encode() not in content, (name, private)
    assert b"Marie Roy" not in files["report-en"][: files["report-en"].find(b"endobj")]


BROKEN = {
    "is not tagged": (b"/Marked true", b"/Marked nope"),
    "has no language": (b"/Lang(en-CA)", b"/Lanx(en-CA)"),
    "does not show its title": (b"/DisplayDocTitle true", b"/DisplayDocTitle nope"),
    "does not say that it is PDF/UA-1": (b"pdfuaid:part", b"pdfuaid:porr"),
    "its content is not found from its pages": (b"/ParentTree", b"/ParentTred"),
    "does not say the order of tabs": (b"/Tabs/S", b"/Tabx/S"),
    "a header of a table says not of what": (b"/Scope", b"/Scopx"),
    "a figure has no words": (b"/Alt(", b"/Alx("),
}


@pytest.mark.parametrize("problem", BROKEN)
def test_what_is_broken_is_noticed(files, problem):
    right, wrong = BROKEN[problem]
    assert right in files["report-en"]
    assert problem in Structure(files["report-en"].replace(right, wrong)).problems()


def every_file_passes_the_validator(files, tmp_path):
    for name, content in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    paths = sorted(map(str, tmp_path.glob("*.pdf")))
    command = ["java", "-cp", JAR, str(Path(__file__).with_name("PdfUa.java")), *paths]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout
    assert told.stdout.count("conforms ") == len(files)


if JAR:  # of the command alone: it needs Java and the rules
    test_every_file_passes_the_validator = every_file_passes_the_validator
