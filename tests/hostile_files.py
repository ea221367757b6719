"""Some 200 files that nobody should hand in, made from a fixed recipe, each with what has to become of it.

`python -m tests.hostile_files` hands all of them in, as a person would, and prints what became of them.
"""

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image

from .hostile_pdfs import LOCKED, REFUSED, TAKEN, Hostile, deeds, hidden, pdf, stream
from .stub_clamd import EICAR

LIMIT = 10 * 1024 * 1024
LEAK = b"hidden-53.4631N-113.5893W"  # in what must not be stored


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def picture(kind, size=(64, 48), shade=0, **options):
    """Of one colour; another shade makes another picture, for the register takes none twice."""
    file = io.BytesIO()
    Image.new("RGB", size, (shade % 256, shade // 256 % 256, 150)).save(file, kind, **options)
    return file.getvalue()


def png_with(*chunks, after=b""):
    """A good PNG with more chunks after its header, or bytes after its end."""
    good = picture("PNG", shade=zlib.crc32(b"".join([*chunks, after])))
    return good[:33] + b"".join(chunks) + good[33:] + after


def png_saying(width, height, depth=8, colour=2):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def jpeg_with(*segments, after=b""):
    good = picture(
        "JPEG", shade=zlib.crc32(b"".join([*(bytes([marker]) + body for marker, body in segments), after]))
    )
    parts = [b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in segments]
    return good[:2] + b"".join(parts) + good[2:] + after


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def exif_with_place():
    exif = Image.Exif()
    exif[0x010E] = LEAK.decode()  # description
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[0x1D] = LEAK.decode()
    return exif


HTML = b"<html><body><script>alert(document.cookie)</script></body></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
XXE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'


def two_kinds():
    archive = zipped({"a.html": HTML})
    yield Hostile("Two kinds at once", "PDF and web page", pdf(head=b"%PDF-1.7\n%" + HTML + b"\n"), REFUSED)
    yield Hostile("Two kinds at once", "PDF and SVG", pdf(head=b"%PDF-1.7\n%" + SVG + b"\n"), REFUSED)
    yield Hostile(
        "Two kinds at once", "PDF and script at its end", pdf() + b"<script>alert(1)</script>", REFUSED
    )
    yield Hostile(
        "Two kinds at once", "PDF and PHP", pdf(head=b"%PDF-1.7\n%<?php system($_GET[0]); ?>\n"), REFUSED
    )
    yield Hostile("Two kinds at once", "PDF and archive", pdf() + archive, REFUSED)
    yield Hostile("Two kinds at once", "PDF with an archive inside", pdf(objects=stream(archive)), REFUSED)
    yield Hostile("Two kinds at once", "PDF and JavaScript", b"/*" + pdf() + b"*/alert(1)", REFUSED)
    yield Hostile("Two kinds at once", "JPEG and PDF", jpeg_with((0xFE, pdf())), TAKEN, "a.jpg")
    yield Hostile("Two kinds at once", "JPEG and web page", jpeg_with((0xFE, HTML)), TAKEN, "a.jpg")
    yield Hostile("Two kinds at once", "JPEG and archive", jpeg_with(after=archive), TAKEN, "a.jpg")
    yield Hostile(
        "Two kinds at once", "JPEG and PHP", jpeg_with((0xE1, b"<?php system(0); ?>")), TAKEN, "a.php"
    )
    yield Hostile(
        "Two kinds at once", "PNG and web page", png_with(chunk(b"tEXt", b"x\0" + HTML)), TAKEN, "a.png"
    )
    yield Hostile("Two kinds at once", "PNG and archive", png_with(after=archive), TAKEN, "a.png")
    yield Hostile("Two kinds at once", "PNG and PDF", png_with(chunk(b"zzZz", pdf())), TAKEN, "a.png")
    yield Hostile(
        "Two kinds at once", "GIF and JavaScript", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", REFUSED
    )
    for offset in (1, 2, 16, 100, 512, 1023, 1024):
        yield Hostile("Two kinds at once", f"PDF after {offset} bytes", b"\n" * offset + pdf(), REFUSED)


def masked():
    """Something else under the name and the type of a PDF."""
    word = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    others = {
        "a web page": HTML,
        "SVG": SVG,
        "XML that reads a file": XXE,
        "XML that laughs": LAUGHS,
        "a program for Windows": b"MZ\x90\0" + b"\0" * 200 + b"PE\0\0",
        "a program for Linux": b"\x7fELF\x02\x01\x01" + b"\0" * 200,
        "a shell script": b"#!/bin/sh\nrm -rf /\n",
        "a batch file": b"@echo off\r\nformat c:\r\n",
        "PHP": b"<?php system($_GET['c']); ?>",
        "a shortcut": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100,
        "a text of a word processor": zipped(word),
        "one with macros": zipped(word | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}),
        "one of old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
        "a workbook that unpacks to a gigabyte": zipped({"xl/sharedStrings.xml": b"\0" * 20_000_000}),
        "an archive that climbs out": zipped({"../../../../etc/cron.d/x": b"* * * * * root sh"}),
        "an archive with a link": zipped({"link": b"/etc/passwd"}),
        "an archive in an archive": zipped({"a.zip": zipped({"b.zip": zipped({"c": b"\0" * 100_000})})}),
        "a message": b"From: a@example.org\r\nSubject: x\r\n\r\nhello",
        "rich text": b"{\\rtf1{\\object\\objdata 0}}",
        "PostScript": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file",
        "a form of Adobe": b"%FDF-1.2\n1 0 obj << /FDF << /JavaScript << >> >> >> endobj",
        "GIF": b"GIF89a" + b"\0" * 60,
        "TIFF": b"II*\0\x08\0\0\0" + b"\0" * 60,
        "BMP": b"BM" + b"\0" * 60,
        "WebP": b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 40,
        "HEIC": b"\0\0\0\x18ftypheic" + b"\0" * 60,
        "MP4": b"\0\0\0\x18ftypmp42" + b"\0" * 60,
        "a disk image": b"\0" * 32_769 + b"CD001" + b"\0" * 500,
        "gzip": b"\x1f\x8b\x08" + b"\0" * 60,
        "RAR": b"Rar!\x1a\x07\x01\0" + b"\0" * 60,
        "a database": b"SQLite format 3\0" + b"\0" * 100,
        "a key": b"-----BEGIN RSA PRIVATE KEY-----\nMIIB\n",
        "UTF-16": "%PDF-1.7".encode("utf-16"),
        "the test file of virus scanners": EICAR,
    }
    for label, content in others.items():
        yield Hostile("Not what it says", label, content, REFUSED)
        if label in {"a web page", "SVG", "PHP", "a program for Windows"}:
            for name, kind in {"a.png": "image/png", "a.jpg": "image/jpeg"}.items():
                yield Hostile("Not what it says", f"{label} as {name}", content, REFUSED, name, kind)


def cut_off():
    yield Hostile("Empty or cut off", "no byte", b"", REFUSED)
    for number in (1, 4, 5, 8):
        yield Hostile("Empty or cut off", f"the first {number} of a PDF", pdf()[:number], REFUSED)
    yield Hostile("Empty or cut off", "a PDF without its end", pdf(end=b""), REFUSED)
    yield Hostile("Empty or cut off", "half a PDF", pdf()[: len(pdf()) // 2], REFUSED)
    yield Hostile("Empty or cut off", "a PDF with 2,000 bytes after it", pdf() + b"\0" * 2000, REFUSED)
    yield Hostile("Empty or cut off", "the magic of a PDF and noise", b"%PDF-1.7" + noise(5_000), REFUSED)
    for kind, name in (("PNG", "a.png"), ("JPEG", "a.jpg")):
        content = picture(kind, (200, 200))
        for share in (3, 20, len(content) // 2, len(content) - 10):
            yield Hostile("Empty or cut off", f"{share} bytes of a {kind}", content[:share], REFUSED, name)
        yield Hostile("Empty or cut off", f"a {kind} of noise", content[:20] + noise(500), REFUSED, name)
    yield Hostile("Empty or cut off", "a PNG with a wrong sum", damaged(picture("PNG"), 45), REFUSED, "a.png")


def noise(size):
    """The same bytes every time."""
    state, out = 1, bytearray()
    while len(out) < size:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        out.append(state >> 16 & 0xFF)
    return bytes(out)


def damaged(content, place):
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def too_much():
    filling = LIMIT - len(pdf(b""))
    yield Hostile("Too much", "the largest PDF", pdf(b" " * filling), TAKEN)
    yield Hostile("Too much", "one byte more", pdf(b" " * (filling + 1)), REFUSED)
    yield Hostile("Too much", "twice the limit", pdf(b" " * (2 * LIMIT)), REFUSED)
    for size in (
        (50_000, 10),
        (10, 50_000),
        (10_000, 10_000),
        (65_500, 65_500),
        (2**31 - 1, 2**31 - 1),
        (0, 0),
    ):
        yield Hostile("Too much", f"PNG of {size[0]} x {size[1]}", png_saying(*size), REFUSED, "a.png")
    high = bytearray(picture("JPEG", (8, 8)))
    frame = high.index(b"\xff\xc0")
    high[frame + 5 : frame + 9] = struct.pack(">HH", 50_000, 50_000)
    yield Hostile("Too much", "JPEG of 50,000 x 50,000", bytes(high), REFUSED, "a.jpg")
    yield Hostile(
        "Too much",
        "PNG whose words unpack to 50 MB",
        png_with(chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 50_000_000, 1))),
        REFUSED,
        "a.png",
    )
    yield Hostile("Too much", "400,000 objects", pdf(objects=b"7 0 obj 0 endobj\n" * 400_000), TAKEN)
    yield Hostile(
        "Too much",
        "deep arrays",
        pdf(objects=b"7 0 obj " + b"[" * 200_000 + b"]" * 200_000 + b" endobj\n"),
        TAKEN,
    )
    yield Hostile("Too much", "100,000 empty streams", pdf(objects=b"stream endstream\n" * 100_000), TAKEN)
    yield Hostile(
        "Too much",
        "a page that unpacks to 60 MB",
        pdf(objects=stream(zlib.compress(b" " * 60_000_000, 1), b"/Filter /FlateDecode")),
        TAKEN,
    )
    twice = zlib.compress(zlib.compress(b"\0" * 30_000_000, 1))
    yield Hostile(
        "Too much",
        "a page packed twice",
        pdf(objects=stream(twice, b"/Filter [ /FlateDecode /FlateDecode ]")),
        TAKEN,
    )
    yield Hostile(
        "Too much", "pages that hold themselves", pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), TAKEN
    )
    yield Hostile(
        "Too much",
        "a table that leads to itself",
        pdf(end=b"startxref\n9\n%%EOF\nxref\ntrailer << /Prev 9 >>\nstartxref\n9\n%%EOF\n"),
        TAKEN,
    )


def telling():
    """Pictures that say where and by whom they were taken: kept without it."""
    exif = exif_with_place()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + LEAK + b"</x:xmpmeta>"
    thumbnail = picture("JPEG", (16, 16)).replace(b"JFIF", b"LEAK")
    found = {
        "place in EXIF": picture("JPEG", exif=exif),
        "words in XMP": jpeg_with((0xE1, xmp)),
        "words of a press agency": jpeg_with((0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + LEAK)),
        "a comment": jpeg_with((0xFE, LEAK)),
        "a maker's own block": jpeg_with((0xE5, LEAK)),
        "a second picture behind the end": jpeg_with(after=thumbnail + LEAK),
        "several pictures in one": jpeg_with((0xE2, b"MPF\0" + LEAK)),
    }
    for label, content in found.items():
        yield Hostile("Picture that tells", f"JPEG: {label}", content, TAKEN, "photo.jpg", "image/jpeg")
    found = {
        "place in EXIF": picture("PNG", exif=exif),
        "words": png_with(chunk(b"tEXt", b"Comment\0" + LEAK)),
        "packed words": png_with(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(LEAK))),
        "words of the world": png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + LEAK)),
        "the time": png_with(chunk(b"tIME", struct.pack(">HBBBBB", 2026, 1, 2, 3, 4, 5))),
        "a private chunk": png_with(chunk(b"prVt", LEAK)),
        "bytes behind the end": png_with(after=LEAK),
    }
    for label, content in found.items():
        yield Hostile("Picture that tells", f"PNG: {label}", content, TAKEN, "photo.png", "image/png")


NAMES = [
    "../../../etc/passwd.pdf",
    "..\\..\\windows\\system32\\a.pdf",
    "C:\\Users\\Lea\\a.pdf",
    "\\\\server\\share\\a.pdf",
    "/etc/shadow",
    "a\x00.php.pdf",
    "a.pdf\x00.exe",
    "exe.\u202efdp.pdf",
    "a\u200b\u2066b.pdf",
    "a\r\nSet-Cookie: b=c\r\n.pdf",
    'a"; filename="b.exe.pdf',
    "a'; DROP TABLE municipalities_document; --.pdf",
    "<script>alert(1)</script>.pdf",
    "<img src=x onerror=alert(1)>.pdf",
    "{{7*7}}{% load static %}.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "a" * 300 + ".pdf",
    "é" * 200 + ".pdf",
    "a." + "p" * 400,
    "CON.pdf",
    "NUL",
    "aux.pdf",
    ".htaccess",
    ".pdf",
    "...",
    " ",
    "a.pdf ",
    "a.pdf.",
    "a.pdf.exe",
    "a.exe",
    "a.svg",
    "a.html",
    "a.pdf;.jsp",
    "a.pdf%00.php",
    "a%2f..%2fb.pdf",
    "~root.pdf",
    "$(reboot).pdf",
    "`id`.pdf",
    "-rf.pdf",
    "lettre d\u2019inte\u0301re\u0302t.pdf",
    "ᐃᓄᒃᑎᑐᑦ.pdf",
    "😀.pdf",
    "\ufeffa.pdf",
    "a\u2028b.pdf",
    "a" + "\u0301" * 100 + ".pdf",
]


def named():
    for number, name in enumerate(NAMES):
        # Each a file of its own: the register takes none twice.
        yield Hostile("Name", ascii(name)[:60], pdf(b"/X %d " % number), TAKEN, name)


def infected():
    """For the scanner: whole PDFs and pictures that hold what it knows."""
    yield Hostile("Virus", "in a stream of a PDF", pdf(objects=stream(EICAR)), LOCKED)
    yield Hostile("Virus", "in a comment of a PDF", pdf(head=b"%PDF-1.7\n%" + EICAR + b"\n"), LOCKED)
    yield Hostile("Virus", "after the end of a PDF", pdf() + EICAR, LOCKED)
    yield Hostile(
        "Virus",
        "in a picture's words, which are not kept",
        png_with(chunk(b"tEXt", b"x\0" + EICAR)),
        TAKEN,
        "a.png",
    )
    yield Hostile("Virus", "in a packed text", zipped({"word/document.xml": EICAR}), REFUSED, "a.docx")


def made():
    """All of them, made anew: 51 MB."""
    return tuple(
        hostile
        for family in (deeds, hidden, two_kinds, masked, cut_off, too_much, telling, named, infected)
        for hostile in family()
    )


hostile_files = cache(made)


def main():
    """Hand all of them in and print what became of them."""
    import pytest

    raise SystemExit(pytest.main(["-q", "-s", "tests/test_hostile_uploads.py", "-k", "all_of_them"]))


if __name__ == "__main__":
    main()
