import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalition.full_text import vector
from coalition.ledger_trigger import KeepTranslations
from coalition.workflow import WrongState
from municipalities.models import Document, Municipality

from .action_plan import ActionPlan, PlanRowQuerySet
from .commitment import CommonCommitment


class Action(models.Model):
    """Something a town does, or will do, for one commitment or more."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    class Budget(models.TextChoices):
        NONE = "none", _("No cost beyond staff time")
        SMALL = "small", _("Under $25,000")
        MEDIUM = "medium", _("$25,000 to $100,000")
        LARGE = "large", _("Over $100,000")

    WAY_TO_PLAN = "plan"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="actions")
    # The same action in each edition of the plan and each year's report.
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("what you will do"), max_length=250)
    description = models.TextField(_("more about it"), blank=True)
    commitments = models.ManyToManyField(
        CommonCommitment, related_name="actions", verbose_name=_("commitments")
    )
    is_existing = models.BooleanField(_("the municipality already does this"), default=False)
    lead = models.CharField(_("lead department"), max_length=150, blank=True)
    partners = models.CharField(_("partners"), max_length=300, blank=True)
    people_concerned = models.CharField(_("people concerned"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NOT_STARTED)
    budget = models.CharField(_("budget"), max_length=8, choices=Budget, blank=True)
    evidence = models.ManyToManyField(
        Document, related_name="actions", blank=True, verbose_name=_("evidence")
    )
    # The town from whose plan it was taken up.
    copied_from = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions_taken_up",
        verbose_name=_("taken up from"),
    )

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "lineage"], name="an_action_stands_once_in_a_plan"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(due_on__gte=models.F("starts_on")),
                name="action_is_due_after_it_starts",
            ),
        ]
        indexes = [
            GinIndex(vector(language, "title", ["description"]), name=f"action_search_{language}")
            for language in ("en", "fr")
        ]
        triggers = [KeepTranslations("title", "description")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("action", args=[self.plan.municipality.slug, self.pk])

    @transaction.atomic
    def revise(self, by, **answers):
        """Change these answers, and nothing else; `write` says which there are."""
        self.plan.hold()
        if not type(self).objects.filter(pk=self.pk).exists():
            raise WrongState(self.plan, "revise", _("Somebody took this action out of the plan."))
        self.write(**answers)
        self.plan.note("revise_action", by, note=str(self))

    def write(self, *, commitments=None, evidence=None, milestones=None, targets=None, **answers):
        """Store columns and what hangs on them; for use by the verbs.

        `commitments` and `evidence` are all there should be. `milestones` {lineage: columns} and `targets`
        {code of the indicator: columns} name those to write; None in the place of the columns takes one out.
        """
        for name, value in answers.items():
            setattr(self, name, value)
        if answers:
            # The columns without a language follow the reader's, as everywhere.
            bare = {name.removesuffix("_en").removesuffix("_fr") for name in answers}
            self.save(update_fields={*answers, *bare})
        if commitments is not None:
            self.commitments.set(commitments)
        if evidence is not None:
            self.evidence.set(evidence)
        for rows, key, wanted in (
            (self.milestones, "lineage", milestones),
            (self.targets, "indicator_id", targets),
        ):
            for value, columns in (wanted or {}).items():
                if columns is None:
                    rows.filter(**{key: value}).delete()
                else:
                    rows.update_or_create(**{key: value}, defaults=columns)

    def untranslated(self):
        """{language: what is written in the other one only}, in words; milestones are counted as one thing."""
        found = {}
        for language, other in (("en", "fr"), ("fr", "en")):
            texts = [
                label
                for name, label in (("title", _("the title")), ("description", _("the description")))
                if getattr(self, f"{name}_{other}") and not getattr(self, f"{name}_{language}")
            ]
            if any(
                getattr(step, f"text_{other}") and not getattr(step, f"text_{language}")
                for step in self.milestones.all()
            ):
                texts.append(_("milestones"))
            if texts:
                found[language] = texts
        return found

    @transaction.atomic
    def remove(self, by):
        """Take the action out of the plan being written; former editions and reports keep it."""
        self.plan.hold()
        title = str(self)
        if not type(self).objects.filter(pk=self.pk).exists():
            return  # a second click, or a colleague
        self.delete()
        self.plan.note("remove_action", by, note=title)
