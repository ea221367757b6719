from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models import Event
from coalition.workflow import Workflow, WrongState

from .. import extensions
from .document import Document
from .member import Member, Role
from .membership import Membership
from .municipality import Municipality


class ApplicationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=Application.OPEN)


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
    resolution = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolution_number = models.CharField(_("resolution number"), max_length=60, blank=True)
    resolution_on = models.DateField(_("date of the resolution"), null=True, blank=True)
    contact_name = models.CharField(_("name"), max_length=150, blank=True)
    contact_title = models.CharField(_("title"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)

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
        """Open an application for a town without one; whoever opens it coordinates.

        A town that is a member, or has an open application, answers WrongState.
        """
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        if existing := cls.objects.open().filter(municipality=municipality).first():
            raise WrongState(existing, "open", _("An application for this municipality is already open."))
        if member := Membership.objects.filter(municipality=municipality).exclude(status="ended").first():
            raise WrongState(member, "open", _("This municipality is already a member."))
        application = cls.objects.create(municipality=municipality, opened_by=by)
        if not by.is_secretariat:
            Member.objects.update_or_create(
                municipality=municipality, user=by, defaults={"role": Role.COORDINATOR}
            )
        Event.record(application, "open", by, is_on_behalf=by.is_secretariat)
        return application

    def steps(self):
        return list(extensions.application_steps)

    def missing_steps(self):
        return [step for step in self.steps() if not step.is_complete(self)]

    def may_edit_step(self, key):
        """All of a draft; of a returned application, the steps at which changes were asked."""
        if self.status == self.Status.RETURNED:
            return any(request.step == key and request.resolved_at is None for request in self.requests.all())
        return self.status == self.Status.DRAFT

    def require_step(self, key):
        """WrongState where the step may not be edited."""
        if not self.may_edit_step(key):
            raise WrongState(self, "revise", _("This step of the application cannot be changed now."))

    def hold_step(self, key):
        """The same, and the application stays as it is while an answer stored elsewhere is written.

        For use in a transaction.
        """
        type(self).objects.select_for_update().get(pk=self.pk).require_step(key)

    @transaction.atomic
    def revise(self, **answers):
        """Keep the answers of one step. Only a draft or a returned application can be revised."""
        if not type(self).objects.filter(pk=self.pk, status__in=self.EDITABLE).update(**answers):
            self.refresh_from_db()
            raise WrongState(self, "revise")
        for name, value in answers.items():
            setattr(self, name, value)

    @transaction.atomic
    def submit(self, by):
        if self.missing_steps():
            raise WrongState(self, "submit", _("Some steps are not complete yet."))
        self._move("submit", by, submitted_at=timezone.now())
        self.requests.filter(resolved_at=None).update(resolved_at=timezone.now())

    @transaction.atomic
    def send_back(self, by, requests):
        """Return for changes. `requests` maps a step's key to what is asked."""
        self._move("return", by, note="\n".join(requests.values()))
        ApplicationRequest.objects.bulk_create(
            ApplicationRequest(application=self, step=step, text=text) for step, text in requests.items()
        )

    @transaction.atomic
    def approve(self, by):
        """Make the town a member and start what a member has; see extensions.on_approval."""
        today = timezone.localdate()
        self._move("approve", by, decided_at=timezone.now())
        Membership.objects.update_or_create(
            municipality=self.municipality,
            defaults={
                "status": Membership.Status.ACTIVE,
                "joined_on": today,
                "joined_year": today.year,
                "reason": "",
                "plan_expected_on": a_year_after(today),
            },
        )
        for start in extensions.on_approval:
            start(self, by)

    def decline(self, by, reason):
        self._move("decline", by, note=reason, reason=reason, decided_at=timezone.now())

    def withdraw(self, by, reason):
        self._move("withdraw", by, note=reason, reason=reason, decided_at=timezone.now())


class ApplicationRequest(models.Model):
    """What the secretariat asks to be changed, at one step."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="requests")
    step = models.CharField(max_length=20)
    text = models.TextField(_("what to change"))
    asked_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request for changes")
        verbose_name_plural = _("requests for changes")
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return f"{self.application.number} {self.step}"


def a_year_after(day):
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)
