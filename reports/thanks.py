"""A note of thanks that the facts of a report suggest: the reviewer takes it, changes it, or writes another one."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.i18n import speaking
from coalition.templatetags.coalition_tags import in_language

from .models import ActionUpdate

NAMED = 2  # finished actions that are named


def suggested_thanks(report, outline):
    """{language: a note} in both languages; nothing is sent that nobody chose."""
    return {language: _note_in(language, report, outline) for language, _name in settings.LANGUAGES}


def _note_in(language, report, outline):
    with speaking(language):
        return "\n\n".join([_thanks(report), *_noticed(outline)])


def _thanks(report):
    facts = {"year": report.cycle.year, "town": in_language(report.municipality, "name")}
    if report.is_correction:
        return _("Thank you for correcting the %(year)s progress report of %(town)s.") % facts
    return _("Thank you for the %(year)s progress report of %(town)s.") % facts


def _noticed(outline):
    updates = [update for part in outline.commitments for update in part.updates]
    done = [update for update in updates if update.outcome == ActionUpdate.Outcome.DONE]
    moved = [
        part
        for part in outline.commitments
        if any(update.outcome in {"done", "updated"} for update in [*part.updates, *part.elsewhere])
    ]
    said = []
    if done:
        named = _(", ").join(
            _("“%(action)s”") % {"action": in_language(update.action, "title")} for update in done[:NAMED]
        )
        facts = {"count": len(done), "named": named}
        if len(done) > NAMED:
            said.append(_("You finished %(count)d actions this year, among them %(named)s.") % facts)
        else:
            said.append(
                ngettext(
                    "You finished %(count)d action this year: %(named)s.",
                    "You finished %(count)d actions this year: %(named)s.",
                    len(done),
                )
                % facts
            )
    if moved:
        titles = _(", ").join(str(part.commitment.short_title) for part in moved)
        facts = {"count": len(moved), "titles": titles}
        said.append(
            ngettext(
                "Work moved forward on %(count)d commitment: %(titles)s.",
                "Work moved forward on %(count)d commitments: %(titles)s.",
                len(moved),
            )
            % facts
        )
    return [" ".join(said)] if said else []
