from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition import outbox
from coalition.accounts import acts_for_secretariat
from coalition.models import Event, User
from coalition.workflow import Workflow, WrongState

from .report import ProgressReport

WAITS = _("An extension is asked for already, and waits for the answer of the secretariat.")
FILED = _("Only a report that was never submitted has a date that can be moved.")
CLOSED = _("This reporting year is closed. Please write to the secretariat.")
ANOTHER = _("Another date was asked for since you opened the page.")


class ExtensionQuerySet(models.QuerySet):
    def asked(self):
        return self.filter(status=Extension.Status.ASKED)

    def waiting(self):
        """Asked, of reports that were not submitted meanwhile."""
        return self.asked().filter(report__status="draft")

    def granted(self):
        return self.filter(status=Extension.Status.GRANTED)


class Extension(Workflow):
    """A later date that a town asks for, for its first report of a year, and what the secretariat answered.

    Until when the report may really be filed stands at the report: `ProgressReport.due_at`.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked for")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS = {
        "grant": ({Status.ASKED}, Status.GRANTED),
        "decline": ({Status.ASKED}, Status.DECLINED),
        "withdraw": ({Status.ASKED}, Status.WITHDRAWN),
    }
    TOWN_VERBS = frozenset({"withdraw"})

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="extensions")
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.ASKED)
    asked_until = models.DateTimeField(_("asked for until"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    granted_until = models.DateTimeField(_("granted until"), null=True, blank=True)
    answer = models.TextField(_("answer of the secretariat"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(status="asked"),
                name="one_extension_asked_for_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status="granted", granted_until__isnull=False)
                | (~models.Q(status="granted") & models.Q(granted_until__isnull=True)),
                name="extension_has_a_date_when_it_is_granted",
            ),
        ]

    def __str__(self):
        return f"{self.report} {self.asked_until:%Y-%m-%d}"

    @property
    def municipality(self):
        return self.report.municipality

    @classmethod
    def ask(cls, report, by, *, until, reason):
        """Ask for more time; pressed twice, it is asked once."""
        with report.held():
            cls.check_may_be_asked(report)
            waiting = report.extensions.asked().first()
            if waiting and (waiting.asked_by_id, waiting.asked_until, waiting.reason) == (
                by.pk,
                until,
                reason,
            ):
                return waiting
            if waiting:
                raise WrongState(waiting, "ask", WAITS)
            extension = cls.objects.create(report=report, asked_by=by, asked_until=until, reason=reason)
            event = Event.record(extension, "ask", by, note=reason, is_on_behalf=acts_for_secretariat(by))
            extension._tell(User.objects.secretariat(), "extension_asked", event, category="arrival")
        return extension

    @staticmethod
    def check_may_be_asked(report):
        """WrongState where there is no date that could be moved, or not any more."""
        if report.status != report.Status.DRAFT or report.is_correction:
            raise WrongState(report, "ask_extension", FILED)
        if not report.is_in_time_at(timezone.now()):
            raise WrongState(report, "ask_extension", CLOSED)

    def withdraw(self, by):
        """Take it back while nobody has answered."""
        self._move("withdraw", by)

    def grant(self, by, *, until, answer=""):
        """Give more time, until the instant named, be it the one asked for or not."""
        with self.report.held():
            self._check_decider(by, "grant")
            now = timezone.now()
            event = self._move(
                "grant", by, note=answer, granted_until=until, answer=answer, decided_by=by, decided_at=now
            )
            self.report.extend(until, now)
            self._tell(self.municipality.coordinators(), "extension_granted", event)

    def decline(self, by, *, answer):
        with self.report.held():
            self._check_decider(by, "decline")
            event = self._move(
                "decline", by, note=answer, answer=answer, decided_by=by, decided_at=timezone.now()
            )
            self._tell(self.municipality.coordinators(), "extension_declined", event)

    def _check_decider(self, by, verb):
        self.municipality.refuse_decider(by, self.asked_by)
        if self.report.status != ProgressReport.Status.DRAFT:
            raise WrongState(self, verb, _("The report was submitted meanwhile."))

    def _tell(self, people, template, event, category="report"):
        """One message to each, in their language, with the dates on the clocks of the town."""
        outbox.put([self._letter(person, template, event, category) for person in people])

    def _letter(self, person, template, event, category):
        return outbox.compose(
            key=f"extension-{self.pk}-{event.action}-{event.pk}-{person.pk}",
            category=category,
            to=person,
            template=template,
            context={
                "extension": self,
                "report": self.report,
                "municipality": self.municipality,
                "year": self.report.cycle.year,
            },
        )
