"""The doors to what visitors send and to where people get help; those of a town begin at access.py."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from .access import get_municipality
from .models import LocalService, Membership, Municipality, Role
from .models.offer import OFFERS, read_token


def get_service(user, slug, pk, role=Role.VIEWER, *, held=False):
    """A service that the town keeps; `held` until the transaction ends."""
    municipality = get_municipality(user, slug, role)
    services = municipality.services.select_for_update(no_key=True) if held else municipality.services
    service = get_object_or_404(services, pk=pk)
    service.municipality = municipality
    return service


def get_service_to_remove(user, slug, pk):
    """(town, service), or None in its place where it is gone already."""
    municipality = get_municipality(user, slug, Role.CONTRIBUTOR)
    service = municipality.services.filter(pk=pk).first()
    if service:
        service.municipality = municipality
    elif not LocalService.pgh_event_model.objects.filter(pgh_obj_id=pk, municipality=municipality).exists():
        raise Http404
    return municipality, service


def get_provincial_service(pk, *, held=False):
    """For pages of the secretariat."""
    services = LocalService.objects.provincial()
    return get_object_or_404(services.select_for_update(no_key=True) if held else services, pk=pk)


def find_provincial_service(pk):
    """The same, or None: a second click on its removal finds nothing."""
    return LocalService.objects.provincial().filter(pk=pk).first()


def get_town_to_write_to(slug):
    """(town, the people who read what its form sends), for everybody; 404 where the town has no form."""
    towns = Municipality.objects.select_related("province", "membership").exclude(membership=None)
    municipality = get_object_or_404(towns, slug=slug)
    readers = municipality.coordinators() if municipality.membership.can_be_written_to else []
    if not readers:
        raise Http404
    return municipality, readers


def get_membership_of(user, slug, role=Role.VIEWER):
    """(town, its membership), for the town's people."""
    municipality = get_municipality(user, slug, role)
    if not municipality.has_membership or municipality.membership.status == Membership.Status.ENDED:
        raise Http404
    return municipality, municipality.membership


def get_offer(key, pk):
    """For pages of the secretariat, which sees what was verified."""
    if key not in OFFERS:
        raise Http404
    return get_object_or_404(OFFERS[key].objects.exclude(status="unverified"), pk=pk)


def get_offer_of_token(token):
    """The offer whose link somebody holds."""
    offer = read_token(token)
    if offer is None:
        raise Http404
    return offer
