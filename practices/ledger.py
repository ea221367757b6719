"""The texts of good practices in the language ledger (coalition/ledger.py)."""

from django.utils.translation import gettext as _

from coalition.ledger import Source, ledger_sources

from .models import Practice
from .models.practice_search import VECTORS

Status = Practice.Status


class PracticeTexts(Source):
    """What towns tell in the library, or are about to. What the secretariat writes has both languages from the start."""

    model = Practice

    def rows(self):
        return (
            Practice.objects.filter(status__in=[*Practice.OPEN, Status.PUBLISHED])
            .exclude(municipality=None)
            .select_related("municipality")
            .defer(*VECTORS.values())
            .order_by("pk")
        )

    def place(self, practice):
        return _("Good practice: %(title)s") % {"title": practice}, practice.get_workspace_url()

    def hold(self, practice):
        practice.hold()

    def write(self, practice, field, language, text, by):
        practice.translate(by, field, language, text)


ledger_sources.register(order=30)(PracticeTexts())
