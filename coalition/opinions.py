"""Where readers are asked whether a page was useful, and what of their answers is taken.

The form has no cookie and no session, and so no token that one would have to be compared with: what it does, it does
in nobody's name. A browser says with each form where it comes from; one from another site is refused. (docs/adr/0038)
"""

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

HOUR = 3_600  # seconds
MOST_AN_HOUR = 40  # an office or a library is one address
# Addresses that are for one person, though nobody has to sign in.
PERSONAL = ("account_", "mfa_", "opinion", "give_opinion")
PERSONAL_KEYS = {"token", "key", "uidb36"}


def asks(match):
    """Whether the page with this ResolverMatch is public, and may be named in what is kept."""
    if match is None or not match.url_name or match.url_name.startswith(PERSONAL):
        return False
    is_public = not getattr(match.func, "login_required", True)
    return is_public and not PERSONAL_KEYS & {key for key in match.kwargs if key not in match.extra_kwargs}


def page_of(typed):
    """(path, language) of the page that a form names; None for what is none of the portal's public pages."""
    path = urlsplit(typed).path if len(typed) <= 300 else ""
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    language = path[1:3]
    return (path, language) if path.startswith(("/en/", "/fr/")) and asks(match) else None


def comes_from_elsewhere(request):
    """Whether another site's page sent the form. Without the header it was no browser, which nobody can misuse."""
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


def too_often(request):
    """Whether this address has sent more in an hour than a person would. Of the address a digest is kept, for the hour."""
    address = get_adapter().get_client_ip(request)
    key = f"opinions-{salted_hmac('opinions', address).hexdigest()[:32]}"
    sent = cache.get(key, 0) + 1
    cache.set(key, sent, HOUR)
    return sent > MOST_AN_HOUR
