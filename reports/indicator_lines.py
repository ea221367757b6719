"""The indicators of an accepted report as they read in one language, from a snapshot's data of any schema."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition import numbers
from commitments import units

from .frozen_readings import SUPPRESSED
from .frozen_words import Words, best
from .models.reading import IndicatorReading
from .reading_details import say_rate, say_remarks
from .small_cells import say_withheld

SAID_BY_THE_FIGURE = {"yes or no", "%", "number"}


@dataclass(frozen=True)
class IndicatorLine:
    code: str
    name: str
    unit: str
    definition: str
    answer: str
    is_value: bool
    is_withheld: bool
    before: str
    is_redefined: bool  # the definition changed, and both figures may still be compared
    is_broken: bool  # it changed so that they may not
    remarks: str
    note: Words


@dataclass(frozen=True)
class IndicatorGroup:
    number: int | None
    title: str
    lines: list[IndicatorLine]


def indicator_groups(data):
    """The answered indicators by commitment, those that cut across all ten last."""
    titles = {
        commitment["number"]: best(commitment["short_title"]).text for commitment in data["commitments"]
    }
    groups = {}
    for line in data["indicators"]:
        if line["answer"] == "unanswered":
            continue
        groups.setdefault(line["commitment"], []).append(indicator_line(line, data["languages"]))
    return [
        IndicatorGroup(number, titles.get(number, "") if number else _("All commitments"), groups[number])
        for number in sorted(groups, key=lambda number: number or 99)
    ]


def indicator_line(line, languages):
    before, unit = line["previous"], line["unit"]["en"]
    # A note has no language of its own: it is in the town's, where the town wrote in one only.
    language = languages[0] if len(languages) == 1 else get_language()
    is_redefined = bool(before) and before["definition_version"] != line["definition_version"]
    is_comparable = bool(before) and before.get("is_comparable", not is_redefined)
    return IndicatorLine(
        code=line["code"],
        name=best(line["name"]).text,
        unit="" if unit in SAID_BY_THE_FIGURE else best(line["unit"]).text,
        definition=best(line["definition"]).text,
        answer=answer(line, kind(line)),
        is_value=line["answer"] == "value",
        is_withheld=line["answer"] == SUPPRESSED,
        before=answer(before, kind(line)) if before else "",
        is_redefined=is_redefined and is_comparable,
        is_broken=is_redefined and not is_comparable,
        remarks=" · ".join(remarks(line)),
        note=Words(line["note"], language, language != get_language()),
    )


def kind(line):
    return line.get("kind") or units.kind_of(line["unit"]["en"])


def answer(line, kind):
    """The figure, or in words why there is none: zero, not collected and not applicable are different answers."""
    if line["answer"] == SUPPRESSED:
        return say_withheld(line["withheld"], kind)
    if line["answer"] != "value":
        return str(dict(IndicatorReading.Answer.choices)[line["answer"]])
    return units.figure(Decimal(line["value"]), kind)


def remarks(line):
    """What the figure was made of and how far it can be relied on, each in a few words."""
    said = []
    for name in ("numerator", "denominator", "comparison"):
        if line.get(name) is not None:
            label = best(line[f"{name}_label"]).text
            said.append(
                _("%(label)s: %(message)s") % {"label": label, "message": numbers.number(Decimal(line[name]))}
            )
    if line.get("response_rate") is not None:
        said.append(_("Response rate: %(rate)s") % {"rate": say_rate(Decimal(line["response_rate"]))})
    return said + say_remarks(line)
