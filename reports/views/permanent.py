"""What has one address for good, in no language: accepted reports to cite, and the schemas of their data."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ..access import get_snapshot_of_report
from .public import cite

SCHEMAS = Path(__file__).parent.parent / "schemas"


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def permanent_report(request, year, number, revision):
    """To the page of this very revision, in the reader's language and under the town's name of today."""
    snapshot = get_snapshot_of_report(year, number, revision)
    address = reverse("public_revision", args=[snapshot.municipality.slug, year, revision])
    return cite(redirect(address), snapshot)


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def newest_report(request, year, number):
    """To the newest revision, for those who cite the report and not a state of it."""
    snapshot = get_snapshot_of_report(year, number)
    return redirect(snapshot)


@login_not_required
@require_safe
def report_schema(request, version):
    """The JSON Schema of the data, for every shape they have had."""
    path = SCHEMAS / f"report-{version}.json"
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="application/schema+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
