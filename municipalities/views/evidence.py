"""The evidence register of a town: its files and links, who may read them, what took their place."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of

from ..access import get_evidence, get_municipality
from ..evidence import history_of, room_of, same_in_application
from ..evidence_forms import (
    DETAILS,
    FileForm,
    LinkForm,
    RegisterFilterForm,
    ReplacementForm,
    SharedDetailsForm,
)
from ..models import Document, Role
from ..models.document_room import Refused, Twin

PER_PAGE = 50


@require_safe
def evidence(request, slug):
    municipality = get_municipality(request.user, slug)
    form = RegisterFilterForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in ("q", "kind")}
    documents = municipality.documents.current().select_related("added_by").order_by("-added_at", "-pk")
    has_any = documents.exists()
    if asked["q"]:
        documents = documents.matching(asked["q"])
    if asked["kind"]:
        documents = documents.filter(kind=asked["kind"])
    page = Paginator(documents, PER_PAGE).get_page(request.GET.get("page"))
    for document in page:
        document.municipality = municipality
    context = _context(municipality) | {
        "form": RegisterFilterForm(initial=asked),
        "page_obj": page,
        "count": page.paginator.count,
        "has_any": has_any,
        "is_filtered": any(asked.values()),
        "room": room_of(municipality),
    }
    return render(request, "evidence/evidence.html", context)


@reads_and_writes
def add_file(request, slug):
    municipality = get_municipality(request.user, slug, Role.CONTRIBUTOR)
    files = request.FILES if request.method == "POST" else None
    form = FileForm(typed(request), files, municipality=municipality)
    return _add(request, municipality, form, "evidence/add_file.html", Document.add_file, "file")


@reads_and_writes
def add_link(request, slug):
    municipality = get_municipality(request.user, slug, Role.CONTRIBUTOR)
    form = LinkForm(typed(request), municipality=municipality)
    return _add(request, municipality, form, "evidence/add_link.html", Document.add_link, "link")


def _add(request, municipality, form, template, add, field):
    twin = None
    if form.is_valid():
        details = {name: form.cleaned_data[name] for name in DETAILS}
        try:
            document = add(municipality, form.cleaned_data[field], by=request.user, **details)
        except Refused as refusal:
            twin = getattr(refusal, "existing", None)
            form.add_error(field, str(refusal))
        else:
            messages.success(request, _("It is in the register."))
            if paper := same_in_application(document):
                messages.info(
                    request,
                    _("The same file is in your application: %(kind)s.") % {"kind": paper.get_kind_display()},
                )
            return redirect(document)
    return render(request, template, _context(municipality, is_below=True) | {"form": form, "twin": twin})


@require_safe
def evidence_item(request, slug, pk):
    document = get_evidence(request.user, slug, pk)
    may_write = document.municipality.role >= Role.CONTRIBUTOR and document.status == "current"
    context = _context(document.municipality, is_below=True) | {
        "document": document,
        "history": history_of(document),
        "may_change": may_write and not document.is_of_application,
        "may_withdraw": may_write and not document.is_cited(),
        "trail": trail_of(document),
    }
    return render(request, "evidence/item.html", context)


@reads_and_writes
@transaction.atomic
def document_details(request, slug, pk):
    document = get_evidence(request.user, slug, pk, Role.CONTRIBUTOR)
    document.require_change("revise")
    document.refresh_from_db(fields=DETAILS)  # as they stand under the lock
    form = SharedDetailsForm(typed(request), document=document)
    if form.is_valid():
        document.revise(request.user, **form.answers())
        messages.success(request, _("The details are saved."))
        return redirect(document)
    return _show(request, document, "evidence/details.html", form=form)


@reads_and_writes
def replace_document(request, slug, pk):
    document = get_evidence(request.user, slug, pk, Role.CONTRIBUTOR)
    document.require_change("replace")
    form = ReplacementForm(typed(request), request.FILES if request.method == "POST" else None)
    twin = None
    if form.is_valid():
        upload, link = form.cleaned_data["file"], form.cleaned_data["link"]
        try:
            newer = document.replace(request.user, upload=upload, link=link)
        except Refused as refusal:
            twin = refusal.existing if isinstance(refusal, Twin) else None
            form.add_error("file" if upload else "link", str(refusal))
        else:
            messages.success(request, _("The new document has taken the place of the former one."))
            return redirect(newer)
    return _show(request, document, "evidence/replacement.html", form=form, twin=twin)


@reads_and_writes
def withdraw_document(request, slug, pk):
    document = get_evidence(request.user, slug, pk, Role.CONTRIBUTOR)
    document.require_withdrawal()
    if request.method == "POST":
        document.withdraw(request.user)
        messages.success(request, _("“%(title)s” is out of the register.") % {"title": document})
        return redirect("evidence", slug)
    return _show(request, document, "evidence/withdrawal.html")


def _show(request, document, template, **facts):
    context = _context(document.municipality, is_below=True) | {"document": document, **facts}
    context["crumbs"].append((str(document), document.get_absolute_url()))
    return render(request, template, context)


def _context(municipality, is_below=False):
    crumbs = [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
    ]
    if is_below:
        crumbs.append((_("Evidence register"), reverse("evidence", args=[municipality.slug])))
    return {
        "municipality": municipality,
        "may_add": municipality.role >= Role.CONTRIBUTOR,
        "crumbs": crumbs,
    }
