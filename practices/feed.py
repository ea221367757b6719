"""The newest practices as Atom: all, or those that the filters of the library find."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.i18n import other_language
from coalition.templatetags.coalition_tags import FALLBACK_NOTES

from .citing import address, teller
from .library import LibraryForm, find
from .models import Practice

NEWEST = 30


class PracticesFeed(Feed):
    feed_type = Atom1Feed

    def get_object(self, request):
        return {"asked": LibraryForm(request.GET).asked, "query": request.META.get("QUERY_STRING", "")}

    def title(self, asked):
        return _("Good practices · Coalition of Inclusive Municipalities")

    def subtitle(self, asked):
        return _("What worked in one town, told so that others can take it up.")

    def link(self, asked):
        return _with(reverse("practices"), asked)

    def feed_url(self, asked):
        return _with(reverse("practices_feed"), asked)

    @property
    def language(self):
        return f"{get_language()}-CA"

    def items(self, asked):
        newest = find(asked["asked"] | {"sort": "newest"}).practices.values_list("pk", flat=True)[:NEWEST]
        return Practice.objects.filter(pk__in=list(newest)).in_full().order_by("-published_at", "-pk")

    def item_title(self, practice):
        language = _language_of(practice)
        title = getattr(practice, f"title_{language}")
        return title if language == get_language() else f"{title} {FALLBACK_NOTES[language]}"

    def item_description(self, practice):
        # Readers of feeds take it for HTML.
        return escape(getattr(practice, f"summary_{_language_of(practice)}") or "")

    def item_link(self, practice):
        return practice.get_absolute_url()

    def item_guid(self, practice):
        return address(practice)

    def item_author_name(self, practice):
        return teller(practice)

    def item_pubdate(self, practice):
        return practice.published_at

    def item_updateddate(self, practice):
        return practice.changed_at

    def item_categories(self, practice):
        return [topic.title for topic in practice.topics.all()]


def _language_of(practice):
    reader = get_language()
    return reader if getattr(practice, f"title_{reader}") else other_language(reader)


def _with(path, asked):
    query = asked["query"]
    return settings.SITE_URL + path + (f"?{query}" if query else "")
