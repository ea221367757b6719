from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .. import extensions
from ..models import Membership, Municipality
from ..town_map import home_map

NEWEST = 6


@login_not_required
@require_safe
@gzip_page
def home(request):
    current = Membership.objects.exclude(status=Membership.Status.ENDED)
    newest = Municipality.objects.members().select_related("province", "membership", "parent")
    context = {
        "figures": current.aggregate(
            members=Count("pk"),
            provinces=Count("municipality__province", distinct=True),
            plans=Count("plan_published_on"),
            reporting=Count("last_report_year"),
        ),
        "map": home_map(),
        "panels": [panel for make in extensions.home_panels if (panel := make())],
        "newest": newest.order_by(
            F("membership__joined_year").desc(nulls_last=True),
            F("membership__joined_on").desc(nulls_last=True),
            "pk",
        )[:NEWEST],
    }
    return render(request, "public/home.html", context)
