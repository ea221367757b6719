"""Pages that say what the portal is."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.vary import vary_on_headers


@login_not_required
@vary_on_headers("Accept-Language", "Cookie")
def root(request):
    """The home page in the reader's language: the cookie's, else the browser's (LocaleMiddleware)."""
    return redirect("home")


@login_not_required
def about(request):
    return render(request, "pages/about.html")


@login_not_required
def accessibility(request):
    return render(request, "pages/accessibility.html")


@login_not_required
def privacy(request):
    return render(request, "pages/privacy.html")


@login_not_required
def credits_(request):
    return render(request, "pages/credits.html")
