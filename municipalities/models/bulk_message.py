import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.models import Event, OutgoingMessage, User
from coalition.workflow import Workflow, WrongState

from ..bulk_messages import compose
from .member import Member, Role
from .municipality import Municipality

BATCH = 200  # mails written in one statement


@dataclass(frozen=True)
class Reach:
    """Whom a message would reach today: the people, their towns, and the towns left out with the reason."""

    people: list
    towns: list
    left_out: list  # (town, why)


class BulkMessageQuerySet(models.QuerySet):
    def with_towns_counted(self):
        return self.annotate(town_count=models.Count("municipalities"))


class BulkMessage(Workflow):
    """What the secretariat writes to many towns at once, in both languages; each reader gets their own."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")

    class Audience(models.TextChoices):
        COORDINATORS = "coordinators", _("Coordinators")
        EVERYBODY = "everybody", _("Everybody who works for the towns")

    TRANSITIONS = {"send": ({Status.DRAFT}, Status.SENT)}

    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("text"))
    audience = models.CharField(_("to whom"), max_length=12, choices=Audience, default=Audience.COORDINATORS)
    municipalities = models.ManyToManyField(Municipality, related_name="+", verbose_name=_("municipalities"))
    status = models.CharField(_("status"), max_length=5, choices=Status, default=Status.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.PositiveIntegerField(_("people written to"), default=0)

    objects = BulkMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to members")
        verbose_name_plural = _("messages to members")
        ordering = ["-written_at"]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("bulk_message", args=[self.pk])

    @classmethod
    @transaction.atomic
    def draft(cls, by, towns, **words):
        """Begin a message to these towns; `words` are the subjects, the texts and the audience."""
        message = cls.objects.create(written_by=by, **words)
        message.municipalities.set(towns)
        Event.record(message, "draft", by)
        return message

    def hold_draft(self):
        """WrongState where it was sent; else this is the row as it is now, and stays while an answer is written."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        if self.status != self.Status.DRAFT:
            raise WrongState(self, "revise", _("This message was sent and can no longer be changed."))

    @transaction.atomic
    def revise(self, by, **words):
        """Change the words or the audience of a draft."""
        self.hold_draft()
        type(self).objects.filter(pk=self.pk).update(**words)
        for name, value in words.items():
            setattr(self, name, value)
        Event.record(self, "revise", by)

    @transaction.atomic
    def discard(self, by):
        """Delete a draft; what was sent stays. One that a colleague has deleted already needs no second time."""
        title = str(self)
        if not type(self).objects.filter(pk=self.pk).exists():
            return
        self.hold_draft()
        Event.record(self, "discard", by, note=title)
        self.delete()

    @property
    def stamp(self):
        """A digest of all that is read before sending: nobody sends other words than those on the screen."""
        said = [self.subject_en, self.subject_fr, self.text_en, self.text_fr, self.audience]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()

    def reach(self):
        towns = list(self.municipalities.select_related("province", "membership").alphabetical())
        roles = (
            Member.objects.filter(municipality__in=towns).select_related("user").order_by("user__name", "pk")
        )
        by_town = {town.pk: [] for town in towns}
        for role in roles:
            by_town[role.municipality_id].append(role)
        people, reached, left_out = {}, [], []
        for town in towns:
            found = [role.user for role in by_town[town.pk] if self._is_meant(role)]
            if town.membership.status == "ended" or not found:
                left_out.append((town, self._why_not(town, by_town[town.pk])))
                continue
            reached.append(town)
            people.update((user.pk, user) for user in found)
        return Reach(sorted(people.values(), key=lambda user: (str(user), user.pk)), reached, left_out)

    def _is_meant(self, role):
        coordinates = role.role == Role.COORDINATOR or self.audience == self.Audience.EVERYBODY
        return coordinates and role.user.is_active

    def _why_not(self, town, roles):
        if town.membership.status == "ended":
            return _("no longer a member")
        if not roles:
            return _("nobody works for it here")
        if not any(role.user.is_active for role in roles):
            return _("the accounts of its people are closed")
        return _("it has no coordinator")

    @transaction.atomic
    def try_out(self, by):
        """Send it to the one who writes it, in both languages. A second click within the minute does nothing more."""
        # Of two clicks the second waits here, and sees what the first has written.
        type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        minute = timezone.now().strftime("%Y%m%d%H%M")
        key = f"bulk-trial-{self.pk}-{by.pk}-{self.stamp[:16]}-{minute}"
        if OutgoingMessage.objects.filter(key__startswith=f"{key}-").exists():
            return
        outbox.put([compose(self, by, f"{key}-{code}", code, is_trial=True) for code in ("en", "fr")])
        Event.record(self, "try", by)

    @transaction.atomic
    def send(self, by, read):
        """Send it, once, to everybody it reaches now. `read` is the stamp of the words that were on the screen."""
        row = type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if row.can("send") and row.stamp != read:
            raise WrongState(
                self, "send", _("The message was changed since you opened it. Read it again, then send it.")
            )
        reach = row.reach()
        if row.can("send") and not reach.people:
            raise WrongState(self, "send", _("Nobody would receive this message."))
        self._move("send", by, sent_at=timezone.now(), sent_to=len(reach.people))
        # From now on the list says where it went.
        self.municipalities.set(reach.towns)
        for start in range(0, len(reach.people), BATCH):
            people = reach.people[start : start + BATCH]
            outbox.put([compose(row, person, f"bulk-{self.pk}-{person.pk}") for person in people])

    def letters(self):
        """The mails it became."""
        return OutgoingMessage.objects.filter(category="bulk_message", key__startswith=f"bulk-{self.pk}-")

    def readers(self):
        """The people it went to who still have an account here."""
        return User.objects.filter(messages_received__in=self.letters()).order_by("name", "pk")
