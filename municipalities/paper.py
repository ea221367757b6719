"""Letters and resolutions a town takes away to edit in its word processor."""

import re
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from coalition.pdf import clean

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INK = RGBColor(0x16, 0x1F, 0x1F)
LANGUAGE_TAGS = {"en": "en-CA", "fr": "fr-CA"}
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def docx(title, paragraphs, language):
    """The bytes of a Word file: a heading and paragraphs of plain text, which a screen reader reads in `language`."""
    document = Document()
    _say_language(document, LANGUAGE_TAGS[language])
    # The library's template names the library as the author.
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = clean(title), "", "", ""
    about.language = LANGUAGE_TAGS[language]
    style = document.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(11.5), Pt(9)
    heading = document.styles["Heading 1"]
    heading.font.size, heading.font.color.rgb = Pt(20), INK
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(0), Pt(14)
    document.add_heading(clean(title), level=1)
    for paragraph in paragraphs:
        document.add_paragraph(clean(paragraph))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _say_language(document, tag):
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag)


def docx_response(filename, content):
    """Answer with the file under the name, which may hold a town's: nothing in it leads elsewhere."""
    name = NOT_IN_NAMES.sub(" ", clean(filename)).strip(" .")
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
