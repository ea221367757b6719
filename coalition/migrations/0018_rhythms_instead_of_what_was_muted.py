"""What people did without never comes by mail; kinds of mail that have another name now get it."""

import pgtrigger
from django.db import migrations

RENAMED = {"offer": "arrival", "bulletin_trial": "trial"}


def choose(apps, schema_editor):
    # The history says the same under the new name; it is not a change of today.
    with pgtrigger.ignore():
        for name in ("User", "UserEvent"):
            for row in apps.get_model("coalition", name).objects.exclude(muted=[]).only("muted"):
                row.rhythms = {kind: "never" for kind in row.muted}
                row.save(update_fields=["rhythms"])


def mute(apps, schema_editor):
    with pgtrigger.ignore():
        for name in ("User", "UserEvent"):
            for row in apps.get_model("coalition", name).objects.exclude(rhythms={}).only("rhythms"):
                row.muted = sorted(kind for kind, rhythm in row.rhythms.items() if rhythm == "never")
                row.save(update_fields=["muted"])


def rename(apps, schema_editor):
    messages = apps.get_model("coalition", "OutgoingMessage").objects
    for old, new in RENAMED.items():
        messages.filter(category=old).update(category=new)


class Migration(migrations.Migration):
    dependencies = [("coalition", "0017_notifications_and_rhythms_of_mail")]
    operations = [
        migrations.RunPython(choose, mute),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
