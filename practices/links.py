"""The links of a practice: one a line, its address and then, if one wishes, what it is."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

MOST = 10
LONGEST = 500
_check = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Link:
    address: str
    words: str


def read_links(text):
    """The links of a text that was checked."""
    return [_link(line) for line in text.splitlines() if line.strip()]


def faulty_lines(text):
    """The lines of a text that begin with no address of the web."""
    return [line for line in text.splitlines() if line.strip() and not _is_good(line)]


def _link(line):
    address, _space, words = line.strip().partition(" ")
    return Link(address, words.strip() or urlsplit(address).netloc)


def _is_good(line):
    address = line.split()[0]
    try:
        _check(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST
