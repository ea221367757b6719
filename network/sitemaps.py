"""The public pages of this app, for search engines (coalition/sitemaps.py)."""

from coalition.sitemaps import Section, sitemap_sections, standing_pages

from .models import Bulletin, Gathering


@standing_pages.register(order=30)
def pages():
    return ["bulletin", "events"]


@sitemap_sections.register(order=60)
class Bulletins(Section):
    name = "bulletins"

    def items(self):
        return Bulletin.objects.sent().order_by("number").only("number", "sent_at")

    def lastmod(self, bulletin):
        return bulletin.sent_at


@sitemap_sections.register(order=61)
class Events(Section):
    name = "events"

    def items(self):
        return Gathering.objects.public().order_by("pk").only("slug", "changed_at")

    def lastmod(self, gathering):
        return gathering.changed_at
