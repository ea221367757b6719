from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .event import Event


class TimedQuerySet(models.QuerySet):
    def not_over(self, at):
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at))

    def shown(self, at):
        return self.not_over(at).filter(starts_at__lte=at)


class Timed(models.Model):
    """What everybody reads from one instant until another one, or until further notice."""

    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = TimedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_shown(self, at):
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    def state(self, at):
        """As coalition/marks.py draws it."""
        if self.starts_at > at:
            return "scheduled"
        return "published" if self.is_shown(at) else "ended"

    @classmethod
    @transaction.atomic
    def write(cls, by, **words):
        thing = cls.objects.create(**words)
        thing._record("write", by)
        return thing

    def hold(self):
        """This is the row as it is now, and stays while an answer is written; False where it is gone."""
        rows = type(self).objects.select_for_update(no_key=True)
        if not rows.filter(pk=self.pk).exists():
            return False
        self.refresh_from_db(from_queryset=rows)
        return True

    @transaction.atomic
    def revise(self, by, **words):
        type(self).objects.filter(pk=self.pk).update(**words)
        self._record("revise", by)

    @transaction.atomic
    def remove(self, by):
        if self.hold():
            self._record("remove", by, note=str(self))
            self.delete()

    def _record(self, action, by, note=""):
        Event.record(self, action, by, note=note)
