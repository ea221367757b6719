"""The language ledger: what the town says in one language only, and the two versions of each text side by side."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition import machine_drafts
from coalition.http import reads_and_writes, typed
from coalition.ledger import Gaps, State, gaps_by_town, gaps_of, texts_of
from coalition.wording import differences
from coalition.workflow import WrongState

from ..access import get_municipality, get_text, secretariat_only
from ..models import Municipality, Role
from ..translation_forms import LedgerFilterForm, TextForm


@require_safe
def translations(request, slug):
    """Every text of the town with the state of its other version."""
    municipality = get_municipality(request.user, slug)
    form = LedgerFilterForm(request.GET)
    asked = form.cleaned_data["state"] if form.is_valid() else ""
    texts = texts_of(municipality)
    shown = [text for text in texts if asked in {"", text.state}]
    context = {
        "municipality": municipality,
        "form": form,
        "places": [(place, list(group)) for place, group in groupby(shown, lambda text: text.place[0])],
        "total": len(texts),
        "counts": [
            {"label": label, "value": sum(text.state == state for text in texts)}
            for state, label in State.choices
        ],
        "may_write": municipality.role >= Role.CONTRIBUTOR,
        "next": _next_gap(texts),
        "crumbs": _crumbs(municipality)[:2],
    }
    return render(request, "translations/translations.html", context)


@reads_and_writes
@transaction.atomic
def translation(request, slug, pk):
    """The original on one side, the other version on the other."""
    is_writing = request.method == "POST"
    role = Role.CONTRIBUTOR if is_writing else Role.VIEWER
    municipality, text = get_text(request.user, slug, pk, role, held=is_writing)
    may_write = municipality.role >= Role.CONTRIBUTOR and not text.why_closed
    if is_writing and not may_write:
        raise WrongState(text.row, "translate", text.why_closed)
    form = TextForm(typed(request), text=text) if may_write else None
    if form and form.is_valid():
        if form.changed:
            text.write(form.cleaned_data["version"], request.user)
        elif text.state == State.OUTDATED:
            text.confirm()
        messages.success(request, _("The text is saved."))
        return _go_on(municipality, request)
    context = {
        "municipality": municipality,
        "text": text,
        "form": form,
        "since": differences(text.line.translated_from, text.original_text)
        if text.line.translated_from
        else [],
        "may_draft": may_write and machine_drafts.is_configured() and not text.draft and not text.other_text,
        "languages": dict(settings.LANGUAGES),
        "crumbs": _crumbs(municipality),
    }
    status = 409 if form and form.conflicts else 200
    return render(request, "translations/translation.html", context, status=status)


@require_POST
@transaction.atomic
def confirm_translation(request, slug, pk):
    """The other version still says the same, though the original has changed."""
    municipality, text = get_text(request.user, slug, pk, Role.CONTRIBUTOR, held=True)
    if text.confirm():
        messages.success(request, _("The other version is marked as ready."))
    return _go_on(municipality, request)


@require_POST
@transaction.atomic
def lead_translation(request, slug, pk):
    """The other version is the original: from now on, this one follows it."""
    municipality, text = get_text(request.user, slug, pk, Role.CONTRIBUTOR, held=True)
    if text.has_both and text.lead_with(text.follower):
        messages.success(request, _("The two versions have changed places."))
    return redirect("translation", municipality.slug, pk)


@require_POST
@transaction.atomic
def draft_translation(request, slug, pk):
    """Ask the translation service for a draft; a worker fetches it."""
    municipality, text = get_text(request.user, slug, pk, Role.CONTRIBUTOR, held=True)
    if not machine_drafts.is_configured():
        raise WrongState(text.row, "draft", _("No translation service is set up here."))
    machine_drafts.ask(text)
    messages.success(request, _("A draft is on its way. Load this page again in a minute."))
    return redirect("translation", municipality.slug, pk)


@secretariat_only
@require_safe
def language_gaps(request):
    """The towns whose texts lack a version, the most first."""
    gaps = gaps_by_town()
    towns = Municipality.objects.filter(pk__in=gaps).select_related("province")
    rows = [(town, gaps[town.pk]) for town in towns.order_by(f"sort_key_{get_language()}")]
    rows.sort(key=lambda row: row[1].missing + row[1].outdated, reverse=True)
    context = {
        "rows": rows,
        "total": sum(gaps.values(), Gaps()),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "secretariat/language_gaps.html", context)


def _go_on(municipality, request):
    """To the next text that lacks something, or back to the list."""
    if request.POST.get("then") == "next" and gaps_of(municipality):
        following = _next_gap(texts_of(municipality))
        if following:
            return redirect("translation", municipality.slug, following.line.pk)
    return redirect("translations", municipality.slug)


def _next_gap(texts):
    """The first text whose other version is missing or out of date and may be written."""
    return next((text for text in texts if text.state != State.READY and not text.why_closed), None)


def _crumbs(municipality):
    return [
        (_("Workspace"), reverse("workspaces")),
        (municipality.name, reverse("workspace", args=[municipality.slug])),
        (_("Two languages"), reverse("translations", args=[municipality.slug])),
    ]
