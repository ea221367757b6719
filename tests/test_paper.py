"""The Word files a town takes away."""

import zipfile
from io import BytesIO

from docx import Document

from municipalities.paper import docx, docx_response

HOSTILE = "Ville\x00 d\u202e’\u0007<b>&amp;</b>"


def test_holds_the_words_as_plain_text_in_its_language():
    content = docx("Résolution", [HOSTILE, "une ligne\nune autre"], "fr")
    file = Document(BytesIO(content))
    assert [p.text for p in file.paragraphs] == [
        "Résolution",
        "Ville d’<b>&amp;</b>",
        "une ligne\nune autre",
    ]
    assert file.paragraphs[0].style.name == "Heading 1"
    styles = zipfile.ZipFile(BytesIO(content)).read("word/styles.xml").decode()
    assert 'w:val="fr-CA"' in styles and 'w:val="en-US"' not in styles


def test_names_nobody_as_its_author():
    about = Document(BytesIO(docx("Letter", ["Dear colleagues"], "en"))).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert (about.title, about.language) == ("Letter", "en-CA")


def test_a_name_leads_nowhere_else():
    response = docx_response('../lettre "d’intérêt"\r\nX-Other: 1.docx', b"PK")
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment;") and "X-Other" not in response
    assert not {"/", "\r", "\n"} & set(disposition) and "%2F" not in disposition
    assert response["Content-Type"].endswith("wordprocessingml.document")
