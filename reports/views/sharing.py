"""Sharing a report out among the town's people."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.http import reads_and_writes
from coalition.trail import trail_of
from municipalities.models import Invitation, Role

from .. import pages
from ..access import get_report
from ..forms.sharing import InviteToPartsForm, SharingForm
from ..models import Assignment
from ..outline import Outline


@reads_and_writes
def share_report(request, slug, year):
    """Who answers which part: one list of all parts, saved at once."""
    report = get_report(request.user, slug, year, Role.COORDINATOR)
    if request.method != "POST":
        outline = Outline(report)
        return _show(request, report, outline, _sharing_form(report, outline))
    with report.held():
        outline = Outline(report)
        form = _sharing_form(report, outline, request.POST)
        if form.is_valid():
            Assignment.share_out(report, request.user, form.changed_owners())
            messages.success(request, _("It is saved who has which section. They are told in one message."))
            return redirect(report)
    return _show(request, report, outline, form, status=409 if form.conflicts else 200)


@require_POST
def invite_to_parts(request, slug, year):
    """Invite somebody who does not work here yet, and keep parts for them."""
    report = get_report(request.user, slug, year, Role.COORDINATOR)
    report.check_editable("assign")
    outline = Outline(report)
    form = InviteToPartsForm(request.POST, municipality=report.municipality, parts=outline.parts)
    if not form.is_valid():
        return _show(request, report, outline, _sharing_form(report, outline), invitation=form)
    said = form.cleaned_data
    with transaction.atomic():
        address = {name: said[name] for name in ("email", "name", "language")}
        invitation = Invitation.send(report.municipality, request.user, role=Role.CONTRIBUTOR, **address)
        with report.held():
            Assignment.share_out(report, request.user, dict.fromkeys(said["parts"], invitation))
    messages.success(
        request,
        _("An invitation is on its way to %(address)s. The sections wait for them.")
        % {"address": said["email"]},
    )
    return redirect("share_report", slug, year)


def _sharing_form(report, outline, data=None):
    town = report.municipality
    return SharingForm(
        data,
        parts=outline.parts,
        people=list(
            town.people.filter(role__gte=Role.CONTRIBUTOR, user__is_active=True).select_related("user")
        ),
        invitations=list(town.invitations.waiting().filter(role__gte=Role.CONTRIBUTOR)),
        assignments=list(report.assignments.standing()),
    )


def _show(request, report, outline, form, invitation=None, status=200):
    invitation = invitation or InviteToPartsForm(municipality=report.municipality, parts=outline.parts)
    needed = {part.key for part in outline.parts if part.is_needed}
    fields = [(form[name], part) for name, part in form.parts.items()]
    return render(
        request,
        "report/sharing.html",
        {
            **pages.report_facts(report, deeper=True),
            "form": form,
            "fields": [field for field, part in fields if part.key in needed],
            "other_fields": [field for field, part in fields if part.key not in needed],
            "invitation_form": invitation,
            "error_forms": [form, invitation],
            "has_errors": bool(form.errors or invitation.errors),
            "is_open": report.is_editable and report.is_in_time,
            "trail": trail_of(*report.assignments.all()),
        },
        status=status,
    )
