"""Files from outside: what they are is read from their content, and their name is only a label.

The checks refuse what a council's letter never needs (pdf_inspection.py, picture_inspection.py). They are no virus
scanner (scanning.py): files are never shown in the page, only handed over as attachments after a permission check.
"""

import unicodedata
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.text import clean_line

from .pdf_inspection import check_pdf
from .picture_inspection import bare, check_picture

LONGEST_NAME = 150


@dataclass(frozen=True)
class Kind:
    content_type: str
    magic: bytes
    extensions: tuple[str, ...]


PDF = Kind("application/pdf", b"%PDF-", (".pdf",))
PNG = Kind("image/png", b"\x89PNG\r\n\x1a\n", (".png",))
JPEG = Kind("image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"))
KINDS = (PDF, PNG, JPEG)
FORMATS = {PNG: "PNG", JPEG: "JPEG"}  # as Pillow calls them
ACCEPT = ",".join(part for kind in KINDS for part in (*kind.extensions, kind.content_type))


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
        if kind is not PDF:
            upload = without_traces(upload, kind)
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
            _("This file is neither a PDF nor a PNG nor a JPEG. A Word file: save it as PDF first."),
            code="kind",
        )
    upload.seek(0)
    if kind is PDF:
        check_pdf(upload.read())
    else:
        check_picture(upload, FORMATS[kind])
    upload.seek(0)
    return kind


def without_traces(upload, kind):
    """The same picture without what it says of the place and the person, whoever may read it: access may change."""
    content = upload.read()
    kept = bare(content, FORMATS[kind])
    if kept == content:
        upload.seek(0)
        return upload
    return SimpleUploadedFile(upload.name, kept, kind.content_type)


def clean_name(name, kind):
    """A name safe to show and to offer for saving, which ends as the content says."""
    name = clean_line(str(name)).replace("\\", "/").rpartition("/")[2]
    name = "".join("-" if char in '<>:"|?*%' else char for char in name if unicodedata.category(char) != "Cf")
    stem, dot, extension = name.rpartition(".")
    if not (dot and f".{extension.lower()}" in kind.extensions):
        stem, extension = name, kind.extensions[0][1:]
    stem = stem.strip(" .-")[: LONGEST_NAME - len(extension) - 1].rstrip(" .") or "document"
    return f"{stem}.{extension}"
