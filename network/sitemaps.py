"""The public pages of this app, for search engines (coalition/sitemaps.py)."""

from coalition.sitemaps import Section, sitemap_sections, standing_pages

from .models import Bulletin


@standing_pages.register(order=30)
def pages():
    return ["bulletin"]


@sitemap_sections.register(order=60)
class Bulletins(Section):
    name = "bulletins"

    def items(self):
        return Bulletin.objects.sent().order_by("number").only("number", "sent_at")

    def lastmod(self, bulletin):
        return bulletin.sent_at
