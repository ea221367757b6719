"""The commitments, the indicators and the actions of public plans, as the search across everything finds them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.searching import TextSource, search_sources

from .models import Action, CommonCommitment, IndicatorVersion


@search_sources.register(order=20)
class Commitments(TextSource):
    key = "commitments"
    title = gettext_lazy("Commitments")
    text_title, texts = "short_title", ["title", "explanation"]

    def rows(self):
        return CommonCommitment.objects.all()

    def context(self, row):
        return _("Commitment %(number)s") % {"number": row.number}


@search_sources.register(order=40)
class Indicators(TextSource):
    key = "indicators"
    title = gettext_lazy("Indicators")
    text_title, texts = "name", ["definition"]

    def rows(self):
        year = timezone.localdate().year
        newest = IndicatorVersion.objects.filter(from_year__lte=year)
        newest = newest.order_by("indicator_id", "-from_year").distinct("indicator_id")
        return IndicatorVersion.objects.filter(pk__in=newest.values("pk"))

    def url(self, row):
        return reverse("indicator", args=[row.indicator_id])

    def context(self, row):
        return _("Indicator %(code)s") % {"code": row.indicator_id}


@search_sources.register(order=50)
class Actions(TextSource):
    """Of the public plan of each town, in its newest edition."""

    key = "actions"
    title = gettext_lazy("Actions of public plans")
    texts = ["description"]

    def rows(self):
        return Action.objects.filter(plan__status="published", plan__municipality__membership__isnull=False)

    def full(self, rows):
        return rows.select_related("plan__municipality__province")

    def url(self, row):
        return f"{reverse('public_plan', args=[row.plan.municipality.slug])}#action-{row.lineage}"

    def context(self, row):
        town = row.plan.municipality
        return f"{town.name} · {town.province.name}"
