from django.db import models
from django.utils.translation import gettext_lazy as _

from .tried_link import TriedLink, TriedLinkQuerySet


class PageLink(TriedLink):
    """An address elsewhere that pages of the book, notices or features lead to; kept up by coalition/page_links.py."""

    objects = TriedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a page")
        verbose_name_plural = _("links of pages")
        ordering = ["link"]
        constraints = [models.UniqueConstraint(fields=["link"], name="one_row_per_link_of_pages")]

    def __str__(self):
        return self.link
