"""Files from outside: what they are is read from their content, and their name is only a label.

The checks refuse what a council's letter never needs. They are no virus scanner: files are never shown in the
page, only handed over as attachments after a permission check.
"""

import re
import unicodedata
import warnings
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from coalition.text import clean_line

LONGEST_NAME = 150
MOST_PIXELS = 40_000_000  # a letter-size page scanned at 600 dots an inch has 34 million
LONGEST_SIDE = 20_000
END_OF_PDF = 1024  # bytes at the end in which a whole PDF says %%EOF


@dataclass(frozen=True)
class Kind:
    content_type: str
    magic: bytes
    extensions: tuple[str, ...]


PDF = Kind("application/pdf", b"%PDF-", (".pdf",))
PNG = Kind("image/png", b"\x89PNG\r\n\x1a\n", (".png",))
JPEG = Kind("image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"))
KINDS = (PDF, PNG, JPEG)
ACCEPT = ",".join(part for kind in KINDS for part in (*kind.extensions, kind.content_type))

# What a PDF may not hold -> how a person puts it right.
FORBIDDEN_IN_PDF = {
    rb"/Encrypt(?![A-Za-z])": gettext_lazy(
        "This PDF is protected by a password or a restriction. Save it without protection and choose it again."
    ),
    rb"/(?:JavaScript|JS|Launch)(?![A-Za-z])": gettext_lazy(
        "This PDF holds a program. Print it to a new PDF, or scan the signed paper, and choose that file."
    ),
    rb"/EmbeddedFiles?(?![A-Za-z])": gettext_lazy(
        "This PDF has other files inside. Print it to a new PDF and choose that file."
    ),
}
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


class DocumentField(forms.FileField):
    """A PDF, PNG or JPEG. The cleaned file also knows its `kind`, its `clean_name` and its `true_type`."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})
    default_error_messages = {
        "required": gettext_lazy("Choose a file."),
        "invalid": gettext_lazy("The file did not arrive. Choose it again."),
        "missing": gettext_lazy("The file did not arrive. Choose it again."),
        "empty": gettext_lazy("The file is empty. Choose the file that holds the signed document."),
        "max_length": gettext_lazy(
            "The name of the file is too long. Give it a shorter name and choose it again."
        ),
    }

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _(
                    "The file is too large: it has %(size)s, and the limit is %(limit)s. Scan it in black and white."
                )
                % {"size": filesizeformat(upload.size), "limit": filesizeformat(settings.UPLOAD_LIMIT)},
                code="too_large",
            )
        kind = recognize(upload)
        upload.clean_name = clean_name(upload.name, kind)
        upload.true_type = kind.content_type
        return upload


def recognize(upload):
    """The Kind of an open file, proved by its content. ValidationError says what to do otherwise."""
    upload.seek(0)
    start = upload.read(16)
    kind = next((kind for kind in KINDS if start.startswith(kind.magic)), None)
    if kind is None:
        raise forms.ValidationError(
            _("The file is not a PDF, PNG or JPEG, whatever its name says. Save or scan it as one of these."),
            code="kind",
        )
    upload.seek(0)
    if kind is PDF:
        check_pdf(upload.read())
    else:
        check_image(upload, kind)
    upload.seek(0)
    return kind


def check_pdf(content):
    if b"%%EOF" not in content[-END_OF_PDF:]:
        raise forms.ValidationError(
            _("The PDF is incomplete: its end is missing. Save it again and choose it again."),
            code="incomplete",
        )
    names = NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), outside_streams(content))
    for pattern, message in FORBIDDEN_IN_PDF.items():
        if re.search(pattern, names):
            raise forms.ValidationError(message, code="forbidden")


def outside_streams(content):
    """The dictionaries of a PDF. Compressed pages hold any bytes, and would raise false alarms."""
    parts, position = [], 0
    while (start := content.find(b"stream", position)) >= 0:
        parts.append(content[position:start])
        end = content.find(b"endstream", start)
        position = end + len(b"endstream") if end >= 0 else start + len(b"stream")
        if end < 0:
            break
    return b"".join([*parts, content[position:]])


def check_image(upload, kind):
    broken = forms.ValidationError(
        _("The picture is damaged or incomplete. Save or scan it again and choose it again."), code="broken"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=["PNG" if kind is PNG else "JPEG"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise forms.ValidationError(_too_many_pixels(), code="pixels") from None
    except Exception:  # a decoder fed with hostile bytes raises almost anything
        raise broken from None
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise forms.ValidationError(_too_many_pixels(), code="pixels")
    try:
        if kind is PNG:
            picture.verify()  # every chunk's checksum, without unpacking the picture
        else:
            picture.draft("L", (256, 256))  # the whole stream, at an eighth of the size
            picture.load()
    except Exception:
        raise broken from None


def _too_many_pixels():
    return _("The picture has too many pixels. Scan it at 300 dots per inch and choose it again.")


def clean_name(name, kind):
    """A name safe to show and to offer for saving, which ends as the content says."""
    name = clean_line(str(name)).replace("\\", "/").rpartition("/")[2]
    name = "".join("-" if char in '<>:"|?*%' else char for char in name if unicodedata.category(char) != "Cf")
    stem, dot, extension = name.rpartition(".")
    if not (dot and f".{extension.lower()}" in kind.extensions):
        stem, extension = name, kind.extensions[0][1:]
    stem = stem.strip(" .-")[: LONGEST_NAME - len(extension) - 1].rstrip(" .") or "document"
    return f"{stem}.{extension}"
