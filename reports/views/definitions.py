"""The secretariat's care of the indicators: a new version of a definition, what is asked no more, what is asked again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.i18n import speaking
from coalition.trail import trail_of
from municipalities.access import secretariat_only

from .. import indicator_pages as pages
from ..access import get_indicator
from ..deadlines import secretariat_zone
from ..definitions import current_year
from ..forms.definition import DefinitionForm, YearForm


@secretariat_only
@require_safe
def secretariat_indicators(request):
    year = current_year()
    rows = [(version, pages.state_of(version.indicator, year)) for version in pages.newest_versions()]
    return render(
        request,
        "secretariat/indicators.html",
        {"rows": rows, "year": year, "crumbs": pages.secretariat_crumbs()},
    )


@secretariat_only
@require_safe
def secretariat_indicator(request, code):
    return _page(request, get_indicator(code), YearForm())


def _page(request, indicator, form):
    year = current_year()
    version, waits = pages.version_of(indicator, year)
    return render(
        request,
        "secretariat/indicator.html",
        {
            "indicator": indicator,
            "version": version,
            "waits": waits,
            "state": pages.state_of(indicator, year),
            "form": form,
            "trail": trail_of(*indicator.versions.all()),
            "zone": secretariat_zone(),
            "crumbs": pages.definition_crumbs(),
        },
    )


@secretariat_only
@reads_and_writes
def define_indicator(request, code):
    indicator = get_indicator(code)
    form = DefinitionForm(typed(request), newest=indicator.versions.all()[0])
    is_stale, previews = False, []
    if form.is_valid():
        if form.is_previewed and request.POST.get("then") == "keep":
            version = indicator.define(
                request.user,
                from_year=form.cleaned_data["from_year"],
                is_comparable=form.cleaned_data["is_comparable"] == "yes",
                seen=form.cleaned_data["seen"],
                **form.words(),
            )
            if version:
                messages.success(
                    request,
                    _("The version is kept. It applies from %(year)s on.") % {"year": version.from_year},
                )
                return redirect("secretariat_indicator", code)
            is_stale = True
        else:
            previews = _previews(form.preview(indicator))
            form.mark_previewed()
    newest = indicator.versions.all()[0]
    return render(
        request,
        "secretariat/define_indicator.html",
        {
            "indicator": indicator,
            "newest": newest,
            "form": form,
            "previews": previews,
            "is_stale": is_stale,
            "crumbs": pages.definition_crumbs((newest.name, reverse("secretariat_indicator", args=[code]))),
        },
        status=409 if is_stale else 200,
    )


def _previews(version):
    """(language, name, what changed, definition as the catalogue says it) in both languages."""
    found = []
    for language in ("en", "fr"):
        with speaking(language):
            drawn = render_to_string("indicators/definition.html", {"version": version})
            found.append((language, version.name, version.what_changed, drawn))
    return found


@secretariat_only
@require_POST
def retire_indicator(request, code):
    indicator = get_indicator(code)
    form = YearForm(request.POST)
    if not form.is_valid():
        return _page(request, indicator, form)
    year = form.cleaned_data["from_year"]
    if not (indicator.is_retired and indicator.retired_from == year):  # a second click
        indicator.retire(request.user, year)
        messages.success(request, _("The indicator is asked no more from %(year)s on.") % {"year": year})
    return redirect("secretariat_indicator", code)


@secretariat_only
@require_POST
def reinstate_indicator(request, code):
    indicator = get_indicator(code)
    form = YearForm(request.POST)
    if not form.is_valid():
        return _page(request, indicator, form)
    if indicator.is_retired:  # else a second click
        indicator.reinstate(request.user, form.cleaned_data["from_year"])
        messages.success(request, _("The indicator is asked again."))
    return redirect("secretariat_indicator", code)
