"""What somebody types to find a municipality, read in every way it can be meant.

"Town of Windsor, N.S." is the words "town of windsor ns", and also "windsor" in Nova Scotia. A town is found when
it answers to one of the readings; nothing here asks the database.
"""

import re
from dataclasses import dataclass
from itertools import islice, product

from coalition.i18n import fold

LONGEST_SEARCH = 100  # characters; no name is longer
MOST_SPELLINGS = 12  # of one name that has many words with several forms

# Signs that a keyboard or a word processor puts in the place of a hyphen, an apostrophe or a space.
SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2212_", "-") | dict.fromkeys("\u2018\u201b\u02bc\u00b4`", "'")
)
BRACKETS = str.maketrans("()[];:", "      ")

# How a word is written otherwise. The word itself may be the beginning of another; its other forms are whole words.
FORMS = {
    "st": ("saint", "sainte"),
    "ste": ("sainte",),
    "saint": ("st", "ste"),
    "sainte": ("ste", "st"),
    "sts": ("saints",),
    "stes": ("saintes",),
    "saints": ("sts",),
    "saintes": ("stes",),
    "mt": ("mount", "mont"),
    "mount": ("mont", "mt"),
    "mont": ("mount", "mt"),
    "ft": ("fort",),
    "no": ("number",),
    "&": ("and", "et"),
    "and": ("et",),
    "et": ("and",),
}

# As people end a line of an address; folded.
PROVINCES = {
    spelling: code
    for code, spellings in {
        "NL": [
            "nl",
            "n l",
            "nfld",
            "newfoundland",
            "labrador",
            "newfoundland and labrador",
            "newfoundland labrador",
        ]
        + ["tnl", "t n l", "terre neuve", "terre neuve et labrador", "terre neuve labrador"],
        "PE": ["pe", "pei", "p e i", "prince edward island", "ipe", "i p e", "ile du prince edouard"],
        "NS": ["ns", "n s", "nova scotia", "ne", "n e", "nouvelle ecosse"],
        "NB": ["nb", "n b", "new brunswick", "nouveau brunswick"],
        "QC": ["qc", "q c", "pq", "p q", "que", "quebec", "province de quebec"],
        "ON": ["on", "ont", "ontario"],
        "MB": ["mb", "man", "manitoba"],
        "SK": ["sk", "sask", "saskatchewan"],
        "AB": ["ab", "alta", "alb", "alberta"],
        "BC": ["bc", "b c", "british columbia", "cb", "c b", "colombie britannique"],
        "YT": ["yt", "y t", "yn", "yk", "yukon"],
        "NT": ["nt", "nwt", "n w t", "northwest territories", "tno", "t n o", "territoires du nord ouest"],
        "NU": ["nu", "nvt", "nunavut"],
    }.items()
    for spelling in spellings
}
LONGEST_PROVINCE = max(len(spelling.split()) for spelling in PROVINCES)

WHICH = r"(?:(?:regional|rural|resort|united|specialized|summer|northern|charter|metropolitan) )*"
KIND_EN = rf"{WHICH}(?:city|town|township|townships|village|municipality|district|county|counties|parish|hamlet|region|borough)"
KIND_FR = (
    r"(?:ville|cite|municipalite|village|canton|cantons|paroisse|comte|comtes|hameau|district|region|mrc)"
    r"(?: (?:regionale|rurale|unis|nordique))*(?: de comte)?"
)
BEFORE = re.compile(
    rf"(?:the )?(?:corporation of (?:the )?)?(?:{KIND_EN}|rm) of (?:the )?|(?:l |la |le )?{KIND_FR} (?:de|d|du|des) "
)
AFTER = re.compile(rf" (?:{KIND_EN}|ville|cite)$")


@dataclass(frozen=True)
class Reading:
    words: tuple
    province: str | None = None

    @property
    def text(self):
        return " ".join(self.words)

    def spellings(self):
        """The words with each of their forms: "st jerome", "saint jerome", "sainte jerome"."""
        ways = product(*((word, *FORMS.get(word, ())) for word in self.words))
        return [" ".join(way) for way in islice(ways, MOST_SPELLINGS)]


def read(typed):
    """The readings of what was typed, as it stands first; none where nothing can be read."""
    words = tidy(typed).split()
    if not words:
        return []
    readings = [Reading(tuple(words))]
    for name, province in [(words, None), *without_province(words)]:
        readings.append(Reading(tuple(name), province))
        for bare in without_kind(" ".join(name)):
            readings.append(Reading(tuple(bare.split()), province))
    return list(dict.fromkeys(readings))


def tidy(typed):
    return fold(typed[:LONGEST_SEARCH].translate(SIGNS).translate(BRACKETS))


def without_province(words):
    """(the words before it, its code), where the last words name a province or territory."""
    if words[-1] == "canada":
        words = words[:-1]
    for length in range(min(LONGEST_PROVINCE, len(words) - 1), 0, -1):
        name, code = words[:-length], PROVINCES.get(" ".join(words[-length:]))
        if code and not BEFORE.fullmatch(" ".join([*name, ""])):  # "ville de Québec" is the town
            yield name, code
            return


def without_kind(text):
    """The name without "city of" before it or "township" after it, where there is such a thing."""
    bare = text
    while (shorter := BEFORE.sub("", bare, count=1) if BEFORE.match(bare) else bare) != bare and shorter:
        bare = shorter
    for name in (bare, AFTER.sub("", bare)):
        if name and name != text:
            yield name
