"""What every page knows."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from .announcements import notices
from .i18n import same_page
from .opinions import asks


@dataclass(frozen=True)
class Portal:
    is_development: bool
    is_demonstration: bool
    contact_email: str


def portal(request):
    # A page whose address says its title knows it in both languages.
    addresses = getattr(request, "addresses", {})
    language_links = [
        (code, name, settings.SITE_URL + (addresses.get(code) or same_page(request.path_info, code)))
        for code, name in settings.LANGUAGES
    ]
    return {
        "portal": Portal(settings.DEVELOPMENT, settings.DEMONSTRATION, settings.CONTACT_EMAIL),
        "language_links": language_links,
        "language": get_language(),
        "notices": notices,
        "asks_for_opinion": asks(request.resolver_match),
    }
