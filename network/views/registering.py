"""Registering for an event and leaving it: in two steps without an account, in one with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.visitors import visitors_write

from ..access import get_event, get_registration
from ..event_forms import JoinForm, RegisterForm
from ..models import Registration
from ..models.registration import require_open

SENT = "sent"  # in the query of the page that says so


@login_not_required
@visitors_write
@reads_and_writes
@gzip_page
def register_for_event(request, slug):
    gathering = get_event(slug)
    form = RegisterForm(typed(request), gathering=gathering)
    if request.method == "POST":
        require_open(gathering)
    if form.is_valid() and form.admits(request):
        if form.is_by_a_person:
            Registration.ask(gathering, form.nonce, **form.answers())
        return redirect(f"{reverse('register_for_event', args=[slug])}?{SENT}")
    context = {
        "gathering": gathering,
        "form": form,
        "is_sent": SENT in request.GET and request.method != "POST",
        "is_open": gathering.is_open(timezone.now()),
        "places_left": gathering.places_left(),
        "crumbs": _crumbs(gathering),
    }
    return render(request, "network/register.html", context, status=form.status)


@reads_and_writes
def join_event(request, slug):
    """Of somebody signed in: the address is proved, so there is one step."""
    gathering = get_event(slug)
    standing = gathering.registrations.placed().at(request.user.email).first()
    if standing:
        return redirect(standing)
    form = JoinForm(typed(request))
    if request.method == "POST":
        require_open(gathering)
    if form.is_valid():
        registration = Registration.join(gathering, request.user, **form.cleaned_data)
        messages.success(request, _("You are told by mail too."))
        return redirect(registration)
    context = {
        "gathering": gathering,
        "form": form,
        "person": request.user,
        "is_open": gathering.is_open(timezone.now()),
        "places_left": gathering.places_left(),
        "crumbs": _crumbs(gathering),
    }
    return render(request, "network/join.html", context)


@login_not_required
@visitors_write
@require_safe
def event_registration(request, token):
    """What the link in each mail opens: looking changes nothing."""
    registration = get_registration(token)
    context = {
        "registration": registration,
        "gathering": registration.gathering,
        "is_open": registration.gathering.is_open(timezone.now()),
        "is_over": registration.gathering.starts_at <= timezone.now(),
        "crumbs": _crumbs(registration.gathering),
    }
    return render(request, "network/registration.html", context)


@login_not_required
@visitors_write
@require_POST
def confirm_registration(request, token):
    get_registration(token).confirm()
    return redirect("event_registration", token)


@login_not_required
@visitors_write
@require_POST
def leave_event(request, token):
    get_registration(token).leave()
    return redirect("event_registration", token)


def _crumbs(gathering):
    return [(_("Events"), reverse("events")), (str(gathering), gathering.get_absolute_url())]
