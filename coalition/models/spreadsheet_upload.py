from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from coalition.spreadsheets.book import Book

from .about import About, AboutQuerySet

KEPT = timedelta(days=7)


class SpreadsheetUploadQuerySet(AboutQuerySet):
    def standing(self, at):
        return self.filter(uploaded_at__gte=at - KEPT)

    def past(self, at):
        return self.filter(uploaded_at__lt=at - KEPT)


class SpreadsheetUpload(About):
    """What somebody handed in as a spreadsheet, between the look at what it would change and the change itself."""

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2)  # of who typed the numbers: 1,234 is read by it
    data = models.JSONField()  # the cells, as coalition/spreadsheets/parser.py reads them
    choices = models.JSONField(default=dict)  # what the person said of them: which column is which
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = SpreadsheetUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded spreadsheet")
        verbose_name_plural = _("uploaded spreadsheets")
        ordering = ["uploaded_at", "pk"]

    def __str__(self):
        return self.name

    @property
    def book(self):
        return Book.from_data(self.data)

    @classmethod
    @transaction.atomic
    def keep(cls, target, by, file, language):
        """Keep a file that SpreadsheetField took, in place of what the person handed in before for the same thing."""
        cls.objects.about(target).filter(uploaded_by=by).delete()
        return cls.objects.create(
            target=target, uploaded_by=by, name=file.clean_name, language=language, data=file.data
        )

    def is_waiting(self):
        """Whether it is still to be taken over; held so until the transaction ends."""
        row = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        self.choices, self.applied_at = row.choices, row.applied_at
        return self.applied_at is None

    def settle(self, at):
        """It has been taken over."""
        type(self).objects.filter(pk=self.pk).update(applied_at=at)

    def choose(self, choices):
        self.choices = choices
        self.save(update_fields=["choices"])
