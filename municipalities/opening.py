"""Who may open an application for which town."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from coalition.workflow import WrongState

from .models.member import Role
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
