"""Was this page useful? What anybody may answer at the foot of a public page."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from ..models import Opinion
from ..opinion_form import OpinionForm
from ..opinions import comes_from_elsewhere, too_often


@login_not_required
@csrf_exempt  # in nobody's name: coalition/opinions.py says why
@require_POST
def give_opinion(request):
    if comes_from_elsewhere(request):
        raise PermissionDenied(_("This form was sent from another site."))
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return render(request, "pages/opinion.html", {"form": form, "crumbs": []})
    if not form.is_of_a_robot:
        if too_often(request):
            return render(request, "429.html", status=429)
        Opinion.give(**form.answers())
    return redirect("opinion_thanks")


@login_not_required
@require_safe
def thanks(request):
    return render(request, "pages/opinion_thanks.html", {"crumbs": []})
