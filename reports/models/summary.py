"""What is kept of accepted reports so that all of them can be searched and counted quickly (docs/adr/0039).

Made from the newest snapshot of each report alone, in the transaction that freezes it; `manage.py summarize_reports`
makes it anew. Nothing here is a record: the snapshot is.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models, transaction

from coalition.full_text import CONFIGURATIONS

from ..summing import summary_of


def _vector(language):
    parts = [
        SearchVector(f"{name}_{language}", weight=weight, config=CONFIGURATIONS[language][1])
        for name, weight in (("heading", "A"), ("text", "C"))
    ]
    return models.GeneratedField(
        expression=parts[0] + parts[1], output_field=SearchVectorField(), db_persist=True
    )


class ReportText(models.Model):
    """The words of a report, as plain text in each language; what was written in one only is empty in the other."""

    snapshot = models.OneToOneField("reports.Snapshot", on_delete=models.CASCADE, primary_key=True)
    heading_en = models.CharField(max_length=300)
    heading_fr = models.CharField(max_length=300)
    text_en = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    search_english = _vector("en")
    search_french = _vector("fr")

    class Meta:
        indexes = [
            GinIndex(fields=["search_english"], name="report_text_english"),
            GinIndex(fields=["search_french"], name="report_text_french"),
        ]

    def __str__(self):
        return self.heading_en


class _Counted(models.Model):
    snapshot = models.ForeignKey("reports.Snapshot", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    province = models.CharField(max_length=2)

    class Meta:
        abstract = True


class ActionCount(_Counted):
    """How many actions of a report had which outcome: for one commitment, or (number 0) in the whole report."""

    commitment = models.PositiveSmallIntegerField()
    done = models.PositiveSmallIntegerField()
    updated = models.PositiveSmallIntegerField()
    unchanged = models.PositiveSmallIntegerField()
    dropped = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["year", "commitment"], name="action_counts_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "commitment"],
                name="one_action_count_per_report_and_commitment",
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.commitment}"


class IndicatorAnswer(_Counted):
    """That a report answered an indicator, and how: "value", "suppressed", "not_collected" or "not_applicable"."""

    code = models.CharField(max_length=6)
    answer = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["year", "code", "answer"], name="indicator_answers_of_a_year")]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code"], name="one_answer_per_report_and_indicator"),
        ]

    def __str__(self):
        return f"{self.year} {self.code}"


@transaction.atomic
def summarize(snapshot):
    """Keep the summary of a newest snapshot in the place of that of the revision before it."""
    for model in (ReportText, ActionCount, IndicatorAnswer):
        model.objects.filter(snapshot__report=snapshot.report_id).delete()
    words, counts, answers = summary_of(snapshot.pk, snapshot.data)
    ReportText.objects.create(**words)
    ActionCount.objects.bulk_create(ActionCount(**row) for row in counts)
    IndicatorAnswer.objects.bulk_create(IndicatorAnswer(**row) for row in answers)
