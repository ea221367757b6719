"""What this app makes public, as Atom, in the language of the address."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .bulletin_reading import side
from .models import Bulletin

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


def _linked(piece):
    if not piece.url:
        return escape(piece.title)
    return format_html('<a href="{}">{}</a>', piece.url, piece.title)
