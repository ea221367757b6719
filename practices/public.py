"""What practices add to public pages below: a town's profile, a commitment, the home page."""

from django.utils.translation import gettext as _

from commitments.extensions import commitment_panels
from municipalities.extensions import home_panels, profile_panels
from municipalities.panels import Panel

from .models import Adoption, Practice
from .reading import Following, newest_told

NEWEST_AT_HOME = 4
MOST = 6


@profile_panels.register(order=40)
def practices_of_the_town(municipality):
    own = list(
        Practice.objects.public().filter(municipality=municipality).in_full().order_by("-published_at")
    )
    adoptions = list(
        Adoption.objects.public()
        .filter(municipality=municipality, practice__status=Practice.Status.PUBLISHED)
        .select_related("practice__municipality__province", "practice__country")
    )
    if not own and not adoptions:
        return None
    told = newest_told(adoptions)
    facts = {
        "own": own,
        "adopted": [Following(each, told.get((each.municipality_id, each.lineage))) for each in adoptions],
    }
    return Panel("practices", _("Good practices"), "practices/panel.html", facts)


@commitment_panels.register(order=10)
def practices_of_the_commitment(commitment):
    found = Practice.objects.public().filter(commitments=commitment)
    count = found.count()
    if not count:
        return None
    newest = list(found.in_full().order_by("-published_at", "-pk")[:MOST])
    facts = {"practices": newest, "count": count, "commitment": commitment, "has_more": count > len(newest)}
    return Panel("practices", _("Good practices"), "practices/commitment.html", facts)


@home_panels.register(order=30)
def newest_at_home():
    newest = list(Practice.objects.public().in_full().order_by("-published_at", "-pk")[:NEWEST_AT_HOME])
    if not newest:
        return None
    return Panel("practices", _("Latest good practices"), "practices/home.html", {"practices": newest})
