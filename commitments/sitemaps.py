"""The public pages of this app, for search engines (coalition/sitemaps.py)."""

from django.db.models import Max
from django.urls import reverse

from coalition.sitemaps import Section, sitemap_sections, standing_pages

from .models import ActionPlan, CommonCommitment, Declaration, Indicator


@standing_pages.register(order=10)
def pages():
    return ["commitments", "indicators"]


@sitemap_sections.register(order=20)
class Commitments(Section):
    name = "commitments"

    def items(self):
        return [*CommonCommitment.objects.order_by("number"), *Declaration.objects.order_by("pk")]

    def location(self, item):
        if isinstance(item, Declaration):
            return reverse("declaration", args=[item.version])
        return item.get_absolute_url()


@sitemap_sections.register(order=30)
class Plans(Section):
    """The plan of each town that is public now; the editions it replaced name it as theirs."""

    name = "plans"

    def items(self):
        return ActionPlan.objects.public().select_related("municipality").order_by("pk")

    def location(self, plan):
        return reverse("public_plan", args=[plan.municipality.slug])

    def lastmod(self, plan):
        return plan.published_at

    def get_latest_lastmod(self):
        return ActionPlan.objects.public().aggregate(latest=Max("published_at"))["latest"]


@sitemap_sections.register(order=40)
class Indicators(Section):
    name = "indicators"

    def items(self):
        return Indicator.objects.order_by("pk")
