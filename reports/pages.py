"""What the pages of a report show, as plain facts for the templates."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.i18n import other_language
from coalition.templatetags.coalition_tags import in_language

from . import measures, questions
from .completeness import part_gaps
from .deadlines import say_due
from .outline import OVERVIEW
from .reading_details import details


def workspace_crumbs(municipality):
    return [
        (_("Workspace"), reverse("workspaces")),
        (in_language(municipality, "name"), reverse("workspace", args=[municipality.slug])),
    ]


def report_facts(report, deeper=False):
    """What every page of a report shows; `deeper` for the pages under the report's own."""
    municipality = report.municipality
    crumbs = [
        *workspace_crumbs(municipality),
        (_("Progress reports"), reverse("reports", args=[municipality.slug])),
    ]
    if deeper:
        crumbs.append((_("Report of %(year)s") % {"year": report.cycle.year}, report.get_absolute_url()))
    return {
        "report": report,
        "municipality": municipality,
        "cycle": report.cycle,
        "due": say_due(report.due_at, municipality),
        "crumbs": crumbs,
    }


def named_requests(outline):
    """(title of the part, its address, the request) for what is still asked."""
    return [(part.title, part.url, request) for part in outline.parts for request in part.requests]


def elsewhere(outline, part):
    """(update, address of the page that asks for it) for the actions that are asked under another commitment."""
    homes = {update.pk: one.url for one in outline.commitments for update in one.updates}
    return [(update, homes[update.pk]) for update in part.elsewhere]


def last_words(part, last):
    """The section of last year, when it says something."""
    section = part.commitment and last.sections.get(part.commitment.number)
    return section if section and (section.text_en or section.text_fr) else None


def next_page(outline, part):
    """Where to go on: the next page that lacks something, else what was left out before, else the check."""
    parts, report = outline.parts, outline.report
    here = parts.index(part)
    for one in parts[here + 1 :]:
        if one.is_open and part_gaps(report, one):
            return one.url
    for one in parts[:here]:
        if one.is_open and (left := part_gaps(report, one)):
            return left[0].url if len(left) == 1 else one.url
    return reverse("report_check", args=[report.municipality.slug, report.cycle.year])


def sign_off(report):
    """What the sign-off form begins with: whoever signed before."""
    return {
        "name": report.signed_name,
        "title": report.signed_title,
        "council_on": report.council_on,
        "council_resolution": report.council_resolution,
    }


def today(report):
    """The day it is in the town."""
    return timezone.localdate(timezone=report.municipality.time_zone)


def missing_by_part(outline, found):
    """(part, number of gaps) for the parts that lack something."""
    counts = Counter(gap.section for gap in found)
    return [(part, counts[part.key]) for part in outline.parts if counts[part.key]]


def answers(report, outline):
    """What every part says, with what it lacks; parts that need nothing and say nothing are left out."""
    shown = all_answers(report, outline)
    return [one for one in shown if one["part"].is_needed or one["words"] or one["questions"]]


def all_answers(report, outline):
    """What every part says, also those that need nothing."""
    return [answer(report, part) for part in outline.parts]


def answer(report, part):
    """One part as facts for report/answers.html."""
    return {
        "part": part,
        "gaps": part_gaps(report, part),
        "words": words(report, "overview") if part.key == OVERVIEW else words(part.section, "text"),
        "readings": [
            (reading, measures.say_reading(reading), details(reading, report.municipality.population))
            for reading in part.readings
        ],
        "questions": questions.answered(part),
    }


def words(owner, field):
    """[(language, text)] of what is written in a bilingual field, the reader's language first; none of no owner."""
    found = [(code, getattr(owner, f"{field}_{code}")) for code in languages()] if owner else []
    return [(code, text) for code, text in found if text]


def languages():
    """Both languages, the reader's first."""
    return [get_language(), other_language(get_language())]


def secretariat_crumbs():
    return [(_("Secretariat"), reverse("secretariat"))]


def cycle_crumbs():
    return [*secretariat_crumbs(), (_("Reporting years"), reverse("cycles"))]


def cycle_facts(cycle):
    """What the pages under a reporting year's own show."""
    title = _("Reporting year %(year)s") % {"year": cycle}
    return {"cycle": cycle, "crumbs": [*cycle_crumbs(), (title, cycle.get_absolute_url())]}
