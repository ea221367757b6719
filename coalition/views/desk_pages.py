"""Pages of the book at the desk: written in a draft, read in both languages, published, restored."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..access import get_page, get_page_version, secretariat_only
from ..book import standing_of
from ..desk_forms import NewPageForm, PageForm, PublishForm
from ..http import reads_and_writes, typed
from ..models import Page
from ..page_reading import sides, what_changed
from ..trail import trail_of
from .desk import desk_crumbs


@secretariat_only
@reads_and_writes
def add_page(request):
    form = NewPageForm(typed(request))
    if form.is_valid():
        page = Page.add(request.user, **form.cleaned_data)
        return redirect("edit_page", page.pk)
    return render(request, "desk/add_page.html", {"form": form, "crumbs": desk_crumbs()})


@secretariat_only
@require_safe
def desk_page(request, pk):
    page = get_page(pk)
    return render(request, "desk/page.html", _page_context(page, PublishForm()))


def _page_context(page, form):
    now = timezone.now()
    standing = standing_of(page, now)
    return {
        "page": page,
        "standing": standing,
        "sides": sides(standing.newest),
        "form": form,
        "versions": list(page.versions.published().without_text()),
        "trail": trail_of(page),
        "crumbs": desk_crumbs(),
    }


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_page(request, pk):
    page = get_page(pk)
    page.hold()
    page.check_may_be_written()
    standing = standing_of(page, timezone.now())
    form = PageForm(typed(request), thing=standing.newest)
    if form.is_valid():
        if form.changed:
            page.revise(request.user, **form.words())
        messages.success(request, _("The draft is kept. Nobody else reads it before it is published."))
        return redirect(page.get_desk_url())
    crumbs = [*desk_crumbs(), (standing.newest.title, page.get_desk_url())]
    context = {"page": page, "standing": standing, "form": form, "crumbs": crumbs}
    return render(request, "desk/edit_page.html", context, status=409 if form.conflicts else 200)


@secretariat_only
@require_POST
def publish_page(request, pk):
    page = get_page(pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/page.html", _page_context(page, form))
    page.publish(request.user, read=form.cleaned_data["stamp"], at=form.cleaned_data["at"])
    is_later = bool(form.cleaned_data["at"])
    messages.success(
        request,
        _("The page will be published on the day you chose.") if is_later else _("The page is published."),
    )
    return redirect(page.get_desk_url())


@secretariat_only
@require_POST
def take_back_page(request, pk):
    page = get_page(pk)
    page.take_back(request.user)
    messages.success(request, _("It is a draft again, and is not published by itself."))
    return redirect(page.get_desk_url())


@secretariat_only
@require_POST
def discard_page(request, pk):
    page = get_page(pk)
    is_there = page.discard(request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect(page.get_desk_url() if is_there else "desk")


@secretariat_only
@require_POST
def withdraw_page(request, pk):
    page = get_page(pk)
    page.withdraw(request.user)
    messages.success(request, _("Nobody reads the page any more. Its words are kept as a draft."))
    return redirect(page.get_desk_url())


@secretariat_only
@require_POST
def move_page(request, pk):
    page = get_page(pk)
    seen, to = (_place(request.POST.get(name, "")) for name in ("seen", "to"))
    if seen is None or to is None:
        messages.error(request, _("Say at which place it should stand: a number."))
    elif not page.move(request.user, seen=seen, to=to):
        messages.warning(
            request, _("A colleague changed the order meanwhile. This is how it stands now: try again.")
        )
    return redirect(f"{reverse('desk')}?moved={page.pk}#page-{page.pk}")


def _place(typed):
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) < 5 else None


@secretariat_only
@require_safe
def page_version(request, pk, number):
    version = get_page_version(pk, number)
    page = version.page
    before = page.versions.published().filter(number__lt=number).first()
    crumbs = [*desk_crumbs(), (version.title, page.get_desk_url())]
    context = {
        "page": page,
        "version": version,
        "before": before,
        "changes": what_changed(before, version),
        "sides": sides(version),
        "may_be_restored": page.ahead() is None and page.current() != version,
        "crumbs": crumbs,
    }
    return render(request, "desk/version.html", context)


@secretariat_only
@require_POST
def restore_page(request, pk, number):
    page = get_page_version(pk, number).page
    page.restore(request.user, number)
    messages.success(request, _("A draft has the words of that version. Read it, then publish it."))
    return redirect(page.get_desk_url())
