"""The map of the public pages for search engines: one section for each kind, each page in both languages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from .book import contents
from .extensions import ExtensionPoint

# A subclass of Section: the pages of one kind that an app makes public.
sitemap_sections = ExtensionPoint()
# called with () -> list of names of addresses that take no arguments: an app's pages that always stand
standing_pages = ExtensionPoint()


class Section(Sitemap):
    """`name` stands in its address; `items` and `lastmod` as Django has them. An item says its own address."""

    i18n = alternates = True
    name = ""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def _urls(self, page, protocol, domain):
        """With the languages as the pages themselves name them: en-CA, fr-CA, and English for the rest."""
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            alternates = {each["lang_code"]: each["location"] for each in url["alternates"]}
            url["alternates"] = [
                {"lang_code": f"{code}-CA", "location": location} for code, location in alternates.items()
            ] + [{"lang_code": "x-default", "location": alternates["en"]}]
        return urls


@sitemap_sections.register(order=0)
class StandingPages(Section):
    name = "pages"

    def items(self):
        return [name for names in standing_pages for name in names()]

    def location(self, name):
        return reverse(name)


@sitemap_sections.register(order=5)
class Book(Section):
    name = "about"

    def items(self):
        return contents(timezone.now())

    def location(self, version):
        return version.page.get_absolute_url()

    def lastmod(self, version):
        return version.visible_from


def sections():
    return {section.name: section for section in sitemap_sections}
