import re
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME = re.compile(r"[0-9a-f]{16,40}")
LARGEST = 2_000_000_000
KEPT = timedelta(days=2)


class SavingPage(models.Model):
    """A page in somebody's browser that saves by itself: the last of its requests that was heard, and what it wrote.

    So a request that arrives late changes nothing, and a page whose answer was lost is not asked about its own words.
    """

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)
    marks = models.JSONField(
        default=dict
    )  # prefix of a form -> {unit: mark}, as of coalition/shared_forms.py
    heard_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("page that saves by itself")
        verbose_name_plural = _("pages that save by themselves")
        constraints = [
            models.UniqueConstraint(fields=["report", "name"], name="one_row_per_report_and_saving_page")
        ]

    def __str__(self):
        return f"{self.name} {self.number}"

    @classmethod
    def of(cls, report, data):
        """The page that sent `data`, of which `number` is the request; None where it says nothing readable of itself.

        Whoever calls holds the report.
        """
        name, number = data.get("page", ""), data.get("number", "")
        if not (NAME.fullmatch(name) and number.isascii() and number.isdigit() and len(number) <= 10):
            return None
        page = cls.objects.filter(report=report, name=name).first()
        if page is None:
            cls.objects.filter(report=report, heard_at__lt=timezone.now() - KEPT).delete()
            page = cls(report=report, name=name)
        page.asks = int(number)
        return page if 0 < page.asks <= LARGEST else None

    @property
    def is_late(self):
        """Whether a newer request of the page was heard before."""
        return self.asks < self.number

    def with_own_marks(self, data):
        """`data`, in which each form also says what this page wrote itself since it was opened."""
        data = data.copy()
        for prefix, marks in self.marks.items():
            if seen := data.get(f"{prefix}-seen"):
                data[f"{prefix}-seen"] = " ".join([seen, *(f"{unit}:{mark}" for unit, mark in marks.items())])
        return data

    def hear(self, forms=()):
        """Remember the request, and what its `forms` wrote."""
        self.number = self.asks
        for form in forms:
            self.marks[form.prefix] = {**self.marks.get(form.prefix, {}), **form.marks_written()}
        self.save()
