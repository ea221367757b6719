"""The accepted report as everybody reads it: from the snapshot only, never from rows that can still change.

Of the evidence that its actions named, which is frozen, the page shows what everybody may still read.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.i18n import same_page
from coalition.tables import csv_response
from commitments.evidence import reader

from ..access import get_snapshot
from ..citing import citations, permanent_address
from ..data_columns import ACTION_COLUMNS, INDICATOR_COLUMNS, action_rows, indicator_rows
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
    return page(request, get_snapshot(slug, year, revision))


@login_not_required
@require_safe
def public_report_pdf(request, slug, year, revision):
    snapshot = get_snapshot(slug, year, revision)
    language = get_language()
    answer = unchanged(request, f'"{snapshot.sha256}-{language}"')
    if answer is None:
        pdf = getattr(snapshot, f"pdf_{language}")
        answer = FileResponse(
            pdf.open(), content_type="application/pdf", filename=f"{snapshot.number}-{language}.pdf"
        )
    return cite(frozen(answer, f'"{snapshot.sha256}-{language}"'), snapshot)


@login_not_required
@require_safe
@gzip_page
def public_report_data(request, slug, year, revision):
    """The canonical JSON, whose SHA-256 is the digest shown on the page and in the PDF."""
    snapshot = get_snapshot(slug, year, revision)
    answer = unchanged(request, f'"{snapshot.sha256}"')
    if answer is None:
        answer = HttpResponse(
            Snapshot.canonical(snapshot.data), content_type="application/json; charset=utf-8"
        )
        answer["Content-Disposition"] = f'inline; filename="{snapshot.number}.json"'
    return cite(frozen(answer, f'"{snapshot.sha256}"'), snapshot)


@login_not_required
@require_safe
@gzip_page
def public_report_actions(request, slug, year, revision):
    return table(get_snapshot(slug, year, revision), "actions", ACTION_COLUMNS, action_rows)


@login_not_required
@require_safe
@gzip_page
def public_report_indicators(request, slug, year, revision):
    return table(get_snapshot(slug, year, revision), "indicators", INDICATOR_COLUMNS, indicator_rows)


def table(snapshot, name, columns, rows):
    """A part of the data as CSV, with the names of docs and schema as its header in both languages."""
    header = [column for column, _meaning in columns]
    answer = csv_response(f"{snapshot.number}-{name}.csv", header, rows(snapshot.data))
    answer["Cache-Control"] = "public, max-age=3600"
    return cite(answer, snapshot)


def page(request, snapshot):
    siblings = Snapshot.objects.of(snapshot.municipality)
    reading = read(snapshot.data, documents_of(snapshot))
    told = [*told_by(snapshot.municipality, until=reading.year), (reading.year, snapshot.data["indicators"])]
    context = {
        "crumbs": [
            (_("Municipalities"), reverse("directory")),
            (snapshot.municipality.name, snapshot.municipality.get_absolute_url()),
        ],
        "snapshot": snapshot,
        "reading": reading,
        "municipality": snapshot.municipality,
        "all_series": [each for each in series_of(told).values() if each.has_years],
        "revisions": [each for each in siblings if each.cycle_id == snapshot.cycle_id],
        "other_years": [each for each in siblings if each.is_newest and each.cycle_id != snapshot.cycle_id],
        "has_earlier": any(each.is_before(snapshot) for each in siblings),
        "citations": citations(snapshot),
        "permanent_address": permanent_address(snapshot.number),
        "description": reading.overview.text,
    }
    if snapshot.is_newest:
        # The newest revision stands at two addresses: search engines are told the shorter one.
        context["language_links"] = [
            (code, name, settings.SITE_URL + same_page(snapshot.get_absolute_url(), code))
            for code, name in settings.LANGUAGES
        ]
    return cite(render(request, "public_report/report.html", context), snapshot)


def documents_of(snapshot):
    """(numbers of documents) -> those that are public today, or what took their places"""
    named = {pk for action in snapshot.data["actions"] for pk in action.get("evidence", [])}
    return reader(snapshot.municipality, snapshot.municipality.documents.public(), named)


def cite(answer, snapshot):
    """Tell programs, too, under which address to cite it (RFC 8574)."""
    answer["Link"] = f'<{permanent_address(snapshot.number)}>; rel="cite-as"'
    return answer


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
