from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..workflow import Workflow

LONGEST_COMMENT = 1_000


class OpinionQuerySet(models.QuerySet):
    def with_words(self):
        return self.exclude(comment="")

    def by_page(self):
        """[{path, useful, not_useful, comments}], the page that helped least first."""
        return (
            self.values("path")
            .annotate(
                useful=models.Count("pk", filter=models.Q(is_useful=True)),
                not_useful=models.Count("pk", filter=models.Q(is_useful=False)),
                comments=models.Count("pk", filter=~models.Q(comment="")),
            )
            .order_by("-not_useful", "-useful", "path")
        )


class Opinion(Workflow):
    """Whether a page was useful to somebody, and maybe why not. Nothing about the person, who has no cookie either."""

    class Status(models.TextChoices):
        NEW = "new", _("New")
        ANSWERED = "answered", _("Dealt with")
        ASIDE = "aside", _("Set aside")

    TRANSITIONS = {
        "answer": ({Status.NEW}, Status.ANSWERED),
        "set_aside": ({Status.NEW}, Status.ASIDE),
        "reopen": ({Status.ANSWERED, Status.ASIDE}, Status.NEW),
    }

    path = models.CharField(_("page"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_useful = models.BooleanField(_("useful"))
    comment = models.TextField(_("comment"), blank=True, max_length=LONGEST_COMMENT)
    given_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.NEW)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion of a reader")
        verbose_name_plural = _("opinions of readers")
        ordering = ["-given_at", "-pk"]
        indexes = [
            models.Index(
                fields=["status", "-given_at"], name="opinions_by_status", condition=~models.Q(comment="")
            )
        ]

    def __str__(self):
        return self.path

    @classmethod
    def give(cls, **answers):
        return cls.objects.create(**answers)

    def answer(self, by):
        """What the comment asked for was done."""
        self._move("answer", by)

    def set_aside(self, by):
        self._move("set_aside", by)

    def reopen(self, by):
        self._move("reopen", by)
