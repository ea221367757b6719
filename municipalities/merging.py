"""A town becomes part of another.

The old town keeps its row, its address and all that was written about it, as the predecessor of the other: plans,
reports, good practices, documents. It is a member no longer, and nobody applies for it. What people need today goes over
to the other town, which can keep it right: where to get help.
"""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from coalition.models import Event
from coalition.workflow import WrongState

from . import extensions
from .care import hold
from .models import Application, Membership

Status = Membership.Status


def obstacles(municipality):
    """What has to be settled before the town becomes part of another: sentences."""
    found = []
    if municipality.merged_into_id:
        found.append(_("It is part of another municipality already."))
    if Application.objects.open().filter(municipality=municipality).exists():
        found.append(_("Its application is open: decide on it first, or have it withdrawn."))
    if municipality.parts.exists():
        found.append(_("Municipalities belong to it: place them in another region first."))
    return found + [why for ask in extensions.merger_obstacles for why in ask(municipality)]


@transaction.atomic
def merge(municipality, by, *, into, on, reason, read):
    """The town became part of `into` on the day `on`. A membership ends with it."""
    municipality, into = hold([municipality, into], "merge", by, read)
    if found := obstacles(municipality):
        raise WrongState(municipality, "merge", found[0])
    if into == municipality or into.merged_into_id:
        raise WrongState(into, "merge", _("The other municipality is part of another one itself."))
    municipality.merged_into, municipality.merged_on = into, on
    municipality.save(update_fields=["merged_into", "merged_on"])
    into.keep_former(*municipality.every_name)
    into.save()
    Event.record(municipality, "merge", by, note=f"→ {into.name_en}\n\n{reason}")
    Event.record(into, "take_in", by, note=f"{municipality.name_en}\n\n{reason}")
    membership = Membership.objects.filter(municipality=municipality).exclude(status=Status.ENDED).first()
    if membership:
        membership.end_by_merger(by, reason, on)
        if _is_member(into):
            membership.before_merger["services"] = _hand_over_services(municipality, into)
            membership.save(update_fields=["before_merger"])
    return municipality


def _is_member(town):
    return Membership.objects.filter(municipality=town).exclude(status=Status.ENDED).exists()


def _hand_over_services(municipality, into):
    """After those of the other town, in their order; both rows are held. Their numbers, to give them back."""
    last = into.services.aggregate(last=Max("position"))["last"] or 0
    numbers = list(municipality.services.values_list("pk", flat=True))
    municipality.services.update(municipality=into, position=F("position") + last)
    return numbers


def _give_services_back(municipality, into):
    """Those that the other town still has."""
    membership = Membership.objects.filter(municipality=municipality).first()
    numbers = (membership and membership.before_merger or {}).get("services", [])
    into.services.filter(pk__in=numbers).update(municipality=municipality)


@transaction.atomic
def undo_merger(municipality, by, *, reason, read, gives_membership_back):
    """The merger was a mistake: the town stands for itself again."""
    into = municipality.merged_into
    municipality, *others = hold([municipality, *filter(None, [into])], "undo_merger", by, read)
    if into is None or municipality.merged_into_id != into.pk:
        raise WrongState(municipality, "undo_merger", _("It is part of no other municipality."))
    municipality.merged_into = municipality.merged_on = None
    municipality.save(update_fields=["merged_into", "merged_on"])
    [into] = others
    _give_services_back(municipality, into)
    into.former_names = [name for name in into.former_names if name not in municipality.every_name]
    into.save()
    Event.record(municipality, "undo_merger", by, note=reason)
    Event.record(into, "give_up", by, note=f"{municipality.name_en}\n\n{reason}")
    if gives_membership_back:
        Membership.objects.get(municipality=municipality).give_back(by, reason)
    else:
        Membership.objects.filter(municipality=municipality).update(before_merger=None)
    return municipality
