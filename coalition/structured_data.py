"""What a page tells search engines in schema.org's words (JSON-LD): data in a script element, which no browser runs."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

CONTEXT = "https://schema.org"
# No character that could end the element, or a line of the script.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script(facts):
    """The element, as HTML; whatever people wrote in the facts, it ends where it should."""
    data = json.dumps({"@context": CONTEXT, **facts}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))


def absolute(path):
    return path if path.startswith(("https:", "http:")) else settings.SITE_URL + path


def organization():
    """The coalition, named the same on every page that speaks of it."""
    return {
        "@type": "Organization",
        "@id": settings.SITE_URL + "/#coalition",
        "name": _("Coalition of Inclusive Municipalities"),
        "url": absolute(reverse("home")),
    }


def portal():
    """The coalition and its site, with the address that searches it."""
    search = absolute(reverse("search")) + "?q={search_term_string}"
    site = {
        "@type": "WebSite",
        "@id": settings.SITE_URL + "/#site",
        "name": _("Coalition of Inclusive Municipalities"),
        "url": absolute(reverse("home")),
        "inLanguage": f"{get_language()}-CA",
        "publisher": {"@id": organization()["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return {"@graph": [organization(), site]}


def breadcrumbs(crumbs):
    """The way to a page: `crumbs` is what components/breadcrumbs.html shows, [(label, address)], without the page."""
    steps = [(_("Home"), reverse("home")), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(label), "item": absolute(address)}
            for position, (label, address) in enumerate(steps, 1)
        ],
    }
