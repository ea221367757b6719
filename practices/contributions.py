"""What practices add to the pages of those who work: the secretariat's queue, a town's matters, an action's next step."""

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.extensions import action_offers
from municipalities.extensions import merger_obstacles, queue_sources, workspace_matters
from municipalities.panels import Matter, QueueRow

from .models import Practice
from .models.practice_search import VECTORS


@queue_sources.register(order=35)
def practices_to_review():
    waiting = Practice.objects.waiting().in_full().order_by("submitted_at", "pk")
    return [
        QueueRow(
            kind=_("Good practice"),
            heading=_("Good practices"),
            kind_key="practices",
            municipality=practice.municipality,
            title=str(practice),
            url=reverse("review_practice", args=[practice.pk]),
            status=practice.status,
            since=practice.submitted_at,
            next_step=_("Read it; publish it or ask for changes"),
        )
        for practice in waiting
    ]


@workspace_matters.register(order=40)
def practices_to_change(municipality, user):
    returned = municipality.practices.filter(status=Practice.Status.RETURNED).defer(*VECTORS.values())
    matters = []
    for practice in returned:
        practice.municipality = municipality
        matters.append(
            Matter(
                title=_("Good practice: %(title)s") % {"title": practice},
                url=practice.get_workspace_url(),
                status=practice.status,
                hint=_("The secretariat asks for changes."),
            )
        )
    return matters


@merger_obstacles.register(order=20)
def practices_that_wait(municipality):
    """What is public stays in the library, told by the town that was; a draft stays behind; what waits is owed an answer."""
    return [
        _("Its good practice “%(title)s” waits to be read: publish or return it first.") % {"title": practice}
        for practice in municipality.practices.waiting().defer(*VECTORS.values())
    ]


@action_offers.register(order=10)
def make_a_practice(municipality, lineages):
    """Of each action that has no practice yet."""
    told = set(
        municipality.practices.filter(action_lineage__in=lineages).values_list("action_lineage", flat=True)
    )
    address = reverse("add_practice", args=[municipality.slug])
    return {
        lineage: (_("Make a good practice of it"), f"{address}?action={lineage}")
        for lineage in lineages
        if lineage not in told
    }
