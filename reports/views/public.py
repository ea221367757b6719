"""The accepted report as everybody reads it: from the snapshot only, never from rows that can still change."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..models import Snapshot
from ..reading import read
from ..series import series_of, told_by

A_YEAR = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
@gzip_page
def public_report(request, slug, year):
    """The newest revision."""
    return page(request, get_snapshot(slug, year))


@login_not_required
@require_safe
@gzip_page
def public_revision(request, slug, year, revision):
    return page(request, get_snapshot(slug, year, revision=revision))


@login_not_required
@require_safe
def public_report_pdf(request, slug, year, revision):
    snapshot = get_snapshot(slug, year, revision=revision)
    language = get_language()
    answer = unchanged(request, f'"{snapshot.sha256}-{language}"')
    if answer is None:
        pdf = getattr(snapshot, f"pdf_{language}")
        answer = FileResponse(
            pdf.open(), content_type="application/pdf", filename=f"{slug}-{year}-{language}.pdf"
        )
    return frozen(answer, f'"{snapshot.sha256}-{language}"')


@login_not_required
@require_safe
@gzip_page
def public_report_data(request, slug, year, revision):
    """The canonical JSON, whose SHA-256 is the digest shown on the page and in the PDF."""
    snapshot = get_snapshot(slug, year, revision=revision)
    answer = unchanged(request, f'"{snapshot.sha256}"')
    if answer is None:
        answer = HttpResponse(
            Snapshot.canonical(snapshot.data), content_type="application/json; charset=utf-8"
        )
        answer["Content-Disposition"] = f'inline; filename="{slug}-{year}-{revision}.json"'
    return frozen(answer, f'"{snapshot.sha256}"')


def get_snapshot(slug, year, **which):
    snapshots = Snapshot.objects.select_related("municipality", "cycle")
    return get_object_or_404(
        snapshots, municipality__slug=slug, cycle__year=year, **(which or {"is_newest": True})
    )


def page(request, snapshot):
    siblings = Snapshot.objects.of(snapshot.municipality)
    reading = read(snapshot.data)
    told = [*told_by(snapshot.municipality, until=reading.year), (reading.year, snapshot.data["indicators"])]
    return render(
        request,
        "public_report/report.html",
        {
            "crumbs": [
                (_("Municipalities"), reverse("directory")),
                (snapshot.municipality.name, snapshot.municipality.get_absolute_url()),
            ],
            "snapshot": snapshot,
            "reading": reading,
            "municipality": snapshot.municipality,
            "all_series": [each for each in series_of(told).values() if each.has_years],
            "revisions": [each for each in siblings if each.cycle_id == snapshot.cycle_id],
            "other_years": [
                each for each in siblings if each.is_newest and each.cycle_id != snapshot.cycle_id
            ],
            "description": reading.overview.text,
        },
    )


def unchanged(request, etag):
    sent = request.headers.get("If-None-Match", "")
    return (
        HttpResponse(status=304)
        if etag in {tag.strip().removeprefix("W/") for tag in sent.split(",")}
        else None
    )


def frozen(answer, etag):
    """What was accepted never changes: caches may keep it for good."""
    answer["ETag"], answer["Cache-Control"] = etag, A_YEAR
    return answer
