from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CommitmentGroup(models.Model):
    """The three parts of the ten commitments: guardian of the public interest, organization, community."""

    code = models.CharField(max_length=1, primary_key=True)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("group of commitments")
        verbose_name_plural = _("groups of commitments")
        ordering = ["code"]

    def __str__(self):
        return self.title


class CommonCommitment(models.Model):
    """One of the ten Common Commitments."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    group = models.ForeignKey(CommitmentGroup, on_delete=models.PROTECT, related_name="commitments")
    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(_("short title"), max_length=60)
    explanation = models.TextField(_("in plain language"), blank=True)
    # Which wording is the coalition's own and which a translation still to be confirmed by the Commission.
    is_confirmed_en = models.BooleanField(default=False)
    is_confirmed_fr = models.BooleanField(default=False)
    wording_source = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("Common Commitment")
        verbose_name_plural = _("Common Commitments")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 10)), name="commitments_are_numbered_1_to_10"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self):
        return reverse("commitment", args=[self.number])


class SampleAction(models.Model):
    """An example of what a town may do for a commitment."""

    commitment = models.ForeignKey(CommonCommitment, on_delete=models.CASCADE, related_name="sample_actions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("sample action")
        verbose_name_plural = _("sample actions")
        ordering = ["commitment", "position"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "position"], name="one_sample_action_per_position"),
        ]

    def __str__(self):
        return self.text
