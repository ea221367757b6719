"""The Declaration as everybody reads it, and as the very bytes that a signature's SHA-256 is computed from."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..access import get_declaration


@login_not_required
@require_safe
@gzip_page
def declaration(request, version):
    shown = get_declaration(version)
    context = {
        "declaration": shown,
        "sha256": shown.sha256(get_language()),
        "crumbs": [(_("Commitments"), reverse("commitments"))],
    }
    return render(request, "commitments/declaration.html", context)


@login_not_required
@require_safe
@gzip_page
def declaration_text(request, version):
    text = getattr(get_declaration(version), f"text_{get_language()}")
    return HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
