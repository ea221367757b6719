"""What this app adds to the search across everything."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.moments import say_day
from coalition.searching import TextSource, search_sources

from .models import Bulletin, BulletinItem, Gathering


@search_sources.register(order=65)
class Events(TextSource):
    key = "events"
    title = _("Events")
    texts = ["summary", "description", "place"]

    def rows(self):
        return Gathering.objects.public()

    def context(self, gathering):
        return say_day(timezone.localdate(gathering.starts_at, gathering.time_zone))


@search_sources.register(order=70)
class Bulletins(TextSource):
    """By what the items say; a hit leads to the issue."""

    key = "bulletin"
    title = _("Bulletin")
    texts = ["text"]

    def rows(self):
        return BulletinItem.objects.filter(bulletin__status=Bulletin.Status.SENT)

    def full(self, rows):
        return rows.select_related("bulletin")

    def url(self, item):
        return f"{item.bulletin.get_absolute_url()}#item-{item.pk}"

    def context(self, item):
        return say_day(timezone.localdate(item.bulletin.sent_at))
