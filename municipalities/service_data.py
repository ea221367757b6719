"""Services as data. The names of the columns are the same in both languages, so that a program needs to know one."""

from django.conf import settings

from .models import LocalService
from .service_languages import LANGUAGES

TEXTS = [f"{name}_{code}" for name in LocalService.TEXTS for code in ("en", "fr")]
COLUMNS = [
    "id",
    "municipality",  # empty where a whole province or territory is served
    "municipality_url",
    "province",
    "kind",
    *TEXTS,
    "languages",  # codes of ISO 639, separated by spaces
    "phone",
    "website",
    "address",
    "cost",  # free, depends, paid; empty where it is not known
    "reviewed_on",
]


def row_of(service):
    """{column: value} of a service with its town and province."""
    town = service.municipality
    return dict(
        zip(
            COLUMNS,
            [
                service.pk,
                town.name if town else "",
                f"{settings.SITE_URL}{town.get_absolute_url()}" if town else "",
                town.province_id if town else service.province_id,
                service.kind,
                *(getattr(service, name) or "" for name in TEXTS),
                " ".join(code for code in LANGUAGES if code in service.languages),
                service.phone,
                service.website,
                service.address,
                service.cost,
                service.reviewed_on.isoformat(),
            ],
            strict=True,
        )
    )
