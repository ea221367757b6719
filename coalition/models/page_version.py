import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

TEXTS = ("title", "summary", "body")


class PageVersionQuerySet(models.QuerySet):
    def published(self):
        """Also those that wait for their day."""
        return self.exclude(visible_from=None)

    def shown(self, at):
        """Of each page the version that everybody reads at an instant."""
        begun = self.filter(visible_from__lte=at).order_by("page_id", "-visible_from", "-number")
        newest = begun.distinct("page_id").values("pk")
        return self.filter(pk__in=newest).exclude(ended_at__lte=at)

    def ahead(self, at):
        """Of each page the draft, or the version that waits for its day."""
        return self.filter(models.Q(visible_from=None) | models.Q(visible_from__gt=at))

    def without_text(self):
        return self.defer("body", "body_en", "body_fr")


class PageVersion(models.Model):
    """What a page of the book says, in both languages: a draft, or from an instant on for everybody."""

    page = models.ForeignKey("coalition.Page", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)  # as coalition/markdown.py reads it
    visible_from = models.DateTimeField(_("published from"), null=True, blank=True)  # null: a draft
    ended_at = models.DateTimeField(null=True, blank=True)  # the page was withdrawn
    written_at = models.DateTimeField(auto_now=True)
    is_shipped = models.BooleanField(default=False)  # as in reference/pages

    objects = PageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a page")
        verbose_name_plural = _("versions of pages")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_version_per_page_and_number"),
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(visible_from=None), name="one_draft_per_page"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.page.get_absolute_url()

    @property
    def is_draft(self):
        return self.visible_from is None

    def words(self):
        """{column: text} of both languages."""
        names = [f"{name}_{code}" for name in TEXTS for code in ("en", "fr")]
        return {name: getattr(self, name) or "" for name in names}

    @property
    def stamp(self):
        """A digest of all that is read before publishing: nobody publishes other words than those on the screen."""
        return hashlib.sha256("\0".join(self.words().values()).encode()).hexdigest()[:16]

    def gaps(self):
        """[(column, language)] of what has no words yet."""
        words = self.words()
        return [
            (name, code) for code in ("en", "fr") for name in TEXTS if not words[f"{name}_{code}"].strip()
        ]

    def lagging(self, before):
        """The language whose text stands as it was while the other one was changed; empty where both or none were."""
        if before is None:
            return ""
        mine, theirs = self.words(), before.words()
        changed = {
            code for code in ("en", "fr") if any(mine[f"{t}_{code}"] != theirs[f"{t}_{code}"] for t in TEXTS)
        }
        return {frozenset({"en"}): "fr", frozenset({"fr"}): "en"}.get(frozenset(changed), "")
