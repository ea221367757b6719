"""What the holder of an invitation's link sees. Looking changes nothing: mail scanners open every link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coalition.workflow import WrongState, once

from ..access import get_invitation
from ..models import Invitation
from ..team import MAY


@login_not_required
@require_safe
def invitation(request, token):
    return _show(request, get_invitation(token), token)


@login_not_required
@require_POST
def accept_invitation(request, token):
    if not request.user.is_authenticated:
        back = reverse("invitation", args=[token])  # not this address, which only takes a form
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    asked = get_invitation(token)
    if not asked.is_for(request.user):
        return _show(request, asked, token, status=403)
    try:
        once(asked.accept, Invitation.Status.ACCEPTED, by=request.user)
    except WrongState:
        return _show(request, asked, token)
    if not _works_for(request.user, asked):  # accepted once, and removed since
        return _show(request, asked, token)
    messages.success(request, _("Welcome! You now work for %(town)s here.") % {"town": asked.municipality})
    return redirect("workspace", asked.municipality.slug)


@login_not_required
@require_POST
def refuse_invitation(request, token):
    """Saying no needs no account."""
    asked = get_invitation(token)
    by = request.user if request.user.is_authenticated else None
    if by and not asked.is_for(by):
        return _show(request, asked, token, status=403)
    try:
        once(asked.refuse, Invitation.Status.REFUSED, by=by)
    except WrongState:
        return _show(request, asked, token)
    return _show(request, asked, token, status=200)


def _works_for(user, invitation):
    return user.is_authenticated and invitation.municipality.people.filter(user=user).exists()


def _show(request, asked, token, status=None):
    """The invitation as it stands; 410 once it can no longer be answered."""
    state = asked.state
    here = reverse("invitation", args=[token])
    context = {
        "invitation": asked,
        "municipality": asked.municipality,
        "state": state,
        "role": asked.get_role_display(),
        "may": MAY[asked.role],
        "token": token,
        "here": here,
        "is_for_reader": asked.is_for(request.user),
        "works_for": _works_for(request.user, asked),
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}",
        "sign_up": f"{reverse('account_signup')}?{urlencode({'next': here, 'email': asked.email})}",
        "crumbs": [],
    }
    if status is None:
        status = 200 if state == Invitation.Status.WAITING else 410
    response = render(request, "team/invitation.html", context, status=status)
    response["Cache-Control"] = "private, no-store"  # its address is a secret of one reader
    return response
