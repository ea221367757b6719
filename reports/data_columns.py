"""An accepted report as two tables: its actions, its indicators. The names are those of the JSON (freezing.py).

The header is the same in both languages, so that a program needs to know one; `*_COLUMNS` say what each column holds.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

ACTION_COLUMNS = [
    ("number", _("what the report is cited by, and which revision it is")),
    ("municipality_en", _("the town, in English")),
    ("municipality_fr", _("the town, in French")),
    ("year", _("the year reported on")),
    ("lineage", _("names the same action in every year and revision")),
    ("commitments", _("numbers of the commitments the action serves, separated by spaces")),
    ("title_en", _("the action, in English; empty where the town wrote in French only")),
    ("title_fr", _("the action, in French; empty where the town wrote in English only")),
    ("lead", _("department that leads it")),
    ("starts_on", _("date")),
    ("due_on", _("date")),
    ("outcome", _("done, updated, unchanged or dropped")),
    ("previous_outcome", _("the same in the report of the year before, empty where there is none")),
    ("text_en", _("what became of it, in English")),
    ("text_fr", _("what became of it, in French")),
]
INDICATOR_COLUMNS = [
    ("number", _("what the report is cited by, and which revision it is")),
    ("municipality_en", _("the town, in English")),
    ("municipality_fr", _("the town, in French")),
    ("year", _("the year reported on")),
    ("code", _("names the indicator")),
    ("commitment", _("number of the commitment; empty for those that concern all ten")),
    ("name_en", _("the indicator, in English")),
    ("name_fr", _("the indicator, in French")),
    ("unit_en", _("unit, in English")),
    ("unit_fr", _("unit, in French")),
    ("definition_version", _("which definition it was answered by")),
    ("answer", _("value, not_collected, not_applicable, unanswered or suppressed: five different answers")),
    ("value", _("the figure, with a decimal point; empty unless the answer is a value")),
    ("note", _("what the town adds, in the language it wrote in")),
    # Later columns stand last, so that the earlier ones keep their places.
    (
        "numerator",
        _("the first of the numbers the figure was made of; empty where the town gave the figure alone"),
    ),
    ("denominator", _("the second of them")),
    ("comparison", _("of a ratio of shares, the share it is compared with")),
    (
        "withheld",
        _(
            "where the answer is suppressed: below_10, or revealing where it would tell such a figure; else empty"
        ),
    ),
    (
        "comparable_since",
        _("the oldest version of the definition with whose figures this one may be compared"),
    ),
]
NUMBERS = ["numerator", "denominator", "comparison"]


def action_rows(data):
    """The rows under ACTION_COLUMNS."""
    for action in data["actions"]:
        yield [
            *report_cells(data),
            action["lineage"],
            " ".join(map(str, action["commitments"])),
            action["title"]["en"],
            action["title"]["fr"],
            action["lead"],
            day(action["starts_on"]),
            day(action["due_on"]),
            action["outcome"],
            action["previous_outcome"],
            action["text"]["en"],
            action["text"]["fr"],
        ]


def indicator_rows(data):
    """The rows under INDICATOR_COLUMNS."""
    for line in data["indicators"]:
        yield [
            *report_cells(data),
            line["code"],
            line["commitment"],
            line["name"]["en"],
            line["name"]["fr"],
            line["unit"]["en"],
            line["unit"]["fr"],
            line["definition_version"],
            line["answer"],
            number(line["value"]),
            line["note"],
            # Schema 1 had none of these, and knew no comparability: another version was another measure.
            *(number(line.get(name)) for name in NUMBERS),
            line.get("withheld", ""),
            line.get("comparable_since", line["definition_version"]),
        ]


def report_cells(data):
    name = data["municipality"]["name"]
    return [data.get("number", ""), name["en"], name["fr"], data["year"]]


def number(text):
    return None if text is None else Decimal(text)


def day(text):
    return date.fromisoformat(text) if text else None
