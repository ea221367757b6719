from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.models import OutgoingMessage

from .municipality import Municipality


class Reminder(models.Model):
    """That a step of a matter came for a person, and what became of it: no step is told twice, none is forgotten."""

    class State(models.TextChoices):
        TOLD = "told", _("Told")
        SKIPPED = "skipped", _("Skipped: it came too late, or a later one took its place")
        SNOOZED = "snoozed", _("Put off by you")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.CASCADE, related_name="+")
    matter = models.CharField(max_length=60)
    step = models.CharField(max_length=60)
    day = models.DateField()  # of the step
    state = models.CharField(max_length=7, choices=State)
    title = models.CharField(max_length=250)
    language = models.CharField(max_length=2)  # of the title: the person's at the time
    message = models.ForeignKey(
        OutgoingMessage, null=True, on_delete=models.SET_NULL, related_name="reminders"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "matter", "step"], name="one_reminder_per_person_matter_and_step"
            ),
            models.CheckConstraint(
                condition=Q(state="told") | Q(message=None), name="only_what_was_told_is_in_a_message"
            ),
        ]
        indexes = [
            models.Index(fields=["day"], name="reminders_by_day"),
            models.Index(fields=["matter"], name="reminders_of_matter"),
        ]

    def __str__(self):
        return f"{self.matter} {self.step}"

    @classmethod
    @transaction.atomic
    def settle(cls, *matters):
        """These matters are done, or changed: what waits to be sent of them is kept back."""
        cls.keep_back(matter__in=matters)

    @classmethod
    @transaction.atomic
    def keep_back(cls, **which):
        """Keep back the waiting messages that have one of these rows.

        What else those messages told is forgotten with them, so that the next round writes it anew, without what is
        done. A message that a sender has in hand goes its way.
        """
        now = timezone.now()
        not_in_hand = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + outbox.LEASE)
        told = cls.objects.filter(state=cls.State.TOLD, **which)
        waiting = OutgoingMessage.objects.filter(
            not_in_hand, status=OutgoingMessage.Status.QUEUED, pk__in=told.values("message")
        )
        held = list(waiting.select_for_update(no_key=True).values_list("pk", flat=True))
        if held:
            OutgoingMessage.objects.filter(pk__in=held).update(status=OutgoingMessage.Status.CANCELLED)
            cls.objects.filter(message__in=held).delete()


class Snooze(models.Model):
    """That a person wants to hear of a matter again on a day, and not before."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="snoozes")
    matter = models.CharField(max_length=60)
    since = models.DateField()  # on the person's clocks, as is `until`
    until = models.DateField()

    class Meta:
        verbose_name = _("reminder that was put off")
        verbose_name_plural = _("reminders that were put off")
        constraints = [
            models.UniqueConstraint(fields=["person", "matter"], name="one_snooze_per_person_and_matter"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="snooze_ends_later"),
        ]

    def __str__(self):
        return f"{self.matter} {self.until:%Y-%m-%d}"

    @property
    def key(self):
        """Of the step that it puts in the place of others."""
        return f"snooze:{self.until.isoformat()}"

    @classmethod
    @transaction.atomic
    def put_off(cls, person, matter, *, since, until):
        """Let the matter rest until a day, which takes the place of a day named before."""
        cls.objects.update_or_create(person=person, matter=matter, defaults={"since": since, "until": until})

    @classmethod
    def take_back(cls, person, matter):
        cls.objects.filter(person=person, matter=matter).delete()
