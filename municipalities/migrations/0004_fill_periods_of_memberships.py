"""Give every membership its periods, from what is known of its joining and from the trail."""

import zoneinfo

from django.db import migrations
from django.utils import timezone

STATES = {"join": "active", "hold": "on_hold", "resume": "active", "end": "ended"}
ZONES = {
    "NL": "America/St_Johns",
    "PE": "America/Halifax",
    "NS": "America/Halifax",
    "NB": "America/Moncton",
    "MB": "America/Winnipeg",
    "SK": "America/Regina",
    "AB": "America/Edmonton",
    "BC": "America/Vancouver",
    "YT": "America/Whitehorse",
    "NT": "America/Yellowknife",
    "NU": "America/Iqaluit",
}
OTHERS = "America/Toronto"


def fill(apps, schema_editor):
    Membership = apps.get_model("municipalities", "Membership")
    Period = apps.get_model("municipalities", "MembershipPeriod")
    today = timezone.localdate()
    trail = read_trail(apps)
    for membership in Membership.objects.filter(periods=None).select_related("municipality"):
        town = membership.municipality
        zone = zoneinfo.ZoneInfo(town.zone or ZONES.get(town.province_id, OTHERS))
        changes = [(verb, at.astimezone(zone).date()) for verb, at in trail.get(membership.pk, [])]
        periods = periods_of(membership.status, membership.joined_on, membership.joined_year, changes, today)
        Period.objects.bulk_create(Period(membership=membership, **period) for period in periods)


def read_trail(apps):
    """{membership: [(verb, instant), ...]}, oldest first."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Event = apps.get_model("coalition", "Event")
    kind = ContentType.objects.filter(app_label="municipalities", model="membership").first()
    trail = {}
    for event in Event.objects.filter(content_type=kind, action__in=STATES).order_by("at", "pk"):
        trail.setdefault(event.object_id, []).append((event.action, event.at))
    return trail


def periods_of(status, joined_on, joined_year, changes, today):
    """Field values of each period of a membership; `changes` are (verb, day), oldest first."""
    joinings = [number for number, (verb, _day) in enumerate(changes) if verb == "join"]
    periods = []
    if 0 not in joinings:
        # A member before the trail began. Where it joined again since, joined_on speaks of that.
        known = not joinings
        enter(periods, "active", known and joined_on or None, known and joined_year or None)
    for number, (verb, day) in enumerate(changes):
        if joinings and number == joinings[-1] and joined_on:
            day = joined_on
        enter(periods, STATES[verb], day, day.year)
    # Changed without a verb, on a day that nobody kept: at the latest today.
    enter(periods, status, today, today.year)
    return periods


def enter(periods, status, since, since_year):
    """As MembershipPeriod does it: of several changes on one day the last one counts."""
    if periods and periods[-1]["status"] == status:
        return
    if periods:
        since = max(since, periods[-1]["since"] or since)
        if periods[-1]["since"] == since:
            periods.pop()
            if periods and periods[-1]["status"] == status:
                periods[-1]["until"] = None
                return
        else:
            periods[-1]["until"] = since
    periods.append({"status": status, "since": since, "since_year": since_year, "until": None})


class Migration(migrations.Migration):

    dependencies = [
        ("municipalities", "0003_day_of_a_merger_and_beginning_of_a_period"),
        ("coalition", "0002_comments_and_preferences"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
