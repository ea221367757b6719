from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event, User
from coalition.workflow import Workflow, WrongState

from .. import extensions
from ..letters import tell
from .application_queries import ApplicationQuerySet
from .application_request import ApplicationRequest
from .document import Document
from .member import Member, Role
from .membership import Membership
from .municipality import Municipality

# One person may begin for a few towns (a region's staff), not take the registry.
TOWNS_PER_PERSON = 5


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
    def is_editable(self):
        return self.status in self.EDITABLE

    @classmethod
    @transaction.atomic
    def open(cls, municipality, by):
        """Open an application for a town without one; whoever opens it coordinates while it is open.

        WrongState where the town is a member, has an open application, or has a past here that is not all `by`'s:
        opening must not lead a stranger to what others wrote.
        """
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # first: no two openings count at once
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        if existing := cls.objects.open().filter(municipality=municipality).first():
            raise WrongState(existing, "open", _("An application for this municipality is already open."))
        member = Membership.objects.filter(municipality=municipality).first()
        if member and member.status != Membership.Status.ENDED:
            raise WrongState(member, "open", _("This municipality is already a member."))
        is_on_behalf = acts_for_secretariat(by)
        if by.is_secretariat and not is_on_behalf:
            raise PermissionDenied(_("The secretariat uses two-step sign-in. Please set yours up first."))
        if not is_on_behalf:
            cls._check_opener(municipality, by, member)
        application = cls.objects.create(municipality=municipality, opened_by=by)
        Event.record(application, "open", by, is_on_behalf=is_on_behalf)
        if not is_on_behalf:
            application._give_role(by)
        return application

    def _give_role(self, by):
        _member, is_new = Member.objects.get_or_create(
            municipality=self.municipality,
            user=by,
            defaults={"role": Role.COORDINATOR, "opening": self},
        )
        if is_new:
            Event.record(self, "give_role", by)

    def _take_role_back(self, by):
        """Whoever was nobody in the town before opening this is nobody again once it came to nothing."""
        for member in self.roles_given.all():
            member.delete()
            Event.record(self, "take_role_back", by)

    @classmethod
    def _check_opener(cls, municipality, by, membership):
        role = municipality.people.filter(user=by).values_list("role", flat=True).first()
        is_nobodys = not (role or membership or municipality.has_past_beside(by))
        if role != Role.COORDINATOR and not is_nobodys:
            raise WrongState(
                cls(municipality=municipality),
                "open",
                _("This municipality is already known here. Ask the secretariat to give you access to it."),
            )
        if cls.objects.begun_lately(by).exclude(municipality=municipality).count() >= TOWNS_PER_PERSON:
            raise WrongState(
                cls(municipality=municipality),
                "open",
                _(
                    "You have begun applications for several municipalities that are not members yet."
                    " Write to the secretariat if you need another one now."
                ),
            )

    def steps(self):
        return list(extensions.application_steps)

    def missing_steps(self):
        return [step for step in self.steps() if not step.is_complete(self)]

    def open_requests(self):
        """What the secretariat still asks for; nothing once the application is submitted again."""
        return self.requests.filter(resolved_at=None)

    def may_edit_step(self, key):
        """All of a draft; of a returned application, where changes were asked or an answer no longer counts."""
        if self.status == self.Status.RETURNED:
            asked = any(
                request.step == key and request.resolved_at is None for request in self.requests.all()
            )
            return asked or any(step.key == key and not step.is_complete(self) for step in self.steps())
        return self.status == self.Status.DRAFT

    def require_step(self, key):
        """WrongState where the step may not be edited."""
        if not self.may_edit_step(key):
            raise WrongState(self, "revise", _("This step of the application cannot be changed now."))

    def hold_step(self, key):
        """The same, and the application stays as it is while an answer stored elsewhere is written."""
        self._lock().require_step(key)

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
        """Keep a checked file as the letter or the resolution. One that was never submitted leaves no copy."""
        row = self._lock()
        row.require_step(kind)
        former = getattr(row, kind)
        self.revise(kind, **{kind: Document.store(self.municipality, upload, kind, by)})
        if former and (row.submitted_at is None or former.added_at > row.submitted_at):
            former.discard()

    @transaction.atomic
    def submit(self, by):
        """Hand the application in. WrongState while a step is missing."""
        row = self._lock()
        if row.can("submit") and row.missing_steps():
            raise WrongState(self, "submit", _("Some steps are not complete yet."))
        event = self._move("submit", by, submitted_at=timezone.now())
        self.open_requests().update(resolved_at=timezone.now())
        tell(self, event, "application_submitted", self._readers())
        tell(self, event, "application_received", User.objects.filter(is_secretariat=True, is_active=True))

    def _readers(self):
        """The coordinators; where the secretariat filed for a town without one, the contact it named."""
        contact = [(self.contact_email, self.municipality.language)] if self.contact_email else []
        return self.municipality.coordinators() or contact

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
    def send_back(self, by, requests, read=None):
        """Return for changes. `requests` maps a step's key to what is asked; only those steps reopen."""
        self._check_decision(by, read)
        event = self._move("return", by, note="\n\n".join(requests.values()))
        asked = ApplicationRequest.objects.bulk_create(
            ApplicationRequest(application=self, step=step, text=text) for step, text in requests.items()
        )
        titles = {step.key: step.title for step in self.steps()}
        tell(
            self,
            event,
            "application_returned",
            self._readers(),
            requests=[(titles[request.step], request.text) for request in asked],
        )

    @transaction.atomic
    def approve(self, by, read=None):
        """Make the town a member and start what a member has; see extensions.on_approval."""
        self._check_decision(by, read)
        today = timezone.localdate(timezone=self.municipality.time_zone)
        event = self._move("approve", by, decided_at=timezone.now())
        membership, _is_new = Membership.objects.update_or_create(
            municipality=self.municipality,
            defaults={
                "status": Membership.Status.ACTIVE,
                "joined_on": today,
                "joined_year": today.year,
                "reason": "",
                "plan_expected_on": a_year_after(today),
            },
        )
        membership.periods.enter(membership.status, on=today)
        Event.record(membership, "join", by)
        for start in extensions.on_approval:
            start(self, by)
        tell(self, event, "application_approved", self._readers(), membership=membership)

    @transaction.atomic
    def decline(self, by, reason, read=None):
        self._check_decision(by, read)
        event = self._move("decline", by, note=reason, reason=reason, decided_at=timezone.now())
        tell(self, event, "application_declined", self._readers())
        self._take_role_back(by)

    @transaction.atomic
    def withdraw(self, by, reason):
        self._move("withdraw", by, note=reason, reason=reason, decided_at=timezone.now())
        self._take_role_back(by)


def a_year_after(day):
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)
