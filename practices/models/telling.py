import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import CommonCommitment
from municipalities.models import Document, Municipality

from ..naming import subjects_of
from .practice_search import vector
from .reference import Country, Topic

CANADA = "CA"


class Telling(models.Model):
    """What is told of a practice: the columns of a Practice that its writers fill in, and what is derived from them."""

    TEXTS = ("title", "summary", "why", "beginning", "how", "effect", "learned", "contact")
    # What is told beside the texts; a revision takes it over with them.
    FACTS = ("links", "started_year", "place", "country_id", "credit", "licence", "source")
    RELATIONS = ("topics", "commitments", "evidence")

    # Sent twice, a new practice is still one.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="practices"
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="practices", default=CANADA)
    place = models.CharField(_("place"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    why = models.TextField(_("why"), blank=True)
    beginning = models.TextField(_("what started it"), blank=True)
    how = models.TextField(_("how it was done"), blank=True)
    effect = models.TextField(_("effect"), blank=True)
    learned = models.TextField(_("what was learned"), blank=True)
    contact = models.CharField(_("whom to ask"), max_length=150, blank=True)  # a department, never an address
    links = models.TextField(_("links"), blank=True)  # an address a line
    topics = models.ManyToManyField(Topic, related_name="practices", verbose_name=_("topics"), blank=True)
    commitments = models.ManyToManyField(
        CommonCommitment, related_name="practices", verbose_name=_("commitments"), blank=True
    )
    evidence = models.ManyToManyField(
        Document, related_name="practices", verbose_name=_("evidence"), blank=True
    )
    started_year = models.PositiveSmallIntegerField(_("year it began"), null=True, blank=True)
    # The action of the town's plan that it tells of.
    action_lineage = models.UUIDField(null=True, blank=True, editable=False)
    # Of a practice from elsewhere: who wrote it, under which licence or permission, and where it was first told.
    credit = models.CharField(_("author"), max_length=200, blank=True)
    licence = models.CharField(_("licence or permission"), max_length=200, blank=True)
    source = models.URLField(_("where it was first published"), max_length=500, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    # Derived: what it is about, in words, for the search.
    subjects = models.TextField(blank=True, editable=False)
    spelling = models.TextField(blank=True, editable=False)
    search_english = vector("en")
    search_french = vector("fr")

    class Meta:
        abstract = True

    def __str__(self):
        return self.title or str(_("Practice without a title"))

    @property
    def languages(self):
        """In which it is told."""
        return [code for code, _name in settings.LANGUAGES if getattr(self, f"title_{code}")]

    @classmethod
    def _no_texts(cls):
        return {f"{name}_{code}": "" for name in cls.TEXTS for code, _name in settings.LANGUAGES}

    def _answers(self):
        """All that it tells."""
        columns = [f"{name}_{code}" for name in self.TEXTS for code, _name in settings.LANGUAGES]
        told = {name: getattr(self, name) for name in [*columns, *self.FACTS]}
        return told | {name: [each.pk for each in getattr(self, name).all()] for name in self.RELATIONS}

    def _write(self, **answers):
        """Store columns and relations, and what is derived from them."""
        for name in self.RELATIONS:
            if name in answers:
                getattr(self, name).set(answers.pop(name))
        for name, value in answers.items():
            setattr(self, name, value)
        derived = subjects_of(self)
        for name, words in derived.items():
            setattr(self, name, words)
        # Not the columns without a language: saved, they would put one version in the place of the other.
        self.save(update_fields={*answers, *derived})
