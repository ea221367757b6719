"""A town's own list of actions, from a spreadsheet into the plan being written."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes
from coalition.models import SpreadsheetUpload
from coalition.spreadsheets.field import SpreadsheetForm
from coalition.tables import workbook_response

from ..access import get_draft, get_plan_upload
from ..plan_import.columns import template
from ..plan_import.finding import ColumnsForm, find
from ..plan_import.proposal import apply, propose
from .plan import crumbs_to


@require_safe
def plan_template(request, slug):
    get_draft(request.user, slug)
    return workbook_response(f"actions-{get_language()}.xlsx", template())


@reads_and_writes
def import_plan(request, slug):
    """The page from which the template is taken along, and to which a spreadsheet is brought."""
    draft = get_draft(request.user, slug)
    is_sent = request.method == "POST"
    form = SpreadsheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        upload = SpreadsheetUpload.keep(draft, request.user, form.cleaned_data["file"], get_language())
        return redirect("plan_upload", slug, upload.pk)
    return render(request, "plan/import.html", _facts(draft) | {"form": form})


@reads_and_writes
def plan_upload(request, slug, pk):
    """What a spreadsheet would add; the columns may be named here where they were not recognized."""
    draft, upload = get_plan_upload(request.user, slug, pk)
    if request.method == "POST" and "seen" in request.POST:
        return _take_over(request, draft, upload)
    if upload.applied_at:
        return redirect(draft)
    form = ColumnsForm(request.POST if request.method == "POST" else None, table=find(upload))
    if form.is_valid():
        upload.choose(form.choices())
        return redirect("plan_upload", slug, pk)
    return _show_proposal(request, draft, upload, propose(draft, upload), form)


def _take_over(request, draft, upload):
    proposal = apply(draft, upload, request.user, seen=request.POST["seen"])
    if proposal is not None:
        is_stale = request.POST["seen"] != proposal.mark
        form = ColumnsForm(table=proposal.table)
        return _show_proposal(request, draft, upload, proposal, form, is_stale=is_stale, status=409)
    messages.success(request, _("The actions of the spreadsheet are in the plan."))
    return redirect(draft)


def _show_proposal(request, draft, upload, proposal, form, *, is_stale=False, status=200):
    count = len(proposal.actions)
    summary = ngettext(
        "%(count)d action would be added to the plan. Nothing is added yet.",
        "%(count)d actions would be added to the plan. Nothing is added yet.",
        count,
    )
    context = _facts(draft) | {
        "upload": upload,
        "proposal": proposal,
        "form": form,
        "is_stale": is_stale,
        "summary": summary % {"count": count},
        "is_unmapped": not {"title_en", "title_fr"} & set(proposal.table.columns),
    }
    return render(request, "plan/import_proposal.html", context, status=status)


def _facts(draft):
    return {"municipality": draft.municipality, "crumbs": crumbs_to(draft.municipality), "plan": draft}
