"""How a practice is cited and found by machines: a sentence, and schema.org's Article."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.i18n import other_language, same_page
from coalition.moments import say_day
from coalition.structured_data import script
from coalition.templatetags.coalition_tags import in_language


def address(practice, language=None):
    return settings.SITE_URL + same_page(practice.get_absolute_url(), language or get_language())


def teller(practice):
    """Who tells it: the town, or the author that the secretariat drew on."""
    return in_language(practice.municipality, "name") if practice.municipality else practice.credit


def citation(practice):
    """Author, year, title, publisher, date and address, as one sentence."""
    return _(
        "%(author)s (%(year)s). %(title)s. Good practice, Coalition of Inclusive Municipalities. Last changed on"
        " %(date)s. %(address)s"
    ) % {
        "author": teller(practice),
        "year": timezone.localdate(practice.published_at).year,
        "title": in_language(practice, "title"),
        "date": say_day(timezone.localdate(practice.changed_at)),
        "address": address(practice),
    }


def article(practice):
    """A script of data for search engines, as HTML."""
    reader = get_language()
    language = reader if getattr(practice, f"title_{reader}") else other_language(reader)
    place = in_language(practice.municipality, "name") if practice.municipality else practice.place
    said = {
        "@type": "Article",
        "headline": getattr(practice, f"title_{language}"),
        "description": getattr(practice, f"summary_{language}") or "",
        "inLanguage": f"{language}-CA",
        "url": address(practice),
        "datePublished": practice.published_at.isoformat(timespec="seconds"),
        "dateModified": practice.changed_at.isoformat(timespec="seconds"),
        "author": {
            "@type": "GovernmentOrganization" if practice.municipality else "Organization",
            "name": teller(practice),
        },
        "publisher": {"@type": "Organization", "name": _("Coalition of Inclusive Municipalities")},
        "keywords": [topic.title for topic in practice.topics.all()],
        "contentLocation": {"@type": "Place", "name": f"{place}, {practice.country.name}"},
        "isAccessibleForFree": True,
    }
    if practice.licence:
        said["creditText"] = f"{practice.credit}, {practice.licence}"
    if practice.source:
        said["isBasedOn"] = practice.source
    return script(said)
