from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.ledger_trigger import KeepTranslations
from coalition.models import Event
from coalition.workflow import Workflow, WrongState
from municipalities.models import Membership

from ..completeness import gaps
from ..letters import tell_secretariat, tell_town
from ..naming import free_slug
from .practice_queries import PracticeQuerySet
from .reference import Country
from .telling import CANADA, Telling


class Practice(Telling, Workflow):
    """What worked somewhere, told so that others can take it up: the parts of the Intercultural Cities collection.

    Written by a member town, or by the secretariat for a place elsewhere (`municipality` is empty then).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for changes")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REPLACED = "replaced", _("Taken over")  # a revision, once its words stand in what it revises

    TRANSITIONS = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "return": ({Status.SUBMITTED}, Status.RETURNED),
        "publish": ({Status.SUBMITTED}, Status.PUBLISHED),
        "enter": ({Status.DRAFT}, Status.PUBLISHED),
        "take_over": ({Status.SUBMITTED}, Status.REPLACED),
        "withdraw": ({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.PUBLISHED}, Status.WITHDRAWN),
        "reopen": ({Status.WITHDRAWN}, Status.DRAFT),
    }
    TOWN_VERBS = frozenset({"begin", "revise", "submit", "withdraw", "reopen", "translate", "adopt"})
    EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
    OPEN = EDITABLE | {Status.SUBMITTED}

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    slug = models.SlugField(_("address"), max_length=90, null=True, unique=True, editable=False)  # noqa: DJ001, many have none yet
    revises = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="revisions", editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)  # of the last return or withdrawal
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)  # what the public reads

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ["-pk"]
        indexes = [
            GinIndex(fields=["search_english"], name="practice_search_english"),
            GinIndex(fields=["search_french"], name="practice_search_french"),
            GinIndex(OpClass("spelling", name="gin_trgm_ops"), name="practice_spelling"),
            models.Index(fields=["status", "-published_at"], name="practice_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["revises"],
                condition=models.Q(status__in=["draft", "submitted", "returned"]),
                name="one_open_revision_per_practice",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(slug__isnull=False),
                name="a_published_practice_has_an_address",
            ),
        ]
        triggers = [
            KeepTranslations("title", "summary", "why", "beginning", "how", "effect", "learned", "contact")
        ]

    def get_absolute_url(self):
        """Where everybody reads it; of one that was published."""
        return reverse("practice", args=[self.slug])

    def get_workspace_url(self):
        if self.municipality is None:
            return reverse("review_practice", args=[self.pk])
        return reverse("town_practice", args=[self.municipality.slug, self.pk])

    @property
    def is_editable(self):
        return self.status in self.EDITABLE

    @property
    def is_correctable(self):
        """Whether the secretariat may put it right: what waits or is public, and its own drafts."""
        is_ours = self.municipality_id is None and self.status == self.Status.DRAFT
        return is_ours or self.status in {self.Status.SUBMITTED, self.Status.PUBLISHED}

    def require_correctable(self):
        if not self.is_correctable:
            raise WrongState(self, "correct", _("This practice is not before the secretariat, nor public."))

    @classmethod
    @transaction.atomic
    def begin(cls, municipality, by, *, key=None, action_lineage=None, revises=None, **answers):
        """A draft of the town, or of the secretariat where `municipality` is None; the same `key` twice is one."""
        if key and (standing := cls.objects.filter(key=key, municipality=municipality).first()):
            return standing
        known = {"key": key} if key else {}
        practice = cls.objects.create(
            municipality=municipality,
            action_lineage=action_lineage,
            revises=revises,
            written_by=by,
            is_invented=bool(municipality and municipality.is_invented),
            **known,
        )
        practice._write(**cls._no_texts() | answers)
        practice.note("begin", by)
        return practice

    def hold(self):
        """Keep others from writing it until the transaction ends, and read it as it stands. For use in a transaction."""
        type(self).objects.select_for_update(no_key=True).only("pk").get(pk=self.pk)
        self.refresh_from_db()

    def require_editable(self):
        """WrongState, with the reason, where the town does not write it now."""
        if not self.is_editable:
            raise WrongState(self, "revise", _("This practice is not a draft now, so it cannot be changed."))
        self.require_member()

    def require_member(self):
        ended = Membership.objects.filter(municipality=self.municipality_id, status=Membership.Status.ENDED)
        if self.municipality_id and ended.exists():
            raise WrongState(self, "revise", _("Good practices are written by members of the coalition."))

    @transaction.atomic
    def revise(self, by, **answers):
        """Change these answers, and nothing else: columns, and all that `topics`, `commitments`, `evidence` should be."""
        self.hold()
        self.require_editable()
        self._write(**answers)
        self.note("revise", by)

    @transaction.atomic
    def correct(self, by, **answers):
        """The secretariat puts right what waits or is public, without asking for it."""
        self.hold()
        self.require_correctable()
        if self.status == self.Status.PUBLISHED:
            answers["changed_at"] = timezone.now()
        self._write(**answers)
        self.note("correct", by)

    @transaction.atomic
    def translate(self, by, field, language, text):
        """Write the other version of a text; the public one takes it too."""
        self.hold()
        if self.status in {self.Status.WITHDRAWN, self.Status.REPLACED}:
            raise WrongState(self, "translate", _("This practice is not public and not being written."))
        self._write(**{f"{field}_{language}": text})
        self.note("translate", by)

    @transaction.atomic
    def submit(self, by):
        """Hand it to the secretariat to read."""
        self.hold()
        self.require_member()
        self._require_whole("submit")
        event = self._move("submit", by, submitted_at=timezone.now(), reason="")
        tell_secretariat(self, event)

    @transaction.atomic
    def send_back(self, by, reason):
        """Ask the town for changes."""
        self.refuse_decider(by)
        event = self._move("return", by, note=reason, reason=reason)
        tell_town(self, event, "practice_return")

    @transaction.atomic
    def publish(self, by):
        """Make it public; what a revision says takes the place of what stood there."""
        self.refuse_decider(by)
        if self.revises_id:
            self._take_over(by)
            return
        self.hold()
        event = self._move("publish", by, **self._now_public())
        tell_town(self, event, "practice_publish")

    @transaction.atomic
    def enter(self, by):
        """The secretariat publishes what it wrote itself."""
        if self.municipality_id:
            raise WrongState(self, "enter", _("A town submits its practice first."))
        self.hold()
        self._require_whole("enter")
        self._move("enter", by, **self._now_public())

    @transaction.atomic
    def withdraw(self, by, reason=""):
        """Take it back, or out of the library; it stays in the town's pages. Revisions being written go with it."""
        was_public = self.status == self.Status.PUBLISHED
        event = self._move("withdraw", by, note=reason, reason=reason)
        for revision in self.revisions.filter(status__in=self.OPEN):
            revision._move("withdraw", by)
        if was_public and reason:
            tell_town(self, event, "practice_withdraw")

    @transaction.atomic
    def take_down(self, by, reason):
        """The secretariat takes it out of the library, and says why."""
        self.refuse_decider(by)
        self.hold()
        if self.status != self.Status.PUBLISHED:
            raise WrongState(self, "withdraw", _("Only what is published can be taken out of the library."))
        self.withdraw(by, reason)

    @transaction.atomic
    def reopen(self, by):
        """Write on what was withdrawn; a revision is begun anew instead."""
        self.require_member()
        if self.revises_id:
            raise WrongState(self, "reopen", _("Begin a new revision of the published practice."))
        self._move("reopen", by, reason="")

    @transaction.atomic
    def begin_revision(self, by):
        """A draft that says what the public one says, to be changed and submitted; the one under way where there is one."""
        self.hold()
        if self.status != self.Status.PUBLISHED:
            raise WrongState(self, "revise", _("Only a published practice has revisions."))
        self.require_member()
        if standing := self.revisions.filter(status__in=self.OPEN).first():
            return standing
        return type(self).begin(
            self.municipality, by, action_lineage=self.action_lineage, revises=self, **self._answers()
        )

    def refuse_decider(self, user):
        """PermissionDenied where the person works for the town, or is not of the secretariat."""
        if self.municipality:
            self.municipality.refuse_decider(user)
        if not acts_for_secretariat(user):
            raise PermissionDenied

    def _require_whole(self, verb):
        missing = [gap.words for gap in gaps(self)] if self.can(verb) else []
        if missing:
            raise WrongState(
                self, verb, _("Something is still missing: %(what)s.") % {"what": "; ".join(missing)}
            )

    def _now_public(self):
        now = timezone.now()
        if not (slug := self.slug):
            # Nobody else is given an address until the end of the transaction.
            Country.objects.select_for_update(no_key=True).get(pk=CANADA)
            slug = free_slug(self)
        return {"slug": slug, "published_at": self.published_at or now, "changed_at": now, "reason": ""}

    def _take_over(self, by):
        event = self._move("take_over", by)
        original = self.revises
        original.hold()
        if original.status != self.Status.PUBLISHED:
            raise WrongState(original, "publish", _("What this revises was withdrawn meanwhile."))
        original._write(changed_at=timezone.now(), **self._answers())
        original.note("take_over", by)
        tell_town(original, event, "practice_publish")

    def note(self, action, by):
        Event.record(
            self, action, by, is_on_behalf=bool(by and self.municipality_id and acts_for_secretariat(by))
        )
