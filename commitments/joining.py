"""What joining has to do with promises: two steps of the application, and what begins with membership."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.workflow import WrongState
from municipalities.extensions import application_steps, on_approval
from municipalities.steps import Step

from .models import ActionPlan, Declaration, Priority, Signature
from .ring import refresh_ring


def signature_of(application):
    """The town's signature of the Declaration in force, or None."""
    declaration = Declaration.in_force(on=timezone.localdate())
    return declaration and application.municipality.signatures.filter(declaration=declaration).first()


def say_signature(application):
    signature = signature_of(application)
    if not signature:
        return ""
    return _("Signed by %(name)s, %(title)s, on %(date)s") % {
        "name": signature.signatory_name,
        "title": signature.signatory_title,
        "date": date_format(timezone.localtime(signature.signed_at, application.municipality.time_zone)),
    }


def has_priorities(application):
    return application.municipality.priorities.exists()


def say_priorities(application):
    priorities = application.municipality.priorities.select_related("commitment")
    return "\n".join(str(priority.commitment) for priority in priorities)


DECLARATION = application_steps.register(order=30)(
    Step(
        key="declaration",
        title=gettext_lazy("Declaration"),
        url_name="application_declaration",
        is_complete=lambda application: bool(signature_of(application)),
        answer=say_signature,
    )
)
PRIORITIES = application_steps.register(order=40)(
    Step(
        key="priorities",
        title=gettext_lazy("Priorities"),
        url_name="application_priorities",
        is_complete=has_priorities,
        answer=say_priorities,
    )
)


@on_approval.register(order=10)
def begin_plan(application, by):
    """The priorities show on the new member's ring, and its plan waits to be written."""
    refresh_ring(application.municipality)
    ActionPlan.start(application.municipality, by)


@transaction.atomic
def sign_declaration(application, declaration, by, **signed):
    """Sign for the town while its application may be changed. `signed`: name, title, language."""
    if declaration is None:
        raise WrongState(application, "sign", _("No Declaration is in force yet."))
    application.hold_step(DECLARATION.key)
    return Signature.sign(application.municipality, declaration, by=by, **signed)


@transaction.atomic
def choose_priorities(application, reasons):
    """Make these the town's priorities while its application may be changed: {number: reason}."""
    application.hold_step(PRIORITIES.key)
    Priority.choose(application.municipality, reasons)
