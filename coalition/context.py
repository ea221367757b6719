"""What every page knows."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from .announcements import notices
from .i18n import same_page
from .opinions import asks

LATER_PAGE = re.compile(r"[2-9]|[1-9][0-9]{1,5}")


@dataclass(frozen=True)
class Portal:
    is_development: bool
    is_demonstration: bool
    contact_email: str


def portal(request):
    # A page whose address says its title knows it in both languages.
    addresses = getattr(request, "addresses", {})
    language_links = [
        (
            code,
            name,
            settings.SITE_URL
            + (addresses.get(code) or same_page(request.path_info, code))
            + later_page(request),
        )
        for code, name in settings.LANGUAGES
    ]
    return {
        "portal": Portal(settings.DEVELOPMENT, settings.DEMONSTRATION, settings.CONTACT_EMAIL),
        "language_links": language_links,
        "language": get_language(),
        "notices": notices,
        # Asked only where a page shows a person's own menu.
        "unread_notifications": SimpleLazyObject(lambda: request.user.notifications.unread().count()),
        "asks_for_opinion": asks(request.resolver_match),
    }


def later_page(request):
    """The query `?page=2` of a whole list, which is a page of its own; what is filtered or sorted is a view of the first."""
    page = request.GET.get("page", "")
    if list(request.GET.lists()) == [("page", [page])] and LATER_PAGE.fullmatch(page):
        return f"?page={page}"
    return ""
