from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from coalition.picture import A_YEAR, answer
from coalition.picture import mark as mark_of

from ..models import Municipality
from ..picture import address_of, content_of


@login_not_required
@require_safe
def town_picture(request, slug, mark):
    """An address with an older mark leads to the picture as it is now."""
    towns = Municipality.objects.filter(membership__isnull=False).select_related("province", "membership")
    town = get_object_or_404(towns, slug=slug)
    content = content_of(town)
    if mark != mark_of(content):
        return redirect(address_of(town))
    return answer(request, content, A_YEAR)
