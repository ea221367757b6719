"""What is new, for readers of feeds: the newest members, and what one town made public."""

from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.moments import say_day
from coalition.ring import describe

from . import extensions
from .models import Municipality

NEWEST = 30


@dataclass(frozen=True)
class FeedEntry:
    """Something a town made public. `key` names it for good, whatever its address becomes."""

    key: str
    title: str
    url: str
    at: datetime
    text: str = ""


class AtomFeed(Feed):
    feed_type = Atom1Feed

    @property
    def language(self):
        return f"{get_language()}-CA"

    def item_title(self, entry):
        return entry.title

    def item_link(self, entry):
        return entry.url

    def item_description(self, entry):
        return entry.text

    def item_guid(self, entry):
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{entry.key}"

    def item_updateddate(self, entry):
        return entry.at

    def item_pubdate(self, entry):
        return entry.at


class NewestMembers(AtomFeed):
    def title(self):
        return _("New members of the Coalition of Inclusive Municipalities")

    def subtitle(self):
        return _("Municipalities that have joined, the newest first.")

    def link(self):
        return reverse("directory") + "?sort=newest"

    def feed_url(self):
        return reverse("members_feed")

    def items(self):
        """Those whose day of joining is known: of the others nobody can say that they are new."""
        towns = Municipality.objects.members().filter(membership__joined_on__isnull=False)
        towns = towns.select_related("province", "membership")
        return [joining(town) for town in towns.order_by(F("membership__joined_on").desc(), "-pk")[:NEWEST]]


class TownFeed(AtomFeed):
    """`get_object` is given the town by the view, which has opened its door."""

    def get_object(self, request, town):
        return town

    def title(self, town):
        return _("%(town)s in the Coalition of Inclusive Municipalities") % {"town": town.name}

    def subtitle(self, town):
        return _("Its action plan and its progress reports as they are published.")

    def link(self, town):
        return town.get_absolute_url()

    def feed_url(self, town):
        return reverse("town_feed", args=[town.slug])

    def items(self, town):
        entries = [entry for entries in extensions.feed_entries for entry in entries(town)]
        if town.membership.joined_on:
            entries.append(joining(town))
        return sorted(entries, key=lambda entry: entry.at, reverse=True)[:NEWEST]


def joining(town):
    """That the town became a member."""
    day = town.membership.joined_on
    return FeedEntry(
        key=f"joined-{town.pk}-{day:%Y-%m-%d}",
        title=_("%(town)s joined the coalition") % {"town": town.name},
        url=town.get_absolute_url(),
        at=timezone.make_aware(datetime.combine(day, time(12)), town.time_zone),
        text=_("%(town)s (%(province)s) has been a member since %(day)s. Commitments: %(ring)s.")
        % {
            "town": town.name,
            "province": town.province.name,
            "day": say_day(day),
            "ring": describe(town.membership.ring),
        },
    )
