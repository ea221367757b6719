"""Plans published before editions were counted: number them in the order they were published, town by town.

Their log of changes stays empty, since what they changed was not kept; a published one notes the states its actions
have now, from which the next edition tells what moved.
"""

from collections import Counter

from django.db import migrations


def number(apps, schema_editor):
    plans = apps.get_model("commitments", "ActionPlan").objects
    editions = Counter()
    for plan in plans.exclude(published_at=None).order_by("published_at", "pk"):
        editions[plan.municipality_id] += 1
        states = {str(action.lineage): action.status for action in plan.actions.all()}
        plans.filter(pk=plan.pk).update(edition=editions[plan.municipality_id], states=states)


class Migration(migrations.Migration):

    dependencies = [
        ("commitments", "0010_milestones_targets_evidence_and_editions"),
    ]

    operations = [
        migrations.RunPython(number, migrations.RunPython.noop),
    ]
