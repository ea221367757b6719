"""What a report still lacks. Computed on the server, from the answers, at every look and at submission."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from coalition.templatetags.coalition_tags import bilingual

from . import questions
from .outline import OVERVIEW, Outline
from .past_readings import unexplained_jump

# What an address says when its page was opened from the check: it leads back there.
BACK_TO_CHECK = "back=check"


@dataclass(frozen=True)
class Gap:
    """One thing missing: in which part of the report, what, and the address where it can be given."""

    section: str
    title: str
    missing: str
    url: str

    @property
    def url_from_check(self):
        """The same place, which leads back to the check once it is saved."""
        return self.url.replace("#", f"?{BACK_TO_CHECK}#", 1)


def gaps(report, outline=None):
    """Everything missing, in the order of the report. The number of queries does not depend on its size."""
    outline = outline or Outline(report)
    return [gap for part in outline.parts for gap in part_gaps(report, part)]


def is_complete(report, part):
    """Whether a part lacks nothing; quicker than to say what."""
    return next(_part_gaps(report, part), None) is None


def part_gaps(report, part):
    """What one part lacks; a commitment that is no priority needs nothing."""
    return list(_part_gaps(report, part))


def _part_gaps(report, part):
    def gap(missing, anchor):
        return Gap(part.key, part.title, missing, f"{part.url}#{anchor}")

    if not part.is_needed:
        return
    if part.key == OVERVIEW and not (report.overview_en or report.overview_fr):
        yield gap(_("Say in a few sentences how the year went, in English or in French."), "words")
    if part.section and part.section.is_priority:
        if not (part.section.text_en or part.section.text_fr):
            yield gap(_("Say what happened this year, in English or in French."), "words")
        elif part.section.is_carried:
            yield gap(_("Change last year's words, or confirm that they still hold."), "words")
    for update in part.updates:
        if not update.is_answered:
            missing = _about(_("Say what became of “%(action)s”."), update.action)
            yield gap(missing, f"update-{update.pk}")
        elif update.needs_words:
            missing = _about(_("Say in a few words what became of “%(action)s”."), update.action)
            yield gap(missing, f"update-{update.pk}")
    for reading in part.readings:
        if not reading.is_answered:
            missing = _("Answer the indicator “%(indicator)s”.") % {"indicator": reading.version.name}
            yield gap(missing, f"reading-{reading.indicator_id}")
        elif moved := unexplained_jump(reading):
            missing = _("Say in a note why “%(indicator)s” changed so much. %(jump)s") % {
                "indicator": reading.version.name,
                "jump": moved,
            }
            yield gap(missing, f"reading-{reading.indicator_id}")
    for missing, anchor in questions.missing(part):
        yield gap(missing, anchor)


def _about(sentence, action):
    """The sentence with the action's title in it, which says its language where it is not the reader's."""
    return mark_safe(escape(sentence) % {"action": bilingual(action, "title")})
