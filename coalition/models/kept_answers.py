import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFE = timedelta(hours=1)
MOST_OF_ONE_PERSON = 5


class KeptAnswersQuerySet(models.QuerySet):
    def expired(self, at):
        return self.filter(kept_at__lte=at - LIFE)

    def of(self, person, path, token):
        """What this person typed on the page at `path` before they had to sign in again."""
        fresh = self.filter(kept_at__gt=timezone.now() - LIFE)
        return fresh.filter(person=person, path=path, token=token)


class KeptAnswers(models.Model):
    """What somebody sent with a form after their session had ended, for an hour and for them alone."""

    token = models.CharField(max_length=43, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400)
    answers = models.JSONField()  # [[name, value], ...] as sent
    kept_at = models.DateTimeField(default=timezone.now)

    objects = KeptAnswersQuerySet.as_manager()

    class Meta:
        verbose_name = _("answers kept through a sign-in")
        verbose_name_plural = _("answers kept through a sign-in")
        ordering = ["-kept_at", "-pk"]

    def __str__(self):
        return self.path

    @classmethod
    def keep(cls, person, path, answers):
        kept = cls.objects.create(
            token=secrets.token_urlsafe(32), person_id=person, path=path, answers=answers
        )
        former = cls.objects.filter(person_id=person).values_list("pk", flat=True)
        cls.objects.filter(pk__in=list(former[MOST_OF_ONE_PERSON:])).delete()
        return kept
