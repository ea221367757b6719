"""What happens when a reporting year opens: who is told, and years that open by themselves."""

from django.apps import apps

from coalition import outbox
from coalition.workflow import WrongState
from municipalities.models import Member, Role


def people_to_tell(towns):
    """The coordinators of these towns, whose year opens."""
    return (
        Member.objects.filter(municipality__in=towns, role=Role.COORDINATOR, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )


def opening_letters(cycle, towns, event):
    """To each coordinator in their language; a coordinator of two towns is told of each."""
    by_town = {town.pk: town for town in towns}
    return [
        opening_letter(cycle, by_town[person.municipality_id], person.user, event)
        for person in people_to_tell(towns)
    ]


def opening_letter(cycle, municipality, to, event):
    person = getattr(to, "pk", "contact")
    return outbox.compose(
        key=f"cycle-{cycle.pk}-open-{event}-{person}-{municipality.pk}",
        category="report",
        to=to,
        template="cycle_opened",
        context={"cycle": cycle, "municipality": municipality},
    )


def open_planned(at):
    """Open what is planned to be open by then, each once, also late after an outage; the years opened."""
    opened = []
    for cycle in apps.get_model("reports", "ReportingCycle").objects.to_open(at):
        try:
            cycle.open_as_planned()
        except WrongState:  # somebody opened it a moment ago
            continue
        opened.append(cycle)
    return opened
