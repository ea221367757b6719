import hashlib
import uuid

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coalition.i18n import other_language
from coalition.ledger_trigger import KeepTranslations
from coalition.workflow import WrongState

from .action_plan import ActionPlan
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

    # What a form of it asks, the commitments apart.
    ANSWERS = [
        "title_en",
        "title_fr",
        "description_en",
        "description_fr",
        "is_existing",
        "lead",
        "partners",
        "people_concerned",
        "starts_on",
        "due_on",
        "status",
        "budget",
    ]

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
        triggers = [KeepTranslations("title", "description")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("action", args=[self.plan.municipality.slug, self.pk])

    def fingerprint(self):
        """A digest of the answers as they are stored."""
        stored = [str(getattr(self, name)) for name in self.ANSWERS]
        served = sorted(commitment.pk for commitment in self.commitments.all())
        return hashlib.sha256(repr([stored, served]).encode()).hexdigest()

    @transaction.atomic
    def revise(self, by, *, commitments, seen="", **answers):
        """False, and nothing changed, where the row is not the one whose fingerprint the person has `seen`."""
        self.plan.hold()
        stands = type(self).objects.filter(pk=self.pk).first()
        if stands is None:
            raise WrongState(self.plan, "revise", _("Somebody took this action out of the plan."))
        if seen and seen != stands.fingerprint():
            return False
        for name, value in answers.items():
            setattr(self, name, value)
        # The columns without a language follow the reader's, as everywhere.
        bare = {name.removesuffix("_en").removesuffix("_fr") for name in answers}
        self.save(update_fields={*answers, *bare})
        self.commitments.set(commitments)
        self.plan.note("revise_action", by, note=str(self))
        return True

    @transaction.atomic
    def translate(self, by, field, language, text):
        """Write the other version of a text. The public plan takes it too: what the council adopted stays as it is.

        The edition being written has the same action, and takes it over where it says the same in the original.
        """
        plan = type(self.plan).objects.select_for_update(no_key=True).get(pk=self.plan_id)
        if plan.status == plan.Status.REPLACED:
            raise WrongState(plan, "translate", plan.CLOSED[plan.status])
        original, version = f"{field}_{other_language(language)}", f"{field}_{language}"
        stands = type(self).objects.get(pk=self.pk)
        same = (
            type(self)
            .objects.filter(
                plan__municipality=plan.municipality_id,
                lineage=stands.lineage,
                **{original: getattr(stands, original), version: getattr(stands, version)},
            )
            .exclude(plan__status=plan.Status.REPLACED)
        )
        same.update(**{version: text})
        self.plan.note("translate", by, note=str(stands))

    @transaction.atomic
    def remove(self, by):
        """Take the action out of the plan being written; former editions and reports keep it."""
        self.plan.hold()
        title = str(self)
        if not type(self).objects.filter(pk=self.pk).exists():
            return  # a second click, or a colleague
        self.delete()
        self.plan.note("remove_action", by, note=title)

    def copy_to(self, plan):
        """The same action (same lineage) in another edition of the plan."""
        commitments = list(self.commitments.all())
        copy = type(self).objects.get(pk=self.pk)
        copy.pk, copy._state.adding, copy.plan = None, True, plan
        copy.save()
        copy.commitments.set(commitments)
        return copy
