"""Reads a workbook or a CSV file: the file on standard input; on standard output its filled cells, or why not, as JSON.

A program of its own, which coalition/spreadsheets/book.py starts under the limits of coalition/confined.py. What would
take too long or too much room is refused before it is unpacked.

    {"kind": "xlsx", "sheets": [{"title": "Actions", "is_hidden": false, "merged": ["A1:C1"],
                                 "rows": [[7, [[6, "text", "Done", false]]]]}]}
    {"refused": "quote", "line": 12}

A cell is its column, its kind, its value as text, and whether a formula computed it.
"""

import csv
import io
import json
import math
import os
import re
import sys
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import islice

MOST_FILES = 1_000  # in the archive that a workbook is
MOST_UNPACKED = 64 * 1024 * 1024  # bytes, all of them together
HIGHEST_RATIO, OF_MORE_THAN = 150, 2 * 1024 * 1024  # of a file's size to its packed size, where it is large
MOST_STRINGS = 100_000
MOST_SHEETS = 50
MOST_CELLS = 60_000
MOST_COLUMNS = 200
MOST_TEXT = 4_000_000  # characters of all cells
LONGEST_CELL = 100_000
SAMPLE = 60  # records by which the separator is known

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote before 2007, and wraps what has a password
OTHER_KINDS = re.compile(
    rb"\s*(?:%PDF|\x89PNG|GIF8|\xff\xd8\xff|MZ|\x7fELF|\{\\rtf|\x1f\x8b|Rar!|7z\xbc\xaf|<[!?a-zA-Z])"
)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
STRING, CELL = re.compile(rb"<(?:\w+:)?si[ >/]"), re.compile(rb"<(?:\w+:)?c[ >/]")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SEPARATORS = ";,\t|"


class Refused(Exception):
    """Why the file is not read: a word that coalition/spreadsheets/book.py says as a sentence."""

    def __init__(self, why, line=0):
        super().__init__(why)
        self.why, self.line = why, line


class Room:
    """How much more may be read."""

    def __init__(self):
        self.cells, self.text = MOST_CELLS, MOST_TEXT

    def take(self, text):
        self.cells -= 1
        self.text -= len(text)
        if min(self.cells, self.text) < 0 or len(text) > LONGEST_CELL:
            raise Refused("large")


def read(content):
    """The answer of this program for a file."""
    try:
        return _read(content)
    except Refused as refusal:
        return {"refused": refusal.why, "line": refusal.line}
    except (MemoryError, RecursionError):
        return {"refused": "large", "line": 0}
    except Exception:  # a parser fed with hostile bytes raises almost anything
        return {"refused": "broken", "line": 0}


def _read(content):
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf"):
        raise Refused("empty")
    if content.startswith(OLE):
        name = "EncryptedPackage".encode("utf-16-le")
        raise Refused("protected" if name in content else "old")
    if content.startswith(b"PK"):
        check_archive(content)
        return read_workbook(content)
    if OTHER_KINDS.match(content):
        raise Refused("kind")
    return read_csv(content)


def check_archive(content):
    """Refused unless it is a plain workbook that unpacks to a reasonable size."""
    files = zipfile.ZipFile(io.BytesIO(content)).infolist()
    names = {file.filename for file in files}
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_UNPACKED:
        raise Refused("large")
    for file in files:
        if file.flag_bits & 1:
            raise Refused("protected")
        if file.file_size > max(OF_MORE_THAN, file.compress_size * HIGHEST_RATIO):
            raise Refused("large")
    if "mimetype" in names or "content.xml" in names:
        raise Refused("open_document")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.bin" in names:
        raise Refused("binary")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused("archive")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise Refused("macros")
        count_in(archive, names)


def count_in(archive, names):
    """Refused where there are more strings or cells than are read: counting is quick, and reading is not."""
    cells = 0
    for name in names:
        if (
            name.lower().endswith("sharedstrings.xml")
            and len(STRING.findall(archive.read(name))) > MOST_STRINGS
        ):
            raise Refused("large")
        if name.startswith("xl/worksheets/"):
            cells += len(CELL.findall(archive.read(name)))
    if cells > MOST_CELLS:
        raise Refused("large")


def read_workbook(content):
    from openpyxl import load_workbook

    computed = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    written = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    if len(computed.worksheets) > MOST_SHEETS:
        raise Refused("large")
    room, archive = Room(), zipfile.ZipFile(io.BytesIO(content))
    sheets = []
    for values, formulas in zip(computed.worksheets, written.worksheets, strict=True):
        unpacked = archive.read(values._worksheet_path)
        merged = [found.decode() for found in islice(MERGED.findall(unpacked), MOST_CELLS)]
        computed_at = _formula_cells(formulas) if b"<f" in unpacked or b":f" in unpacked else set()
        sheets.append(
            {
                "title": UNKEEPABLE.sub("", values.title),
                "is_hidden": values.sheet_state != "visible",
                "merged": merged,
                "rows": _rows(values, computed_at, room),
            }
        )
    return {"kind": "xlsx", "sheets": sheets}


def _formula_cells(sheet):
    sheet.reset_dimensions()  # they may say anything
    return {
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row[:MOST_COLUMNS]
        if cell.value is not None and cell.data_type == "f"
    }


def _rows(sheet, computed_at, room):
    sheet.reset_dimensions()
    rows = []
    for row in sheet.iter_rows():  # without an end, so that rows that are not there cost nothing
        cells = []
        for cell in row[:MOST_COLUMNS]:
            if not hasattr(cell, "row"):  # nothing is there
                continue
            is_computed = (cell.row, cell.column) in computed_at
            if cell.value is None and not is_computed:
                continue
            number = cell.row
            kind, text = _kind_and_text(cell)
            if kind == "text" and not text.strip():
                continue
            room.take(text)
            cells.append((cell.column, kind, text, is_computed))
        if cells:
            rows.append((number, cells))
    return rows


def _kind_and_text(cell):
    value = cell.value
    if value is None:
        return "uncomputed", ""
    if cell.data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "flag", "1" if value else "0"
    if isinstance(value, int | float):
        if isinstance(value, float) and not math.isfinite(value):
            return "text", str(value)
        text = repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
        return ("percent" if "%" in (cell.number_format or "") else "number"), text
    if isinstance(value, datetime):
        return "date", value.date().isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, timedelta):
        return "text", str(value)
    return "text", UNKEEPABLE.sub("", ESCAPED.sub(_unescaped, str(value)))


def _unescaped(found):
    """What a workbook cannot hold as it is stands in it as _x000D_."""
    return chr(int(found[1], 16))


def read_csv(content):
    text = decode(content)
    separator = None
    if found := re.match(r"sep=(.)\r?\n", text):  # a hint for Excel
        separator, text = found[1], text[found.end() :]
    separator = separator or find_separator(text)
    csv.field_size_limit(LONGEST_CELL)
    room, rows = Room(), []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = began = 0
    while True:
        began = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            break
        except csv.Error as problem:
            raise Refused("large" if "limit" in str(problem) else "quote", began) from None
        number += 1
        cells = []
        for column, value in enumerate(record[:MOST_COLUMNS], 1):
            if value.strip():
                room.take(value)
                cells.append((column, "text", value, False))
        if cells:
            rows.append((number, cells))
    return {"kind": "csv", "sheets": [{"title": "", "is_hidden": False, "merged": [], "rows": rows}]}


def decode(content):
    """The text of a CSV file, whichever of the encodings that spreadsheets write."""
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise Refused("encoding")
    encoding = next((name for mark, name in BOMS.items() if content.startswith(mark)), None)
    if encoding is None:
        start = content[:4_000]
        first, second = start[::2].count(0), start[1::2].count(0)
        if max(first, second) > len(start) / 6:
            encoding = "utf-16-be" if first > second else "utf-16-le"
    for attempt in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = content.decode(attempt)
        except UnicodeDecodeError:
            continue
        if "\0" in text or sum(text.count(chr(n)) for n in range(1, 9)) > 5:
            raise Refused("kind")
        return text
    raise Refused("encoding")


def find_separator(text):
    """The one that cuts most records into equally many cells."""

    def fit(separator):
        records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            widths = Counter(len(record) for record in islice(records, SAMPLE) if record)
        except csv.Error:
            return 0, 0
        width, times = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
        return (times, width) if width > 1 else (0, 0)

    return max(SEPARATORS, key=fit)


if __name__ == "__main__":
    os.environ["OPENPYXL_LXML"] = "False"  # then it reads all XML with defusedxml, which refuses entities
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
