"""Doors to what belongs to no town: pages of the secretariat, and what they are about."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from .accounts import acts_for_secretariat, lead_to_second_factor
from .models import Feature, Notice, Opinion, OutgoingMessage, Page, SuppressedAddress
from .outbox.leaving import read_token


def secretariat_only(view):
    """For pages of the secretariat: 403 for everybody else, and a second factor first."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_secretariat:
            raise PermissionDenied(_("This page is for the secretariat."))
        return view(request, *args, **kwargs)

    return second_factor_first(guarded)


def second_factor_first(view):
    """Lead the people of the secretariat to two-step sign-in before they do what others may do without."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_secretariat and not acts_for_secretariat(request.user):
            why = _("The secretariat uses two-step sign-in. Please set yours up first.")
            return lead_to_second_factor(request, why)
        return view(request, *args, **kwargs)

    return guarded


def get_page(pk):
    """A page of the book, for the secretariat: drafts too."""
    return get_object_or_404(Page, pk=pk)


def get_page_version(pk, number):
    """A version of a page that was published, for the secretariat."""
    page = get_page(pk)
    version = get_object_or_404(page.versions.published(), number=number)
    version.page = page
    return version


def get_notice(pk):
    return get_object_or_404(Notice, pk=pk)


def get_feature(pk):
    return get_object_or_404(Feature, pk=pk)


def get_opinion(pk):
    return get_object_or_404(Opinion, pk=pk)


def get_outgoing_message(pk):
    return get_object_or_404(OutgoingMessage.objects.select_related("recipient"), pk=pk)


def get_suppressed_address(pk):
    return get_object_or_404(SuppressedAddress.objects.select_related("added_by", "lifted_by"), pk=pk)


def get_notification(user, pk):
    """What the person was written; of others' there is no such page."""
    return get_object_or_404(user.notifications.standing().select_related("message"), pk=pk)


def get_leave(token):
    """Whoever holds the link of a mail may end it, and choose how often mail comes, without signing in."""
    leave = read_token(token)
    if leave is None:
        raise Http404
    return leave
