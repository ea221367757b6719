"""A coalition of thousands: one town of the scene with all that the public sees of it, copied as often as wanted.

The rows are written past the verbs, triggers and foreign keys, for the sake of speed: PostgreSQL's superuser alone may.
"""

from collections import defaultdict
from copy import deepcopy
from itertools import count
from uuid import uuid4

from django.db import connection
from django.db.models import GeneratedField, Max

from commitments.models import Action, ActionPlan, Milestone, Priority, Target
from municipalities.models import LocalService, Membership, Municipality
from municipalities.models.membership_period import MembershipPeriod
from practices.models import Adoption, Practice
from reports.models import ActionCount, IndicatorAnswer, ProgressReport, ReportText, Snapshot

# What is copied, and how a row leads to its town; whatever a row refers to stands above it.
OF_A_TOWN = {
    Municipality: "pk",
    Membership: "municipality",
    MembershipPeriod: "membership__municipality",
    Priority: "municipality",
    LocalService: "municipality",
    ActionPlan: "municipality",
    Action: "plan__municipality",
    Action.commitments.through: "action__plan__municipality",
    Milestone: "action__plan__municipality",
    Target: "action__plan__municipality",
    ProgressReport: "municipality",
    Snapshot: "municipality",
    ReportText: "snapshot__municipality",
    ActionCount: "snapshot__municipality",
    IndicatorAnswer: "snapshot__municipality",
    Practice: "municipality",
    Practice.topics.through: "practice__municipality",
    Practice.commitments.through: "practice__municipality",
    Adoption: "municipality",
}
# What the public does not see of them.
SHOWN = {
    ActionPlan: {"status": "published"},
    Action: {"plan__status": "published"},
    Action.commitments.through: {"action__plan__status": "published"},
    Milestone: {"action__plan__status": "published"},
    Target: {"action__plan__status": "published"},
    ProgressReport: {"status": "accepted"},
    Practice: {"status": "published"},
    Practice.topics.through: {"practice__status": "published"},
    Practice.commitments.through: {"practice__status": "published"},
}
# Not every town has written or taken up a practice: one in so many has.
ONE_IN = {Practice: 10, Practice.topics.through: 10, Practice.commitments.through: 10, Adoption: 5}
BATCH = 500  # towns
numbers = count(1)
written = []  # the practices, as they are copied


def copy_town(town, times):
    """So many towns like this one, each with a name, a place and a size of its own."""
    originals = {
        model: list(model.objects.filter(**{path: town.pk}, **SHOWN.get(model, {})))
        for model, path in OF_A_TOWN.items()
    }
    free = {
        model: count((model.objects.aggregate(most=Max("pk"))["most"] or 0) + 1)
        for model in OF_A_TOWN
        if not model._meta.pk.is_relation
    }
    made = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for _ in range(times):
            _copy(originals, free, next(numbers), made)
            if len(made[Municipality]) == BATCH:
                _write(made)
        _write(made)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE")


def _copy(originals, free, number, made):
    stands_for = {}  # (model, key of the original) -> key of the copy
    for model, rows in originals.items():
        if number % ONE_IN.get(model, 1):
            continue
        for row in rows:
            copied = model(**{field.attname: _value(row, field, stands_for) for field in _columns(model)})
            if model in free:
                copied.pk = next(free[model])
            stands_for[model, row.pk] = copied.pk
            if change := CHANGES.get(model):
                change(copied, number)
            made[model].append(copied)


def _columns(model):
    return [field for field in model._meta.concrete_fields if not isinstance(field, GeneratedField)]


def _value(row, field, stands_for):
    value = getattr(row, field.attname)
    return stands_for.get((field.related_model, value), value) if field.is_relation else value


def _write(made):
    for model, rows in made.items():
        model.objects.bulk_create(rows)
    made.clear()


def _change_municipality(town, number):
    town.name_en, town.name_fr, town.sgc_code = f"Town {number}", f"Ville {number}", None
    town.slug = f"copy-{number}-on"
    town.population = 500 + number * 7_919 % 400_000
    town.latitude = 43 + number * 37 % 1_300 / 100
    town.longitude = -123 + number * 53 % 6_400 / 100
    town.prepare()


def _change_snapshot(snapshot, number):
    snapshot.data = deepcopy(snapshot.data)
    snapshot.data["municipality"]["name"] = {"en": f"Town {number}", "fr": f"Ville {number}"}


def _change_text(text, number):
    text.heading_en, text.heading_fr = f"Town {number}: report", f"Ville {number} : rapport"


def _change_service(service, _number):
    service.key = uuid4()


def _change_adoption(adoption, _number):
    """Of the practice that was copied last, where one was: a town takes up what others do, not all the same."""
    if written:
        adoption.practice_id = written[-1].pk


def _change_practice(practice, number):
    practice.key, practice.slug = uuid4(), f"{practice.slug}-{number}"
    practice.title_en = f"{practice.title_en} {number}"
    written.append(practice)


CHANGES = {
    Municipality: _change_municipality,
    Snapshot: _change_snapshot,
    ReportText: _change_text,
    LocalService: _change_service,
    Practice: _change_practice,
    Adoption: _change_adoption,
}
