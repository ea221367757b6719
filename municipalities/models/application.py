from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event, User
from coalition.outbox import Stranger
from coalition.threads import write_comment
from coalition.workflow import Workflow, WrongState

from .. import extensions
from ..admission import admit
from ..letters import tell
from ..opening import check_opening, give_role, take_roles_back
from ..pace import check_pace, may_tell
from ..welcoming import dated_matters
from .application_queries import ApplicationQuerySet
from .application_request import ApplicationRequest
from .document import Document
from .municipality import Municipality


class Application(Workflow):
    """A town's request to join, built step by step and decided by the secretariat."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for changes")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
    CAME_TO_NOTHING = frozenset({Status.DECLINED, Status.WITHDRAWN})
    EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
    TRANSITIONS = {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.SUBMITTED),
        "return": ({Status.SUBMITTED}, Status.RETURNED),
        "approve": ({Status.SUBMITTED}, Status.APPROVED),
        "decline": (OPEN, Status.DECLINED),
        "withdraw": (OPEN, Status.WITHDRAWN),
    }
    TOWN_VERBS = frozenset({"open", "submit", "withdraw"})

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="applications")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="applications_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    letter = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    letter_on = models.DateField(_("date of the letter"), null=True, blank=True)
    resolution = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolution_number = models.CharField(_("resolution number"), max_length=60, blank=True)
    resolution_on = models.DateField(_("date of the resolution"), null=True, blank=True)
    contact_name = models.CharField(_("name"), max_length=150, blank=True)
    contact_title = models.CharField(_("title"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    champion_name = models.CharField(_("name of the elected champion"), max_length=150, blank=True)
    champion_title = models.CharField(_("title of the elected champion"), max_length=150, blank=True)
    # Has no account. Written to once, where a report is a month late (reports/escalation.py).
    champion_email = models.EmailField(_("e-mail address of the elected champion"), blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(status__in=["draft", "submitted", "returned"]),
                name="one_open_application_per_municipality",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.municipality}"

    def get_absolute_url(self):
        return reverse("application", args=[self.municipality.slug])

    @property
    def number(self):
        """The receipt number, the same at every look: "A-2026-00017"."""
        return f"A-{self.opened_at:%Y}-{self.pk:05d}"

    @property
    def has_interest(self):
        """Whether its letter went ahead; templates ask before they read `interest`."""
        return hasattr(self, "interest")

    @property
    def is_editable(self):
        return self.status in self.EDITABLE

    @classmethod
    @transaction.atomic
    def open(cls, municipality, by):
        """Open an application for a town that may have one; whoever opens it coordinates while it is open."""
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # first: no two openings count at once
        municipality = Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        is_on_behalf = acts_for_secretariat(by)
        application = cls(municipality=municipality, opened_by=by)
        check_opening(application, by, is_on_behalf)
        application.save()
        Event.record(application, "open", by, is_on_behalf=is_on_behalf)
        if not is_on_behalf:
            give_role(application, by)
        return application

    def steps(self):
        return list(extensions.application_steps)

    def missing_steps(self):
        """What has to be answered before it is submitted, and is not yet."""
        return [step for step in self.steps() if step.is_required and not step.is_complete(self)]

    def open_requests(self):
        """What the secretariat still asks for; nothing once the application is submitted again."""
        return self.requests.filter(resolved_at=None)

    def last_requests(self):
        """What was asked when it was last returned, be it answered or not."""
        answered = models.Q(resolved_at__gte=self.submitted_at) if self.submitted_at else models.Q(pk__in=[])
        return self.requests.filter(models.Q(resolved_at=None) | answered)

    def unchanged_steps(self):
        """The steps that were asked about and still say what they said then."""
        asked = {request.step: request for request in self.last_requests()}
        return [
            step for step in self.steps() if step.key in asked and asked[step.key].is_unchanged(step) is True
        ]

    def may_edit_step(self, key):
        """All of a draft; of a returned application, where changes were asked or an answer no longer counts."""
        if self.status == self.Status.RETURNED:
            asked = any(
                request.step == key and request.resolved_at is None for request in self.requests.all()
            )
            return asked or any(step.key == key for step in self.missing_steps())
        return self.status == self.Status.DRAFT

    def require_step(self, key):
        """WrongState where the step may not be edited."""
        if not self.may_edit_step(key):
            raise WrongState(self, "revise", _("This step of the application cannot be changed now."))

    def hold_step(self, key):
        """The same; and this is the row as it is now and stays while an answer is compared with it and written."""
        municipality = self.municipality  # brings along the role of who asks
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        self.municipality = municipality
        self.require_step(key)

    def _lock(self):
        """The row as it is now and stays until the end of the transaction; this copy may be older."""
        return type(self).objects.select_for_update(no_key=True).get(pk=self.pk)

    @transaction.atomic
    def revise(self, step, **answers):
        """Keep the answers of one step that may be edited."""
        self.hold_step(step)
        type(self).objects.filter(pk=self.pk).update(**answers)
        for name, value in answers.items():
            setattr(self, name, value)

    @transaction.atomic
    def attach(self, kind, upload, by):
        """Keep a checked file as the letter or the resolution. One that the secretariat never had leaves no copy."""
        self.hold_step(kind)
        former = getattr(self, kind)
        self.revise(kind, **{kind: Document.store(self.municipality, upload, kind, by)})
        if former and kind == Document.Kind.LETTER and self.has_interest:
            Event.record(self, "replace_letter", by, is_on_behalf=acts_for_secretariat(by))
        if former and not self._has_handed_in(former):
            former.discard()

    def _has_handed_in(self, document):
        """Whether the secretariat was given it: with the application, or as the letter sent ahead."""
        moments = [self.submitted_at]
        if document.kind == Document.Kind.LETTER and self.has_interest:
            moments.append(self.interest.declared_at)
        return any(moment and document.added_at <= moment for moment in moments)

    @transaction.atomic
    def comment(self, step, by, text):
        """Write to the other side about a step, while the application is open. A second click writes once."""
        if self._lock().status not in self.OPEN:
            raise WrongState(self, "comment", _("This application is closed, so nothing is added to it."))
        comment, is_new = write_comment(self, step.key, by, text)
        if is_new:
            check_pace(self, by)
            event = Event.record(self, "comment", by, note=step.key)
            readers = self._readers() if comment.is_of_secretariat else self._readers_of_secretariat()
            others = [reader for reader in readers if reader != by]
            if may_tell(self, comment):
                facts = {"comment": comment, "step": step}
                tell(self, event, "application_comment", others, category="conversation", **facts)
        return comment

    @transaction.atomic
    def submit(self, by):
        """Hand the application in. WrongState while a step is missing."""
        row = self._lock()
        if row.can("submit") and row.missing_steps():
            raise WrongState(self, "submit", _("Some steps are not complete yet."))
        now = timezone.now()
        event = self._move("submit", by, submitted_at=now)
        self.open_requests().update(resolved_at=now)
        tell(self, event, "application_submitted", self._readers())
        tell(self, event, "application_received", User.objects.secretariat(), category="arrival")

    def _readers(self):
        """The coordinators; where the secretariat filed for a town without one, the contact it named."""
        contact = [Stranger(self.contact_email, self.municipality.language)] if self.contact_email else []
        return self.municipality.coordinators() or contact

    def _readers_of_secretariat(self):
        """Who of the secretariat had to do with it; all of them where nobody had yet."""
        people = User.objects.secretariat()
        met = people.filter(trail__in=Event.objects.about(self)).distinct()
        return list(met) or list(people)

    @property
    def stamp(self):
        """Which submission this is: a decision names the one that was read."""
        return self.submitted_at.isoformat() if self.submitted_at else ""

    def refuse_decider(self, user):
        """PermissionDenied for the town's people and for whoever opened or submitted it, be it on behalf."""
        submissions = Event.objects.about(self).filter(action="submit")
        writers = User.objects.filter(models.Q(applications_opened=self) | models.Q(trail__in=submissions))
        self.municipality.refuse_decider(user, *writers)

    def _check_decision(self, by, read):
        """Lock the row for a decision of `by`, who read the submission stamped `read`; None: this very one."""
        self.refuse_decider(by)
        if read is not None and self._lock().stamp != read:
            raise WrongState(self, "decide", _("It was submitted again since you opened it."))

    @transaction.atomic
    def send_back(self, by, requests, read=None, answer_by=None):
        """Return for changes. `requests` maps a step's key to what is asked; only those steps reopen."""
        self._check_decision(by, read)
        event = self._move("return", by, note="\n\n".join(f"{key}: {text}" for key, text in requests.items()))
        steps = {step.key: step for step in self.steps()}
        ApplicationRequest.objects.ask(
            self, [(steps[key], text) for key, text in requests.items()], answer_by
        )
        asked = [(steps[key].title, text) for key, text in requests.items()]
        tell(self, event, "application_returned", self._readers(), requests=asked, answer_by=answer_by)

    @transaction.atomic
    def approve(self, by, read=None, note=""):
        """Make the town a member and start what a member has; see extensions.on_approval. `note` is for the town."""
        self._check_decision(by, read)
        event = self._move("approve", by, note=note, decided_at=timezone.now())
        membership = admit(self.municipality, by)
        for start in extensions.on_approval:
            start(self, by)
        welcome = {
            "membership": membership,
            "note": note,
            "matters": partial(dated_matters, self.municipality, by),
        }
        tell(self, event, "application_approved", self._readers(), **welcome)

    @transaction.atomic
    def decline(self, by, reason, read=None):
        self._check_decision(by, read)
        event = self._move("decline", by, note=reason, reason=reason, decided_at=timezone.now())
        readers = self._readers()
        tell(self, event, "application_declined", readers)
        take_roles_back(self, by, told=readers)

    @transaction.atomic
    def withdraw(self, by, reason):
        event = self._move("withdraw", by, note=reason, reason=reason, decided_at=timezone.now())
        tell(self, event, "application_withdrawn", self._readers_of_secretariat(), category="arrival")
        take_roles_back(self, by)
