"""The accepted report as a PDF, laid out by templates/pdf/report.typ."""

from dataclasses import asdict
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition import ring as rings
from coalition.i18n import speaking
from coalition.pdf import compile_pdf, mark_drawing, ring_drawing
from coalition.templatetags.coalition_tags import FALLBACK_NOTES, OUTDATED_NOTES, long_date

from .citing import permanent_address
from .reading import read


def render_report(data, sha256, language):
    """The PDF's bytes: the same for the same data, digest and language."""
    with speaking(language):
        accepted_at = datetime.fromisoformat(data["accepted_at"])
        return compile_pdf("report.typ", contents(data, sha256, language), accepted_at)


def contents(data, sha256, language):
    reading = read(data)
    return {
        **asdict(reading),
        "told": [section_contents(section) for section in reading.told],
        "silent": [asdict(section) for section in reading.silent],
        "language": language,
        "address": permanent_address(data["number"]),
        "sha256": sha256,
        "fallback_notes": {code: str(note) for code, note in FALLBACK_NOTES.items()},
        "outdated_notes": {code: str(note) for code, note in OUTDATED_NOTES.items()},
        "ring_svg": ring_drawing(reading.ring),
        "ring_words": rings.describe(reading.ring),
        "marks": [mark_drawing(number) for number in range(1, rings.COMMITMENTS + 1)],
        "glance": [
            [section.number, section.short_title, section.state_name, section.count]
            for section in reading.sections
        ],
        "facts": [fact for fact in facts_of(reading) if fact[1]],
        "words": words(reading),
    }


def section_contents(section):
    elsewhere = [
        {
            "title": asdict(line.title),
            "where": _("See commitment %(number)d.") % {"number": min(line.commitments)},
        }
        for line in section.elsewhere
    ]
    return {**asdict(section), "elsewhere": elsewhere}


def facts_of(reading):
    population = reading.population and number_format(reading.population, force_grouping=True)
    return [
        (_("Province or territory"), reading.province),
        (
            _("Population"),
            population
            and _("%(number)s (%(year)s)") % {"number": population, "year": reading.population_year},
        ),
        (_("Declaration signed"), long_date(reading.declaration_signed_on)),
        (_("Plan adopted by council"), long_date(reading.plan_adopted_on)),
        (_("Taken to council on"), say_council(reading)),
        (_("Report submitted"), long_date(reading.submitted_on)),
        (_("Report accepted"), long_date(reading.accepted_on)),
    ]


def say_council(reading):
    day = long_date(reading.council_on)
    if not reading.council_resolution:
        return day
    return day + _(", resolution %(number)s") % {"number": reading.council_resolution}


def words(reading):
    """Every sentence of the layout, in the active language."""
    return {
        "coalition": _("Coalition of Inclusive Municipalities"),
        "document_title": _("%(town)s, progress report %(year)s")
        % {"town": reading.town, "year": reading.year},
        "report": _("Progress report %(year)s") % {"year": reading.year},
        "revision": _("Revision %(number)s") % {"number": reading.revision},
        "invented": _("Demonstration: this town is invented.") if reading.is_invented else "",
        "ring": _("The ten commitments: %(states)s.") % {"states": rings.describe(reading.ring)},
        "only_in": {
            "en": _("The municipality wrote this report in English."),
            "fr": _("The municipality wrote this report in French."),
        }.get(reading.only_in, ""),
        "overview": _("The year in short"),
        "glance": _("The ten commitments at a glance"),
        "number": _("No."),
        "commitment": _("Commitment"),
        "state": _("State"),
        "actions": _("Actions"),
        "sections": _("What was done, commitment by commitment"),
        "priority": _("Priority"),
        "lead": _("Lead department"),
        "period": _("Period"),
        "previous": _("The year before"),
        "other_actions": _("Other actions"),
        "silent": _("Nothing reported this year"),
        "indicators": _("Indicators"),
        "indicator": _("Indicator"),
        "value": str(reading.year),
        "before": str(reading.year_before or _("Before")),
        "redefined": _("The definition changed between the two years."),
        "broken": _("Another definition: not comparable with earlier years."),
        "withheld": _("Suppressed: fewer than 10 people are counted, or are not, and could be recognized.")
        if reading.has_withheld
        else "",
        "unanswered": unanswered(reading.unanswered),
        "signed": _("Signed for the municipality"),
        "about": _("About this document"),
        "permanent": _("Permanent address"),
        "digest": _("SHA-256 of the report's data"),
        "about_text": about(reading.revision),
        "page": _("Page"),
        "of": _("of"),
    }


def unanswered(count):
    return count and ngettext(
        "%(count)s indicator of a commitment that is not a priority was not answered.",
        "%(count)s indicators of commitments that are not priorities were not answered.",
        count,
    ) % {"count": count}


def about(revision):
    if revision == 1:
        return _(
            "This is the report as the secretariat accepted it. It does not change: a correction would be published "
            "beside it, as a new revision."
        )
    return _(
        "This is revision %(number)d of the report, as the secretariat accepted it. It does not change: earlier "
        "revisions stay at their own addresses."
    ) % {"number": revision}
