"""The trail in words: what templates/components/trail.html shows."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Event

# (model, verb) -> what happened. tests/test_trail.py asks for every verb of every workflow and every line recorded.
TRAIL_WORDS = {
    ("municipalities.application", "open"): gettext_lazy("Application opened"),
    ("municipalities.application", "give_role"): gettext_lazy("Its opener became coordinator"),
    ("municipalities.application", "take_role_back"): gettext_lazy("Its opener stopped being coordinator"),
    ("municipalities.application", "submit"): gettext_lazy("Application submitted"),
    ("municipalities.application", "return"): gettext_lazy("Application returned for changes"),
    ("municipalities.application", "approve"): gettext_lazy("Application approved"),
    ("municipalities.application", "decline"): gettext_lazy("Application declined"),
    ("municipalities.application", "withdraw"): gettext_lazy("Application withdrawn"),
    ("municipalities.membership", "join"): gettext_lazy("Membership began"),
    ("municipalities.membership", "hold"): gettext_lazy("Membership put on hold"),
    ("municipalities.membership", "resume"): gettext_lazy("Membership resumed"),
    ("municipalities.membership", "end"): gettext_lazy("Membership ended"),
    ("municipalities.membership", "choose_priorities"): gettext_lazy("Priorities changed"),
    ("commitments.signature", "sign"): gettext_lazy("Declaration signed"),
    ("commitments.signature", "sign_again"): gettext_lazy("Signature of the Declaration changed"),
    ("commitments.actionplan", "start"): gettext_lazy("Action plan begun"),
    ("commitments.actionplan", "revise"): gettext_lazy("Period of the action plan changed"),
    ("commitments.actionplan", "add_action"): gettext_lazy("Action added"),
    ("commitments.actionplan", "revise_action"): gettext_lazy("Action changed"),
    ("commitments.actionplan", "remove_action"): gettext_lazy("Action removed"),
    ("commitments.actionplan", "publish"): gettext_lazy("Action plan published"),
    ("commitments.actionplan", "replace"): gettext_lazy("Action plan replaced by a newer one"),
    ("reports.reportingcycle", "add"): gettext_lazy("Reporting year added"),
    ("reports.reportingcycle", "reschedule"): gettext_lazy("Dates of the reporting year changed"),
    ("reports.reportingcycle", "open"): gettext_lazy("Reporting year opened"),
    ("reports.reportingcycle", "close"): gettext_lazy("Reporting year closed"),
    ("reports.progressreport", "start"): gettext_lazy("Progress report begun"),
    ("reports.progressreport", "submit"): gettext_lazy("Progress report submitted"),
    ("reports.progressreport", "return"): gettext_lazy("Progress report returned for changes"),
    ("reports.progressreport", "accept"): gettext_lazy("Progress report accepted"),
    ("reports.progressreport", "correct"): gettext_lazy("Progress report reopened for a correction"),
}


@dataclass(frozen=True)
class Entry:
    at: datetime
    title: str
    actor: str
    note: str
    is_on_behalf: bool


def trail_of(*things):
    """What happened to these things, newest first."""
    wanted = Q(pk__in=[])
    for thing in things:
        wanted |= Q(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)
    events = Event.objects.filter(wanted).select_related("actor", "content_type").order_by("-at", "-pk")
    return [
        Entry(
            at=event.at,
            title=TRAIL_WORDS.get((_label(event.content_type), event.action), event.action),
            actor=str(event.actor) if event.actor else _("a person who has left"),
            note=event.note,
            is_on_behalf=event.is_on_behalf,
        )
        for event in events
    ]


def _label(content_type):
    return f"{content_type.app_label}.{content_type.model}"
