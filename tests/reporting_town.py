"""A town that reported last year: twenty-five actions under all ten commitments, twelve indicators, the year open."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from commitments.models import Indicator
from municipalities.models import Role
from reports.measures import compute

from . import database, make

# How many actions each commitment has; one of the first serves the second too.
ACTIONS = {1: 4, 2: 3, 3: 3, 4: 3, 5: 3, 6: 2, 7: 3, 8: 2, 9: 1, 10: 1}
# What the coalition asks in this story, and what the town said of it last year (None: not collected).
INDICATORS = {
    "I01": (14, 20),
    "I02": (61_725, 12_345),
    "I03": None,
    "I04": 6,
    "I06": None,
    "I08": 1,
    "I10": 34,
    "I13": None,
    "I17": (210, 480),
    "I19": None,
    "I23": None,
    "I28": 3,
}


def build(language, year=2026):
    """The coordinator's report of the year as it waits for her, with `people` = (coordinator, secretariat)."""
    database.load_reference()
    Indicator.objects.exclude(code__in=INDICATORS).update(retired_from=year - 2)
    town = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    make.membership(town)
    lea = make.user("Lea Tran", language=language)
    lea.set_password(make.PASSWORD)
    lea.save()
    make.member(town, lea, Role.COORDINATOR)
    sam = make.user("Sam Lavoie", is_secretariat=True, language=language)
    make.priorities(town, *ACTIONS)
    _plan(town, lea)
    _last_year(town, lea, sam, year - 1)
    report = make.report(town, by=lea, year=year)
    report.people = (lea, sam)
    return report


def _plan(town, lea):
    plan = make.plan(town, by=lea)
    position = 0
    for number, actions in ACTIONS.items():
        for place in range(1, actions + 1):
            position += 1
            serves = (number, 2) if position == 1 else (number,)
            title = {"title_en": f"Action {number}.{place}", "title_fr": f"Mesure {number}.{place}"}
            make.action(plan, *serves, position=position, status="under_way", **title)
    plan.publish(lea)


def _last_year(town, lea, sam, year):
    report = make.report(town, by=lea, year=year)
    type(report).objects.filter(pk=report.pk).update(
        overview_en="The plan began.", overview_fr="Le plan a débuté."
    )
    report.sections.update(
        text_en="The work began and goes on.",
        text_fr="Le travail a commencé et se poursuit.",
        is_carried=False,
    )
    report.updates.update(outcome="updated", text_en="It began.", text_fr="Elle a débuté.")
    for reading in report.readings.select_related("version"):
        _answer(reading, INDICATORS[reading.indicator_id])
    report.refresh_from_db()
    report.submit(lea, name="Marie Roy", title="Mayor")
    report.accept(sam, at=timezone.now() - timedelta(days=200))


def _answer(reading, said):
    if said is None:
        reading.answer = "not_collected"
    elif isinstance(said, tuple):
        reading.numerator, reading.denominator = said
        value = compute(reading.version, *map(Decimal, said))
        reading.answer, reading.value = "value", value
    else:
        reading.answer, reading.value = "value", said
    reading.save()
