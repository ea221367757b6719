"""The pack a town takes to council with its report: a page, a PDF, a Word file; and the packs kept with each filing."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes
from municipalities.models import Role
from municipalities.paper import docx_response

from .. import pages
from ..access import get_report
from ..council_pack import compose, render_pdf
from ..council_word import render_word
from ..forms.council import CouncilPaperForm
from ..models import CouncilPaper


@reads_and_writes
def council_pack(request, slug, year):
    if request.method == "POST":
        return _save(request, slug, year)
    report = get_report(request.user, slug, year)
    return _page(request, report, CouncilPaperForm(paper=CouncilPaper.of(report)))


def _save(request, slug, year):
    report = get_report(request.user, slug, year, Role.CONTRIBUTOR)
    # What the answers are compared with stays as it is until they are written.
    with report.held():
        paper = CouncilPaper.of(report)
        form = CouncilPaperForm(request.POST, paper=paper)
        if form.is_valid():
            paper.revise(**form.answers())
            messages.success(request, _("The council pack is kept up to date with this."))
            return redirect("council_pack", slug, year)
    return _page(request, report, form, status=409 if form.conflicts else 200)


def _page(request, report, form, status=200):
    return render(
        request,
        "report/council.html",
        {
            **pages.report_facts(report, deeper=True),
            "form": form,
            "can_write": report.is_editable and report.municipality.role >= Role.CONTRIBUTOR,
            "packs": list(report.filed_packs.all()),
            "gaps": report.gaps() if report.is_editable else [],
        },
        status=status,
    )


@require_safe
def council_pack_pdf(request, slug, year):
    """The pack as the report stands now."""
    report = get_report(request.user, slug, year)
    content = render_pdf(compose(report, CouncilPaper.of(report)))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{_name(report)}.pdf")
    return _private(response)


@require_safe
def council_pack_word(request, slug, year):
    report = get_report(request.user, slug, year)
    content = render_word(compose(report, CouncilPaper.of(report)))
    return _private(docx_response(f"{_name(report)}.docx", content))


@require_safe
def filed_pack(request, slug, year, pk):
    """The very bytes that were kept when the report was filed."""
    report = get_report(request.user, slug, year)
    pack = get_object_or_404(report.filed_packs, pk=pk)
    name = f"{_name(report)} ({pack.revision}).pdf"
    return _private(FileResponse(pack.pdf.open(), content_type="application/pdf", filename=name))


def _name(report):
    return _("Council pack %(year)s, %(town)s") % {
        "year": report.cycle.year,
        "town": report.municipality.name,
    }


def _private(response):
    response["Cache-Control"] = "private, no-store"
    return response
