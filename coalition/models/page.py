from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..i18n import fold
from ..workflow import WrongState
from .event import Event
from .page_version import PageVersion

# Pages with an address of their own in coalition/urls.py, by key: others link to them by name.
NAMED = frozenset({"about", "accessibility", "privacy", "credits"})


class PageQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("chapter", "position", "pk")


class Page(models.Model):
    """A page of the book about the coalition: its place. What it says are its versions (PageVersion).

    At any time one version is shown, and at most one is ahead of it: a draft, or one that waits for its day.
    """

    class Chapter(models.IntegerChoices):
        COALITION = 1, _("The coalition")
        WORLD = 2, _("Around the world")
        MEASURING = 3, _("What it is measured by")
        SITE = 4, _("This site")

    key = models.SlugField(
        max_length=40, unique=True, null=True, blank=True
    )  # of a page the portal came with
    # Never changed: links to it live elsewhere.
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    chapter = models.PositiveSmallIntegerField(_("chapter"), choices=Chapter, default=Chapter.COALITION)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    # What the portal itself says under the text, such as which cookies are set: templates/pages/parts/<part>.html
    part = models.SlugField(max_length=40, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["chapter", "position", "pk"]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        if self.key in NAMED:
            return reverse(self.key)
        return reverse("page", args=[self.slug])

    def get_desk_url(self):
        return reverse("desk_page", args=[self.pk])

    @property
    def template(self):
        return f"pages/parts/{self.part}.html" if self.part else ""

    @classmethod
    @transaction.atomic
    def add(cls, by, *, chapter, **words):
        """A new page, at the end of its chapter, with its first draft."""
        slugs = {code: cls.free_slug(words[f"title_{code}"]) for code in ("en", "fr")}
        last = cls.objects.filter(chapter=chapter).aggregate(last=models.Max("position"))["last"] or 0
        page = cls.objects.create(
            chapter=chapter, position=last + 1, slug_en=slugs["en"], slug_fr=slugs["fr"]
        )
        page.versions.create(number=1, **words)
        Event.record(page, "add", by)
        return page

    @classmethod
    def free_slug(cls, title):
        """An address made of the title that no page has in either language."""
        wanted = slugify(fold(title))[:70].strip("-") or "page"
        rows = cls.objects.filter(models.Q(slug_en__startswith=wanted) | models.Q(slug_fr__startswith=wanted))
        taken = {slug for pair in rows.values_list("slug_en", "slug_fr") for slug in pair}
        numbered = (f"{wanted}-{number}" for number in range(2, 2 * len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)

    def hold(self):
        """Nobody else writes the page until the transaction ends; False where a colleague deleted it."""
        return bool(type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first())

    def current(self, at=None):
        """The version that everybody reads at an instant, or None."""
        return self.versions.shown(at or timezone.now()).first()

    def ahead(self, at=None):
        """The draft, or the version that waits for its day; or None."""
        return self.versions.ahead(at or timezone.now()).first()

    @transaction.atomic
    def revise(self, by, **words):
        """Write these words into the draft, and begin one where there is none."""
        self.hold()
        draft = self._draft_or_new()
        for name, value in words.items():
            setattr(draft, name, value)
        draft.save()
        Event.record(self, "revise", by)
        return draft

    def _draft_or_new(self):
        self.check_may_be_written()
        ahead = self.ahead()
        if ahead is None:
            words = self.current().words() if self.current() else {}
            return PageVersion(page=self, number=self._next_number(), **words)
        return ahead

    def check_may_be_written(self):
        """WrongState while a version waits for its day: what is written next to it would be lost on that day."""
        ahead = self.ahead()
        if ahead and ahead.visible_from:
            raise WrongState(
                self,
                "revise",
                _("This version waits for its day. Take it back to change it, then publish it again."),
            )

    def _next_number(self):
        return (self.versions.aggregate(last=models.Max("number"))["last"] or 0) + 1

    @transaction.atomic
    def publish(self, by, *, read, at=None):
        """Show the draft to everybody, from an instant on if one is named. `read` is the stamp of what was on the screen."""
        self.hold()
        now = timezone.now()
        draft = self.ahead(now)
        if draft is None or draft.visible_from:
            raise WrongState(self, "publish", _("There is no draft to publish: a colleague was quicker."))
        if draft.stamp != read:
            raise WrongState(
                self,
                "publish",
                _("The page was changed since you opened it. Read it again, then publish it."),
            )
        if draft.gaps():
            raise WrongState(
                self, "publish", _("A page is published in both languages at once. Some words are missing.")
            )
        is_later = bool(at and at > now)
        self.versions.filter(pk=draft.pk).update(visible_from=at if is_later else now)
        if is_later:
            Event.record(self, "schedule", by)
        else:
            Event.record(self, "publish", by)

    @transaction.atomic
    def take_back(self, by):
        """What waits for its day is a draft again."""
        self.hold()
        waiting = self.versions.filter(visible_from__gt=timezone.now())
        if not waiting.update(visible_from=None):
            raise WrongState(self, "take_back", _("No version of this page waits for its day any more."))
        Event.record(self, "take_back", by)

    @transaction.atomic
    def discard(self, by):
        """Delete the draft; with it a page that nobody reads. False where the page is gone with it."""
        if not self.hold():
            return False
        self.versions.filter(visible_from=None).delete()
        Event.record(self, "discard", by)
        if self.key or self.current():
            return True
        self.delete()
        return False

    @transaction.atomic
    def restore(self, by, number):
        """A draft with the words of an earlier version, for somebody to read and publish."""
        self.hold()
        if self.ahead():
            raise WrongState(
                self, "restore", _("There are changes that are not published. Publish or delete them first.")
            )
        earlier = self.versions.published().get(number=number)
        draft = self.versions.create(number=self._next_number(), **earlier.words())
        Event.record(self, "restore", by, note=str(earlier.number))
        return draft

    @transaction.atomic
    def withdraw(self, by):
        """Nobody reads the page any more; its words become a draft. Pages the portal came with stay."""
        self.hold()
        if self.key:
            raise WrongState(self, "withdraw", _("This page is linked from everywhere, so it stays."))
        if self.ahead():
            raise WrongState(
                self, "withdraw", _("There are changes that are not published. Publish or delete them first.")
            )
        now = timezone.now()
        if (current := self.current(now)) is None:
            raise WrongState(self, "withdraw")
        self.versions.create(number=self._next_number(), **current.words())
        self.versions.filter(pk=current.pk).update(ended_at=now)
        Event.record(self, "withdraw", by)

    @transaction.atomic
    def move(self, by, *, seen, to):
        """Put it at the place `to` (from 1) of its chapter; False where it no longer stands at the place that was `seen`."""
        # In the order of their numbers, so that two who move wait for each other and not both.
        row = type(self).objects.select_for_update(no_key=True).order_by("pk")
        order = sorted(row.filter(chapter=self.chapter), key=lambda page: (page.position, page.pk))
        place = next((place for place, page in enumerate(order, 1) if page.pk == self.pk), None)
        if place is None:
            return False
        to = min(max(to, 1), len(order))
        if place == to:
            return True  # a second click
        if place != seen:
            return False
        order.insert(to - 1, order.pop(place - 1))
        for number, page in enumerate(order, 1):
            page.position = number
        type(self).objects.bulk_update(order, ["position"])
        Event.record(self, "move", by)
        return True
