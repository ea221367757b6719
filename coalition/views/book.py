"""The pages of the book about the coalition, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..book import open_page


@login_not_required
@require_safe
@gzip_page
def page(request, slug):
    """A page by its address; by that of the other language, it leads to its own."""
    return _answer(request, open_page(timezone.now(), slug=slug))


@login_not_required
@require_safe
@gzip_page
def named(request, key):
    """A page that has an address of its own in urls.py."""
    return _answer(request, open_page(timezone.now(), key=key))


def _answer(request, reading):
    if reading is None:
        raise Http404
    request.addresses = reading.addresses()  # of this page in each language, for the links between them
    if request.path != request.addresses[get_language()]:
        return redirect(request.addresses[get_language()], permanent=True)
    crumbs = [] if reading.page.key == "about" else [(_("About"), reverse("about"))]
    context = {"reading": reading, "version": reading.version, "page": reading.page, "crumbs": crumbs}
    return render(request, "pages/page.html", context)
