"""What a town's feed says of its plans: each edition, when it was published."""

from django.utils.translation import gettext as _

from municipalities.extensions import feed_entries
from municipalities.feeds import FeedEntry


@feed_entries.register(order=10)
def editions(municipality):
    plans = list(municipality.plans.published_once())
    for plan in plans:
        plan.municipality = municipality
    return [
        FeedEntry(
            key=f"plan-{plan.pk}",
            title=_("%(town)s: action plan, edition %(number)s")
            % {"town": municipality.name, "number": plan.edition},
            url=plan.get_public_url(),
            at=plan.published_at,
        )
        for plan in plans
    ]
