"""Accepted reports, as the search across everything finds them: by their words, in the newest revision of each year."""

from django.utils.translation import gettext_lazy as _

from coalition.searching import TextSource, search_sources

from .models import ReportText


@search_sources.register(order=60)
class Reports(TextSource):
    key = "reports"
    title = _("Progress reports")
    text_title, texts = "heading", ["text"]
    stored = {"en": "search_english", "fr": "search_french"}

    def rows(self):
        return ReportText.objects.all()

    def full(self, rows):
        return rows.select_related("snapshot__municipality__province", "snapshot__cycle").defer(
            "text_en", "text_fr", "search_english", "search_french", "snapshot__data"
        )

    def url(self, row):
        return row.snapshot.get_absolute_url()

    def context(self, row):
        return row.snapshot.municipality.province.name
