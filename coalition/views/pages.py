"""Pages that say what the portal is."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def root(request):
    """The home page in the reader's language: the cookie's, else the browser's (LocaleMiddleware)."""
    return redirect("home")


@login_not_required
@require_safe
def about(request):
    return render(request, "pages/about.html", {"crumbs": []})


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "pages/accessibility.html", {"crumbs": [(_("About"), reverse("about"))]})


@login_not_required
@require_safe
def privacy(request):
    return render(request, "pages/privacy.html", {"crumbs": [(_("About"), reverse("about"))]})


@login_not_required
@require_safe
def credits_(request):
    return render(request, "pages/credits.html", {"crumbs": [(_("About"), reverse("about"))]})
