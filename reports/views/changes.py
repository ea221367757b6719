"""What an accepted report says otherwise than an earlier one of the same town, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..access import get_snapshot
from ..changes import compare
from ..models import Snapshot


@login_not_required
@require_safe
@gzip_page
def report_changes(request, slug, year):
    """`from` is an earlier year or a revision ("2025", "2025.1"), `to` a revision of this year; both may be left out."""
    snapshot = get_snapshot(slug, year, revision=asked_revision(request.GET.get("to", "")))
    earlier = snapshot.earlier()
    former = chosen(earlier, request.GET.get("from", ""))
    return render(
        request,
        "public_report/changes.html",
        {
            "crumbs": [
                (_("Municipalities"), reverse("directory")),
                (snapshot.municipality.name, snapshot.municipality.get_absolute_url()),
                (_("Progress report %(year)s") % {"year": year}, snapshot.get_absolute_url()),
            ],
            "snapshot": snapshot,
            "municipality": snapshot.municipality,
            "former": former,
            "is_revision": bool(former) and former.cycle_id == snapshot.cycle_id,
            "earlier": earlier,
            "changes": former and compare(Snapshot.objects.get(pk=former.pk).data, snapshot.data),
        },
    )


def asked_revision(text):
    """The number of a revision; None for the newest."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 5):
        raise Http404
    return int(text)


def chosen(earlier, asked):
    """The one that is asked for; by default the revision before, or the year before; None where there is none."""
    if not asked:
        return earlier[0] if earlier else None
    for each in earlier:
        if asked in each.names:
            return each
    raise Http404
