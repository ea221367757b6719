"""The editorial desk: what the secretariat says on the pages of everybody, as a whole; notices and features."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import page_links
from ..access import get_feature, get_notice, secretariat_only
from ..announcements import kept_features, kept_notices
from ..book import standings
from ..desk_forms import FeatureForm, NoticeForm
from ..http import reads_and_writes, typed
from ..models import Feature, Notice, Opinion
from ..models.feature import MOST

MOST_PAST = 10


@secretariat_only
@require_safe
def desk(request):
    now = timezone.now()
    context = {
        "standings": standings(now),
        "notices_at_desk": _timed(Notice, now),
        "features_at_desk": _timed(Feature, now),
        "most_features": MOST,
        "broken": len(page_links.broken(now)),
        "new_opinions": Opinion.objects.with_words().filter(status=Opinion.Status.NEW).count(),
        "moved": int(moved)
        if (moved := request.GET.get("moved", "")).isdecimal() and len(moved) < 10
        else None,
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "desk/desk.html", context)


def _timed(model, now):
    """[(thing, state)]: what is shown or will be, then the last of what is over."""
    current = list(model.objects.not_over(now))
    past = list(model.objects.filter(ends_at__lte=now).order_by("-ends_at")[:MOST_PAST])
    return [(thing, thing.state(now)) for thing in [*current, *past]]


@secretariat_only
@require_safe
def broken_links(request):
    context = {"broken": page_links.broken(timezone.now()), "crumbs": desk_crumbs()}
    return render(request, "desk/links.html", context)


@secretariat_only
@reads_and_writes
def add_notice(request):
    return _add(request, Notice, NoticeForm, kept_notices, "desk/notice.html", _("The notice is kept."))


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_notice(request, pk):
    return _edit(
        request, get_notice(pk), NoticeForm, kept_notices, "desk/notice.html", _("The notice is kept.")
    )


@secretariat_only
@require_POST
def remove_notice(request, pk):
    return _remove(request, Notice, pk, kept_notices, _("The notice is deleted."))


@secretariat_only
@reads_and_writes
def add_feature(request):
    return _add(request, Feature, FeatureForm, kept_features, "desk/feature.html", _("The feature is kept."))


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_feature(request, pk):
    return _edit(
        request, get_feature(pk), FeatureForm, kept_features, "desk/feature.html", _("The feature is kept.")
    )


@secretariat_only
@require_POST
def remove_feature(request, pk):
    return _remove(request, Feature, pk, kept_features, _("The feature is deleted."))


def _add(request, model, form_class, kept, template, done):
    form = form_class(typed(request))
    if form.is_valid():
        model.write(request.user, **form.words())
        return _kept(request, kept, done)
    return render(request, template, {"form": form, "thing": None, "crumbs": desk_crumbs()})


def _edit(request, thing, form_class, kept, template, done):
    thing.hold()
    form = form_class(typed(request), thing=thing)
    if form.is_valid():
        thing.revise(request.user, **form.words())
        return _kept(request, kept, done)
    context = {"form": form, "thing": thing, "crumbs": desk_crumbs()}
    return render(request, template, context, status=409 if form.conflicts else 200)


def _remove(request, model, pk, kept, done):
    if thing := model.objects.filter(
        pk=pk
    ).first():  # a second click finds it gone, which is what it asked for
        thing.remove(request.user)
    return _kept(request, kept, done)


def _kept(request, kept, done):
    kept.forget()
    messages.success(request, done)
    return redirect("desk")


def desk_crumbs():
    return [(_("Secretariat"), reverse("secretariat")), (_("Content"), reverse("desk"))]
