from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..feeds import NewestMembers, TownFeed
from ..models import Municipality


@login_not_required
@require_safe
@gzip_page
def members_feed(request):
    return NewestMembers()(request)


@login_not_required
@require_safe
@gzip_page
def town_feed(request, slug):
    towns = Municipality.objects.filter(membership__isnull=False).select_related("province", "membership")
    return TownFeed()(request, town=get_object_or_404(towns, slug=slug))
