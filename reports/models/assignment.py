import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from municipalities.models import Invitation, Member, Role


class AssignmentQuerySet(models.QuerySet):
    def standing(self):
        """Held by somebody who may write, or kept for somebody who was invited; the others are free again."""
        writes = Q(member__role__gte=Role.CONTRIBUTOR, member__user__is_active=True)
        return self.filter(writes | Q(member=None, invitation__status=Invitation.Status.WAITING))

    def of(self, user):
        return self.standing().filter(member__user=user)

    def untold(self):
        """Given to somebody by somebody else, and not said to them yet."""
        given = self.standing().filter(told_at=None, member__isnull=False)
        return given.exclude(assigned_by=models.F("member__user"))


@pghistory.track()
class Assignment(models.Model):
    """Who answers a part of a report. Nobody else is locked out of it: anybody who may write writes anywhere.

    The person is a role in the town: without the role the part is free again.
    """

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="assignments")
    part = models.CharField(
        max_length=12
    )  # as of outline.Part: "overview", a commitment's number, "indicators"
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="assignments")
    invitation = models.ForeignKey(
        Invitation, null=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    assigned_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(_("ready since"), null=True)
    # What the part said when it was marked ready (forms/part.py).
    ready_mark = models.CharField(max_length=64, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment of a part")
        verbose_name_plural = _("assignments of parts")
        ordering = ["report", "assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "part"], name="one_assignment_per_report_and_part"),
            models.CheckConstraint(
                condition=Q(member=None) | Q(invitation=None), name="assignment_is_of_one_person"
            ),
        ]

    def __str__(self):
        return f"{self.report_id} {self.part}: {self.whose}"

    @property
    def whose(self):
        """The person, or whom an invitation waits for."""
        if self.member:
            return str(self.member.user)
        return (self.invitation.name or self.invitation.email) if self.invitation else ""

    @classmethod
    @transaction.atomic
    def share_out(cls, report, by, owners):
        """Give parts to people: {part: Member, Invitation or None}. The caller holds the report."""
        report.check_editable("assign")
        before = {each.part: each for each in report.assignments.select_related("member", "invitation")}
        for part, owner in owners.items():
            assignment = before.get(part) or cls(report=report, part=part)
            if assignment.owner != owner:
                assignment._give(owner, by)

    @property
    def owner(self):
        return self.member or self.invitation

    def _give(self, owner, by):
        former = self.member and self.member.user
        self.member = owner if isinstance(owner, Member) else None
        self.invitation = owner if isinstance(owner, Invitation) else None
        self.assigned_by, self.assigned_at = by, timezone.now()
        self.told_at = self.ready_at = None
        self.ready_mark = ""
        self.save()
        verb, whom = ("assign", self.member and self.member.user) if owner else ("take_back", former)
        self._record(verb, by, whom)

    @transaction.atomic
    def mark_ready(self, by, mark):
        """Say that the part is done as it stands: `mark` is what it says. Nothing is closed by it."""
        self.check_holder(by)
        if (self.ready_at is None) or self.ready_mark != mark:
            self.ready_at, self.ready_mark = timezone.now(), mark
            self.save(update_fields=["ready_at", "ready_mark"])
            self._record("mark_ready", by)

    @transaction.atomic
    def take_ready_back(self, by):
        self.check_holder(by)
        if self.ready_at:
            self.ready_at, self.ready_mark = None, ""
            self.save(update_fields=["ready_at", "ready_mark"])
            self._record("take_ready_back", by)

    def is_held_by(self, user):
        return bool(self.member and self.member.user_id == user.pk)

    def check_holder(self, by):
        """PermissionDenied unless the part is theirs, or they answer for the whole report."""
        if not self.is_held_by(by) and self.report.municipality.role < Role.COORDINATOR:
            raise PermissionDenied(_("This part is with a colleague, who says when it is ready."))

    def _record(self, verb, by, whom=None):
        Event.record(
            self, verb, by, whom=whom, note=self.part, is_on_behalf=bool(by and acts_for_secretariat(by))
        )
