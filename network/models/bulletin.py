import hashlib

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import doorbell
from coalition.models import Event
from coalition.workflow import Workflow, WrongState

from ..letters import try_bulletin
from .bulletin_item import BulletinItem

TEXTS = ("title", "intro")
MOST_ITEMS = 40


class BulletinQuerySet(models.QuerySet):
    def sent(self):
        return self.filter(status=Bulletin.Status.SENT)

    def newest_first(self):
        """What is being written before what was sent."""
        return self.order_by(models.F("number").desc(nulls_first=True), "-pk")

    def in_full(self):
        return self.prefetch_related(
            models.Prefetch(
                "items",
                BulletinItem.objects.select_related(
                    "snapshot__municipality", "snapshot__cycle", "practice", "gathering"
                ).defer("snapshot__data", "practice__search_english", "practice__search_french"),
            )
        )


class Bulletin(Workflow):
    """An issue of the monthly bulletin, in both languages: composed, tried out, scheduled, sent, then kept for everybody."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Waits for its day")
        SENT = "sent", _("Sent")

    TRANSITIONS = {
        "schedule": ({Status.DRAFT}, Status.SCHEDULED),
        "take_back": ({Status.SCHEDULED}, Status.DRAFT),
        "send": ({Status.SCHEDULED}, Status.SENT),
    }

    # Its address for everybody: given when it is sent, in the order of sending.
    number = models.PositiveSmallIntegerField(_("number"), null=True, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    intro = models.TextField(_("introduction"), blank=True)  # as coalition/markdown.py reads it
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    begun_at = models.DateTimeField(auto_now_add=True)
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # How far the mails are written: subscriptions up to this key, and when the last one was (network/dispatch.py).
    mailed_up_to = models.BigIntegerField(default=0, editable=False)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="sent") ^ models.Q(number=None),
                name="a_bulletin_has_a_number_once_it_is_sent",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="scheduled") | models.Q(send_at__isnull=False),
                name="a_scheduled_bulletin_has_its_day",
            ),
        ]

    def __str__(self):
        return self.title or str(_("Bulletin without a title"))

    def get_absolute_url(self):
        """Where everybody reads it; before it is sent, where it is written."""
        return reverse("bulletin_issue", args=[self.number]) if self.number else self.get_office_url()

    def get_office_url(self):
        return reverse("compose_bulletin", args=[self.pk])

    @classmethod
    @transaction.atomic
    def begin(cls, by, **words):
        """A draft; the one that nobody has written into yet, where there is one: a second click is no second issue."""
        if untouched := cls.objects.filter(status=cls.Status.DRAFT, items=None, **words).first():
            return untouched
        bulletin = cls.objects.create(**words)
        Event.record(bulletin, "begin", by)
        return bulletin

    def hold_draft(self):
        """WrongState where it is not a draft; else this is the row as it is now, and stays while it is written."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        if self.status != self.Status.DRAFT:
            raise WrongState(
                self,
                "revise",
                _("This issue is scheduled: take it back to change it.")
                if self.status == self.Status.SCHEDULED
                else _("This issue was sent and can no longer be changed."),
            )

    @transaction.atomic
    def revise(self, by, **words):
        """Change the title or the introduction."""
        self.hold_draft()
        self._write(**words)
        Event.record(self, "revise", by)

    @transaction.atomic
    def add(self, by, items):
        """Put new items at the end, in their order: unsaved rows. What it has already is left out."""
        self.hold_draft()
        standing = list(self.items.all())
        known = {item.leads_to for item in standing} - {None}
        fresh = [item for item in items if item.leads_to not in known]
        if len(standing) + len(fresh) > MOST_ITEMS:
            raise WrongState(self, "add", _("An issue has at most %(most)s items.") % {"most": MOST_ITEMS})
        last = max((item.position for item in standing), default=0)
        for place, item in enumerate(fresh, last + 1):
            item.bulletin, item.position = self, place
        BulletinItem.objects.bulk_create(fresh)
        if fresh:
            Event.record(self, "add", by)
        return fresh

    @transaction.atomic
    def rewrite(self, by, item, **words):
        """Change what it says of one thing."""
        self.hold_draft()
        BulletinItem.objects.filter(pk=item.pk, bulletin=self).update(**words)
        Event.record(self, "rewrite", by)

    @transaction.atomic
    def move(self, by, item, *, seen, up):
        """Let an item change places with its neighbour; False where it no longer stands at the place that was seen."""
        self.hold_draft()
        order = list(self.items.all())
        place = next((place for place, each in enumerate(order) if each.pk == item.pk), None)
        if place is None or place + 1 != seen:
            return False
        other = place - 1 if up else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
            for number, each in enumerate(order, 1):
                each.position = number
            BulletinItem.objects.bulk_update(order, ["position"])
            Event.record(self, "move", by)
        return True

    @transaction.atomic
    def drop(self, by, item):
        """Take an item out; a second click finds it gone already."""
        self.hold_draft()
        gone, _by_model = self.items.filter(pk=item.pk).delete()
        if gone:
            Event.record(self, "drop", by)

    @transaction.atomic
    def discard(self, by):
        """Delete a draft with its items."""
        if not type(self).objects.filter(pk=self.pk).exists():
            return
        self.hold_draft()
        Event.record(self, "discard", by, note=str(self))
        self.delete()

    def words(self):
        names = [f"{name}_{code}" for name in TEXTS for code in ("en", "fr")]
        return {name: getattr(self, name) or "" for name in names}

    @property
    def stamp(self):
        """A digest of all that is read before it is sent: nobody sends other words than those on the screen."""
        said = [*self.words().values()]
        for item in self.items.all():
            said += [item.kind, *item.words().values()]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]

    def gaps(self):
        """[(item, or None for the issue itself, language)] of what has no words yet."""
        words = self.words()
        found = [(None, code) for code in ("en", "fr") if not words[f"title_{code}"].strip()]
        # An introduction may be left out, but not in one language alone.
        said = [code for code in ("en", "fr") if words[f"intro_{code}"].strip()]
        found += [(None, code) for code in ("en", "fr") if len(said) == 1 and code not in said]
        found += [(item, code) for item in self.items.all() for code in item.gaps()]
        return list(dict.fromkeys(found))

    @transaction.atomic
    def try_out(self, by):
        """Send it to the one who asks, in both languages. A second click within the minute does nothing more."""
        # Of two clicks the second waits here, and sees what the first has written.
        type(self).objects.select_for_update(no_key=True).get(pk=self.pk)
        if try_bulletin(self, by):
            Event.record(self, "try", by)

    @transaction.atomic
    def schedule(self, by, *, read, at=None):
        """Let it go out at an instant, or at once. `read` is the stamp of the words that were on the screen."""
        if self.can("schedule"):
            self.hold_draft()
            self._require_whole(read)
        self._move("schedule", by, send_at=at or timezone.now())
        if at is None:
            transaction.on_commit(lambda: doorbell.ring("network.tasks.send_bulletins"), robust=True)

    def _require_whole(self, read):
        if self.stamp != read:
            raise WrongState(
                self, "schedule", _("The issue was changed since you opened it. Read it again, then send it.")
            )
        if not self.items.exists():
            raise WrongState(self, "schedule", _("There is nothing in this issue yet."))
        if self.gaps():
            raise WrongState(
                self, "schedule", _("A bulletin goes out in both languages at once. Some words are missing.")
            )

    @transaction.atomic
    def take_back(self, by):
        """What waits for its day is a draft again."""
        self._move("take_back", by, send_at=None)

    @transaction.atomic
    def send(self):
        """Its day has come: it is public from now on, and network/dispatch.py writes the mails. Held by whoever calls."""
        last = type(self).objects.aggregate(last=models.Max("number"))["last"] or 0
        self._move("send", None, number=last + 1, sent_at=timezone.now())

    def _write(self, **changes):
        type(self).objects.filter(pk=self.pk).update(**changes)
        for name, value in changes.items():
            setattr(self, name, value)
