"""Text as people type and paste it, made safe to store, to compare and to show."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls except newline and tab, lone surrogates, byte-order marks, and the marks that turn the direction of
# the letters around them: nothing that anybody sees is lost.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")


def clean_text(text):
    """Composed (NFC), lines ended by a newline, without what cannot be seen or stored."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", LINE_ENDS.sub("\n", text)))


def clean_line(text):
    """The same on one line. No-break spaces stay: French needs them."""
    return re.sub("[ \t\n]+", " ", clean_text(text)).strip(" ")


def masked(address):
    """Enough to tell one's own addresses apart: "l…@example.org"."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}" if host else ""
