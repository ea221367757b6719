"""A reporting year as a town would see it, before it opens.

The year is really opened for one town, in a transaction that is always taken back: what is shown is what the portal
itself makes, not a drawing of it, and nothing of it stays.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from commitments.models import Action, ActionPlan, CommonCommitment, Priority
from municipalities.models import Municipality, Province

from .forms.part import PartForms
from .last_year import LastYear
from .models import ReportingCycle
from .opening import opening_letter, people_to_tell
from .outline import Outline

# What an invented town works on: two commitments show what the others are like.
INVENTED = {
    1: ("Open a desk for complaints", "Ouvrir un guichet pour les plaintes"),
    3: ("Publish where to find help", "Publier où trouver de l’aide"),
}


@contextmanager
def as_if_open(cycle, municipality=None):
    """The draft report that the town, or an invented one, would get; whatever is read of it is read inside."""
    with transaction.atomic():
        opened = ReportingCycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
        ReportingCycle.objects.filter(pk=cycle.pk).update(status=ReportingCycle.Status.OPEN)
        opened.status = ReportingCycle.Status.OPEN
        town = municipality or _invent()
        report = opened.start_report(town, None)
        report.cycle, report.municipality = opened, town
        yield report
        transaction.set_rollback(True)


def _invent():
    town = Municipality.objects.create(
        name_en="Example Town",
        name_fr="Ville d’exemple",
        province=Province.objects.get(pk="ON"),
        kind="T",
        is_invented=True,
    )
    plan = ActionPlan.objects.create(municipality=town, status=ActionPlan.Status.PUBLISHED)
    for number in CommonCommitment.objects.filter(number__in=INVENTED).values_list("number", flat=True):
        Priority.objects.create(municipality=town, commitment_id=number)
        title_en, title_fr = INVENTED[number]
        Action.objects.create(plan=plan, title_en=title_en, title_fr=title_fr).commitments.set([number])
    return town


@dataclass(frozen=True)
class PartSeen:
    """A page of the report, with its forms as they stand at first."""

    part: object
    forms: PartForms


def parts_seen(report):
    last = LastYear(report)
    outline = Outline(report)
    return last, [PartSeen(part, PartForms(report, part, last)) for part in outline.parts]


@dataclass(frozen=True)
class Mailing:
    """Who would be told that the year opens, and in which words."""

    people: list  # Member, with `user` and `municipality`
    alone: list  # towns whose coordinators nobody is
    letters: list  # one in each language

    @property
    def by_language(self):
        """[(language, how many messages)], those of the letters."""
        return [
            (letter.get_language_display(), sum(one.user.language == letter.language for one in self.people))
            for letter in self.letters
        ]


def mailing(cycle, towns, shown):
    """`shown` is the town that the letters name."""
    by_town = {town.pk: town for town in towns}
    people = list(people_to_tell(towns))
    for one in people:
        one.municipality = by_town[one.municipality_id]
    told = {one.municipality_id for one in people}
    letters = [
        opening_letter(cycle, shown, ("preview@example.org", language), "preview")
        for language in ("en", "fr")
    ]
    return Mailing(people, [town for town in towns if town.pk not in told], letters)
