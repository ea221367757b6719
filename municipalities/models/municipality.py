import zoneinfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coalition.i18n import fold, sort_key

from .municipality_queries import MunicipalityQuerySet
from .province import Province

# The zone most people of the province live in; a municipality may say another.
ZONES = {
    "NL": "America/St_Johns",
    "PE": "America/Halifax",
    "NS": "America/Halifax",
    "NB": "America/Moncton",
    "QC": "America/Toronto",
    "ON": "America/Toronto",
    "MB": "America/Winnipeg",
    "SK": "America/Regina",
    "AB": "America/Edmonton",
    "BC": "America/Vancouver",
    "YT": "America/Whitehorse",
    "NT": "America/Yellowknife",
    "NU": "America/Iqaluit",
}


class Municipality(models.Model):
    """A municipality of the registry. Names are not unique: nothing looks a town up by name."""

    class Level(models.TextChoices):
        CENSUS_SUBDIVISION = "census_subdivision", _("Municipality")
        CENSUS_DIVISION = "census_division", _("Regional municipality")
        OTHER = "other", _("Other")

    sgc_code = models.CharField(_("SGC code"), max_length=7, unique=True, null=True, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.CENSUS_SUBDIVISION)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("type"), max_length=4, blank=True)  # Statistics Canada's code: CY, T, V, ...
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="municipalities")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)  # null: not enumerated
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    slug = models.SlugField(max_length=140, unique=True)
    website = models.URLField(_("website"), blank=True)
    # Where the town went when councils merged: its address leads there, and nobody applies for it any more.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    merged_on = models.DateField(null=True, blank=True)
    # What people still type: the names it had, and those of the towns that became part of it.
    former_names = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    is_invented = models.BooleanField(default=False, help_text="Belongs to the demonstration data.")
    # Kept by save(): searching and ordering without the help of the database's collation.
    search_text = models.CharField(max_length=300, editable=False)
    sort_key_en = models.CharField(max_length=300, editable=False)
    sort_key_fr = models.CharField(max_length=300, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(41, 84), longitude__range=(-142, -52)),
                name="coordinates_are_in_canada",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_on=None)
                | models.Q(merged_into__isnull=False, merged_on__isnull=False)
                & ~models.Q(merged_into=models.F("id")),
                name="a_merger_has_a_day_and_another_town",
            ),
        ]
        indexes = [
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="municipality_search"),
            models.Index(fields=["sort_key_en"], name="municipality_order_en"),
            models.Index(fields=["sort_key_fr"], name="municipality_order_fr"),
            models.Index(fields=["province", "level"], name="municipality_province"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.prepare()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("municipality", args=[self.slug])

    def prepare(self):
        """Fill what is derived from the names; bulk writers call it themselves."""
        french = self.name_fr or self.name_en
        names = dict.fromkeys([self.name_en or french, french])
        words = (text for name in [*names, *self.former_names] for text in searchable(name))
        self.search_text = " ".join(dict.fromkeys(words))[:300]
        self.sort_key_en = sort_key(self.name_en or french)[:300]
        self.sort_key_fr = sort_key(french)[:300]
        if not self.slug:
            self.slug = self.make_slug(self.name_en or french, self.province_id, self.sgc_code)

    def keep_former(self, *names):
        """Let search find the town by these names too, the newest first; bulk writers then call `prepare`."""
        now = {"", self.name_en, self.name_fr}
        self.former_names = [name for name in dict.fromkeys([*names, *self.former_names]) if name not in now]

    @property
    def every_name(self):
        return [*dict.fromkeys([self.name_en, self.name_fr]), *self.former_names]

    @staticmethod
    def make_slug(name, province_code, sgc_code=None):
        """ "Red Deer", "AB" -> "red-deer-ab"; a code is added where the registry has two of the name."""
        return "-".join(filter(None, [slugify(name)[:110], province_code.lower(), sgc_code]))

    def coordinators(self):
        """The people who answer for the town, to whom its mail goes."""
        return [person.user for person in self.people.coordinating().select_related("user")]

    @property
    def language(self):
        """In which one writes to somebody of the town whose own language is not known."""
        usual = "fr" if self.province_id == "QC" else "en"
        return self.languages[0] if self.languages else usual

    @property
    def has_membership(self):
        """Whether the town is a member, or was; templates ask before they read `membership`."""
        return hasattr(self, "membership")

    def refuse_decider(self, user, *others):
        """PermissionDenied where the person works for the town, or is one of `others`: who wrote what is decided."""
        if user in others or self.people.filter(user=user).exists():
            raise PermissionDenied(_("Nobody decides on their own municipality."))

    def has_past_beside(self, user):
        """Whether somebody else already worked for the town here."""
        return self.people.exclude(user=user).exists() or self.applications.exclude(opened_by=user).exists()

    @property
    def time_zone(self):
        return zoneinfo.ZoneInfo(self.zone or ZONES[self.province_id])


def searchable(name):
    """The name, and the words people type without their apostrophe: "St. John's" -> "st john s", "johns"."""
    words = fold(name)
    without_marks = fold(name.translate(dict.fromkeys(map(ord, "'’."), "")))
    yield words
    yield from (word for word in without_marks.split() if word not in words.split())
