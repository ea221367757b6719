"""What is taken for a letter, what is refused and how that is said."""

import struct
import time
import zlib

import pytest
from django import forms
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from municipalities import uploads
from municipalities.uploads import DocumentField, clean_name

from .papers import image_bytes, pdf_bytes, upload


def code_of(file):
    """The reason of the refusal, or None."""
    try:
        DocumentField().clean(file)
    except forms.ValidationError as refusal:
        return refusal.code
    return None


def png_of(width, height):
    """A PNG that says a size without holding it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b""
    for name, content in [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]:
        chunks += (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("name", "content", "kept_name", "true_type"),
    [
        ("letter.pdf", pdf_bytes(), "letter.pdf", "application/pdf"),
        ("scan.PNG", image_bytes("PNG"), "scan.PNG", "image/png"),
        ("scan.jpeg", image_bytes("JPEG"), "scan.jpeg", "image/jpeg"),
        ("scan.jpg", image_bytes("JPEG"), "scan.jpg", "image/jpeg"),
        ("letter.exe", pdf_bytes(), "letter.exe.pdf", "application/pdf"),
        ("letter.pdf", image_bytes("PNG"), "letter.pdf.png", "image/png"),
        (
            "lettre d\u2019inte\u0301re\u0302t.pdf",
            pdf_bytes(),
            "lettre d\u2019intérêt.pdf",
            "application/pdf",
        ),
    ],
)
def test_the_content_decides_not_the_name(name, content, kept_name, true_type):
    kept = DocumentField().clean(upload(name, content, content_type="text/html"))
    assert (kept.clean_name, kept.true_type) == (kept_name, true_type)
    assert kept.read() == content


def test_words_in_compressed_pages_raise_no_alarm():
    """A few letters in a row are chance; a long name is none, wherever it hides."""
    assert code_of(upload(content=pdf_bytes(b">> stream\n /JS /Encrypt /EF endstream <<"))) is None
    assert code_of(upload(content=pdf_bytes(b">> stream\n /Launch endstream <<"))) == "forbidden"
    assert code_of(upload(content=pdf_bytes(b"/JSomething /EncryptMetadataX"))) is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"x", "kind"),
        (b"<html><script>alert(1)</script></html>", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kind"),
        (b"PK\x03\x04 a zip", "kind"),
        (b"MZ a program", "kind"),
        (b"GIF89a" + b"\0" * 50, "kind"),
        (b"\0" + pdf_bytes(), "kind"),
        (b"<!-- -->" + pdf_bytes(), "kind"),
        (pdf_bytes(end=b""), "incomplete"),
        (pdf_bytes() + b"\0" * 2000, "incomplete"),
        (pdf_bytes(b"/Encrypt 5 0 R"), "forbidden"),
        (pdf_bytes(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "forbidden"),
        (pdf_bytes(b"/S /#4Aava#53cript"), "forbidden"),
        (pdf_bytes(b"/OpenAction << /S /Launch /F (cmd.exe) >>"), "forbidden"),
        (pdf_bytes(b"/Names << /EmbeddedFiles 9 0 R >>"), "forbidden"),
        (image_bytes("PNG")[:-20], "broken"),
        (image_bytes("PNG").replace(b"IDAT", b"IDAX"), "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "broken"),
        (image_bytes("JPEG", (400, 400))[:-100], "broken"),
        (png_of(50_000, 10), "pixels"),
        (png_of(10_000, 10_000), "pixels"),
        (png_of(2**31 - 1, 2**31 - 1), "pixels"),
        (png_of(0, 0), "broken"),
    ],
)
def test_what_is_refused(content, code):
    assert code_of(upload(content=content)) == code


@pytest.mark.parametrize("more", [0, 1])
def test_ten_megabytes_and_not_a_byte_more(more):
    filling = settings.UPLOAD_LIMIT - len(pdf_bytes(b" " * 0)) + more
    content = pdf_bytes(b" " * filling)
    assert len(content) == settings.UPLOAD_LIMIT + more
    assert code_of(upload(content=content)) == ("too_large" if more else None)


def test_a_hostile_pdf_takes_no_time():
    """Many streams that never end would make a careless search quadratic."""
    content = pdf_bytes((b"stream\n" * (settings.UPLOAD_LIMIT // 7))[: settings.UPLOAD_LIMIT - 1000])
    started = time.process_time()
    assert code_of(upload(content=content)) is None
    assert time.process_time() - started < 3


@given(st.binary(max_size=300), st.sampled_from([kind.magic for kind in uploads.KINDS]))
def test_any_bytes_are_taken_or_refused(content, magic):
    code_of(upload(content=magic + content))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_refusal_says_what_to_do(language):
    with translation.override(language):
        for content in [b"", b"x", pdf_bytes(b"/Encrypt 5 0 R"), image_bytes()[:-20]]:
            with pytest.raises(forms.ValidationError) as refusal:
                DocumentField().clean(upload(content=content))
            assert len(refusal.value.messages[0]) > 30


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Lea\\Bureau\\lettre.pdf", "lettre.pdf"),
        ("exe.\u202efdp.pdf", "exe.fdp.pdf"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ('say "hi" <now>.pdf', "say -hi- -now.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("/", "document.pdf"),
        ("\u200b.pdf", "document.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("a." + "p" * 300, ("a." + "p" * 300)[:146] + ".pdf"),
    ],
)
def test_names_are_only_labels(sent, kept):
    assert clean_name(sent, uploads.PDF) == kept


@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_name_becomes_a_safe_one(sent):
    name = clean_name(sent, uploads.PNG)
    assert name.endswith((".png", ".PNG")) or name.lower().endswith(".png")
    assert 5 <= len(name) <= uploads.LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*\n\r\x00')
    name.encode()
