"""Whether a file is what the coalition published: how to find out, and the answer."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..data_columns import ACTION_COLUMNS, INDICATOR_COLUMNS
from ..forms.verification import VerificationForm
from ..freezing import SCHEMA
from ..models import Snapshot


@login_not_required
@require_safe
@gzip_page
def verification(request):
    form = VerificationForm(request.GET if "sha256" in request.GET else None)
    found = None
    if form.is_valid():
        found = Snapshot.objects.with_file(form.cleaned_data["sha256"])
    return render(
        request,
        "public_report/verification.html",
        {
            "crumbs": [(_("Municipalities"), reverse("directory"))],
            "form": form,
            "is_answered": form.is_bound and form.is_valid(),
            "found": found,
            "what": found and found.file_with(form.cleaned_data["sha256"]),
            "schemas": range(SCHEMA, 0, -1),
            "tables": [(_("Actions"), ACTION_COLUMNS), (_("Indicators"), INDICATOR_COLUMNS)],
        },
    )
