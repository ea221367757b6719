"""From an accepted action to the draft of a practice: one step, nothing typed twice."""

import uuid

from django.utils.translation import gettext as _

from coalition.i18n import speaking
from commitments.extensions import told_actions
from commitments.models import Action

MOST_OFFERED = 60


def accepted_actions(municipality):
    """What accepted reports say of the town's actions: [(lineage, [ToldAction, the newest year first])]."""
    found = {}
    for tell in told_actions:
        for told in tell([municipality.pk], None):
            found.setdefault(told.lineage, []).append(told)
    return list(found.items())[:MOST_OFFERED]


def start_from(municipality, typed):
    """What the form begins with: the action as the newest accepted report tells it, and each year's words.

    Nothing where no accepted report knows an action of this lineage.
    """
    lineage = read_lineage(typed)
    years = dict(accepted_actions(municipality)).get(lineage) if lineage else None
    if not years:
        return {}
    newest = years[0]
    first_year = min(told.year for told in years)
    start = {"from_action": lineage, "commitments": newest.commitments, "started_year": first_year}
    for code in ("en", "fr"):
        start[f"title_{code}"] = getattr(newest, f"title_{code}")[:150]
        start[f"how_{code}"] = getattr(newest, f"description_{code}")
        start[f"effect_{code}"] = _words_of_years(years, code)
    return start


def read_lineage(typed):
    """A UUID, or None."""
    try:
        return uuid.UUID(typed)
    except (ValueError, AttributeError, TypeError):
        return None


def is_of_town(municipality, lineage):
    return Action.objects.filter(plan__municipality=municipality, lineage=lineage).exists()


def _words_of_years(years, code):
    """What the reports said, the first year first, each under its year."""
    with speaking(code):
        return "\n\n".join(
            _("In %(year)s: %(words)s") % {"year": told.year, "words": getattr(told, f"text_{code}")}
            for told in reversed(years)
            if getattr(told, f"text_{code}")
        )
