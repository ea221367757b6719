"""Every target belongs to the definition in force in the year in which its numbers were first written."""

from django.db import migrations
from django.utils import timezone

NUMBERS = ["baseline", "baseline_year", "target", "target_year"]


def enter_versions(apps, schema_editor):
    versions = {}
    for version in apps.get_model("commitments", "IndicatorVersion").objects.order_by("number"):
        versions.setdefault(version.indicator_id, []).append(version)

    def in_force(code, year):
        known = versions[code]
        return next((each for each in reversed(known) if each.from_year <= year), known[0])

    targets = list(apps.get_model("commitments", "Target").objects.select_related("action"))
    said = {target.pk: (target.action.lineage, target.indicator_id, *numbers(target)) for target in targets}
    first = {}  # the same target stands in several editions, each with a row of its own
    events = list(apps.get_model("commitments", "TargetEvent").objects.order_by("pgh_id"))
    for event in events:
        event.version = in_force(event.indicator_id, event.pgh_created_at.year)
        event.save(update_fields=["version"])
        key = said.get(event.pgh_obj_id)
        if key and key[2:] == numbers(event):
            first.setdefault(key, event.pgh_created_at.year)
    for target in targets:
        year = first.get(said[target.pk], timezone.now().year)
        target.version = in_force(target.indicator_id, year)
        target.save(update_fields=["version"])


def numbers(row):
    return tuple(getattr(row, name) for name in NUMBERS)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0013_version_of_each_target")]

    operations = [migrations.RunPython(enter_versions, migrations.RunPython.noop)]
