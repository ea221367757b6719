"""The trail in words: what templates/components/trail.html shows."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Event

# An invitation may be refused without an account; a reporting year may open by itself.
WITHOUT_ACTOR = {
    ("municipalities.municipality", "receive_message"),
    ("municipalities.endorsement", "verify"),
    ("municipalities.research", "verify"),
    ("municipalities.invitation", "refuse"),
    ("coalition.suppressedaddress", "suppress"),
    ("reports.reportingcycle", "open_as_planned"),
    ("reports.progressreport", "start"),
    ("network.bulletin", "send"),
}
# (model, verb) -> what happened. tests/test_trail.py asks for every verb of every workflow and every line recorded.
TRAIL_WORDS = {
    ("municipalities.application", "open"): gettext_lazy("Application opened"),
    ("municipalities.application", "give_role"): gettext_lazy("The person who opened it became coordinator"),
    ("municipalities.application", "take_role_back"): gettext_lazy("A role that hung on it was taken back"),
    ("municipalities.application", "submit"): gettext_lazy("Application submitted"),
    ("municipalities.application", "return"): gettext_lazy("Application returned for changes"),
    ("municipalities.application", "approve"): gettext_lazy("Application approved"),
    ("municipalities.application", "decline"): gettext_lazy("Application declined"),
    ("municipalities.application", "withdraw"): gettext_lazy("Application withdrawn"),
    ("municipalities.application", "replace_letter"): gettext_lazy(
        "Letter of interest replaced, after it was sent ahead"
    ),
    ("municipalities.application", "change_contacts"): gettext_lazy("Contacts changed"),
    ("municipalities.application", "comment"): gettext_lazy("Message written"),
    ("municipalities.bulkmessage", "draft"): gettext_lazy("Message written"),
    ("municipalities.bulkmessage", "revise"): gettext_lazy("Message changed"),
    ("municipalities.bulkmessage", "discard"): gettext_lazy("Draft of a message deleted"),
    ("municipalities.bulkmessage", "try"): gettext_lazy("Message sent for trial to its writer"),
    ("municipalities.bulkmessage", "send"): gettext_lazy("Message sent"),
    ("municipalities.note", "write"): gettext_lazy("Note written"),
    ("municipalities.municipality", "make_viewer"): gettext_lazy("Became viewer"),
    ("municipalities.municipality", "make_contributor"): gettext_lazy("Became contributor"),
    ("municipalities.municipality", "make_coordinator"): gettext_lazy("Became coordinator"),
    ("municipalities.municipality", "remove_person"): gettext_lazy("Removed from the team"),
    ("municipalities.municipality", "leave"): gettext_lazy("Left the team"),
    ("municipalities.municipality", "hand_over"): gettext_lazy("Coordination handed over"),
    ("municipalities.municipality", "rename"): gettext_lazy("Municipality renamed"),
    ("municipalities.municipality", "place_in_region"): gettext_lazy("Region changed"),
    ("municipalities.municipality", "merge"): gettext_lazy("Became part of another municipality"),
    ("municipalities.municipality", "take_in"): gettext_lazy("Another municipality became part of it"),
    ("municipalities.municipality", "undo_merger"): gettext_lazy("Merger undone"),
    ("municipalities.municipality", "give_up"): gettext_lazy("Merger of another municipality with it undone"),
    ("municipalities.membership", "give_back"): gettext_lazy("Membership given back: the merger was undone"),
    ("municipalities.municipality", "receive_message"): gettext_lazy(
        "Visitors wrote through the public page"
    ),
    ("municipalities.membership", "open_contact_form"): gettext_lazy("Form of the public page opened"),
    ("municipalities.membership", "close_contact_form"): gettext_lazy("Form of the public page closed"),
    ("municipalities.localservice", "add"): gettext_lazy("Service added"),
    ("municipalities.localservice", "revise"): gettext_lazy("Service changed"),
    ("municipalities.localservice", "translate"): gettext_lazy("Other language written"),
    ("municipalities.localservice", "review"): gettext_lazy("Reviewed: still right"),
    ("municipalities.localservice", "remove"): gettext_lazy("Service removed"),
    **{
        (f"municipalities.{model}", verb): words
        for model in ("endorsement", "research")
        for verb, words in {
            "verify": gettext_lazy("Address confirmed by its writer"),
            "publish": gettext_lazy("Published"),
            "decline": gettext_lazy("Declined"),
            "withdraw": gettext_lazy("Taken off the public page"),
        }.items()
    },
    ("municipalities.invitation", "invite"): gettext_lazy("Invitation sent"),
    ("municipalities.invitation", "renew"): gettext_lazy("Invitation renewed"),
    ("municipalities.invitation", "withdraw"): gettext_lazy("Invitation withdrawn"),
    ("municipalities.invitation", "accept"): gettext_lazy("Invitation accepted"),
    ("municipalities.invitation", "refuse"): gettext_lazy("Invitation refused"),
    ("municipalities.interest", "declare"): gettext_lazy("Letter of interest sent ahead"),
    ("municipalities.interest", "acknowledge"): gettext_lazy("Letter of interest acknowledged"),
    ("municipalities.interest", "consent"): gettext_lazy("Consent given to say the intent in public"),
    ("municipalities.interest", "withdraw_consent"): gettext_lazy(
        "Consent withdrawn to say the intent in public"
    ),
    ("municipalities.proposal", "propose"): gettext_lazy("Municipality proposed"),
    ("municipalities.proposal", "add"): gettext_lazy("Municipality added to the registry"),
    ("municipalities.proposal", "match"): gettext_lazy("Municipality found in the registry"),
    ("municipalities.proposal", "decline"): gettext_lazy("Proposal declined"),
    ("municipalities.municipality", "enter_registry"): gettext_lazy("Entered into the registry"),
    ("municipalities.membership", "join"): gettext_lazy("Membership began"),
    ("municipalities.membership", "hold"): gettext_lazy("Membership put on hold"),
    ("municipalities.membership", "resume"): gettext_lazy("Membership resumed"),
    ("municipalities.membership", "end"): gettext_lazy("Membership ended"),
    ("municipalities.membership", "choose_priorities"): gettext_lazy("Priorities changed"),
    ("municipalities.document", "add"): gettext_lazy("Added to the register"),
    ("municipalities.document", "revise"): gettext_lazy("Details changed"),
    ("municipalities.document", "replace"): gettext_lazy("Replaced by a newer document"),
    ("municipalities.document", "succeed"): gettext_lazy("Took the place of a former document"),
    ("municipalities.document", "withdraw"): gettext_lazy("Taken out of the register"),
    ("commitments.signature", "sign"): gettext_lazy("Declaration signed"),
    ("commitments.signature", "sign_again"): gettext_lazy("Signature of the Declaration changed"),
    ("commitments.actionplan", "start"): gettext_lazy("Action plan begun"),
    ("commitments.actionplan", "revise"): gettext_lazy("Period of the action plan changed"),
    ("commitments.actionplan", "copy_action"): gettext_lazy("Action taken up from another municipality"),
    ("commitments.actionplan", "add_action"): gettext_lazy("Action added"),
    ("commitments.actionplan", "revise_action"): gettext_lazy("Action changed"),
    ("commitments.actionplan", "remove_action"): gettext_lazy("Action removed"),
    ("commitments.actionplan", "translate"): gettext_lazy("Action translated"),
    ("commitments.actionplan", "publish"): gettext_lazy("Action plan published"),
    ("commitments.actionplan", "replace"): gettext_lazy("Action plan replaced by a newer one"),
    ("commitments.indicatorversion", "define"): gettext_lazy("New version of the definition written"),
    ("commitments.indicatorversion", "retire"): gettext_lazy("Indicator retired"),
    ("commitments.indicatorversion", "reinstate"): gettext_lazy("Indicator reinstated"),
    ("coalition.page", "add"): gettext_lazy("Page added"),
    ("coalition.page", "revise"): gettext_lazy("Draft changed"),
    ("coalition.page", "publish"): gettext_lazy("Published in both languages"),
    ("coalition.page", "schedule"): gettext_lazy("Given a day to be published on"),
    ("coalition.page", "take_back"): gettext_lazy("Taken back: a draft again"),
    ("coalition.page", "discard"): gettext_lazy("Draft deleted"),
    ("coalition.page", "restore"): gettext_lazy("Earlier version restored as a draft"),
    ("coalition.page", "withdraw"): gettext_lazy("Page withdrawn"),
    ("coalition.page", "move"): gettext_lazy("Place in the book changed"),
    ("coalition.notice", "write"): gettext_lazy("Notice written"),
    ("coalition.notice", "revise"): gettext_lazy("Notice changed"),
    ("coalition.notice", "remove"): gettext_lazy("Notice deleted"),
    ("coalition.feature", "write"): gettext_lazy("Feature written"),
    ("coalition.feature", "revise"): gettext_lazy("Feature changed"),
    ("coalition.feature", "remove"): gettext_lazy("Feature deleted"),
    ("coalition.opinion", "answer"): gettext_lazy("Comment dealt with"),
    ("coalition.opinion", "set_aside"): gettext_lazy("Comment set aside"),
    ("coalition.opinion", "reopen"): gettext_lazy("Comment opened again"),
    ("coalition.outgoingmessage", "retry"): gettext_lazy("Sent once more"),
    ("coalition.outgoingmessage", "cancel"): gettext_lazy("Message cancelled"),
    ("coalition.suppressedaddress", "suppress"): gettext_lazy("No mail any more to this address"),
    ("coalition.suppressedaddress", "acknowledge"): gettext_lazy("The secretariat has seen to it"),
    ("coalition.suppressedaddress", "lift"): gettext_lazy("Taken off the list"),
    ("practices.practice", "begin"): gettext_lazy("Practice begun"),
    ("practices.practice", "revise"): gettext_lazy("Practice changed"),
    ("practices.practice", "correct"): gettext_lazy("Practice put right by the secretariat"),
    ("practices.practice", "translate"): gettext_lazy("Practice translated"),
    ("practices.practice", "submit"): gettext_lazy("Practice submitted"),
    ("practices.practice", "return"): gettext_lazy("Practice returned for changes"),
    ("practices.practice", "publish"): gettext_lazy("Practice published"),
    ("practices.practice", "enter"): gettext_lazy("Practice of elsewhere published"),
    ("practices.practice", "take_over"): gettext_lazy("Revision taken over into the published practice"),
    ("practices.practice", "withdraw"): gettext_lazy("Practice withdrawn"),
    ("practices.practice", "reopen"): gettext_lazy("Practice taken up again"),
    ("practices.practice", "adopt"): gettext_lazy("Practice adopted by a municipality"),
    ("reports.reportingcycle", "add"): gettext_lazy("Reporting year added"),
    ("reports.reportingcycle", "reschedule"): gettext_lazy("Dates of the reporting year changed"),
    ("reports.reportingcycle", "open_as_planned"): gettext_lazy("Reporting year opened, as planned"),
    ("reports.reportingcycle", "schedule_reminders"): gettext_lazy("Days of reminders changed"),
    ("reports.reportingcycle", "add_question"): gettext_lazy("Question of the year added"),
    ("reports.reportingcycle", "revise_question"): gettext_lazy("Question of the year changed"),
    ("reports.reportingcycle", "correct_question"): gettext_lazy("Wording of a question put right"),
    ("reports.reportingcycle", "move_question"): gettext_lazy("Question of the year moved"),
    ("reports.reportingcycle", "remove_question"): gettext_lazy("Question of the year taken out"),
    ("reports.reportingcycle", "explain"): gettext_lazy("Guidance of the year changed"),
    ("reports.reportingcycle", "copy"): gettext_lazy("Questions and guidance copied from an earlier year"),
    ("reports.reportingcycle", "open"): gettext_lazy("Reporting year opened"),
    ("reports.reportingcycle", "close"): gettext_lazy("Reporting year closed"),
    ("reports.assignment", "assign"): gettext_lazy("Section given to somebody"),
    ("reports.assignment", "take_back"): gettext_lazy("Section taken back"),
    ("reports.assignment", "mark_ready"): gettext_lazy("Section marked ready"),
    ("reports.assignment", "take_ready_back"): gettext_lazy("Section not ready after all"),
    ("reports.extension", "ask"): gettext_lazy("Extension asked for"),
    ("reports.extension", "grant"): gettext_lazy("Extension granted"),
    ("reports.extension", "decline"): gettext_lazy("Extension declined"),
    ("reports.extension", "withdraw"): gettext_lazy("Request for an extension withdrawn"),
    ("reports.progressreport", "start"): gettext_lazy("Progress report begun"),
    ("reports.progressreport", "take_workbook"): gettext_lazy("Answers taken over from a workbook"),
    ("reports.progressreport", "submit"): gettext_lazy("Progress report submitted"),
    ("reports.progressreport", "return"): gettext_lazy("Progress report returned for changes"),
    ("reports.progressreport", "accept"): gettext_lazy("Progress report accepted"),
    ("reports.progressreport", "correct"): gettext_lazy("Progress report reopened for a correction"),
    ("reports.progressreport", "comment"): gettext_lazy("Message written"),
    ("reports.progressreport", "answer_request"): gettext_lazy("Request for changes answered"),
    ("reports.progressreport", "settle_request"): gettext_lazy("Request for changes settled"),
    ("reports.progressreport", "assign"): gettext_lazy("Given to a person of the secretariat to read"),
    ("reports.progressreport", "release"): gettext_lazy("No longer kept for a person of the secretariat"),
    ("network.bulletin", "begin"): gettext_lazy("Issue of the bulletin begun"),
    ("network.bulletin", "revise"): gettext_lazy("Title or introduction changed"),
    ("network.bulletin", "add"): gettext_lazy("Something put into the issue"),
    ("network.bulletin", "rewrite"): gettext_lazy("Text of an item changed"),
    ("network.bulletin", "move"): gettext_lazy("Order changed"),
    ("network.bulletin", "drop"): gettext_lazy("Something taken out of the issue"),
    ("network.bulletin", "discard"): gettext_lazy("Draft of an issue deleted"),
    ("network.bulletin", "try"): gettext_lazy("Issue sent for trial to its writer"),
    ("network.bulletin", "schedule"): gettext_lazy("Issue scheduled"),
    ("network.bulletin", "take_back"): gettext_lazy("Issue taken back before it went out"),
    ("network.bulletin", "send"): gettext_lazy("Issue sent"),
    ("network.gathering", "begin"): gettext_lazy("Event written"),
    ("network.gathering", "revise"): gettext_lazy("Event changed"),
    ("network.gathering", "publish"): gettext_lazy("Event published"),
    ("network.gathering", "cancel"): gettext_lazy("Event cancelled"),
    ("network.gathering", "discard"): gettext_lazy("Draft of an event deleted"),
}
# (model, verb) -> says the note, where it is kept in no language. The app of the model adds its own.
NOTE_WORDS = {}


@dataclass(frozen=True)
class Entry:
    at: datetime
    title: str
    actor: str
    note: str
    is_on_behalf: bool
    is_of_secretariat: bool = False  # towns read its people by name, and whose people they are (ADR 23)
    whom: str = ""  # whom it concerns, where that is not the actor


def trail_of(*things, verbs=None):
    """What happened to these things, newest first; of `verbs` only, where they are named."""
    wanted, named = Q(pk__in=[]), {}
    for thing in things:
        kind = ContentType.objects.get_for_model(thing)
        wanted |= Q(content_type=kind, object_id=thing.pk)
        named[kind.pk, thing.pk] = getattr(thing, "whom", "")
    events = Event.objects.filter(wanted).select_related("actor", "content_type", "whom")
    if verbs is not None:
        events = events.filter(action__in=verbs)
    return [
        _entry(event, named[event.content_type_id, event.object_id])
        for event in events.order_by("-at", "-pk")
    ]


def _entry(event, whom):
    what = _label(event.content_type), event.action
    actor = str(event.actor or ("" if what in WITHOUT_ACTOR else _("a person who has left")))
    return Entry(
        at=event.at,
        title=TRAIL_WORDS.get(what, event.action),
        actor=actor,
        note=NOTE_WORDS.get(what, str)(event.note),
        is_on_behalf=event.is_on_behalf,
        is_of_secretariat=bool(event.actor and event.actor.is_secretariat),
        whom=whom or (str(event.whom) if event.whom and event.whom != event.actor else ""),
    )


def _label(content_type):
    return f"{content_type.app_label}.{content_type.model}"
