"""Every reading belongs to the version of its indicator that stood when it was written."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def point_to_versions(apps, schema_editor):
    versions = apps.get_model("commitments", "IndicatorVersion").objects.filter(indicator=OuterRef("indicator"))
    readings = apps.get_model("reports", "IndicatorReading").objects
    readings.update(version=Subquery(versions.order_by("number").values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0008_version_1_of_each_indicator"),
        ("reports", "0007_parts_and_version_of_readings"),
    ]

    operations = [migrations.RunPython(point_to_versions, migrations.RunPython.noop)]
