"""The public pages of this app, for search engines (coalition/sitemaps.py)."""

from django.db.models import Max

from coalition.sitemaps import Section, sitemap_sections, standing_pages

from .models import Snapshot


@standing_pages.register(order=30)
def pages():
    return ["verification", "progress"]


@sitemap_sections.register(order=60)
class Reports(Section):
    """The newest revision of each accepted report."""

    name = "reports"

    def items(self):
        newest = Snapshot.objects.newest_revisions().select_related("municipality", "cycle").order_by("pk")
        return newest.only("accepted_at", "municipality__slug", "cycle__year")

    def lastmod(self, snapshot):
        return snapshot.accepted_at

    def get_latest_lastmod(self):
        return Snapshot.objects.newest_revisions().aggregate(latest=Max("accepted_at"))["latest"]
