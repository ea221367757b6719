"""Adoption: a practice becomes an action of a town's plan, and what comes of it stays known."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.forms import PortalForm
from coalition.models import Event
from commitments.copying import lineage_of_copy
from commitments.models import ActionPlan
from municipalities.models import Municipality, Role

from .models import Adoption

LONGEST_TITLE = 250


class AdoptionForm(PortalForm):
    """Into the plan of which town; where there is one only, it is chosen."""

    town = forms.ChoiceField(
        label=_("Into the plan of"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the municipality."),
            "invalid_choice": _("Choose one of these municipalities."),
        },
    )

    def __init__(self, data=None, *, towns):
        super().__init__(data, initial={"town": towns[0].slug if len(towns) == 1 else None})
        self.fields["town"].choices = [(town.slug, town.name) for town in towns]


def towns_that_may_adopt(user, practice):
    """The member towns for which the person writes the plan, the practice's own apart."""
    return list(
        Municipality.objects.members()
        .filter(people__user=user, people__role__gte=Role.CONTRIBUTOR)
        .exclude(pk=practice.municipality_id)
        .select_related("province")
        .alphabetical()
    )


@transaction.atomic
def adopt(practice, town, by):
    """The action in the town's plan being written, which is begun where there is none. Twice, it is the same one."""
    plan = ActionPlan.start(town, by)
    lineage = lineage_of_copy(plan, f"practice {practice.pk}")
    said = {
        f"title_{code}": (getattr(practice, f"title_{code}") or "")[:LONGEST_TITLE] for code in ("en", "fr")
    }
    said |= {f"description_{code}": getattr(practice, f"summary_{code}") or "" for code in ("en", "fr")}
    action = plan.add_action(
        by,
        lineage=lineage,
        copied_from=practice.municipality,
        commitments=[commitment.pk for commitment in practice.commitments.all()],
        **said,
    )
    _adoption, is_new = Adoption.objects.get_or_create(
        practice=practice, municipality=town, defaults={"lineage": lineage, "adopted_by": by}
    )
    if is_new:
        Event.record(practice, "adopt", by, note=str(town), is_on_behalf=acts_for_secretariat(by))
    return action
