"""The public pages of this app, for search engines (coalition/sitemaps.py)."""

from django.db.models import Max

from coalition.sitemaps import Section, sitemap_sections, standing_pages

from .models import Membership, Municipality

VISITORS = ["get_involved", "endorsements", "contributed_research", "where_to_get_help", "contact"]


@standing_pages.register(order=0)
def pages():
    return ["home", "directory", "compare", "members_over_time", "join", "find_town", *VISITORS]


@sitemap_sections.register(order=10)
class Municipalities(Section):
    """Members and those that were; a town that never was has little to say here."""

    name = "municipalities"

    def items(self):
        towns = Municipality.objects.filter(membership__isnull=False, merged_into=None).order_by("pk")
        # What the page says first (stage, ring, years) stands on the membership.
        return towns.annotate(changed_at=Max("membership__history__pgh_created_at")).only("slug")

    def lastmod(self, town):
        return town.changed_at

    def get_latest_lastmod(self):
        return Membership.history.rel.related_model.objects.aggregate(latest=Max("pgh_created_at"))["latest"]
