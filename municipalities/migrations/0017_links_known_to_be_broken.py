"""Of a link that was broken before the day was kept: the day it was last tried."""

from django.db import migrations
from django.db.models import F


def take_last_try(apps, schema_editor):
    broken = apps.get_model("municipalities", "Document").objects.filter(link_state="broken", link_broken_since=None)
    broken.update(link_broken_since=F("link_tried_at"))


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0016_second_link_of_an_invitation")]
    operations = [migrations.RunPython(take_last_try, migrations.RunPython.noop, elidable=True)]
