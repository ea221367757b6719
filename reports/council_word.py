"""The council pack as a Word file, for the clerk to edit: the blocks of council_pack.py, with real headings, table
headers that repeat and are announced, the language of every run, and a description of the drawing."""

import io

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from coalition.pdf import clean, png_of, ring_drawing
from municipalities.paper import INK, LANGUAGE_TAGS

MUTED = RGBColor(0x51, 0x5E, 0x5E)
WIDTH = Cm(16.5)


def render_word(pack):
    """The bytes of the pack (council_pack.compose) as .docx."""
    pack = clean(pack)
    document = Document()
    _prepare(document, pack)
    _cover(document, pack)
    for half in pack["halves"]:
        document.add_page_break()
        _heading(document, half["title"], 2, half["language"])
        _paragraph(document, half["town"], half["language"])
        for block in half["blocks"]:
            DRAWN[block["kind"]](document, block, half["language"])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _prepare(document, pack):
    first = pack["halves"][0]
    about = document.core_properties
    # The library's template names the library as the author.
    about.title, about.author, about.last_modified_by, about.comments = first["title"], first["town"], "", ""
    about.language = LANGUAGE_TAGS[pack["language"]]
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE_TAGS[pack["language"]])
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(11.5), Pt(8)
    for level, size in enumerate((24, 19, 15, 12.5), 1):
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), INK


def _cover(document, pack):
    first = pack["halves"][0]
    for half in pack["halves"]:
        _paragraph(document, half["coalition"], half["language"], is_bold=True)
    _heading(document, first["title"], 1, first["language"])
    for half in pack["halves"][1:]:
        _paragraph(document, half["title"], half["language"])
    for town in dict.fromkeys((half["town"], half["language"]) for half in pack["halves"]):
        _paragraph(document, *town, is_bold=True)
    picture = document.add_picture(io.BytesIO(png_of(ring_drawing(pack["ring"]))), width=Cm(6))
    described = picture._inline.docPr
    described.set("descr", first["ring"])
    for half in pack["halves"]:
        _paragraph(document, half["marking"], half["language"], is_bold=True)
        for label, value in half["facts"]:
            paragraph = _paragraph(document, f"{label} ", half["language"])
            _run(paragraph, value, half["language"], is_bold=True)
        if half["invented"]:
            _paragraph(document, half["invented"], half["language"])


def _draw_heading(document, block, language):
    _heading(document, block["text"], block["level"] + 2, language)


def _draw_text(document, block, language):
    span = block["span"]
    for text in filter(str.strip, span["text"].split("\n\n")):
        _span(document.add_paragraph(), {**span, "text": text.strip()}, language)


def _draw_list(document, block, language):
    style = "List Number" if block["is_ordered"] else "List Bullet"
    for item in block["items"]:
        _span(document.add_paragraph(style=style), item, language)


def _draw_table(document, block, language):
    table = document.add_table(rows=1, cols=len(block["header"]), style="Light List Accent 1")
    table.autofit = False
    for cell, title in zip(table.rows[0].cells, block["header"], strict=True):
        _run(cell.paragraphs[0], title, language, is_bold=True)
    _mark_as_header(table.rows[0])
    for row in block["rows"]:
        for cell, span in zip(table.add_row().cells, row, strict=True):
            _span(cell.paragraphs[0], span, language)
    for column, share in zip(table.columns, block["widths"], strict=True):
        for cell in column.cells:
            cell.width = int(WIDTH * share / sum(block["widths"]))
    document.add_paragraph()


DRAWN = {"heading": _draw_heading, "text": _draw_text, "list": _draw_list, "table": _draw_table}


def _mark_as_header(row):
    """Repeated on each page, and read aloud with the cells below."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _heading(document, text, level, language):
    paragraph = document.add_heading(level=level)
    _run(paragraph, text, language)


def _paragraph(document, text, language, is_bold=False):
    paragraph = document.add_paragraph()
    _run(paragraph, text, language, is_bold)
    return paragraph


def _span(paragraph, span, language):
    _run(paragraph, span["text"], span["language"])
    if span["note"]:
        _run(paragraph, f" {span['note']}", language).font.color.rgb = MUTED


def _run(paragraph, text, language, is_bold=False):
    run = paragraph.add_run(text)
    run.bold = is_bold or None
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), LANGUAGE_TAGS[language])
    run._r.get_or_add_rPr().append(tag)
    return run
