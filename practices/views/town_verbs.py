"""What a town does with a practice of its own: each change of state at an address of its own."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.workflow import once
from municipalities.models import Role

from ..access import get_town_practice
from ..models import Practice


@require_POST
def submit_practice(request, slug, pk):
    practice = get_town_practice(request.user, slug, pk, Role.COORDINATOR)
    once(practice.submit, Practice.Status.SUBMITTED, request.user)
    messages.success(request, _("The practice is with the secretariat. You will hear from it by mail."))
    return redirect(practice.get_workspace_url())


@require_POST
def withdraw_practice(request, slug, pk):
    practice = get_town_practice(request.user, slug, pk, Role.COORDINATOR)
    once(practice.withdraw, Practice.Status.WITHDRAWN, request.user)
    messages.success(request, _("The practice is withdrawn. It stays here, and can be taken up again."))
    return redirect(practice.get_workspace_url())


@require_POST
def reopen_practice(request, slug, pk):
    practice = get_town_practice(request.user, slug, pk, Role.COORDINATOR)
    once(practice.reopen, Practice.Status.DRAFT, request.user)
    messages.success(request, _("The practice is a draft again."))
    return redirect(practice.get_workspace_url())


@require_POST
def revise_practice(request, slug, pk):
    practice = get_town_practice(request.user, slug, pk, Role.CONTRIBUTOR)
    revision = practice.begin_revision(request.user)
    return redirect("edit_practice", slug, revision.pk)
