"""The secretariat's side of the bulletin: composed from what is new, read in both languages, tried out, scheduled."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of
from coalition.workflow import once
from municipalities.access import secretariat_only

from .. import counting
from ..access import find_bulletin, find_item, get_bulletin, get_item
from ..bulletin_forms import BulletinForm, ItemForm, PickForm, ScheduleForm
from ..bulletin_reading import sides
from ..models import Bulletin, BulletinItem
from ..newest import candidates, first_title

PAGE_SIZE = 30


@secretariat_only
@require_safe
def bulletins(request):
    """Every issue with what became of its mails, and how many subscribe."""
    page = Paginator(Bulletin.objects.newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": counting.with_mails(page),
        "page_obj": page,
        "count": page.paginator.count,
        "readers": counting.readers(),
        "months": counting.months(timezone.localdate()),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "network/office/bulletins.html", context)


@secretariat_only
@require_POST
def add_bulletin(request):
    bulletin = Bulletin.begin(request.user, **first_title(timezone.localdate()))
    return redirect(bulletin.get_office_url())


@secretariat_only
@require_safe
def compose_bulletin(request, pk):
    return _compose_page(request, get_bulletin(pk), ScheduleForm())


def _compose_page(request, bulletin, form):
    is_draft = bulletin.can("schedule")
    context = {
        "bulletin": bulletin,
        "items": list(bulletin.items.all()),
        "sides": sides(bulletin),
        "gaps": bulletin.gaps() if is_draft else [],
        "is_draft": is_draft,
        "form": form,
        "readers": counting.readers(),
        "mails": counting.mails_of(bulletin),
        "moved": request.GET.get("moved", ""),
        "trail": trail_of(bulletin),
        "crumbs": _crumbs(),
    }
    return render(request, "network/office/bulletin.html", context)


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_bulletin(request, pk):
    bulletin = get_bulletin(pk)
    bulletin.hold_draft()
    form = BulletinForm(typed(request), thing=bulletin)
    if form.is_valid():
        if form.changed:
            bulletin.revise(request.user, **form.words())
        return redirect(bulletin.get_office_url())
    return _words_page(request, bulletin, form)


@secretariat_only
@reads_and_writes
@transaction.atomic
def pick_items(request, pk):
    """What is new since the last issue, to be ticked."""
    bulletin = get_bulletin(pk)
    bulletin.hold_draft()
    found = candidates(bulletin)
    form = PickForm(typed(request), candidates=found)
    if form.is_valid():
        bulletin.add(request.user, form.items())
        return redirect(bulletin.get_office_url())
    kinds = [
        (label, [each for each in found if each.kind == kind]) for kind, label in BulletinItem.Kind.choices
    ]
    context = {
        "bulletin": bulletin,
        "form": form,
        "kinds": [(label, each) for label, each in kinds if each],
        "chosen": request.POST.getlist("picked"),
        "crumbs": _crumbs(bulletin),
    }
    return render(request, "network/office/pick.html", context)


@secretariat_only
@reads_and_writes
@transaction.atomic
def write_piece(request, pk):
    """Something that stands nowhere else in the portal."""
    bulletin = get_bulletin(pk)
    bulletin.hold_draft()
    form = ItemForm(typed(request))
    if form.is_valid():
        bulletin.add(request.user, [BulletinItem(kind=BulletinItem.Kind.PIECE, **form.words())])
        return redirect(bulletin.get_office_url())
    return _words_page(request, bulletin, form, is_new=True)


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_item(request, pk, item):
    bulletin, told = get_item(pk, item)
    bulletin.hold_draft()
    told.refresh_from_db()
    form = ItemForm(typed(request), thing=told)
    if form.is_valid():
        if form.changed:
            bulletin.rewrite(request.user, told, **form.words())
        return redirect(f"{bulletin.get_office_url()}#item-{told.pk}")
    return _words_page(request, bulletin, form, item=told)


@secretariat_only
@require_POST
def move_item(request, pk, item):
    bulletin, told = get_item(pk, item)
    seen = request.POST.get("seen", "")
    seen = int(seen) if seen.isdecimal() and len(seen) < 4 else 0
    if not bulletin.move(request.user, told, seen=seen, up=request.POST.get("to") == "up"):
        messages.warning(
            request, _("A colleague changed the order meanwhile. This is how it stands now: try again.")
        )
    return redirect(f"{bulletin.get_office_url()}?moved={told.pk}#item-{told.pk}")


@secretariat_only
@require_POST
def remove_item(request, pk, item):
    bulletin, told = find_item(pk, item)
    if told:
        bulletin.drop(request.user, told)
    messages.success(request, _("It is taken out of this issue."))
    return redirect(bulletin.get_office_url())


@secretariat_only
@require_POST
def try_bulletin(request, pk):
    bulletin = get_bulletin(pk)
    bulletin.try_out(request.user)
    messages.success(
        request, _("Both versions are on their way to you: %(address)s.") % {"address": request.user.email}
    )
    return redirect(bulletin.get_office_url())


@secretariat_only
@require_POST
def schedule_bulletin(request, pk):
    bulletin = get_bulletin(pk)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _compose_page(request, bulletin, form)
    at = form.cleaned_data["at"]
    once(
        bulletin.schedule,
        Bulletin.Status.SCHEDULED,
        request.user,
        read=form.cleaned_data["stamp"],
        at=at,
    )
    messages.success(
        request,
        _("It will go out on the day you chose.") if at else _("It goes out within the next minutes."),
    )
    return redirect(bulletin.get_office_url())


@secretariat_only
@require_POST
def take_back_bulletin(request, pk):
    bulletin = get_bulletin(pk)
    once(bulletin.take_back, Bulletin.Status.DRAFT, request.user)
    messages.success(request, _("It is a draft again, and does not go out by itself."))
    return redirect(bulletin.get_office_url())


@secretariat_only
@require_POST
def remove_bulletin(request, pk):
    if bulletin := find_bulletin(pk):  # a second click finds it gone already, which is what it asked for
        bulletin.discard(request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("bulletins")


def _words_page(request, bulletin, form, **more):
    context = {"bulletin": bulletin, "form": form, "item": None, "is_new": False, "crumbs": _crumbs(bulletin)}
    status = 409 if form.conflicts else 200
    return render(request, "network/office/words.html", context | more, status=status)


def _crumbs(bulletin=None):
    crumbs = [(_("Secretariat"), reverse("secretariat")), (_("Bulletin"), reverse("bulletins"))]
    return [*crumbs, (str(bulletin), bulletin.get_office_url())] if bulletin else crumbs
