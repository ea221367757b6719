from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

EVERY = timedelta(days=7)
AGAIN = timedelta(days=1)  # after its first failure


class TriedLinkQuerySet(models.QuerySet):
    def due(self, now):
        """Links whose week has come; never tried first, then the longest ago."""
        never = models.Q(link_tried_at=None)
        weekly = models.Q(link_tried_at__lte=now - EVERY)
        again = models.Q(link_failures=1, link_tried_at__lte=now - AGAIN)
        links = self.exclude(link="").filter(never | weekly | again)
        return links.order_by(models.F("link_tried_at").asc(nulls_first=True), "pk")


class TriedLink(models.Model):
    """A row with an address elsewhere, tried by a worker every week (coalition/links.py)."""

    class LinkState(models.TextChoices):
        WAITING = "waiting", _("Not tried yet")
        WORKS = "works", _("Works")
        BROKEN = "broken", _("Does not answer")

    link = models.URLField(_("link"), max_length=500, blank=True)
    link_state = models.CharField(max_length=7, choices=LinkState, default=LinkState.WAITING)
    link_tried_at = models.DateTimeField(null=True, blank=True)
    link_broken_since = models.DateTimeField(null=True, blank=True)  # None: it works, or nobody knows
    link_failures = models.PositiveSmallIntegerField(default=0, db_default=0)  # one after the other

    class Meta:
        abstract = True
