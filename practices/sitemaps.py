"""The public pages of this app, for search engines (coalition/sitemaps.py)."""

from django.db.models import Max

from coalition.sitemaps import Section, sitemap_sections, standing_pages

from .models import Practice


@standing_pages.register(order=20)
def pages():
    return ["practices"]


@sitemap_sections.register(order=50)
class Practices(Section):
    name = "practices"

    def items(self):
        return Practice.objects.public().order_by("pk").only("slug", "changed_at")

    def lastmod(self, practice):
        return practice.changed_at

    def get_latest_lastmod(self):
        return Practice.objects.public().aggregate(latest=Max("changed_at"))["latest"]
