"""Some 70 hostile or odd spreadsheets, made from a fixed recipe out of a downloaded workbook, each with what has to
become of it.

`python -m tests.hostile_sheets` uploads all of them, as a person would, and prints what became of them, in which time
and with how much memory.
"""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from coalition.spreadsheets import parser
from coalition.spreadsheets.book import REFUSALS
from coalition.spreadsheets.layout import sayings
from reports.workbook import columns

from .sheets import Filled

OVERVIEW, COMMITMENTS, ACTIONS, INDICATORS = 1, 2, 3, 4


def letter(name):
    """Of a column in the sheet of the indicators."""
    names = [column.name for column in columns.INDICATORS.columns]
    return get_column_letter(names.index(name) + 1)


VALUE, NOTE = letter("value"), letter("note")
IN_ENGLISH = "What happened this year, in English"


@dataclass(frozen=True)
class Refused:
    """The whole file, with a sentence (msgid)."""

    sentence: str


@dataclass(frozen=True)
class Wrong:
    """Read, but something in it is wrong, at a place."""

    sentence: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Read:
    """Read, with so many differences that say so."""

    changes: int
    words: tuple = ()
    note: str = ""


@dataclass(frozen=True)
class Odd:
    family: str
    label: str
    make: Callable  # called with a Kit: the bytes
    outcome: object
    name: str = "report.xlsx"
    language: str = ""  # of the person; empty: it does not matter


class Kit:
    """A workbook as it was downloaded in English, and the codes of an indicator in per cent and of one that counts."""

    def __init__(self, content, percent, count):
        self.content, self.percent, self.count = content, percent, count

    def filled(self):
        return Filled(self.content)

    def written(self, position, row, heading, value, number_format=None):
        """The workbook with one cell filled in."""
        filled = self.filled()
        filled.write(position, row, heading, value)
        if number_format:
            filled.cell(position, row, heading).number_format = number_format
        return filled

    def parts(self):
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def _rows(self):
        return [["" if v is None else v for v in row] for row in self.filled().sheet(INDICATORS).values]

    def rows(self):
        """The rows of the indicators, as a CSV file has them."""
        return [list(row) for row in self._rows]

    def with_value(self, value, code=None):
        """The same with one value."""
        rows = self.rows()
        column = self.column(rows, "Value")
        for row in rows:
            if (code or self.count) in row:
                row[column] = value
        return rows

    @staticmethod
    def column(rows, heading):
        return next(n for n, said in enumerate(rows[0]) if said.startswith(heading))


def zipped(parts, *, flags=0):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    content = bytearray(file.getvalue())
    for at in (found.start() for found in re.finditer(b"PK\x01\x02", content)):
        content[at + 8] |= flags
    return bytes(content)


def as_csv(rows, encoding="utf-8", delimiter=",", line="\r\n", before=""):
    text = io.StringIO()
    # Python quotes a line feed only where it ends a line.
    quoting = csv.QUOTE_ALL if line == "\r" else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=line, quoting=quoting).writerows(rows)
    return before.encode() + text.getvalue().encode(encoding)


def refused(why):
    return Refused(sayings(REFUSALS[why])[0])


# --- CSV ------------------------------------------------------------------------------------------------


def csv_files():
    note = "Le comité s’est réuni — à l’été."

    def with_note(kit, *args, **options):
        rows = kit.with_value("40")
        for row in rows:
            if kit.count in row:
                row[kit.column(rows, "Note")] = note
        return as_csv(rows, *args, **options)

    read = Read(2, (note, "40"))
    for label, options in {
        "UTF-8": {},
        "UTF-8 with its mark, semicolons": {"encoding": "utf-8-sig", "delimiter": ";"},
        "UTF-16 with its mark, tabs": {"encoding": "utf-16", "delimiter": "\t"},
        "UTF-16 without a mark, big end first": {"encoding": "utf-16-be"},
        "Windows-1252, semicolons": {"encoding": "cp1252", "delimiter": ";"},
        "line ends of an old Macintosh": {"line": "\r"},
        "a hint for Excel": {"delimiter": ";", "before": "sep=;\r\n"},
        "bars between": {"delimiter": "|"},
    }.items():
        yield Odd("CSV", label, lambda kit, o=options: with_note(kit, **o), read, "report.csv")
    yield Odd(
        "CSV",
        "a quote that never ends",
        lambda kit: as_csv(kit.rows()) + b'"x,y\r\n1,2\r\n',
        refused("quote"),
        "a.csv",
    )
    yield Odd(
        "CSV",
        "a quote inside a cell",
        lambda kit: as_csv(kit.rows()) + b'"x"y,z\r\n',
        refused("quote"),
        "a.csv",
    )
    yield Odd(
        "CSV",
        "letters of no encoding",
        lambda kit: b"a;b\r\n\x81\x8d;\x9d\r\n" * 9,
        refused("encoding"),
        "a.csv",
    )
    yield Odd(
        "CSV", "a cell without end", lambda kit: b'"' + b"a" * 200_000 + b'",b\r\n', refused("large"), "a.csv"
    )
    yield Odd("CSV", "cells without number", lambda kit: b"a,b,c\r\n" * 30_000, refused("large"), "a.csv")
    yield Odd("CSV", "spaces only", lambda kit: b" \r\n\t \r\n" * 50, refused("empty"), "a.csv")
    yield Odd("CSV", "another table", lambda kit: b"a,b\r\n1,2\r\n", Wrong(NO_ROW), "a.csv")


NO_ROW = "No row of this report was found here. Download the workbook of the report and fill that one in."
IN_DIGITS = "Enter a number in digits, such as 1,250 or 12.5."


# --- numbers --------------------------------------------------------------------------------------------


def numbers():
    for label, typed, said, language in [
        ("decimal comma", "12,5", "12.5", "en"),
        ("decimal comma in French", "12,5", "12,5", "fr"),
        ("no-break space and decimal comma", "1\u00a0234,5", "1,234.5", "en"),
        ("narrow no-break space", "1\u202f234,5", "1\u00a0234,5", "fr"),
        ("thousands in English", "1,234", "1,234", "en"),
        ("a comma before three digits in French", "1,234", "1,234", "fr"),
    ]:
        yield Odd(
            "Number",
            label,
            lambda kit, t=typed: as_csv(kit.with_value(t), delimiter=";"),
            Read(1, (said,)),
            "a.csv",
            language,
        )
    for label, typed in {
        "digits of Arabic": "١٢",
        "too large for a number": "1e400",
        "no number": "NaN",
        "5,000 digits": "9" * 5_000,
        "two numbers": "12 to 15",
    }.items():
        words = "Ensure this value" if typed.startswith("99") else IN_DIGITS
        outcome = Wrong("" if typed.startswith("99") else words, 2, VALUE)
        yield Odd("Number", label, lambda kit, t=typed: as_csv(kit.with_value(t)), outcome, "a.csv")
    yield Odd(
        "Number",
        "larger than its unit allows",
        lambda kit: as_csv(kit.with_value("250", kit.percent)),
        Wrong("Enter a number from %(lowest)s to %(highest)s."),
        "a.csv",
    )
    yield Odd(
        "Number",
        "a true number",
        lambda kit: kit.written(INDICATORS, kit.count, "Value", 12.5).bytes(),
        Read(1),
    )
    yield Odd(
        "Number",
        "a number with a tail",
        lambda kit: kit.written(INDICATORS, kit.count, "Value", 0.1 + 0.2).bytes(),
        Read(1),
    )
    yield Odd(
        "Number",
        "a percentage",
        lambda kit: kit.written(INDICATORS, kit.percent, "Value", 0.25, "0%").bytes(),
        Read(1, ("25",)),
    )
    yield Odd(
        "Number",
        "a number that is text",
        lambda kit: kit.written(INDICATORS, kit.count, "Value", "12,5").bytes(),
        Read(1),
    )
    yield Odd(
        "Number",
        "a number that became a date",
        lambda kit: kit.written(INDICATORS, kit.count, "Value", 46_000, "yyyy-mm-dd").bytes(),
        Wrong(A_DATE, 2, VALUE),
    )
    yield Odd(
        "Number",
        "yes for a number",
        lambda kit: kit.written(INDICATORS, kit.count, "Value", True).bytes(),
        Read(1),
    )


A_DATE = "The spreadsheet took this number for a date. Write it anew in a cell formatted as a number."


# --- columns and rows -----------------------------------------------------------------------------------


def rearranged():
    def moved(kit):
        rows = kit.with_value("40")
        return as_csv([row[::-1] for row in rows])

    def more(kit):
        rows = kit.with_value("40")
        return as_csv([["Ours" if not n else "x", *row] for n, row in enumerate(rows)])

    def fewer(kit):
        rows = kit.with_value("40")
        gone = kit.column(rows, "Answer")
        return as_csv([row[:gone] + row[gone + 1 :] for row in rows])

    def renamed(kit, change):
        rows = kit.with_value("40")
        rows[0] = [change(heading) for heading in rows[0]]
        return as_csv(rows)

    def twice(kit):
        rows = kit.with_value("40")
        return as_csv([[*row, row[kit.column(rows, "Value")]] for row in rows])

    def sorted_with_gaps(kit):
        head, *rows = kit.with_value("40")
        return as_csv([["Our town"], [], head, *(line for row in rows[::-1] for line in ([], row))])

    def repeated(kit):
        rows = kit.with_value("40")
        return as_csv([*rows, rows[1]])

    def keyless(kit):
        rows = kit.rows()
        mine = ["" if str(said).startswith("w1 R-") else said for said in rows[1]]
        mine[kit.column(rows, "Note")] = "A new one"
        return as_csv([*rows, mine])

    def gone(kit):
        rows = kit.rows()
        mine = [re.sub(r"^(w1 R-.* indicator) \S+", r"\1 Z99", str(said)) for said in rows[1]]
        mine[kit.column(rows, "Note")] = "Of old"
        return as_csv([*rows, mine])

    read = Read(1, ("40",))
    yield Odd("Arrangement", "columns moved", moved, read, "a.csv")
    yield Odd(
        "Arrangement",
        "a column more",
        more,
        Read(1, ("40",), "The column “%(heading)s” was not recognized: it is left out."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "a column less",
        fewer,
        Read(1, ("40",), "The column “%(heading)s” is missing: its answers are left as they are."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "headings in French only",
        lambda kit: renamed(kit, lambda said: said.split("\n")[-1]),
        read,
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "headings in English only, in capitals",
        lambda kit: renamed(kit, lambda said: said.split("\n")[0].upper()),
        read,
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "headings on one line",
        lambda kit: renamed(kit, lambda said: said.replace("\n", " / ")),
        read,
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "headings of another language",
        lambda kit: renamed(kit, lambda said: f"¿{len(said)}?"),
        Wrong("The headings of this sheet are gone. Copy them back from a new download."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "a column twice",
        twice,
        Wrong("The column “%(heading)s” is there twice (%(first)s and %(second)s). Delete one of the two."),
        "a.csv",
    )
    yield Odd("Arrangement", "rows sorted, with blank ones and a title", sorted_with_gaps, read, "a.csv")
    yield Odd(
        "Arrangement",
        "a row twice",
        repeated,
        Wrong("This row is there twice: it is also %(place)s. Delete one of the two."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "a row of their own",
        keyless,
        Wrong("This row has no key. A new action is added in the plan; to answer for one, use its own row."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "a row that the report has lost",
        gone,
        Read(0, (), "What this row is about is not in the report any more: it was left out."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "of another report",
        lambda kit: as_csv(kit.rows()).replace(b" R-2026-", b" R-2025-"),
        Wrong("This is the workbook of another report (%(others)s), not of %(own)s. Download the right one."),
        "a.csv",
    )
    yield Odd(
        "Arrangement",
        "of another version",
        lambda kit: as_csv(kit.rows()).replace(b"w1 R-", b"w9 R-"),
        Wrong("This is the workbook of another report (%(others)s), not of %(own)s. Download the right one."),
        "a.csv",
    )


# --- cells of a workbook --------------------------------------------------------------------------------


def with_formula(kit, cached, code=None):
    """A formula in the value of an indicator, with the result that a spreadsheet program keeps beside it."""
    parts = zip_parts(kit.written(INDICATORS, code or kit.count, "Value", "=20+20").bytes())
    name = "xl/worksheets/sheet5.xml"
    parts[name] = re.sub(rb"<f>20\+20</f><v\s*/?>(</v>)?", b"<f>20+20</f>" + cached, parts[name])
    assert cached in parts[name]
    return zipped(parts)


def zip_parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells():
    yield Odd(
        "Cell",
        "a formula with its result",
        lambda kit: with_formula(kit, b"<v>40</v>"),
        Read(1, ("40",), "A formula stands here: its result was taken (%(result)s)."),
    )
    yield Odd(
        "Cell",
        "a formula without its result",
        lambda kit: with_formula(kit, b"<v></v>"),
        Wrong("This cell holds a formula without a result. Write the result itself.", 2, VALUE),
    )

    def error(kit):
        filled = kit.written(INDICATORS, kit.count, "Note", "#REF!")
        filled.cell(INDICATORS, kit.count, "Note").data_type = "e"
        return filled.bytes()

    yield Odd(
        "Cell",
        "an error",
        error,
        Wrong("This cell holds an error: %(error)s. Write the answer itself.", 2, NOTE),
    )

    def merged(kit):
        filled = kit.written(COMMITMENTS, "1", IN_ENGLISH, "For all of them")
        first = filled.cell(COMMITMENTS, "1", IN_ENGLISH)
        filled.sheet(COMMITMENTS).merge_cells(
            start_row=first.row, end_row=first.row + 2, start_column=first.column, end_column=first.column
        )
        return filled.bytes()

    yield Odd(
        "Cell",
        "answers merged",
        merged,
        Wrong("This cell is merged with others (%(range)s). Undo that, and write an answer in each.", 2, "G"),
    )

    def hidden(kit):
        filled = kit.written(COMMITMENTS, "1", IN_ENGLISH, "Unseen")
        filled.sheet(COMMITMENTS).sheet_state = "hidden"
        return filled.bytes()

    yield Odd("Cell", "a hidden sheet", hidden, Read(0, (), "This sheet is hidden, so it was not read."))

    def all_hidden(kit):
        filled = kit.filled()
        filled.book.create_sheet("Empty")
        for sheet in filled.book.worksheets[:-1]:
            sheet.sheet_state = "veryHidden"
        filled.book.active = len(filled.book.worksheets) - 1
        return filled.bytes()

    yield Odd("Cell", "nothing but hidden sheets", all_hidden, refused("hidden"))

    def counted_from_1904(kit):
        filled = kit.written(INDICATORS, kit.count, "Note", 44_000, "yyyy-mm-dd")
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        filled.book.epoch = CALENDAR_MAC_1904
        return filled.bytes()

    yield Odd("Cell", "days counted from 1904", counted_from_1904, Read(1, ("2024-06-19",)))
    yield Odd(
        "Cell",
        "a day as text",
        lambda kit: kit.written(INDICATORS, kit.count, "Note", "31/12/2026").bytes(),
        Read(1, ("31/12/2026",)),
    )
    yield Odd(
        "Cell",
        "a word in French",
        lambda kit: kit.written(ACTIONS, "Open a desk", "What became of it?", " TERMINÉE ").bytes(),
        Read(1),
    )
    yield Odd(
        "Cell",
        "a word of neither",
        lambda kit: kit.written(ACTIONS, "Open a desk", "What became of it?", "Fertig").bytes(),
        Wrong("“%(said)s” is none of the answers: %(words)s.", 2, "F"),
    )
    yield Odd(
        "Cell",
        "what looks like a formula",
        lambda kit: kit.written(COMMITMENTS, "1", IN_ENGLISH, "@SUM(1)").bytes(),
        Read(1, ("@SUM(1)",)),
    )
    yield Odd(
        "Cell",
        "a call for a program",
        lambda kit: kit.written(COMMITMENTS, "1", IN_ENGLISH, "=cmd|' /C calc'!A0").bytes(),
        Wrong("This cell holds a formula without a result. Write the result itself.", 2, "G"),
    )
    yield Odd(
        "Cell",
        "escapes of nothing and of half a letter",
        lambda kit: kit.written(COMMITMENTS, "1", IN_ENGLISH, "a_x0000_b_xD800_c").bytes(),
        Read(1, ("abc",)),
    )
    yield Odd(
        "Cell",
        "mark-up",
        lambda kit: kit.written(COMMITMENTS, "1", IN_ENGLISH, "<script>alert(1)</script>").bytes(),
        Read(1, ("<script>alert(1)</script>",)),
    )
    yield Odd(
        "Cell",
        "letters that turn others round",
        lambda kit: kit.written(COMMITMENTS, "1", IN_ENGLISH, "a\u202eb\u2066c").bytes(),
        Read(1, ("abc",)),
    )
    yield Odd(
        "Cell",
        "longer than an answer may be",
        lambda kit: kit.written(COMMITMENTS, "1", IN_ENGLISH, "a" * 21_000).bytes(),
        Wrong("", 2, "G"),
    )


# --- files ----------------------------------------------------------------------------------------------


def changed(kit, name, old, new, **more):
    parts = kit.parts()
    parts[name] = re.sub(old, lambda _found: new, parts[name], count=1)
    assert new in parts[name]
    return zipped({**parts, **more})


def strings(kit):
    parts = kit.parts()
    content = b"<si><t>a</t></si>" * 1_000_000
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    parts["xl/sharedStrings.xml"] = head + content + b"</sst>"
    return zipped(parts)


def many_cells(kit):
    row = b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>1</v></c></row>'
    rows = b"".join(row % (n, n, n) for n in range(1, 40_000))
    parts = kit.parts()
    parts["xl/worksheets/sheet5.xml"] = re.sub(
        rb"<sheetData>.*</sheetData>",
        lambda _f: b"<sheetData>" + rows + b"</sheetData>",
        parts["xl/worksheets/sheet5.xml"],
        flags=re.DOTALL,
    )
    return zipped(parts)


SHEET = "xl/worksheets/sheet5.xml"
XXE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OLE = parser.OLE + b"\0" * 600
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


def files():
    yield Odd(
        "File",
        "dimensions of a whole sheet",
        lambda kit: changed(kit, SHEET, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'),
        Read(0),
    )
    yield Odd(
        "File",
        "a cell in the last corner",
        lambda kit: changed(
            kit, SHEET, rb"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
        Read(0),
    )
    yield Odd("File", "10^6 shared strings", strings, refused("large"))
    yield Odd("File", "80,000 cells", many_cells, refused("large"))
    yield Odd(
        "File",
        "one part that unpacks to 60 MB",
        lambda kit: zipped({**kit.parts(), SHEET: b" " * 60_000_000}),
        refused("large"),
    )
    yield Odd(
        "File",
        "parts that unpack to 100 MB",
        lambda kit: zipped({**kit.parts(), **{f"xl/media/{n}": b"\0" * 1_900_000 for n in range(53)}}),
        refused("large"),
    )
    yield Odd(
        "File",
        "2,000 parts",
        lambda kit: zipped({**kit.parts(), **{f"xl/media/{n}": b"" for n in range(2_000)}}),
        refused("large"),
    )
    yield Odd(
        "File",
        "an entity that reads a file",
        lambda kit: changed(kit, SHEET, rb"<worksheet", XXE + b"<worksheet"),
        refused("broken"),
    )
    yield Odd(
        "File",
        "entities that laugh",
        lambda kit: changed(kit, SHEET, rb"<worksheet", LAUGHS + b"<worksheet"),
        refused("broken"),
    )
    yield Odd(
        "File",
        "entities in its list of sheets",
        lambda kit: changed(kit, "xl/workbook.xml", rb"<workbook", LAUGHS + b"<workbook"),
        refused("broken"),
    )
    yield Odd(
        "File",
        "macros",
        lambda kit: zipped({**kit.parts(), "xl/vbaProject.bin": OLE}),
        refused("macros"),
        "report.xlsm",
    )
    yield Odd(
        "File",
        "macros under the name of none",
        lambda kit: changed(
            kit, "[Content_Types].xml", rb"spreadsheetml\.sheet\.main\+xml", b"sheet.macroEnabled.main+xml"
        ),
        refused("macros"),
    )
    yield Odd(
        "File",
        "a password",
        lambda kit: OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        refused("protected"),
    )
    yield Odd(
        "File", "a password of the archive", lambda kit: zipped(kit.parts(), flags=1), refused("protected")
    )
    yield Odd(
        "File",
        "Excel before 2007",
        lambda kit: OLE + "Workbook".encode("utf-16-le"),
        refused("old"),
        "report.xls",
    )
    yield Odd(
        "File",
        "a binary workbook",
        lambda kit: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\0"}),
        refused("binary"),
        "report.xlsb",
    )
    yield Odd(
        "File",
        "OpenDocument",
        lambda kit: zipped(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
        ),
        refused("open_document"),
        "report.ods",
    )
    yield Odd(
        "File",
        "a workbook inside an archive",
        lambda kit: zipped({"report.xlsx": kit.content}),
        refused("archive"),
        "report.zip",
    )
    yield Odd(
        "File",
        "an archive inside the workbook",
        lambda kit: zipped(
            {**kit.parts(), "xl/embeddings/a.zip": zipped({"b.zip": zipped({"c": b"\0" * 1000})})}
        ),
        Read(0),
    )
    yield Odd(
        "File",
        "a part that climbs out",
        lambda kit: zipped({**kit.parts(), "../../etc/cron.d/x": b"* * * * * root reboot"}),
        Read(0),
    )
    yield Odd(
        "File",
        "a document of Word",
        lambda kit: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        refused("archive"),
    )
    for label, content in {
        "PDF": b"%PDF-1.7\n%%EOF\n",
        "PNG": PNG,
        "a web page": b"<html><table><tr><td>1</table>",
        "XML of 2003": b'<?xml version="1.0"?><Workbook/>',
        "a program": b"MZ\x90\0" + b"\0" * 99,
        "zeros and ones": bytes(range(1, 32)) * 20,
    }.items():
        yield Odd("File", f"{label} under its name", lambda kit, c=content: c, refused("kind"))
    yield Odd(
        "File", "cut in the middle", lambda kit: kit.content[: len(kit.content) // 2], refused("broken")
    )
    yield Odd("File", "its end missing", lambda kit: kit.content[:-30], refused("broken"))
    yield Odd("File", "bytes changed in the middle", lambda kit: spoilt(kit.content), refused("broken"))
    yield Odd(
        "File",
        "the beginning of an archive",
        lambda kit: b"PK\x03\x04" + struct.pack("<I", 20),
        refused("broken"),
    )
    yield Odd("File", "nothing", lambda kit: b"", refused("empty"))
    yield Odd("File", "one byte", lambda kit: b"\0", refused("empty"))
    yield Odd("File", "51 sheets", crowded, refused("large"))
    yield Odd(
        "File",
        "beyond the limit of a file",
        lambda kit: b"a" * (10 * 1024 * 1024 + 1),
        Refused("The file is too large: it has %(size)s, and the limit is %(limit)s."),
        "a.csv",
    )


def spoilt(content):
    """The packed bytes of a sheet's rows."""
    at = content.index(b"xl/worksheets/sheet2.xml") + 60
    return content[:at] + bytes(byte ^ 0x5A for byte in content[at : at + 200]) + content[at + 200 :]


def crowded(kit):
    filled = kit.filled()
    for number in range(51):
        filled.book.create_sheet(f"Sheet {number}")
    return filled.bytes()


def large_files():
    """Only for the table: they take seconds to send."""
    yield Odd(
        "File",
        "200 MB",
        lambda kit: b"a" * 200_000_000,
        Refused("The file is too large: it has %(size)s, and the limit is %(limit)s."),
        "a.csv",
    )


def odd_sheets():
    return [*csv_files(), *numbers(), *rearranged(), *cells(), *files()]


def main():
    """Upload all of them and print what became of them."""
    import os

    import pytest

    os.environ["EVERY_SHEET"] = "1"
    raise SystemExit(pytest.main(["-q", "-s", "tests/test_hostile_sheets.py", "-k", "all_of_them"]))


if __name__ == "__main__":
    main()
