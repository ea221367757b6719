from django.db import migrations

from reports.summing import summary_of


def summarize(apps, schema_editor):
    models = [apps.get_model("reports", name) for name in ("ReportText", "ActionCount", "IndicatorAnswer")]
    snapshots = apps.get_model("reports", "Snapshot").objects.filter(is_newest=True)
    for pk, data in snapshots.values_list("pk", "data").iterator(chunk_size=200):
        words, *rows = summary_of(pk, data)
        for model, made in zip(models, ([words], *rows), strict=True):
            model.objects.bulk_create(model(**row) for row in made)


class Migration(migrations.Migration):
    dependencies = [("reports", "0016_words_and_counts_of_accepted_reports")]

    operations = [migrations.RunPython(summarize, migrations.RunPython.noop)]
