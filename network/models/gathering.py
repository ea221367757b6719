import zoneinfo
from itertools import count

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coalition.i18n import fold
from coalition.models import Event
from coalition.moments import CHOSEN_ZONES
from coalition.workflow import Workflow, WrongState

from ..event_letters import tell_everybody, tell_moved_up
from ..when import say_span

TEXTS = ("title", "summary", "description", "place")
NEEDED = ("title", "summary", "description")
# Whoever registered is told when one of these changes.
WHEN_AND_WHERE = {"starts_at", "ends_at", "zone", "place_en", "place_fr", "link"}
RESERVED = {"feed", "fil", "registrations", "inscriptions"}  # addresses beside those of events
LONGEST_SLUG = 80


class GatheringQuerySet(models.QuerySet):
    def public(self):
        """Also what was cancelled: people look for it."""
        return self.filter(status__in=[Gathering.Status.PUBLISHED, Gathering.Status.CANCELLED])

    def coming(self, at):
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at):
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")


class Gathering(Workflow):
    """An event of the coalition, in both languages. ("Event" is a line of the trail: coalition/models/event.py.)"""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("Annual conference")
        WORKSHOP = "workshop", _("Workshop")
        INSTITUTE = "institute", _("Summer institute")
        SERIES = "series", _("Speaker series")
        OTHER = "other", _("Other event")

    class Spoken(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        BOTH = "both", _("English and French")
        INTERPRETED = "interpreted", _("English and French, with interpretation")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    TRANSITIONS = {
        "publish": ({Status.DRAFT}, Status.PUBLISHED),
        "cancel": ({Status.PUBLISHED}, Status.CANCELLED),
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=240, blank=True)
    description = models.TextField(_("description"), blank=True)  # as coalition/markdown.py reads it
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)  # to take part from afar, or to a programme
    zone = models.CharField(_("time zone"), max_length=40, choices=CHOSEN_ZONES)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    spoken = models.CharField(_("languages"), max_length=11, choices=Spoken, default=Spoken.BOTH)
    takes_registrations = models.BooleanField(_("takes registrations"), default=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)  # null: as many as come
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    slug = models.SlugField(_("address"), max_length=90, null=True, unique=True, editable=False)  # noqa: DJ001
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # why it is cancelled
    # Raised with every change of what is public: calendars move the entry they have.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)  # what the public reads
    # Who registered, and what they need, is deleted some time after the event (network/keeping.py).
    people_forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["status", "starts_at"], name="events_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="an_event_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(slug__isnull=False),
                name="a_public_event_has_an_address",
            ),
        ]

    def __str__(self):
        return self.title or str(_("Event without a title"))

    def get_absolute_url(self):
        """Where everybody reads it; before it is published, where it is written."""
        return reverse("event", args=[self.slug]) if self.slug else self.get_office_url()

    def get_office_url(self):
        return reverse("secretariat_event", args=[self.pk])

    @property
    def time_zone(self):
        return zoneinfo.ZoneInfo(self.zone)

    @property
    def when(self):
        return say_span(self.starts_at, self.ends_at, self.time_zone)

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    def is_open(self, at):
        """Whether one may register now."""
        return self.status == self.Status.PUBLISHED and self.takes_registrations and at < self.starts_at

    def gaps(self):
        """[(text, language)] of what is needed in both languages and missing."""
        names = [*NEEDED, "place"] if self.place_en or self.place_fr else NEEDED
        return [
            (name, code)
            for code in ("en", "fr")
            for name in names
            if not (getattr(self, f"{name}_{code}") or "").strip()
        ]

    @classmethod
    @transaction.atomic
    def begin(cls, by, **words):
        gathering = cls.objects.create(**words)
        Event.record(gathering, "begin", by)
        return gathering

    def hold(self):
        """Nobody else writes it, or takes or leaves a place, until the transaction ends; it is read as it stands."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))

    def require_editable(self):
        if self.is_cancelled:
            raise WrongState(self, "revise", _("This event is cancelled and can no longer be changed."))

    @transaction.atomic
    def revise(self, by, **words):
        """Change it; of what is public, both languages stay, and whoever registered hears of another time or place."""
        self.hold()
        self.require_editable()
        changed = {name for name, value in words.items() if getattr(self, name) != value}
        for name, value in words.items():
            setattr(self, name, value)
        if self.status == self.Status.PUBLISHED:
            if self.gaps():
                raise WrongState(self, "revise", _("A public event keeps its words in both languages."))
            words |= {"sequence": self.sequence + 1, "changed_at": timezone.now()}
        self._write(**words)
        event = Event.record(self, "revise", by)
        if self.status == self.Status.PUBLISHED:
            if changed & WHEN_AND_WHERE and timezone.now() < self.ends_at:
                tell_everybody(self, "event_changed", f"changed-{event.pk}")
            self.fill()

    @transaction.atomic
    def publish(self, by):
        self.hold()
        if self.can("publish") and self.gaps():
            raise WrongState(self, "publish", _("An event is published in both languages at once."))
        now = timezone.now()
        slug = self.slug or self._free_slug()
        self._move("publish", by, slug=slug, published_at=now, changed_at=now)

    @transaction.atomic
    def cancel(self, by, reason_en, reason_fr):
        """Say so to everybody; the page and the entry in calendars stay, and say why."""
        self.hold()
        said = {"reason_en": reason_en, "reason_fr": reason_fr}
        now = timezone.now()
        event = self._move("cancel", by, **said, sequence=self.sequence + 1, changed_at=now)
        if now < self.ends_at:
            tell_everybody(self, "event_cancelled", f"cancelled-{event.pk}")

    @transaction.atomic
    def discard(self, by):
        """Delete a draft."""
        if not type(self).objects.filter(pk=self.pk).exists():
            return
        self.hold()
        if self.status != self.Status.DRAFT:
            raise WrongState(self, "discard", _("What was published stays; it can be cancelled."))
        Event.record(self, "discard", by, note=str(self))
        self.delete()

    def places_left(self):
        """None where there is no limit."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.registrations.registered().count(), 0)

    def fill(self):
        """Let those who wait move up, the first first, while there are places. The event is held."""
        waiting = self.registrations.waiting()
        left = self.places_left()
        for registration in waiting if left is None else waiting[:left]:
            registration.move_up()
            tell_moved_up(registration)

    @transaction.atomic
    def forget_people(self, now):
        """Of who registered only how many they were stays; the mails to them go by the rules of all mail."""
        self.registrations.forget()
        self._write(people_forgotten_at=now)

    def _free_slug(self):
        """Of the English title; it never changes. Two that are made at once: the database refuses the second."""
        wanted = slugify(fold(self.title_en))[:LONGEST_SLUG].strip("-") or "event"
        numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        taken = type(self).objects.exclude(pk=self.pk)
        return next(s for s in numbered if s not in RESERVED and not taken.filter(slug=s).exists())

    def _write(self, **changes):
        type(self).objects.filter(pk=self.pk).update(**changes)
        for name, value in changes.items():
            setattr(self, name, value)
