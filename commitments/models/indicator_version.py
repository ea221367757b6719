import hashlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class IndicatorVersionQuerySet(models.QuerySet):
    def in_force(self, year):
        """What a report of that year is asked: of each indicator that is not retired, the newest version by then."""
        return (
            self.filter(from_year__lte=year)
            .filter(
                Q(indicator__retired_from__isnull=True)
                | Q(indicator__retired_from__gt=year)
                | Q(indicator__reinstated_from__lte=year)
            )
            .select_related("indicator")
            .order_by("indicator_id", "-from_year")
            .distinct("indicator_id")
        )


class IndicatorVersion(models.Model):
    """How an indicator is defined from a reporting year on. Once that year is open it is never changed again.

    A reading belongs to the version in force in its report's year, so that a new wording rewrites nothing.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("a number")
        SHARE = "share", _("a share: one number out of another, in %")
        RATE = "rate", _("a rate: one number for so many of another")
        RATIO = "ratio", _("a ratio of shares: a share among some, divided by the share in the population")
        GAP = "gap", _("a gap: one share minus another, in percentage points")
        SCALE = "scale", _("a step of a scale")
        YES_NO = "yes_no", _("yes or no")

    class Per(models.IntegerChoices):
        ONE = 1, _("for 1")
        THOUSAND = 1_000, _("for 1,000")
        TEN_THOUSAND = 10_000, _("for 10,000")
        HUNDRED_THOUSAND = 100_000, _("for 100,000")

    # What the secretariat writes; the texts in both languages.
    TEXTS = ["name", "unit", "definition", "numerator_label", "denominator_label", "comparison_label"]
    FACTS = [
        "kind",
        "per",
        "lowest",
        "highest",
        "counts_people",
        "uses_population",
        "asks_response_rate",
        "asks_served_by",
    ]

    indicator = models.ForeignKey("commitments.Indicator", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    from_year = models.PositiveSmallIntegerField(_("applies from the reporting year"))
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=80)
    definition = models.TextField(_("definition"))
    kind = models.CharField(_("how the value is made"), max_length=8, choices=Kind, default=Kind.NUMBER)
    per = models.PositiveIntegerField(_("so many of it"), choices=Per, null=True, blank=True)
    lowest = models.SmallIntegerField(_("lowest step"), null=True, blank=True)
    highest = models.SmallIntegerField(_("highest step"), null=True, blank=True)
    # What the numbers are that the value is made of; empty where only the value is asked.
    numerator_label = models.CharField(_("first number"), max_length=150, blank=True)
    denominator_label = models.CharField(_("second number"), max_length=150, blank=True)
    comparison_label = models.CharField(_("share it is compared with"), max_length=150, blank=True)
    counts_people = models.BooleanField(_("counts people, or what happened to single people"), default=False)
    uses_population = models.BooleanField(_("the second number is the population"), default=False)
    asks_response_rate = models.BooleanField(_("asks for the response rate"), default=False)
    asks_served_by = models.BooleanField(
        _("asks who serves the town, where it is not applicable"), default=False
    )
    # The oldest version whose readings may be compared with this one's.
    comparable_since = models.PositiveSmallIntegerField(default=1)
    what_changed = models.TextField(_("what changed"), blank=True)

    objects = IndicatorVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an indicator")
        verbose_name_plural = _("versions of indicators")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="one_version_of_an_indicator_per_number"
            ),
            models.UniqueConstraint(
                fields=["indicator", "from_year"], name="one_version_of_an_indicator_per_year"
            ),
            models.CheckConstraint(
                condition=Q(comparable_since__lte=models.F("number")),
                name="version_is_comparable_with_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind="rate", per__isnull=False) | (~Q(kind="rate") & Q(per__isnull=True)),
                name="a_rate_says_for_how_many",
            ),
            models.CheckConstraint(
                condition=Q(kind="scale", lowest__lt=models.F("highest"))
                | (~Q(kind="scale") & Q(lowest__isnull=True, highest__isnull=True)),
                name="a_scale_has_two_ends",
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.name} ({self.number})"

    def fingerprint(self):
        """A digest of what the secretariat writes, as it is stored."""
        names = [f"{name}_{language}" for name in self.TEXTS for language in ("en", "fr")]
        stored = [
            str(getattr(self, name) or "") for name in [*names, *self.FACTS, "number", "comparable_since"]
        ]
        return hashlib.sha256(repr(stored).encode()).hexdigest()

    @property
    def code(self):
        return self.indicator_id

    @property
    def has_parts(self):
        """Whether the value is computed from numbers that are asked."""
        return bool(self.numerator_label)

    @property
    def is_comparable(self):
        """Whether its readings may be compared with those of the version before."""
        return self.number == 1 or self.comparable_since < self.number

    def is_comparable_with(self, other):
        """Whether the readings of an earlier version, or of this one, may be compared with those of this one."""
        return self.comparable_since <= other.number <= self.number
