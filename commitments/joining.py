"""What joining has to do with promises: three steps of the application, and what begins with membership."""

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.moments import say_day
from coalition.workflow import WrongState
from municipalities.extensions import application_records, application_steps, on_approval
from municipalities.steps import Step

from .models import Action, ActionPlan, Declaration, Priority, Signature
from .models.inventory import lines_of
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
        "date": say_day(signature.signed_on),
    }


def signature_facts(application):
    signature = signature_of(application)
    return signature and [
        signature.declaration_id,
        signature.signatory_name,
        signature.signatory_title,
        signature.signed_on.isoformat(),
        signature.text_sha256,
    ]


def has_priorities(application):
    return application.municipality.priorities.exists()


def say_priorities(application):
    """Each commitment on a line, its reason below it."""
    priorities = application.municipality.priorities.select_related("commitment")
    return "\n".join(
        line for priority in priorities for line in (str(priority.commitment), priority.reason) if line
    )


def say_inventory(application):
    """Each commitment on a line, what the town does for it below, marked with its language."""
    said = [
        format_html(
            '{}<br><span lang="{}">{}</span>',
            entry.commitment,
            entry.language,
            format_html_join(mark_safe("<br>"), "– {}", ((line,) for line in entry.lines)),
        )
        for entry in application.inventory.select_related("commitment")
    ]
    return format_html_join(mark_safe("<br>"), "{}", ((entry,) for entry in said))


DECLARATION = application_steps.register(order=30)(
    Step(
        key="declaration",
        title=gettext_lazy("Declaration"),
        url_name="application_declaration",
        is_complete=lambda application: bool(signature_of(application)),
        answer=say_signature,
        facts=signature_facts,
    )
)
PRIORITIES = application_steps.register(order=40)(
    Step(
        key="priorities",
        title=gettext_lazy("Priorities"),
        url_name="application_priorities",
        is_complete=has_priorities,
        answer=say_priorities,
        facts=lambda application: list(
            application.municipality.priorities.order_by("commitment").values_list("commitment", "reason")
        ),
    )
)
INVENTORY = application_steps.register(order=70)(
    Step(
        key="inventory",
        title=gettext_lazy("First inventory"),
        url_name="application_inventory",
        is_complete=lambda application: application.inventory.exists(),
        answer=say_inventory,
        facts=lambda application: list(
            application.inventory.order_by("commitment").values_list("commitment", "text")
        ),
        is_required=False,
    )
)


@application_records.register(order=20)
def signatures_of(application):
    """Those made for it: a town that comes back has older ones."""
    return application.municipality.signatures.filter(signed_at__gte=application.opened_at)


@on_approval.register(order=10)
def begin_plan(application, by):
    """The priorities show on the new member's ring, and its plan waits to be written."""
    refresh_ring(application.municipality)
    plan = ActionPlan.start(application.municipality, by)
    take_inventory(application, plan, by)


@transaction.atomic
def sign_declaration(application, declaration, by, **signed):
    """Sign for the town while its application may be changed. `signed`: name, title, signed_on, language."""
    if declaration is None:
        raise WrongState(application, "sign", _("No Declaration is in force yet."))
    application.hold_step(DECLARATION.key)
    return Signature.sign(application.municipality, declaration, by=by, **signed)


@transaction.atomic
def choose_priorities(application, reasons):
    """Make these the town's priorities while its application may be changed: {number: reason}."""
    application.hold_step(PRIORITIES.key)
    Priority.choose(application.municipality, reasons)


@transaction.atomic
def keep_inventory(application, texts, language):
    """Keep what the town already does: {number of a commitment: text}; an empty text takes the entry out.

    A text that stood there keeps its language; a new one is in `language`.
    """
    application.hold_step(INVENTORY.key)
    for number, text in texts.items():
        if lines_of(text):
            application.inventory.update_or_create(
                commitment_id=number,
                defaults={"text": text},
                create_defaults={"text": text, "language": language},
            )
        else:
            application.inventory.filter(commitment=number).delete()


def take_inventory(application, plan, by):
    """What the town said it already does becomes actions under way of the plan it writes; one for each thing said."""
    commitments_of = {}
    for entry in application.inventory.select_related("commitment"):
        for line in entry.lines:
            commitments_of.setdefault((entry.language, line), []).append(entry.commitment)
    standing = {title for action in plan.actions.all() for title in (action.title_en, action.title_fr)}
    for (language, line), commitments in commitments_of.items():
        if line not in standing:
            plan.add_action(
                by,
                commitments=commitments,
                is_existing=True,
                status=Action.Status.UNDER_WAY,
                **{f"title_{language}": line},
            )
