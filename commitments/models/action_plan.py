from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.models import Event
from coalition.workflow import Workflow, WrongState
from municipalities.models import Document, Membership, Municipality, Reminder

from ..changes import changes_between
from ..copying import carry_over
from ..extensions import on_publication
from ..matters import matter_of_plan
from ..ring import refresh_ring


class PlanRowQuerySet(models.QuerySet):
    """Of what hangs on a plan: `model.WAY_TO_PLAN` leads there."""

    def current(self):
        """Of the public plans and of the editions being written."""
        return self.exclude(**{f"{self.model.WAY_TO_PLAN}__status": ActionPlan.Status.REPLACED})

    def of_town(self, municipality):
        return self.filter(**{f"{self.model.WAY_TO_PLAN}__municipality": municipality})


class ActionPlanQuerySet(models.QuerySet):
    def being_written(self):
        return self.filter(status=ActionPlan.Status.DRAFT)

    def public(self):
        return self.filter(status=ActionPlan.Status.PUBLISHED)

    def published_once(self):
        """The public plan and those it replaced, the newest edition first."""
        return self.exclude(edition=None).order_by("-edition")

    def with_actions(self):
        return self.prefetch_related("actions__commitments")

    def in_full(self):
        """With all that a page says of the actions, evidence apart (commitments/evidence.py)."""
        actions = self.model.actions.rel.related_model
        targets = actions.targets.rel.related_model.objects.select_related("indicator", "version")
        return self.prefetch_related(
            models.Prefetch("actions", actions.objects.select_related("copied_from__province")),
            "actions__commitments",
            "actions__milestones",
            models.Prefetch("actions__targets", targets),
            "actions__targets__indicator__versions",
        )


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
    CLOSED = {
        Status.PUBLISHED: _(
            "This plan is published, so it is not edited any more. Start a new edition of it."
        ),
        Status.REPLACED: _("This plan was replaced by a newer one, so it is not edited any more."),
    }

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="plans")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted by council on"), null=True, blank=True)
    resolution = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("resolution of the council"),
    )
    # Counted per town from 1, at publication: the plan's permanent address.
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True, editable=False)
    # As they were at publication: {lineage: status}, and what had changed since the edition before (changes.py).
    states = models.JSONField(default=dict, blank=True, editable=False)
    changes = models.JSONField(default=list, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ActionPlanQuerySet.as_manager()

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
            models.UniqueConstraint(
                fields=["municipality", "edition"], name="one_plan_per_municipality_and_edition"
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

    def get_public_url(self):
        """Where everybody reads it, for good; of a plan that is or was published."""
        return reverse("public_edition", args=[self.municipality.slug, self.edition])

    @property
    def is_editable(self):
        return self.status == self.Status.DRAFT

    def require_editable(self):
        """WrongState, with the reason, where the plan is not written any more, or its town left the coalition."""
        if not self.is_editable:
            raise WrongState(self, "revise", self.CLOSED[self.status])
        ended = Membership.objects.filter(municipality=self.municipality_id, status=Membership.Status.ENDED)
        if ended.exists():
            raise WrongState(self, "revise", _("A plan is written by a member of the coalition."))

    @classmethod
    @transaction.atomic
    def start(cls, municipality, by):
        """The plan being written; begun, as a copy of the published one, where there is none."""
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        if draft := municipality.plans.being_written().first():
            return draft
        published = municipality.plans.public().first()
        plan = cls.objects.create(
            municipality=municipality,
            started_by=by,
            starts_on=published and published.starts_on,
            ends_on=published and published.ends_on,
        )
        if published:
            carry_over(published, plan)
        plan.note("start", by)
        return plan

    def note(self, action, by, note=""):
        """A line of the trail for what does not move the plan from one state to another."""
        Event.record(self, action, by, note=note, is_on_behalf=bool(by and acts_for_secretariat(by)))

    def hold(self):
        """Keep the plan from being published, or written by others, meanwhile. For use in a transaction."""
        # The town first, as whoever publishes or hands in a document does: nobody waits for each other.
        Municipality.objects.select_for_update(no_key=True).get(pk=self.municipality_id)
        self.status = type(self).objects.select_for_update(no_key=True).get(pk=self.pk).status
        self.require_editable()

    @transaction.atomic
    def revise(self, by, **details):
        """Change the period, the day the council adopted the plan, and its resolution."""
        self.hold()
        for name, value in details.items():
            setattr(self, name, value)
        self.save(update_fields=details)
        self.note("revise", by)

    @transaction.atomic
    def add_action(self, by, *, lineage=None, copied_from=None, **answers):
        """A new action, the last of the plan, with the answers that Action.write takes.

        The same `lineage` twice is a second click: the action that stands is returned.
        """
        self.hold()
        if lineage and (standing := self.actions.filter(lineage=lineage).first()):
            return standing
        last = self.actions.aggregate(last=models.Max("position"))["last"] or 0
        known = {"lineage": lineage} if lineage else {}
        # The title is needed by the database too, in the column without a language.
        titles = {name: answers.pop(name) for name in ("title_en", "title_fr") if name in answers}
        action = self.actions.create(position=last + 1, copied_from=copied_from, **titles, **known)
        action.write(**answers)
        self.note("copy_action" if copied_from else "add_action", by, note=str(action))
        return action

    @transaction.atomic
    def move_action(self, pk, *, seen, to):
        """Put an action at the place `to` (from 1); `seen` is the place at which the page showed it.

        False, and nothing changed, where it stands at neither: a colleague has moved things in between.
        """
        self.hold()
        order = list(self.actions.order_by("position", "pk"))
        place = self.place_of(pk)
        if place is None:
            raise WrongState(self, "revise", _("Somebody took this action out of the plan."))
        to = min(max(to, 1), len(order))
        if place == to:
            return True  # a second click, or a colleague who wanted the same
        if place != seen:
            return False
        order.insert(to - 1, order.pop(place - 1))
        moved = [action for place, action in enumerate(order, 1) if action.position != place]
        for place, action in enumerate(order, 1):
            action.position = place
        self.actions.model.objects.bulk_update(moved, ["position"])
        return True

    def place_of(self, pk):
        """From 1, among the actions in their order; None where the plan has no such action."""
        numbers = list(self.actions.order_by("position", "pk").values_list("pk", flat=True))
        return numbers.index(pk) + 1 if pk in numbers else None

    @transaction.atomic
    def translate(self, by, row, field, language, text):
        """Write the other version of a text of an action or a milestone. The public plan takes it too: what the
        council adopted stays as it is.

        The edition being written has the same row, and takes it over where it says the same in the original.
        """
        status = type(self).objects.select_for_update(no_key=True).get(pk=self.pk).status
        if status == self.Status.REPLACED:
            raise WrongState(self, "translate", self.CLOSED[status])
        stands = type(row).objects.get(pk=row.pk)
        said = {name: getattr(stands, name) for name in (f"{field}_en", f"{field}_fr")}
        same = type(row).objects.current().filter(lineage=row.lineage, **said)
        same.of_town(self.municipality_id).update(**{f"{field}_{language}": text})
        self.note("translate", by, note=str(stands))

    @transaction.atomic
    def publish(self, by):
        """Make the draft public in place of the former plan. A second click changes nothing."""
        # Lock the town: two publications at once would both replace the same former plan.
        Municipality.objects.select_for_update(no_key=True).get(pk=self.municipality_id)
        self.refresh_from_db(fields=["status", "published_at"])
        if self.status == self.Status.PUBLISHED:
            return
        self.require_editable()
        if not self.actions.exists():
            raise WrongState(self, "publish", _("A plan needs one action or more before it is published."))
        editions = self.municipality.plans.aggregate(last=models.Max("edition"))["last"] or 0
        changes = []
        for former in self.municipality.plans.public().select_related("municipality"):
            changes = changes_between(former, self)
            former._move("replace", by)
        self._move(
            "publish",
            by,
            published_at=timezone.now(),
            edition=editions + 1,
            changes=changes,
            states={str(action.lineage): action.status for action in self.actions.all()},
        )
        refresh_ring(self.municipality)
        Reminder.settle(matter_of_plan(self.municipality))
        for follow in on_publication:
            follow(self.municipality, by)
