"""A town becomes part of another.

The old town keeps its row, its address and all that was written about it, as the predecessor of the other; it is a
member no longer, and nobody applies for it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from coalition.models import Event
from coalition.workflow import WrongState

from . import extensions
from .care import hold
from .letters import tell
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
    Event.record(municipality, "merge", by, note=f"→ {into.name_en}\n\n{reason}")
    Event.record(into, "take_in", by, note=f"{municipality.name_en}\n\n{reason}")
    membership = Membership.objects.filter(municipality=municipality).exclude(status=Status.ENDED).first()
    if membership:
        membership.end(by, reason)
    return municipality


@transaction.atomic
def undo_merger(municipality, by, *, reason, read, gives_membership_back):
    """The merger was a mistake: the town stands for itself again."""
    [municipality] = hold([municipality], "undo_merger", by, read)
    into = municipality.merged_into
    if into is None:
        raise WrongState(municipality, "undo_merger", _("It is part of no other municipality."))
    municipality.merged_into = municipality.merged_on = None
    municipality.save(update_fields=["merged_into", "merged_on"])
    Event.record(municipality, "undo_merger", by, note=reason)
    Event.record(into, "give_up", by, note=f"{municipality.name_en}\n\n{reason}")
    if gives_membership_back:
        give_back(Membership.objects.get(municipality=municipality), by, reason)
    return municipality


def give_back(membership, by, reason):
    """The membership goes on as it was before it ended, as if it had not."""
    period = membership.periods.take_back()
    rows = Membership.objects.filter(pk=membership.pk, status=Status.ENDED)
    if not rows.update(status=period.status, reason=""):
        raise WrongState(membership, "give_back")
    event = Event.record(membership, "give_back", by, note=reason)
    tell(membership, event, "membership_resume", membership.municipality.coordinators())
