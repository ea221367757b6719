from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event, User
from coalition.workflow import Workflow, WrongState

from ..letters import tell
from .application import Application

LETTER = "letter"  # the key of the step that must be complete


class InterestQuerySet(models.QuerySet):
    def of_open_applications(self):
        return self.filter(application__status__in=Application.OPEN)

    def waiting(self):
        """Not acknowledged yet, the oldest first."""
        return self.of_open_applications().filter(status=Interest.Status.DECLARED).order_by("declared_at")

    def public_of(self, municipality):
        """The interest of a town that its page may speak of, or None."""
        said = self.of_open_applications().filter(
            application__municipality=municipality, status=Interest.Status.ACKNOWLEDGED, is_public=True
        )
        return said.first()


class Interest(Workflow):
    """A town's letter of interest, sent to the secretariat ahead of the rest of its application."""

    class Status(models.TextChoices):
        DECLARED = "declared", _("Declared")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")

    TRANSITIONS = {"acknowledge": ({Status.DECLARED}, Status.ACKNOWLEDGED)}
    TOWN_VERBS = frozenset({"declare", "consent", "withdraw_consent"})

    application = models.OneToOneField(
        "municipalities.Application", on_delete=models.CASCADE, related_name="interest"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DECLARED)
    # With the town's consent its profile says that it has declared its intent, once that is acknowledged.
    is_public = models.BooleanField(_("may be said on the town's page"), default=False)
    declared_at = models.DateTimeField(auto_now_add=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of intent")
        verbose_name_plural = _("declarations of intent")

    def __str__(self):
        return f"{self.application.municipality}: {self.get_status_display()}"

    @property
    def municipality(self):
        return self.application.municipality

    @classmethod
    @transaction.atomic
    def declare(cls, application, by, is_public):
        """Send the letter of an application that is being written ahead of the rest; once.

        A second click gets the interest that the first one declared, with the consent it gave.
        """
        row = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
        if existing := cls.objects.filter(application=row).first():
            return existing
        if row.status != Application.Status.DRAFT:
            raise WrongState(
                row, "declare", _("The letter goes ahead only while the application is a draft.")
            )
        if not has_letter(row):
            raise WrongState(row, "declare", _("The letter of interest is not complete yet."))
        interest = cls.objects.create(application=row, declared_by=by, is_public=is_public)
        interest.application = application
        event = Event.record(interest, "declare", by, is_on_behalf=acts_for_secretariat(by))
        tell(interest, event, "interest_declared", User.objects.secretariat(), category="arrival")
        tell(interest, event, "interest_receipt", interest.municipality.coordinators())
        return interest

    @transaction.atomic
    def acknowledge(self, by):
        self.application.refuse_decider(by)
        self.municipality.refuse_decider(by, self.declared_by)
        event = self._move("acknowledge", by, acknowledged_at=timezone.now())
        tell(self, event, "interest_acknowledged", self.municipality.coordinators())

    @transaction.atomic
    def consent(self, by):
        """Let the town's page speak of it."""
        if self._set_public(True):
            Event.record(self, "consent", by, is_on_behalf=acts_for_secretariat(by))

    @transaction.atomic
    def withdraw_consent(self, by):
        if self._set_public(False):
            Event.record(self, "withdraw_consent", by, is_on_behalf=acts_for_secretariat(by))

    def _set_public(self, is_public):
        """Whether that changed anything."""
        self.is_public = is_public
        return type(self).objects.filter(pk=self.pk, is_public=not is_public).update(is_public=is_public)


def has_letter(application):
    """Whether the letter and its date are there."""
    return any(step.key == LETTER and step.is_complete(application) for step in application.steps())
