"""The day a Declaration was signed: until now only when it was recorded, so that is the town's day of it."""

import zoneinfo

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

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
    """The signatures, and each of their former rows, which may speak of towns that are gone."""
    towns = apps.get_model("municipalities", "Municipality").objects.in_bulk()
    for name in ("Signature", "SignatureEvent"):
        model = apps.get_model("commitments", name)
        for row in model.objects.filter(signed_on=None):
            town = towns.get(row.municipality_id)
            zone = (town and (town.zone or ZONES.get(town.province_id))) or OTHERS
            day = row.signed_at.astimezone(zoneinfo.ZoneInfo(zone)).date()
            model.objects.filter(pk=row.pk).update(signed_on=day)


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0003_inventory'),
        ('municipalities', '0008_former_names_of_towns'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='signature',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='signature',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='signature',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='signature',
            name='signed_on',
            field=models.DateField(null=True, verbose_name='signed on'),
        ),
        migrations.AddField(
            model_name='signatureevent',
            name='signed_on',
            field=models.DateField(null=True, verbose_name='signed on'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='signature',
            name='signed_on',
            field=models.DateField(verbose_name='signed on'),
        ),
        migrations.AlterField(
            model_name='signatureevent',
            name='signed_on',
            field=models.DateField(verbose_name='signed on'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_signatureevent" ("declaration_id", "id", "language", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "signatory_name", "signatory_title", "signed_at", "signed_on", "text_sha256") VALUES (NEW."declaration_id", NEW."id", NEW."language", NEW."municipality_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."signatory_name", NEW."signatory_title", NEW."signed_at", NEW."signed_on", NEW."text_sha256"); RETURN NULL;', hash='3a5d3d6eff63b77d6cbc3b0211942c6c3093ee3d', operation='INSERT', pgid='pgtrigger_insert_insert_4db11', table='commitments_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_signatureevent" ("declaration_id", "id", "language", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "signatory_name", "signatory_title", "signed_at", "signed_on", "text_sha256") VALUES (NEW."declaration_id", NEW."id", NEW."language", NEW."municipality_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."signatory_name", NEW."signatory_title", NEW."signed_at", NEW."signed_on", NEW."text_sha256"); RETURN NULL;', hash='4289f155bb93e76895cb6f97e04cfd8b18d421ed', operation='UPDATE', pgid='pgtrigger_update_update_380b1', table='commitments_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_signatureevent" ("declaration_id", "id", "language", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "signatory_name", "signatory_title", "signed_at", "signed_on", "text_sha256") VALUES (OLD."declaration_id", OLD."id", OLD."language", OLD."municipality_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."signatory_name", OLD."signatory_title", OLD."signed_at", OLD."signed_on", OLD."text_sha256"); RETURN NULL;', hash='02708ae110fc2975fed69f61490c3b94ed49bf98', operation='DELETE', pgid='pgtrigger_delete_delete_9953a', table='commitments_signature', when='AFTER')),
        ),
    ]
