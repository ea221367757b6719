"""The links in what the secretariat writes: those elsewhere are tried by a worker, those into the portal are looked up."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from . import links
from .book import standings
from .i18n import speaking
from .markdown import links_in
from .models import Feature, Page, PageLink

NOT_TRIED = ("mailto:", "tel:", "#")


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere, and the text it stands in."""

    link: str
    language: str
    title: str
    url: str  # where the secretariat mends it
    is_inner: bool


def _used(at):
    """(link, language, title, address at the desk) of every link in what is shown or about to be."""
    for standing in standings(at):
        for version in {standing.current, standing.ahead} - {None}:
            for code in ("en", "fr"):
                for link in links_in(getattr(version, f"body_{code}") or ""):
                    title = getattr(standing.newest, f"title_{code}") or standing.newest.title
                    yield link, code, title, standing.page.get_desk_url()
    for feature in Feature.objects.not_over(at):
        for code in ("en", "fr"):
            yield (
                getattr(feature, f"link_{code}"),
                code,
                getattr(feature, f"title_{code}"),
                feature.get_desk_url(),
            )


def _is_inner(link):
    return link.startswith("/") or link.startswith(settings.SITE_URL + "/")


def _is_outer(link):
    return link.startswith(("http://", "https://")) and not _is_inner(link) and len(link) <= 500


def try_due(now):
    """Try the links elsewhere whose week has come; forget those that no text has any more."""
    used = {link for link, *_where in _used(now) if _is_outer(link)}
    PageLink.objects.exclude(link__in=used).delete()
    known = set(PageLink.objects.values_list("link", flat=True))
    PageLink.objects.bulk_create(
        (PageLink(link=link) for link in sorted(used - known)), ignore_conflicts=True
    )
    return links.try_all(PageLink.objects.due(now))


def broken(at):
    """The Broken ones, those into the portal first; each text once."""
    silent = set(PageLink.objects.filter(link_state=PageLink.LinkState.BROKEN).values_list("link", flat=True))
    slugs = {slug for pair in Page.objects.values_list("slug_en", "slug_fr") for slug in pair}
    found = []
    for link, code, title, url in dict.fromkeys(_used(at)):
        if link.startswith(NOT_TRIED):
            continue
        is_inner = not _is_outer(link)
        if link in silent or (is_inner and not leads_somewhere(link, slugs)):
            found.append(Broken(link, code, title, url, is_inner))
    return sorted(found, key=lambda each: (not each.is_inner, each.link))


def leads_somewhere(link, slugs):
    """Whether the portal has such an address; of a page of the book, whether there is that page."""
    path = urlsplit(link.removeprefix(settings.SITE_URL)).path
    if not path.startswith("/"):
        return False
    with speaking("fr" if path.startswith("/fr/") else "en"):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    return match.url_name != "page" or match.kwargs["slug"] in slugs
