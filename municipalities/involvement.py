"""What visitors' offers and messages add to the queue, to public profiles and to what is tidied away."""

from django.utils.translation import gettext as _

from coalition.tidying import tidiers

from .extensions import profile_panels, queue_sources
from .models import Endorsement, Research
from .panels import Panel, QueueRow


@queue_sources.register(order=60)
def endorsements_to_review():
    return _rows(
        Endorsement,
        _("Endorsement"),
        _("Endorsements"),
        _("See whether it is this organization; list it or decline"),
    )


@queue_sources.register(order=61)
def research_to_review():
    return _rows(
        Research,
        _("Contributed research"),
        _("Contributed research"),
        _("Read the reference; publish it or decline"),
    )


def _rows(model, kind, heading, next_step):
    return [
        QueueRow(
            kind=kind,
            heading=heading,
            kind_key=model.key,
            municipality=None,
            title=str(offer),
            url=offer.get_absolute_url(),
            status=offer.status,
            since=offer.verified_at,
            next_step=next_step,
        )
        for offer in model.objects.waiting()
    ]


@profile_panels.register(order=90)
def write_to_the_town(municipality):
    """Whoever coordinates is named nowhere; where nobody does, nobody would read it."""
    if not municipality.membership.can_be_written_to or not municipality.people.coordinating().exists():
        return None
    return Panel("contact", _("Write to the municipality"), "involve/panel.html")


tidiers.register(order=10)(Endorsement.tidy)
tidiers.register(order=11)(Research.tidy)
