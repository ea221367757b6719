from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..forms import SearchForm
from ..timelines import times_of_joining


@login_not_required
@require_safe
@gzip_page
def join(request):
    """How a municipality joins."""
    return render(
        request, "public/join.html", {"crumbs": [], "form": SearchForm(), "times": times_of_joining()}
    )
