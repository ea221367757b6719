"""How an accepted report is cited, in both languages: by whom, what, when, where, and which bytes."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition.i18n import other_language, speaking
from coalition.moments import say_day


def permanent_address(number):
    """Where the revision of that number ("2025-00017.1") is found for good."""
    year, report, revision = re.split("[-.]", number)
    return settings.SITE_URL + reverse("permanent_report", args=[year, report, revision])


def citations(snapshot):
    """[(language, sentence)], the reader's language first."""
    languages = [get_language(), other_language(get_language())]
    return [(language, citation(snapshot, language)) for language in languages]


def citation(snapshot, language):
    """Author, year, title, version, publisher, date, address and SHA-256, as one sentence of this language."""
    town = snapshot.data["municipality"]
    accepted_on = timezone.localdate(snapshot.accepted_at, snapshot.municipality.time_zone)
    with speaking(language):
        return _(
            "%(town)s (%(published)s). Progress report %(year)s, revision %(revision)s. Coalition of Inclusive"
            " Municipalities. Accepted on %(date)s. %(address)s. SHA-256 of the data: %(sha256)s"
        ) % {
            "town": town["name"][language] or town["name"][other_language(language)],
            "year": snapshot.data["year"],
            "revision": snapshot.revision,
            "published": accepted_on.year,
            "date": say_day(accepted_on),
            "address": permanent_address(snapshot.number),
            "sha256": snapshot.sha256,
        }
