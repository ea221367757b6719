"""The doors to a town. 404 hides (not yours, or no such thing: the same answer), 403 refuses (yours, not your role)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from coalition.access import second_factor_first as second_factor_first
from coalition.access import secretariat_only as secretariat_only
from coalition.accounts import acts_for_secretariat
from coalition.ledger import find_text
from coalition.models import Event

from .contacts import has_contacts, hold_contacts
from .models import (
    Application,
    BulkMessage,
    Document,
    Handover,
    Invitation,
    Member,
    Membership,
    Municipality,
    Proposal,
    Role,
)


def get_municipality(user, slug, role=Role.VIEWER):
    """The town, for a person who has at least `role` there. The secretariat acts for every town.

    `municipality.role` is the person's role, for pages that offer only what the person may do.
    """
    municipality = get_object_or_404(Municipality.objects.select_related("province", "membership"), slug=slug)
    if acts_for_secretariat(user):
        municipality.role = Role.COORDINATOR
        municipality.is_acted_for = True  # the page says so: templates/workspace/acting_for.html
        return municipality
    member = Member.objects.filter(municipality=municipality, user=user).first()
    if member is None:
        raise Http404
    if member.role < role:
        raise PermissionDenied
    municipality.role = Role(member.role)
    return municipality


def get_application(user, slug, role=Role.VIEWER):
    """The town's newest application."""
    municipality = get_municipality(user, slug, role)
    applications = municipality.applications.select_related("letter", "resolution").prefetch_related(
        "requests"
    )
    application = applications.first()
    if application is None:
        raise Http404
    application.municipality = municipality
    return application


def get_application_or_decision(user, slug, role=Role.VIEWER):
    """The same; for whoever opened one that came to nothing, and lost the role with it, what was decided."""
    try:
        return get_application(user, slug, role)
    except Http404:
        application = Application.objects.of_former_openers(user).filter(municipality__slug=slug).first()
        if application is None:
            raise
        application.municipality.role = None
        return application


def get_contacts(user, slug, role=Role.VIEWER):
    """The application that named the contacts of a member, held for the transaction."""
    municipality = get_municipality(user, slug, role)
    application = hold_contacts(municipality) if has_contacts(municipality) else None
    if application is None:
        raise Http404
    application.municipality = municipality
    return application


def get_document(user, pk):
    """A file the person may read, locked ones of their own town included; any for the secretariat."""
    files = Document.objects.select_related("municipality").exclude(file="")
    return get_object_or_404(files if acts_for_secretariat(user) else files.readable_by(user), pk=pk)


def get_public_document(slug, pk):
    """A file that the town opened to everybody."""
    return get_object_or_404(Document.objects.public().exclude(file=""), municipality__slug=slug, pk=pk)


def get_evidence(user, slug, pk, role=Role.VIEWER):
    """A document of the town's register, replaced and withdrawn ones included."""
    municipality = get_municipality(user, slug, role)
    documents = municipality.documents.select_related("added_by", "replaced_by")
    document = get_object_or_404(documents, pk=pk)
    document.municipality = municipality
    return document


def get_text(user, slug, pk, role=Role.VIEWER, *, held=False):
    """A bilingual text of the town, by the number of its line in the language ledger."""
    municipality = get_municipality(user, slug, role)
    text = find_text(pk, municipality, held=held)
    if text is None:
        raise Http404
    return municipality, text


def get_person(user, slug, pk):
    """A person of the town, for its coordinators to change."""
    municipality = get_municipality(user, slug, Role.COORDINATOR)
    person = get_object_or_404(municipality.people.select_related("user"), pk=pk)
    person.municipality = municipality
    return person


def get_invitation_of(user, slug, pk):
    """An invitation that the town sent, for its coordinators."""
    municipality = get_municipality(user, slug, Role.COORDINATOR)
    return get_object_or_404(municipality.invitations.select_related("invited_by"), pk=pk)


def get_invitation(token):
    """The invitation whose link somebody holds; who they are is asked before it is answered."""
    invitations = Invitation.objects.of_token(token).select_related("municipality__province", "invited_by")
    return get_object_or_404(invitations)


def get_handover(user, slug, pk):
    """What one coordinator leaves to the next."""
    municipality = get_municipality(user, slug, Role.COORDINATOR)
    handovers = municipality.handovers.select_related("giver", "successor", "invitation")
    handover = get_object_or_404(handovers, pk=pk)
    handover.municipality = municipality
    return handover


def has_stepped_back(user, slug):
    """Whether the person handed the town over and coordinates it no longer: what a second click asks."""
    given = Handover.objects.filter(giver=user, municipality__slug=slug).exclude(completed_at=None)
    coordinates = Member.objects.coordinating().filter(user=user, municipality__slug=slug)
    return given.exists() and not coordinates.exists()


def has_left(user, slug):
    """Whether the person left the town by their own will, and is not back; nobody else hears more than 404."""
    town = Municipality.objects.filter(slug=slug).first()
    left = town and Event.objects.about(town).filter(action="leave", whom=user).exists()
    return left and not is_own_town(user, town)


def is_removed(user, slug, pk):
    """Whether a person of the town is gone, as one of its coordinators asks."""
    municipality = get_municipality(user, slug, Role.COORDINATOR)
    was = Member.pgh_event_model.objects.filter(pgh_obj_id=pk, municipality=municipality)
    return was.exists() and not Member.objects.filter(pk=pk).exists()


def get_registered(slug):
    """Any town of the registry, for whoever wants to apply for it."""
    return get_object_or_404(Municipality.objects.select_related("province"), slug=slug)


def get_application_to_review(pk):
    """For pages of the secretariat, which look across towns."""
    return get_object_or_404(
        Application.objects.select_related("municipality__province", "opened_by", "letter", "resolution"),
        pk=pk,
    )


def get_proposal(pk):
    """For pages of the secretariat."""
    return get_object_or_404(
        Proposal.objects.select_related("province", "municipality__province", "proposed_by"), pk=pk
    )


def get_proposal_to_decide(user, pk):
    proposal = get_proposal(pk)
    proposal.refuse_decider(user)
    return proposal


def get_membership(slug):
    """For pages of the secretariat."""
    return get_object_or_404(
        Membership.objects.select_related("municipality__province"), municipality__slug=slug
    )


def get_bulk_message(pk):
    """For pages of the secretariat."""
    return get_object_or_404(BulkMessage, pk=pk)


def find_bulk_message(pk):
    """The same, or None: a second click on its removal finds nothing."""
    return BulkMessage.objects.filter(pk=pk).first()


def is_own_town(user, municipality):
    return Member.objects.filter(municipality=municipality, user=user).exists()


def refuse_own_town(user, municipality):
    """For pages that lead to a decision; the verb refuses too."""
    municipality.refuse_decider(user)
