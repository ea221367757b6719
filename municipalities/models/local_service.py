import hashlib
import re
import uuid
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.accounts import acts_for_secretariat
from coalition.ledger_trigger import KeepTranslations
from coalition.models import Event
from coalition.workflow import WrongState

from ..service_languages import names
from .municipality import Municipality
from .province import Province
from .reminder import Reminder

GOOD_FOR = timedelta(days=365)  # after which somebody should look again whether it is still right


class LocalServiceQuerySet(models.QuerySet):
    def public(self):
        """Of today's members, and of provinces and territories."""
        of_members = Q(municipality__membership__status__in=["active", "on_hold"])
        return self.filter(of_members | Q(municipality=None))

    def provincial(self):
        return self.filter(municipality=None)

    def not_reviewed_since(self, day):
        return self.filter(reviewed_on__lte=day)

    def ordered(self):
        """Town by town in the reader's alphabet, those of a whole province first, each in the order it was given."""
        town = f"municipality__sort_key_{get_language()[:2]}"
        return self.order_by(models.F(town).asc(nulls_first=True), "province_id", "position", "pk")


class LocalService(models.Model):
    """Where people of a town, or of a whole province, get help. Never a person: an office, a line, an organization."""

    class Kind(models.TextChoices):
        COMPLAINTS = "complaints", _("Complaint office")
        HUMAN_RIGHTS = "human_rights", _("Human rights body")
        SETTLEMENT = "settlement", _("Settlement agency")
        IMMIGRATION_PARTNERSHIP = "immigration_partnership", _("Local Immigration Partnership")
        POLICE = "police", _("Police unit")
        LEGAL = "legal", _("Legal help")
        OTHER = "other", _("Other help")

    class Cost(models.TextChoices):
        FREE = "free", _("Free of charge")
        DEPENDS = "depends", _("Free for some people")
        PAID = "paid", _("Costs something")

    TEXTS = ("name", "description", "audience", "hours")

    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.CASCADE, related_name="services"
    )
    # Instead of the municipality, where it serves a whole province or territory.
    province = models.ForeignKey(
        Province, null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # sent twice, it is still one
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("what it does"), blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    cost = models.CharField(_("cost"), max_length=8, choices=Cost, blank=True)
    reviewed_on = models.DateField(_("reviewed on"))

    objects = LocalServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("local service")
        verbose_name_plural = _("local services")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality=None, province__isnull=False)
                | Q(municipality__isnull=False, province=None),
                name="a_service_is_of_a_town_or_of_a_province",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "position"], name="services_of_town"),
            models.Index(fields=["kind"], name="services_of_kind"),
            GinIndex(fields=["languages"], name="services_in_language"),
        ]
        triggers = [KeepTranslations("name", "description", "audience", "hours")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """For whoever keeps it."""
        if self.municipality_id:
            return reverse("service", args=[self.municipality.slug, self.pk])
        return reverse("provincial_service", args=[self.pk])

    @property
    def reach(self):
        """The town or the province that it serves."""
        return self.municipality or self.province

    @property
    def phone_link(self):
        """What a telephone dials: the digits before an extension."""
        number = re.match(r"[+\d\s().-]*", self.phone).group()
        return re.sub(r"[^+\d]", "", number)

    @property
    def language_names(self):
        return names(self.languages)

    @staticmethod
    def matter_of(town):
        """What people are reminded of: all that this town keeps, whose key it is."""
        return f"services:{town}"

    def is_due(self, on):
        """Whether nobody has looked for a year whether it is still right."""
        return self.reviewed_on <= on - GOOD_FOR

    @classmethod
    @transaction.atomic
    def add(cls, by, *, key, municipality=None, province=None, **answers):
        """Enter it after the others; one that has the key already is the answer to a second click."""
        if municipality:
            Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        if standing := cls.objects.filter(key=key).first():
            if standing.municipality_id == (municipality and municipality.pk):
                return standing
            key = uuid.uuid4()
        theirs = cls.objects.filter(municipality=municipality)
        last = theirs.aggregate(last=models.Max("position"))["last"] or 0
        service = cls(municipality=municipality, province=province, key=key, position=last + 1, **answers)
        service.reviewed_on = service.today
        service.save()
        service.note("add", by)
        return service

    @transaction.atomic
    def revise(self, by, **answers):
        """Change these answers; whoever does has looked at all of them."""
        self._write(reviewed_on=self.today, **answers)
        self.note("revise", by)

    @transaction.atomic
    def translate(self, by, field, language, text):
        """Write the other version of a text, which says nothing new."""
        self._write(**{f"{field}_{language}": text})
        self.note("translate", by)

    @transaction.atomic
    def review(self, by, stamp):
        """Say that all of it is still right; False, and nothing said, where it has changed since `stamp`."""
        row = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if row is None or row.stamp != stamp:
            return False
        if row.reviewed_on != self.today:
            self._write(reviewed_on=self.today)
            self.note("review", by)
        return True

    @transaction.atomic
    def remove(self, by):
        self.note("remove", by, note=str(self))
        self.delete()

    @transaction.atomic
    def move(self, *, seen, to):
        """Put it at the place `to` (from 1); False, and nothing changed, where it no longer stands at `seen`."""
        Municipality.objects.select_for_update(no_key=True).get(pk=self.municipality_id)
        order = list(type(self).objects.filter(municipality=self.municipality_id))
        place = order.index(self) + 1 if self in order else 0
        to = min(max(to, 1), len(order))
        if place == to:
            return True  # a second click, or a colleague who wanted the same
        if place != seen or not place:
            return False
        order.insert(to - 1, order.pop(place - 1))
        for number, service in enumerate(order, 1):
            service.position = number
        type(self).objects.bulk_update(order, ["position"])
        return True

    @property
    def stamp(self):
        """Changes whenever anything that the public reads changes."""
        texts = [getattr(self, f"{name}_{code}") or "" for name in self.TEXTS for code in ("en", "fr")]
        said = [*texts, *self.languages, self.kind, self.phone, self.website, self.address, self.cost]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

    @property
    def today(self):
        return timezone.localdate(timezone=self.municipality.time_zone if self.municipality else None)

    def note(self, action, by, note=""):
        is_towns = self.municipality_id is not None
        Event.record(self, action, by, note=note, is_on_behalf=is_towns and acts_for_secretariat(by))
        Reminder.settle(self.matter_of(self.municipality_id))

    def _write(self, **answers):
        if not type(self).objects.filter(pk=self.pk).exists():
            raise WrongState(self, "revise", _("Somebody removed this service."))
        for name, value in answers.items():
            setattr(self, name, value)
        # The columns without a language follow the reader's, as everywhere.
        bare = {name.removesuffix("_en").removesuffix("_fr") for name in answers}
        self.save(update_fields={*answers, *bare})
