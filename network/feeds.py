"""What this app makes public, as Atom, in the language of the address."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .bulletin_reading import side
from .models import Bulletin, Gathering

NEWEST = 20


class NetworkFeed(Feed):
    feed_type = Atom1Feed

    @property
    def language(self):
        return f"{get_language()}-CA"

    def item_guid(self, row):
        return settings.SITE_URL + row.get_absolute_url()


class BulletinFeed(NetworkFeed):
    """Whole issues: who follows the feed needs no mail."""

    def title(self):
        return _("Bulletin · Coalition of Inclusive Municipalities")

    def subtitle(self):
        return _("What is new in the coalition, once a month.")

    def link(self):
        return settings.SITE_URL + reverse("bulletin")

    def feed_url(self):
        return settings.SITE_URL + reverse("bulletin_feed")

    def items(self):
        return Bulletin.objects.sent().in_full().order_by("-number")[:NEWEST]

    def item_title(self, bulletin):
        return bulletin.title

    def item_description(self, bulletin):
        told = side(bulletin, get_language(), base=settings.SITE_URL)
        parts = [told.intro_html]
        for piece in told.pieces:
            parts += [f"<h2>{_linked(piece)}</h2>", piece.html]
        return "\n".join(parts)

    def item_pubdate(self, bulletin):
        return bulletin.sent_at

    item_updateddate = item_pubdate


class EventsFeed(NetworkFeed):
    """Events in the order in which they were made public; what was cancelled says so in its title."""

    def title(self):
        return _("Events · Coalition of Inclusive Municipalities")

    def subtitle(self):
        return _("Conferences, workshops, summer institute and speaker series of the coalition.")

    def link(self):
        return settings.SITE_URL + reverse("events")

    def feed_url(self):
        return settings.SITE_URL + reverse("events_feed")

    def items(self):
        return Gathering.objects.public().order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, gathering):
        if gathering.is_cancelled:
            return _("Cancelled: %(title)s") % {"title": gathering.title}
        return gathering.title

    def item_description(self, gathering):
        said = [gathering.when, gathering.place, gathering.reason or gathering.summary]
        return format_html_join("", "<p>{}</p>", ([each] for each in said if each))

    def item_pubdate(self, gathering):
        return gathering.published_at

    def item_updateddate(self, gathering):
        return gathering.changed_at


def _linked(piece):
    if not piece.url:
        return escape(piece.title)
    return format_html('<a href="{}">{}</a>', piece.url, piece.title)
