"""Messages of the secretariat to many towns: written, read in both languages, tried out, sent once."""

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

from ..access import find_bulk_message, get_bulk_message, secretariat_only
from ..bulk_messages import preview
from ..forms import BulkMessageForm
from ..members import MemberFilterForm, reach
from ..models import BulkMessage

PAGE_SIZE = 30


@secretariat_only
@require_safe
def bulk_messages(request):
    found = BulkMessage.objects.select_related("written_by").with_towns_counted()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    crumbs = [(_("Secretariat"), reverse("secretariat"))]
    context = {"page_obj": page, "count": page.paginator.count, "crumbs": crumbs}
    return render(request, "secretariat/messages.html", context)


@secretariat_only
@reads_and_writes
def add_bulk_message(request):
    """A message to the towns that the filters in the address find; those of the list it was begun from."""
    filters = MemberFilterForm(request.GET, today=timezone.localdate())
    found = filters.towns()
    towns = list(found)
    form = BulkMessageForm(typed(request))
    if form.is_valid():
        message = BulkMessage.draft(request.user, towns, **form.words())
        return redirect(message)
    context = {
        "form": form,
        "towns": towns,
        "reach": reach(found),
        "back": f"{reverse('secretariat_members')}?{request.GET.urlencode()}",
        "crumbs": _crumbs(),
    }
    return render(request, "secretariat/message_form.html", context)


@secretariat_only
@require_safe
def bulk_message(request, pk):
    message = get_bulk_message(pk)
    is_draft = message.can("send")
    context = {
        "message": message,
        "letters": preview(message, request.user),
        "is_draft": is_draft,
        "reach": message.reach() if is_draft else None,
        "towns": None if is_draft else list(message.municipalities.alphabetical()),
        "readers": None if is_draft else list(message.readers()),
        "trail": trail_of(message),
        "crumbs": _crumbs(),
    }
    return render(request, "secretariat/message.html", context)


@secretariat_only
@reads_and_writes
@transaction.atomic
def edit_bulk_message(request, pk):
    message = get_bulk_message(pk)
    message.hold_draft()
    form = BulkMessageForm(typed(request), message=message)
    if form.is_valid():
        message.revise(request.user, **form.words())
        return redirect(message)
    context = {
        "form": form,
        "message": message,
        "towns": list(message.municipalities.alphabetical()),
        "back": message.get_absolute_url(),
        "crumbs": [*_crumbs(), (str(message), message.get_absolute_url())],
    }
    return render(request, "secretariat/message_form.html", context, status=409 if form.conflicts else 200)


@secretariat_only
@require_POST
def remove_bulk_message(request, pk):
    if message := find_bulk_message(pk):  # a second click finds it gone already, which is what it asked for
        message.discard(request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("bulk_messages")


@secretariat_only
@require_POST
def try_bulk_message(request, pk):
    message = get_bulk_message(pk)
    message.try_out(request.user)
    messages.success(
        request, _("Both versions are on their way to you: %(address)s.") % {"address": request.user.email}
    )
    return redirect(message)


@secretariat_only
@require_POST
def send_bulk_message(request, pk):
    message = get_bulk_message(pk)
    once(message.send, BulkMessage.Status.SENT, by=request.user, read=request.POST.get("stamp", ""))
    messages.success(request, _("The message is sent."))
    return redirect(message)


def _crumbs():
    return [(_("Secretariat"), reverse("secretariat")), (_("Messages"), reverse("bulk_messages"))]
