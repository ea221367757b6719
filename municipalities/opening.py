"""Who may open an application for which town, and the roles that stand and fall with it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from coalition.models import Event
from coalition.workflow import WrongState

from .letters import tell
from .models.member import Member, Role
from .models.membership import Membership

# One person may begin for a few towns (a region's staff), not take the registry.
TOWNS_PER_PERSON = 5


def check_opening(application, by, is_on_behalf):
    """WrongState or PermissionDenied where `by` may not open `application`, which is not stored yet.

    The town's row and the person's are locked, so what is true here is true until the end of the transaction.
    Opening must not lead a stranger to what others wrote: the town is nobody's yet, or the person coordinates it.
    """
    town, applications = application.municipality, type(application).objects
    if town.merged_into_id:
        raise WrongState(town, "open", _("This municipality became part of another one, which may apply."))
    if existing := applications.open().filter(municipality=town).first():
        raise WrongState(existing, "open", _("An application for this municipality is already open."))
    membership = Membership.objects.filter(municipality=town).first()
    if membership and membership.status != Membership.Status.ENDED:
        raise WrongState(membership, "open", _("This municipality is already a member."))
    if by.is_secretariat and not is_on_behalf:
        raise PermissionDenied(_("The secretariat uses two-step sign-in. Please set yours up first."))
    if is_on_behalf:
        return
    role = town.people.filter(user=by).values_list("role", flat=True).first()
    is_nobodys = not (role or membership or town.has_past_beside(by))
    if role != Role.COORDINATOR and not is_nobodys:
        reason = _("This municipality is already known here. Ask the secretariat to give you access to it.")
        raise WrongState(application, "open", reason)
    if applications.begun_lately(by).exclude(municipality=town).count() >= TOWNS_PER_PERSON:
        raise WrongState(
            application,
            "open",
            _(
                "You have begun applications for several municipalities that are not members yet."
                " Write to the secretariat if you need another one now."
            ),
        )


def give_role(application, by):
    """Whoever opens it coordinates the town while it is open."""
    _member, is_new = Member.objects.get_or_create(
        municipality=application.municipality,
        user=by,
        defaults={"role": Role.COORDINATOR, "opening": application},
    )
    if is_new:
        Event.record(application, "give_role", by)


def take_roles_back(application, by, told=()):
    """Whoever was nobody in the town before this is nobody again once it came to nothing, and is told so.

    That needs no second message to those who were `told` of the decision.
    """
    for member in application.roles_given.select_related("user"):
        member.delete()
        event = Event.record(application, "take_role_back", by)
        if member.user not in [by, *told] and member.user.is_active:
            tell(application, event, "application_role_ended", [member.user])
