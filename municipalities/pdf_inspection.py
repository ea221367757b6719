"""What a PDF may not hold, read from its bytes: no parser of pages runs in the web process.

Names are searched where readers find them: in the dictionaries, which lie open, and in object streams, which are
unpacked here within limits. What cannot be read cannot be vouched for, and is refused.
"""

import io
import re
import zipfile
import zlib

from django import forms
from django.utils.translation import gettext_lazy as _

END_OF_PDF = 1024  # bytes at the end in which a whole PDF says %%EOF
START = 1024  # bytes at the start in which browsers of old looked for mark-up
MOST_UNPACKED = 32 * 1024 * 1024  # bytes of all object streams together

INCOMPLETE = _("The PDF is incomplete: its end is missing. Save it again and choose it again.")
PROTECTED = _(
    "This PDF is protected by a password or a restriction. Save it without protection and choose it again."
)
PROGRAM = _(
    "This PDF holds a program. Print it to a new PDF, or scan the signed paper, and choose that file."
)
ATTACHED = _("This PDF has other files inside. Print it to a new PDF and choose that file.")
LEADS_ON = _("This PDF opens or sends other files. Print it to a new PDF and choose that file.")
FORM = _(
    "This PDF is a form of a kind that not every reader shows. Print it to a new PDF and choose that file."
)
TWO_KINDS = _("This file is a PDF and something else at once. Print it to a new PDF and choose that file.")
UNREADABLE = _("Parts of this PDF cannot be read. Print it to a new PDF and choose that file.")

# Names so long that compressed bytes never spell them by chance: searched in the whole file, so that nothing hides
# between a false "stream" and "endstream".
ANYWHERE = {
    rb"/(?:JavaScript|Launch|RichMedia|Rendition)": PROGRAM,
    rb"/(?:EmbeddedFiles?|FileAttachment)": ATTACHED,
    rb"/(?:SubmitForm|ImportData|GoToE|GoToR)": LEADS_ON,
    rb"/XFA": FORM,
}
# Short names, which any compressed page may spell.
IN_DICTIONARIES = ANYWHERE | {rb"/Encrypt": PROTECTED, rb"/JS": PROGRAM, rb"/EF": ATTACHED}
LETTER_FOLLOWS = rb"(?![A-Za-z])"
SCRIPT_ADDRESS = re.compile(rb"/URI\s*\(\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|body|iframe|\?php)", re.IGNORECASE)
FLATE = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?(?=\s*[/>])")


def check_pdf(content):
    """ValidationError where the file is cut off, protected, or holds what a council's paper never needs."""
    end = content.rfind(b"%%EOF")
    if end < 0 or end < len(content) - END_OF_PDF:
        raise forms.ValidationError(INCOMPLETE, code="incomplete")
    if (
        MARKUP.search(content[:START])
        or MARKUP.search(content[end:])
        or zipfile.is_zipfile(io.BytesIO(content))
    ):
        raise forms.ValidationError(TWO_KINDS, code="two_kinds")
    outside, packed = _parts(content)
    dictionaries = _spelled_out(b"\n".join([outside, *_unpacked(packed)]))
    _refuse(IN_DICTIONARIES, dictionaries)
    _refuse(ANYWHERE, _spelled_out(content))
    if SCRIPT_ADDRESS.search(dictionaries):
        raise forms.ValidationError(PROGRAM, code="forbidden")


def _refuse(names, content):
    for name, message in names.items():
        if re.search(name + LETTER_FOLLOWS, content):
            raise forms.ValidationError(message, code="forbidden")


def _spelled_out(content):
    """Any letter of a name may be written as # and two digits."""
    return NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)


def _parts(content):
    """(what lies outside streams, [(dictionary, all from its stream on, its length)] of the object streams).

    Compressed pages hold any bytes, and would raise false alarms.
    """
    outside, packed, position = [], [], 0
    while (start := content.find(b"stream", position)) >= 0:
        part = content[position:start]
        outside.append(part)
        end = content.find(b"endstream", start)
        part = _spelled_out(part)
        dictionary = part[part.rfind(b" obj") + 4 :]
        if b"/ObjStm" in part or (b"/First" in dictionary and b"/N" in dictionary):
            packed.append((dictionary, memoryview(content)[start + len(b"stream") :], end - start))
        if end < 0:
            position = start + len(b"stream")
            break
        position = end + len(b"endstream")
    outside.append(content[position:])
    return b"".join(outside), packed


def _unpacked(packed):
    room = MOST_UNPACKED
    for dictionary, rest, length in packed:
        if b"/Filter" not in dictionary:
            yield bytes(rest[: max(length, 0)])
            continue
        if b"/Predictor" in dictionary or not FLATE.search(dictionary):
            raise forms.ValidationError(UNREADABLE, code="unreadable")
        start = 2 if bytes(rest[:2]) == b"\r\n" else 1
        try:
            found = zlib.decompressobj().decompress(rest[start:], room + 1)
        except zlib.error:
            raise forms.ValidationError(UNREADABLE, code="unreadable") from None
        room -= len(found)
        if room < 0:
            raise forms.ValidationError(UNREADABLE, code="unreadable")
        yield found
