"""The book about the coalition: its contents, and the page that somebody opened with what stands around it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from .i18n import speaking
from .markdown import render
from .models import Page, PageVersion


def contents(at):
    """What everybody reads at an instant: a version of each page, without its text, in the order of the book."""
    versions = PageVersion.objects.shown(at).without_text().select_related("page")
    return list(versions.order_by("page__chapter", "page__position", "page_id"))


@dataclass(frozen=True)
class Reading:
    """An open page: what it says, and where in the book it stands."""

    version: PageVersion
    contents: list
    place: int

    @property
    def page(self):
        return self.version.page

    @property
    def previous(self):
        return self.contents[self.place - 1] if self.place else None

    @property
    def next(self):
        return self.contents[self.place + 1] if self.place + 1 < len(self.contents) else None

    @property
    def html(self):
        language = get_language()
        return render(getattr(self.version, f"body_{language}"), language)

    def addresses(self):
        """{language: path} of the page."""
        found = {}
        for code in ("en", "fr"):
            with speaking(code):
                found[code] = self.page.get_absolute_url()
        return found


def open_page(at, *, key="", slug=""):
    """The Reading of the page with this key, or with this address in one of the languages; None where nobody reads it."""
    found = contents(at)
    for place, version in enumerate(found):
        page = version.page
        if (key and page.key == key) or (slug and slug in (page.slug_en, page.slug_fr)):
            return Reading(version, found, place)
    return None


@dataclass(frozen=True)
class Standing:
    """A page at the desk: what is shown, and what is ahead of it."""

    page: Page
    current: PageVersion | None
    ahead: PageVersion | None

    @property
    def newest(self):
        return self.ahead or self.current

    @property
    def state(self):
        """As coalition/marks.py draws it."""
        if self.ahead is None:
            return "published" if self.current else "withdrawn"
        if not self.ahead.is_draft:
            return "scheduled"
        return "changed" if self.current else "draft"

    @property
    def gaps(self):
        return self.ahead.gaps() if self.ahead else []

    @property
    def lagging(self):
        return self.ahead.lagging(self.current) if self.ahead and self.ahead.is_draft else ""


def standings(at):
    """Every page in the order of the book, in two queries."""
    known = PageVersion.objects.filter(
        Q(pk__in=PageVersion.objects.shown(at).values("pk"))
        | Q(pk__in=PageVersion.objects.ahead(at).values("pk"))
    )
    current, ahead = {}, {}
    for version in known:
        (current if version.visible_from and version.visible_from <= at else ahead)[version.page_id] = version
    return [Standing(page, current.get(page.pk), ahead.get(page.pk)) for page in Page.objects.in_order()]


def standing_of(page, at):
    return Standing(page, page.current(at), page.ahead(at))
