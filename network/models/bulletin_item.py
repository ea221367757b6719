from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models import Practice
from reports.models import Snapshot

from .gathering import Gathering

TEXTS = ("title", "text")


class BulletinItem(models.Model):
    """One thing that an issue of the bulletin tells: something public of the portal, or a piece written for it."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Progress report")
        PRACTICE = "practice", _("Good practice")
        EVENT = "event", _("Event")
        PIECE = "piece", _("Written for the bulletin")

    bulletin = models.ForeignKey("network.Bulletin", on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("place"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    # What it leads to. A practice may be gone one day; what the bulletin said of it stays.
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    gathering = models.ForeignKey(
        Gathering, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)  # as coalition/markdown.py reads it

    class Meta:
        verbose_name = _("item of a bulletin")
        verbose_name_plural = _("items of bulletins")
        ordering = ["bulletin", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "snapshot"], name="a_report_stands_once_in_a_bulletin"
            ),
            models.UniqueConstraint(
                fields=["bulletin", "practice"], name="a_practice_stands_once_in_a_bulletin"
            ),
            models.UniqueConstraint(
                fields=["bulletin", "gathering"], name="an_event_stands_once_in_a_bulletin"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def source(self):
        """What it leads to, as long as everybody can read it; else None."""
        if self.kind == self.Kind.REPORT:
            return self.snapshot
        if self.kind == self.Kind.EVENT:
            return self.gathering
        is_public = self.practice and self.practice.status == Practice.Status.PUBLISHED
        return self.practice if is_public else None

    @property
    def leads_to(self):
        """The kind and the key of it; None of a piece."""
        key = self.snapshot_id or self.practice_id or self.gathering_id
        return (self.kind, key) if key else None

    def words(self):
        """{column: text} of both languages."""
        names = [f"{name}_{code}" for name in TEXTS for code in ("en", "fr")]
        return {name: getattr(self, name) or "" for name in names}

    def gaps(self):
        """The languages in which it is not whole."""
        words = self.words()
        return [code for code in ("en", "fr") if not all(words[f"{name}_{code}"].strip() for name in TEXTS)]
