"""The pack for council: made from the draft, marked as one, and kept for good when the report is filed."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx import Document

from commitments.models import IndicatorVersion
from reports.council_pack import compose, render_pdf
from reports.models import CouncilPaper, FiledPack, ProgressReport

from . import make
from .test_report_submission import SIGNED, answer_everything

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def report(reference, lakeside, lea):
    make.priorities(lakeside, 1, 3)
    make.published_plan(lakeside, by=lea)
    lakeside.plans.get().actions.filter(title_en="Action 1").update(budget="small", due_on=date(2027, 5, 1))
    report = make.report(lakeside, by=lea)
    answer_everything(report)
    return report


def address(name, report, *args):
    return reverse(name, args=[report.municipality.slug, report.cycle.year, *args])


def said(pack, language):
    """All the words of one half, block by block."""
    half = next(half for half in pack["halves"] if half["language"] == language)
    lines = [half["marking"], *(f"{label}: {value}" for label, value in half["facts"])]
    for block in half["blocks"]:
        spans = block.get("items", []) + [cell for row in block.get("rows", []) for cell in row]
        spans += [block["span"]] if "span" in block else []
        lines += [block.get("text", ""), *(span["text"] for span in spans)]
    return "\n".join(lines)


def test_says_of_a_changed_definition_what_the_public_report_says(report, lakeside, lea, sam):
    report.readings.filter(indicator="I04").update(answer="value", value=12)
    report.submit(lea, **SIGNED)
    report.accept(sam)
    version = IndicatorVersion.objects.get(indicator="I04")
    version.pk, version.number, version.from_year, version.comparable_since = None, 2, 2027, 2
    version.save()
    this = make.report(lakeside, by=lea, year=2027)
    answer_everything(this)
    this.readings.filter(indicator="I04").update(answer="value", value=30)

    def row():
        english = compose(this, CouncilPaper(report=this))["halves"]
        half = next(half for half in english if half["language"] == "en")
        rows = [row for block in half["blocks"] for row in block.get("rows", [])]
        return [cell["text"] for cell in next(row for row in rows if row[1]["text"] == "30")][1:]

    assert row() == ["30", "Another definition: not comparable with earlier years."]
    IndicatorVersion.objects.filter(pk=version.pk).update(comparable_since=1)
    assert row() == ["30", "12 (The definition changed between the two years.)"]
    IndicatorVersion.objects.filter(pk=version.pk).update(number=3, comparable_since=3)
    assert row() == ["30", "Another definition: not comparable with earlier years."]


def test_says_in_both_languages_what_the_draft_says(report):
    paper = CouncilPaper(report=report, meeting_on=date(2027, 3, 1), file_number="CC-12", contact="Lea Tran")
    pack = compose(report, paper)
    english, french = said(pack, "en"), said(pack, "fr")
    for words in (
        "Draft of ",
        "Meeting of: March 1, 2027",
        "File number: CC-12",
        "receive the progress report of Lakeside for 2026",
        "A good year.",
        "It went well.",
        "2 actions are reported on. Unchanged: 2.",
        "Under $25,000: 1 action",
        "Cost not estimated: 1 action",
        "“Action 1” is due on May 1, 2027.",
        "Not collected",
    ):
        assert words in english, words
    for words in ("Brouillon", "1er mars 2027", "Bord-du-Lac", "Moins de 25"):
        assert words in french, words
    # What the town wrote in English only is told as English in the French half.
    half = pack["halves"][1]
    told = next(
        block["span"] for block in half["blocks"] if block.get("span", {}).get("text") == "A good year."
    )
    assert (told["language"], told["note"]) == ("en", "(en anglais)")


def test_the_town_may_word_the_motion(report):
    paper = CouncilPaper(report=report, recommendation_en="That council congratulate staff.")
    pack = compose(report, paper)
    assert "That council congratulate staff." in said(pack, "en")
    assert "authorize staff to file" not in said(pack, "en")
    # Nothing that says otherwise stands in the other half.
    assert "That council congratulate staff." in said(pack, "fr")


def test_the_same_words_are_the_same_version(report):
    first, again = compose(report, CouncilPaper(report=report)), compose(report, CouncilPaper(report=report))
    version = [pack["halves"][0]["marking"].rpartition(" ")[2] for pack in (first, again)]
    assert version[0] == version[1]
    ProgressReport.objects.filter(pk=report.pk).update(overview_en="Another year.")
    report.refresh_from_db()
    changed = compose(report, CouncilPaper(report=report))
    assert changed["halves"][0]["marking"].rpartition(" ")[2] != version[0]


def test_the_files_are_drafts_of_the_town_alone(report, lea, odile, sign_in):
    client = sign_in(lea)
    pdf = client.get(address("council_pack_pdf", report))
    assert pdf.content.startswith(b"%PDF-1.7")
    for part in (b"/StructTreeRoot", b"pdfuaid:part", b"/Lang(en-CA)", b"/Lang(fr-CA)", b"Draft of "):
        assert part in pdf.content, part
    assert pdf["Cache-Control"] == "private, no-store"
    assert sign_in(odile).get(address("council_pack_pdf", report)).status_code == 404


def test_the_word_file_can_be_edited_and_read_aloud(report, lea, sign_in):
    content = sign_in(lea).get(address("council_pack_word", report)).content
    document = Document(io.BytesIO(content))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Heading 1") == 1 and styles.count("Heading 2") == 2 and "Heading 4" in styles
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert (
        xml.count("<w:r>") == xml.count('<w:lang w:val="en-CA"/>') + xml.count('<w:lang w:val="fr-CA"/>') + 3
    )
    assert 'descr="The ten commitments: ' in xml


def test_what_only_people_know_is_typed_once(report, lea, eli, vic, sign_in):
    client = sign_in(eli)
    page = address("council_pack", report)
    typed = {
        "meeting_on": "2027-03-01",
        "file_number": "CC-12",
        "recommendation_fr": "QUE le conseil félicite.",
    }
    answer = client.post(page, typed, follow=True)
    assert "CC-12" in answer.text
    paper = CouncilPaper.objects.get(report=report)
    assert (paper.meeting_on, paper.recommendation_fr) == (date(2027, 3, 1), "QUE le conseil félicite.")
    assert sign_in(vic).post(page, typed).status_code == 403
    # Lea opened the page before Eli saved: hers comes back beside his.
    answer = sign_in(lea).post(page, {"file_number": "LT-1"})
    assert (answer.status_code, "CC-12" in answer.text, "LT-1" in answer.text) == (409, True, True)
    # His other answers were not on her page: they stay.
    paper.refresh_from_db()
    assert (paper.file_number, paper.meeting_on) == ("CC-12", date(2027, 3, 1))


def test_filing_keeps_the_pack_for_good(report, lea, sam, vic, sign_in):
    CouncilPaper.objects.create(report=report, file_number="CC-12")
    client = sign_in(lea)
    client.post(address("submit_report", report), SIGNED)
    pack = FiledPack.objects.get()
    report.refresh_from_db()
    link = address("filed_pack", report, pack.pk)
    receipt = client.get(address("report", report)).text
    assert link in receipt and pack.sha256 in receipt
    for person in (vic, sam):
        content = b"".join(sign_in(person).get(link).streaming_content)
        assert hashlib.sha256(content).hexdigest() == pack.sha256
    assert b"Draft of " not in content and report.number.encode() in content
    # What the town types afterwards is refused, and the pack stays.
    assert client.post(address("council_pack", report), {"file_number": "X"}).status_code == 409
    for attack in (lambda: FiledPack.objects.update(sha256="0" * 64), pack.delete):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            attack()


def test_each_filing_has_its_own(report, lea, sam):
    report.submit(lea, **SIGNED)
    report.send_back(sam, {"1": "More."}, date(2027, 1, 1))
    report.submit(lea, **SIGNED)
    assert report.filed_packs.count() == 2
    assert {pack.revision for pack in report.filed_packs.all()} == {1}


def test_the_same_filing_is_the_same_file(report, lea):
    report.submit(lea, **SIGNED)
    paper = CouncilPaper(report=report)
    files = [render_pdf(compose(report, paper, report.submitted_at)) for _time in range(2)]
    assert files[0] == files[1]
    assert hashlib.sha256(files[0]).hexdigest() == report.filed_packs.get().sha256


def test_council_is_recorded_with_the_signature(report, lea, sign_in):
    client = sign_in(lea)
    form = address("submit_report", report)
    answer = client.post(form, {**SIGNED, "council_on": "2999-01-01"})
    assert "still to come" in answer.text
    answer = client.post(form, {**SIGNED, "council_resolution": "2026-114"})
    assert "Say on which day council adopted this resolution." in answer.text
    client.post(form, {**SIGNED, "council_on": "2026-11-02", "council_resolution": "2026-114"})
    report.refresh_from_db()
    assert (report.council_on, report.council_resolution) == (date(2026, 11, 2), "2026-114")
    assert (
        "Taken to council on November 2, 2026, resolution 2026-114"
        in client.get(address("report", report)).text
    )


HOSTILE = [
    "#panic() $x$ <label> *b*",
    "x" * 3000,
    "😀 ᐃᓄᒃᑎᑐᑦ 日本語",
    "a\n\n\nb\u2028c\x0bd",
    "= Title\n/* \\",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(report, lea, sign_in, text):
    client = sign_in(lea)
    client.post(address("council_pack", report), {"file_number": text[:60], "recommendation_en": text})
    assert client.get(address("council_pack_pdf", report)).content.startswith(b"%PDF-1.7")
    assert client.get(address("council_pack_word", report)).status_code == 200
