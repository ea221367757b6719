"""The answer of the directory to take along, as rows and as GeoJSON (RFC 7946).

The names of the columns are the same in both languages, so that a program needs to know one.
"""

from datetime import date

from django.conf import settings
from django.urls import reverse

from coalition.ring import states

from .stages import stage_of

# What a digit of the ring is called in files.
STATES = ["not_yet", "priority", "in_the_plan", "under_way", "done"]
FIELDS = {
    "slug": "slug",
    "name_en": "name_en",
    "name_fr": "name_fr",
    "province": "province_id",
    "sgc_code": "sgc_code",
    "level": "level",
    "population": "population",
    "population_year": "population_year",
    "latitude": "latitude",
    "longitude": "longitude",
    "status": "membership__status",
    "joined_on": "membership__joined_on",
    "joined_year": "membership__joined_year",
    "plan_published_on": "membership__plan_published_on",
    "last_report_year": "membership__last_report_year",
    "ring": "membership__ring",
    "website": "website",
}
COMMITMENTS = [f"commitment_{number}" for number in range(1, 11)]
COLUMNS = [*(name for name in FIELDS if name != "ring"), "stage", *COMMITMENTS, "url", "as_of"]


def records(towns, on):
    """A dictionary by COLUMNS of each town, as it is on this day; one query."""
    for values in towns.values_list(*FIELDS.values()).iterator():
        record = dict(zip(FIELDS, values, strict=True))
        reached = (STATES[state] for state in states(record.pop("ring")))
        record["stage"] = str(
            stage_of(record["status"], record["plan_published_on"], record["last_report_year"])
        )
        record |= zip(COMMITMENTS, reached, strict=True)
        record["url"] = settings.SITE_URL + reverse("municipality", args=[record["slug"]])
        record["as_of"] = on
        yield record


def rows(towns, on):
    return ([record[name] for name in COLUMNS] for record in records(towns, on))


def feature_collection(towns, on):
    """Towns whose place is not known have no geometry."""
    return {"type": "FeatureCollection", "features": [feature(record) for record in records(towns, on)]}


def feature(record):
    latitude, longitude = record.pop("latitude"), record.pop("longitude")
    point = {"type": "Point", "coordinates": [float(longitude), float(latitude)]} if latitude else None
    return {"type": "Feature", "id": record["slug"], "geometry": point, "properties": plain(record)}


def plain(record):
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}
