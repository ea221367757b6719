from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..i18n import other_language
from ..workflow import Workflow, WrongState
from .suppressed_address import SuppressedAddress

# What colleagues write to each other, what visitors write to a town, codes: not for the secretariat to read.
PRIVATE_CATEGORIES = ("account", "visitor", "teamwork")

# In a mail of two languages.
BETWEEN_SUBJECTS = " / "
BETWEEN_TEXTS = f"\n\n\n{'=' * 72}\n\n\n"


class OutgoingMessageQuerySet(models.QuerySet):
    def to(self, address):
        return self.alias(to_lower=Lower("to_address")).filter(to_lower=address.lower())

    def given_up(self):
        """Not sent, and nobody has said yet what becomes of them; of alarms about mail nobody is alarmed."""
        return self.filter(status=OutgoingMessage.Status.FAILED).exclude(category="alarm")

    def kept_back_from(self, address):
        """What can still be sent there: its words are not tidied away."""
        return self.to(address).filter(status=OutgoingMessage.Status.SUPPRESSED).exclude(text="")

    def waiting_for_server(self):
        return self.filter(status=OutgoingMessage.Status.QUEUED, waits_for_server=True)


class OutgoingMessage(Workflow):
    """A mail to be sent, or that was. All mail goes through here; coalition/outbox writes and sends it."""

    class Status(models.TextChoices):
        QUEUED = "queued", gettext_lazy("Waiting")
        SENT = "sent", gettext_lazy("Sent")
        FAILED = "failed", gettext_lazy("Given up")
        CANCELLED = "cancelled", gettext_lazy("Cancelled")
        SUPPRESSED = "suppressed", gettext_lazy("Kept back")
        # As its reader chose (coalition/outbox/categories.py).
        GATHERED = "gathered", gettext_lazy("Gathered for later")
        UNWANTED = "unwanted", gettext_lazy("Not by mail")

    TRANSITIONS = {
        "retry": ({Status.QUEUED, Status.FAILED, Status.SUPPRESSED}, Status.QUEUED),
        "cancel": (
            {Status.QUEUED, Status.FAILED, Status.SUPPRESSED, Status.GATHERED},
            Status.CANCELLED,
        ),
    }

    key = models.CharField(max_length=200, help_text="The same key is never queued twice.")
    category = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="messages_received",
    )
    to_address = models.EmailField(max_length=254)
    # Whom an answer goes to, where that is not the secretariat: a visitor who wrote to a town.
    reply_to = models.EmailField(max_length=254, blank=True)
    # Where one click ends this kind of mail (RFC 8058). Blank: a service message, which always comes.
    unsubscribe_url = models.URLField(max_length=250, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # The other language follows: nobody knows which one the reader speaks.
    is_bilingual = models.BooleanField(default=False, db_default=False)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    # A sender has it in hand since then, until `next_try_at`; past that, the sender died and nobody knows how far it came.
    claimed_at = models.DateTimeField(null=True, blank=True)
    interruptions = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    # The server's fault, not the message's: it leaves as soon as the server takes mail again.
    waits_for_server = models.BooleanField(default=False)
    failing_since = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("message")
        verbose_name_plural = gettext_lazy("messages")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["key"], name="one_message_per_key")]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(status="queued"), name="messages_to_send"),
            models.Index(
                fields=["failing_since"],
                condition=Q(status="queued", waits_for_server=True),
                name="messages_waiting_for_server",
            ),
            models.Index(fields=["status", "-id"], name="messages_by_status"),
            models.Index(Lower("to_address"), name="messages_by_address"),
        ]

    def __str__(self):
        return self.key

    def get_absolute_url(self):
        return reverse("outgoing_message", args=[self.pk])

    @property
    def message_id(self):
        """The same at each try, so that a mailbox can drop a second copy."""
        return f"<{self.pk}.{self.created_at:%Y%m%d%H%M%S}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"

    @property
    def languages(self):
        further = [other_language(self.language)] if self.is_bilingual else []
        return [self.language, *further]

    @property
    def subject_parts(self):
        """[(language, words)], for pages that say which language is which."""
        return self._parts(self.subject, BETWEEN_SUBJECTS)

    @property
    def text_parts(self):
        """The same of the text."""
        return self._parts(self.text, BETWEEN_TEXTS)

    def _parts(self, words, between):
        return list(zip(self.languages, words.split(between, len(self.languages) - 1), strict=False))

    @property
    def is_private(self):
        """Whether its words are for the reader alone. An invitation to an address holds a link that answers it."""
        return self.category in PRIVATE_CATEGORIES or (
            self.category == "invitation" and self.recipient_id is None
        )

    def suppressed_address(self):
        """The line of the suppress list its address stands on, or None."""
        return SuppressedAddress.objects.standing().filter(address=self.to_address.lower()).first()

    def state(self, now):
        """The status, and of what waits more precisely: "sending", "unclear" (a sender died with it), "deferred"."""
        if self.status != self.Status.QUEUED:
            return self.status
        if self.claimed_at:
            return "sending" if self.next_try_at > now else "unclear"
        return "deferred" if self.tries else self.status

    @transaction.atomic
    def retry(self, by):
        """Send it now, as if it had never been tried."""
        self._hold("retry")
        if not self.text:
            raise WrongState(
                self, "retry", _("Its words are no longer kept, so that it cannot be sent again.")
            )
        if self.suppressed_address():
            raise WrongState(
                self,
                "retry",
                _("Nothing is sent to this address. Take it off the list first, then try again."),
            )
        return self._move("retry", by, next_try_at=timezone.now(), tries=0, **NOTHING_WRONG)

    @transaction.atomic
    def cancel(self, by):
        """It is not sent any more; of one that was given up, nobody is reminded any more."""
        self._hold("cancel")
        return self._move("cancel", by)

    def _hold(self, action):
        """Lock the row; WrongState while a sender has the message in hand."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        if self.state(timezone.now()) == "sending":
            raise WrongState(self, action, _("It is being sent at this very moment. Look again in a minute."))


NOTHING_WRONG = {
    "claimed_at": None,
    "last_error": "",
    "waits_for_server": False,
    "failing_since": None,
    "failed_at": None,
}
