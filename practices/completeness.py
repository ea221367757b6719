"""What a practice still lacks before it can be read by the secretariat, or published."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Without these nobody could take it up; what started it and whom to ask may be left out.
NEEDED = ("title", "summary", "why", "how", "effect", "learned")
LABELS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("In a few sentences"),
    "why": gettext_lazy("Why it was needed"),
    "beginning": gettext_lazy("What started it"),
    "how": gettext_lazy("How it was done"),
    "effect": gettext_lazy("What it changed"),
    "learned": gettext_lazy("What was learned"),
    "contact": gettext_lazy("Whom to ask"),
}
IN_LANGUAGE = {"en": gettext_lazy("in English"), "fr": gettext_lazy("in French")}


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and the field where it is given."""

    field: str
    words: str


def gaps(practice):
    """What a town's practice lacks in the language it is told in; one of the secretariat's, in both."""
    codes = [code for code, _name in settings.LANGUAGES]
    by_language = {
        code: [name for name in NEEDED if not getattr(practice, f"{name}_{code}")] for code in codes
    }
    wanted = (
        codes if practice.municipality_id is None else [min(codes, key=lambda code: len(by_language[code]))]
    )
    found = [
        Gap(f"{name}_{code}", f"{LABELS[name]} ({IN_LANGUAGE[code]})")
        for name in NEEDED
        for code in wanted
        if name in by_language[code]
    ]
    if not practice.topics.all():
        found.append(Gap("topics", _("One topic at least")))
    if not practice.commitments.all():
        found.append(Gap("commitments", _("One commitment at least")))
    if not practice.started_year:
        found.append(Gap("started_year", _("The year it began")))
    if practice.municipality_id is None:
        credits_ = {
            "place": _("The place"),
            "credit": _("The author"),
            "licence": _("The licence or permission"),
        }
        found += [Gap(name, words) for name, words in credits_.items() if not getattr(practice, name)]
    return found
