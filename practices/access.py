"""The doors to good practices. 404 hides, 403 refuses, 409 says why not now (municipalities/access.py)."""

from django.shortcuts import get_object_or_404

from commitments.access import get_member_town
from municipalities.access import get_municipality
from municipalities.models import Role

from .models import Practice


def get_town_of_practices(user, slug, role=Role.VIEWER):
    """A town that is or was a member; WrongState for a former one where something is written."""
    return get_municipality(user, slug, role) if role == Role.VIEWER else get_member_town(user, slug, role)


def get_town_practice(user, slug, pk, role=Role.VIEWER):
    """A practice of the town, in whatever state."""
    municipality = get_municipality(user, slug, role)
    practice = get_object_or_404(_whole(municipality.practices), pk=pk)
    practice.municipality = municipality
    return practice


def get_practice_to_edit(user, slug, pk):
    """The same; WrongState where the town does not write it now."""
    practice = get_town_practice(user, slug, pk, Role.CONTRIBUTOR)
    practice.require_editable()
    return practice


def get_public_practice(slug):
    """For everybody."""
    return get_object_or_404(_whole(Practice.objects.public()), slug=slug)


def get_practice_of_any(pk):
    """For pages of the secretariat."""
    return get_object_or_404(_whole(Practice.objects), pk=pk)


def get_practice_to_decide(user, pk):
    """The same, for somebody who may decide on it."""
    practice = get_practice_of_any(pk)
    practice.refuse_decider(user)
    return practice


def _whole(practices):
    return practices.in_full().select_related("written_by", "revises")
