"""Pictures: whole, not too large, and without what they say of the place and the person behind the camera."""

import io
import re
import struct
import warnings

from django import forms
from django.utils.translation import gettext as _
from PIL import Image

MOST_PIXELS = 40_000_000  # a letter-size page scanned at 600 dots an inch has 34 million
LONGEST_SIDE = 20_000
ORIENTATION = 0x0112  # how the camera was held: the one fact of EXIF that a picture needs
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
# Chunks that change how a PNG looks; the others are words, places and times.
PNG_LOOKS = {
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"sBIT",
    b"bKGD",
    b"pHYS",
    b"hIST",
    b"sPLT",
    b"cICP",
}
# A marker in the compressed part of a JPEG: neither a stuffed byte nor a restart.
JPEG_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
SOS, EOI, COMMENT = 0xDA, 0xD9, 0xFE


def check_picture(file, name):
    """ValidationError unless the open file is a whole picture of that format ("PNG" or "JPEG")."""
    broken = forms.ValidationError(
        _("The picture is damaged or incomplete. Save or scan it again and choose it again."), code="broken"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=[name])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise forms.ValidationError(_too_many_pixels(), code="pixels") from None
    except Exception:  # a decoder fed with hostile bytes raises almost anything
        raise broken from None
    if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
        raise forms.ValidationError(_too_many_pixels(), code="pixels")
    try:
        if name == "PNG":
            picture.verify()  # every chunk's checksum, without unpacking the picture
        else:
            picture.draft("L", (256, 256))  # the whole stream, at an eighth of the size
            picture.load()
    except Exception:
        raise broken from None


def _too_many_pixels():
    return _("The picture has too many pixels. Scan it at 300 dots per inch and choose it again.")


def bare(content, name):
    """The same picture, bit for bit, without place, time, device, words, thumbnails or anything after its end."""
    try:
        return _bare_png(content) if name == "PNG" else _bare_jpeg(content)
    except (IndexError, struct.error, ValueError):
        raise forms.ValidationError(
            _("The picture is damaged or incomplete. Save or scan it again and choose it again."),
            code="broken",
        ) from None


def _bare_png(content):
    kept, position = [PNG_MAGIC], len(PNG_MAGIC)
    while True:
        length, name = struct.unpack_from(">I4s", content, position)
        end = position + 12 + length
        is_needed = not name[0] & 0x20
        if is_needed or name in PNG_LOOKS:
            kept.append(content[position:end])
        if name == b"IEND":
            return b"".join(kept)
        position = end


def _bare_jpeg(content):
    kept, position = [content[:2]], 2
    if orientation := _orientation(content):
        kept.append(orientation)
    while True:
        while content[position + 1] == 0xFF:  # filling
            position += 1
        if content[position] != 0xFF:
            raise ValueError("no marker where one belongs")
        marker = content[position + 1]
        if marker == EOI:
            return b"".join([*kept, content[position : position + 2]])
        (length,) = struct.unpack_from(">H", content, position + 2)
        end = position + 2 + length
        if _shapes_the_picture(marker, content[position + 4 : end]):
            kept.append(content[position:end])
        if marker == SOS:
            found = JPEG_MARKER.search(content, end)
            if found is None:
                raise ValueError("no end")
            kept.append(content[end : found.start()])
            end = found.start()
        position = end


def _shapes_the_picture(marker, body):
    """Tables, frames and scans; of what programs add, only the density, the colours and Adobe's mark."""
    if marker == COMMENT:
        return False
    if 0xE0 <= marker <= 0xEF:
        return body.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"))
    return True


def _orientation(content):
    """An EXIF block that says nothing but how the camera was held; None where it was held upright."""
    try:
        value = Image.open(io.BytesIO(content), formats=["JPEG"]).getexif().get(ORIENTATION)
    except Exception:  # a block of EXIF that nobody can read
        return None
    if value not in range(2, 9):
        return None
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, value, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
