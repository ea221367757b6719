"""What waits for the secretariat before a town applies: letters of interest, and municipalities that are missed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from .extensions import queue_sources
from .models import Interest, Proposal
from .panels import QueueRow


@queue_sources.register(order=12)
def letters_to_acknowledge():
    waiting = Interest.objects.waiting().select_related("application__municipality__province")
    return [
        QueueRow(
            kind=_("Letter of interest"),
            heading=_("Letters of interest"),
            kind_key="interest",
            municipality=interest.municipality,
            title=interest.application.number,
            url=reverse("review_application", args=[interest.application_id]) + "#interest",
            status=interest.status,
            since=interest.declared_at,
            next_step=_("Read the letter and acknowledge it"),
        )
        for interest in waiting
    ]


@queue_sources.register(order=14)
def proposals_to_decide():
    return [
        QueueRow(
            kind=_("Proposed municipality"),
            heading=_("Proposed municipalities"),
            kind_key="proposal",
            municipality=None,
            title=f"{proposal.name}, {proposal.province.name}",
            url=reverse("review_proposal", args=[proposal.pk]),
            status=proposal.status,
            since=proposal.proposed_at,
            next_step=_("See whether the registry has it; add it, match it or decline"),
        )
        for proposal in Proposal.objects.waiting().select_related("province")
    ]
