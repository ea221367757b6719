"""What was typed about something that the part asks no more: a colleague published another edition of the plan meanwhile."""

import re
from dataclasses import dataclass

from coalition.shared_forms import SharedForm
from coalition.text import clean_text

from ..models import ActionUpdate, IndicatorReading
from .reading import ReadingForm

SEEN = re.compile(r"((?:update|reading|question)-[0-9A-Za-z]{1,20})-seen")
CHOICES = dict([*ActionUpdate.Outcome.choices, *IndicatorReading.Answer.choices])


@dataclass(frozen=True)
class Stray:
    """`prefix` as the page names its fields; `words` are what was typed there, and was not there before."""

    prefix: str
    words: list


def typed_astray(data, forms):
    """The Strays of what a page sent, for the forms that the part has now."""
    known, found = {form.prefix for form in forms}, []
    for name in data:
        match = SEEN.fullmatch(name)
        if match and match[1] not in known:
            words = _words(data, match[1])
            found += [Stray(match[1], words)] if words else []
    return found


def _words(data, prefix):
    shown = set(data[f"{prefix}-seen"].split(" "))
    typed = {
        name.removeprefix(f"{prefix}-"): clean_text(data[name]).strip()
        for name in data
        if name.startswith(f"{prefix}-") and not name.endswith("-seen")
    }
    together = ReadingForm.TOGETHER if prefix.startswith("reading") else {}
    grouped = {name: unit for unit, names in together.items() for name in names}
    words = []
    for unit in dict.fromkeys(grouped.get(name, name) for name in typed):
        names = together.get(unit, (unit,))
        answers = {name: typed.get(name, "") for name in names}
        if any(answers.values()) and f"{unit}:{SharedForm.mark_of(answers, names)}" not in shown:
            words += [str(CHOICES.get(text, text)) for text in answers.values() if text]
    return words
