"""Finding one's town: the same search for a visitor and for whoever is signed in."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..finding import find_towns
from ..forms import SearchForm


@login_not_required
@require_safe
@gzip_page
def find_town(request):
    crumbs = [(_("How a municipality joins"), reverse("join"))]
    return render(request, "interest/find_town.html", _found(request) | {"crumbs": crumbs})


@require_safe
def find_municipality(request):
    crumbs = [(_("Workspace"), reverse("workspaces"))]
    return render(request, "workspace/find.html", _found(request) | {"crumbs": crumbs})


def _found(request):
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = find_towns(words, request.user)
    asked = urlencode({"q": words})
    return {
        "form": form,
        "words": words,
        "candidates": found.candidates,
        "has_more": found.has_more,
        "similar": found.similar,
        # Where signing in leads back to: the page that can open an application for what was found.
        "back": f"{reverse('find_municipality')}?{asked}",
        "waiting": request.user.proposals.waiting() if request.user.is_authenticated else [],
        "proposal_url": f"{reverse('propose_municipality')}?{asked}",
    }
