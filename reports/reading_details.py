"""What the town and the secretariat read beside an answer: what it was made of, what is said of it, what is withheld."""

from django.utils.translation import gettext as _

from commitments import units

from . import measures
from .small_cells import why_withheld

REMARKS = ["period", "source", "confidence", "served_by"]


def details(reading, population):
    """Lines of words, none where there is nothing to add."""
    lines = [
        _("%(label)s: %(message)s") % {"label": label, "message": number}
        for label, number in measures.say_parts(reading)
    ]
    if reading.response_rate is not None:
        lines.append(_("Response rate: %(rate)s") % {"rate": say_rate(reading.response_rate)})
    lines += say_remarks({name: getattr(reading, name) for name in REMARKS})
    if why_withheld(reading, population):
        lines.append(
            _(
                "The public does not see this figure: few people stand behind it, and they could be recognized."
            )
        )
    return lines


def say_rate(rate):
    return units.figure(rate, units.Kind.SHARE)


def say_remarks(remarks):
    """{name: text} as labelled lines; what is empty says nothing."""
    labelled = {
        "period": _("Period: %(text)s"),
        "source": _("Source: %(text)s"),
        "served_by": _("Served by: %(text)s"),
        "confidence": _("Reliability: %(text)s"),
    }
    return [sentence % {"text": remarks[name]} for name, sentence in labelled.items() if remarks.get(name)]
