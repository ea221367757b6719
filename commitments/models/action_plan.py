from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models import Event
from coalition.workflow import Workflow, WrongState
from municipalities.models import Municipality

from ..ring import refresh_ring


class ActionPlan(Workflow):
    """What a town will do. One is being written, one is public; publishing replaces the former."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")

    TRANSITIONS = {
        "publish": ({Status.DRAFT}, Status.PUBLISHED),
        "replace": ({Status.PUBLISHED}, Status.REPLACED),
    }
    TOWN_VERBS = frozenset({"start", "publish", "replace"})

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="plans")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted by council on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(status="draft"),
                name="one_plan_being_written_per_municipality",
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(status="published"),
                name="one_published_plan_per_municipality",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.municipality} ({self.get_status_display()})"

    def get_absolute_url(self):
        return reverse("plan", args=[self.municipality.slug])

    @classmethod
    @transaction.atomic
    def start(cls, municipality, by):
        """The plan being written; begun, as a copy of the published one, where there is none."""
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        if draft := municipality.plans.filter(status=cls.Status.DRAFT).first():
            return draft
        published = municipality.plans.filter(status=cls.Status.PUBLISHED).first()
        plan = cls.objects.create(
            municipality=municipality,
            started_by=by,
            starts_on=published and published.starts_on,
            ends_on=published and published.ends_on,
        )
        if published:
            for action in published.actions.prefetch_related("commitments"):
                action.copy_to(plan)
        Event.record(plan, "start", by, is_on_behalf=bool(by and by.is_secretariat))
        return plan

    @transaction.atomic
    def publish(self, by):
        """Make the draft public in place of the former plan."""
        if not self.actions.exists():
            raise WrongState(self, "publish", _("A plan needs one action or more before it is published."))
        # Lock the town: two publications at once would both replace the same former plan.
        Municipality.objects.select_for_update().get(pk=self.municipality_id)
        for former in type(self).objects.filter(municipality=self.municipality_id, status=self.Status.PUBLISHED):
            former._move("replace", by)
        self._move("publish", by, published_at=timezone.now())
        refresh_ring(self.municipality)
