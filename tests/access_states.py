"""What a change of state answers in each state of its thing, when whoever may do it asks.

Goes: it is done, and the person is led on. Again: it was done before, and the person is led on (a second click).
Open: a form that may be answered now. Refused: 409, which says why. Gone: there is no such thing any more.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from commitments.models import ActionPlan
from municipalities.models import Application, ApplicationRequest, Document, Membership, Role
from network.models import Bulletin, Gathering
from practices.models import Practice
from reports.models import ChangeRequest, ProgressReport, ReportingCycle

from . import make

GOES, AGAIN, OPEN, REFUSED, GONE = "goes", "again", "open", "refused", "gone"


@dataclass(frozen=True)
class Change:
    kind: str  # of thing, a key of STATES
    person: str
    answers: dict  # state -> answer
    data: dict = field(default_factory=dict)  # posted; a function is asked for the value


def states(kind, answer, **named):
    """The answer in the named states (`goes="draft returned"`), and `answer` in all others."""
    answers = dict.fromkeys(STATES[kind], answer)
    for word, which in named.items():
        answers |= dict.fromkeys(which.split(), word)
    return answers


STATES = {
    "application": ["draft", "submitted", "returned", "approved", "declined", "withdrawn"],
    "membership": ["active", "on_hold", "ended"],
    "plan": ["draft", "published", "none"],
    "report": ["draft", "submitted", "returned", "accepted"],
    "cycle": ["draft", "open", "closed"],
    "practice": ["draft", "submitted", "returned", "published", "withdrawn"],
    "bulletin": ["draft", "scheduled", "sent"],
    "event": ["draft", "published", "cancelled"],
}


def application_of(scene):
    return Application.objects.get(pk=scene.arguments["application"]["pk"])


def report_of(scene):
    year = scene.arguments["year"]
    return ProgressReport.objects.get(municipality__slug=year["slug"], cycle__year=year["year"])


def put_application(scene, state):
    """Complete; returned for its letter; approved with the membership that follows."""
    application, lea = application_of(scene), scene.people["lea"]
    town = application.municipality
    answers = {
        "letter": make.document(town, by=lea),
        "letter_on": make.days_from_now(-30),
        "resolution": make.document(town, kind=Document.Kind.RESOLUTION, by=lea),
        "resolution_number": "2026-014",
        "resolution_on": make.days_from_now(-20),
        "contact_name": "Lea",
        "contact_title": "Director",
        "contact_email": "lea@example.org",
    }
    at = None if state == "draft" else timezone.now() - timedelta(days=1)
    Application.objects.filter(pk=application.pk).update(status=state, submitted_at=at, **answers)
    make.signature(town, by=lea)
    make.priorities(town, 1, 7)
    if state == "returned":
        ApplicationRequest.objects.create(application=application, step="letter", text="Which mayor?")
    if state == "approved":
        make.membership(town)
    return scene.arguments | {"free_town": {"slug": town.slug}}


def put_membership(scene, state):
    town = scene.arguments["town"]["slug"]
    Membership.objects.filter(municipality__slug=town).update(status=state)
    return scene.arguments


def put_plan(scene, state):
    """A town of its own: its plans may be taken away."""
    town = make.municipality("Planville", slug="planville-on")
    make.membership(town)
    make.priorities(town, 1)
    for person, role in {"eli": Role.CONTRIBUTOR, "lea": Role.COORDINATOR}.items():
        make.member(town, scene.people[person], role)
    slug = {"slug": town.slug}
    arguments = scene.arguments | {
        "town": slug,
        "action": slug | {"pk": 987_654_321},
        "plan_to_copy": scene.arguments["plan_to_copy"] | slug,
    }
    if state != "none":
        plan = make.plan(town, by=scene.people["lea"])
        action = make.action(plan, 1)
        if state == "published":
            plan.publish(scene.people["lea"])
        arguments["action"] = slug | {"pk": action.pk}
    return arguments


def put_report(scene, state):
    """Answered in every part, or asked for its overview."""
    report, lea = report_of(scene), scene.people["lea"]
    make.filed(report, by=lea)
    if state == "returned":
        ChangeRequest.objects.create(
            report=report, section="overview", text="In more words.", due_on=make.days_from_now(9)
        )
    asked = make.change_request(report, by=scene.people["sam"], section="overview", outcome="")
    if state == "returned":
        ChangeRequest.objects.filter(pk=asked.pk).update(resolved_at=None)
    ProgressReport.objects.filter(pk=report.pk).update(status=state)
    year = scene.arguments["year"]
    return scene.arguments | {"past_year": year, "change_request": year | {"pk": asked.pk}}


def put_cycle(scene, state):
    year = scene.arguments["cycle"]["year"]
    ReportingCycle.objects.filter(year=year).update(status=state, opened_at=timezone.now())
    return scene.arguments


def put_practice(scene, state):
    """The one of the town, in the place of the one to review too."""
    practice = scene.arguments["practice"]
    at = timezone.now()
    public = {"slug": "desk", "published_at": at, "changed_at": at} if state == "published" else {}
    Practice.objects.filter(pk=practice["pk"]).update(status=state, submitted_at=at, **public)
    return scene.arguments | {"practice_to_review": {"pk": practice["pk"]}}


def put_bulletin(scene, state):
    pk = scene.arguments["bulletin"]["pk"]
    at = timezone.now() + timedelta(days=1)
    times = {"draft": {}, "scheduled": {"send_at": at}, "sent": {"number": 99, "send_at": at, "sent_at": at}}
    Bulletin.objects.filter(pk=pk).update(status=state, **times[state])
    return scene.arguments


def put_event(scene, state):
    """The draft, in the place of the public one too."""
    event = scene.arguments["draft_event"]
    public = (
        {}
        if state == "draft"
        else {"slug": "put", "published_at": timezone.now(), "changed_at": timezone.now()}
    )
    Gathering.objects.filter(pk=event["pk"]).update(status=state, **public)
    return scene.arguments | {"public_event": event}


PUT = {
    "bulletin": put_bulletin,
    "event": put_event,
    "application": put_application,
    "membership": put_membership,
    "plan": put_plan,
    "report": put_report,
    "cycle": put_cycle,
    "practice": put_practice,
}


def submission_of_application(scene):
    return application_of(scene).stamp


def submission_of_report(scene):
    return report_of(scene).stamp


def newest_extension(scene):
    return report_of(scene).extensions.latest("pk").pk


def newest_plan(scene):
    plan = ActionPlan.objects.filter(municipality__slug="planville-on").last()
    return plan.pk if plan else ""


def stamp_of_bulletin(scene):
    return Bulletin.objects.get(pk=scene.arguments["bulletin"]["pk"]).stamp


def sam(scene):
    return scene.people["sam"].pk


TO_SAM = {"reviewer": sam, "had": ""}
WHY = {"reason": "Council asked for it."}
READ = {"submitted_at": submission_of_application}
READ_REPORT = {"submitted_at": submission_of_report}
CANCELLED = {"reason_en": "No hall.", "reason_fr": "Pas de salle."}
DRAFT_ONLY = states("bulletin", REFUSED, open="draft")
QUESTION = {"text_en": "What else?", "text_fr": "Quoi d’autre?", "needed": "no"}
SIGNED = {"name": "Marie Roy", "title": "Mayor"}
NEXT_WEEK = make.days_from_now(7)
STEP = states("application", REFUSED, open="draft")
PLAN_FORM = states("plan", REFUSED, open="draft", gone="none")
PART = states("report", REFUSED, open="draft")

CHANGES = {
    "edit_bulletin": [Change("bulletin", "sam", DRAFT_ONLY)],
    "pick_items": [Change("bulletin", "sam", DRAFT_ONLY)],
    "write_piece": [Change("bulletin", "sam", states("bulletin", REFUSED, goes="draft"))],
    "edit_item": [Change("bulletin", "sam", states("bulletin", REFUSED, again="draft"))],
    "move_item": [
        Change("bulletin", "sam", states("bulletin", REFUSED, goes="draft"), {"seen": "1", "to": "down"})
    ],
    "remove_item": [Change("bulletin", "sam", states("bulletin", REFUSED, goes="draft"))],
    "schedule_bulletin": [
        Change(
            "bulletin",
            "sam",
            states("bulletin", REFUSED, goes="draft", again="scheduled"),
            {"stamp": stamp_of_bulletin},
        )
    ],
    "take_back_bulletin": [
        Change("bulletin", "sam", states("bulletin", REFUSED, goes="scheduled", again="draft"))
    ],
    "remove_bulletin": [Change("bulletin", "sam", states("bulletin", REFUSED, goes="draft"))],
    "edit_event": [Change("event", "sam", states("event", OPEN, refused="cancelled"))],
    "publish_event": [Change("event", "sam", states("event", REFUSED, goes="draft", again="published"))],
    "cancel_event": [
        Change("event", "sam", states("event", REFUSED, goes="published", again="cancelled"), CANCELLED)
    ],
    "remove_event": [Change("event", "sam", states("event", REFUSED, goes="draft"))],
    "open_application": [
        Change(
            "application",
            "lea",
            states("application", REFUSED, again="draft submitted returned", goes="declined withdrawn"),
        )
    ],
    "application_letter": [
        Change("application", "eli", states("application", REFUSED, open="draft returned"))
    ],
    "application_resolution": [Change("application", "eli", STEP)],
    "application_contact": [Change("application", "eli", STEP)],
    "application_declaration": [Change("application", "eli", STEP)],
    "application_priorities": [Change("application", "eli", STEP)],
    "submit_application": [
        Change("application", "lea", states("application", REFUSED, goes="draft returned", again="submitted"))
    ],
    "withdraw_application": [
        Change(
            "application",
            "lea",
            states("application", REFUSED, goes="draft submitted returned", again="withdrawn"),
            WHY,
        )
    ],
    "approve_application": [
        Change("application", "sam", states("application", REFUSED, goes="submitted", again="approved"), READ)
    ],
    "return_application": [
        Change(
            "application",
            "sam",
            states("application", REFUSED, goes="submitted", again="returned"),
            READ | {"letter": "Which mayor?"},
        )
    ],
    "decline_application": [
        Change(
            "application",
            "sam",
            states("application", REFUSED, goes="draft submitted returned", again="declined"),
            READ | WHY,
        )
    ],
    "hold_membership": [
        Change("membership", "sam", states("membership", REFUSED, goes="active", again="on_hold"), WHY)
    ],
    "resume_membership": [
        Change("membership", "sam", states("membership", REFUSED, goes="on_hold", again="active"), WHY)
    ],
    "end_membership": [
        Change(
            "membership",
            "sam",
            states("membership", REFUSED, goes="active on_hold", again="ended"),
            WHY | {"on": "2026-01-31"},
        )
    ],
    "priorities": [Change("membership", "lea", states("membership", OPEN, refused="ended"))],
    "contacts": [Change("membership", "lea", states("membership", OPEN, gone="ended"))],
    "start_plan": [
        Change("plan", "eli", states("plan", GOES, again="draft")),
        Change("membership", "eli", states("membership", AGAIN, refused="ended")),
    ],
    "plan_details": [Change("plan", "eli", PLAN_FORM)],
    "add_action": [Change("plan", "eli", PLAN_FORM)],
    "copy_samples": [Change("plan", "eli", PLAN_FORM)],
    "copy_actions": [Change("plan", "eli", PLAN_FORM)],
    "import_plan": [Change("plan", "eli", PLAN_FORM)],
    "action": [Change("plan", "eli", PLAN_FORM)],
    "remove_action": [Change("plan", "eli", states("plan", REFUSED, goes="draft", gone="none"))],
    "publish_plan": [
        Change("plan", "lea", states("plan", AGAIN, goes="draft", gone="none"), {"plan": newest_plan})
    ],
    "report_overview": [Change("report", "eli", states("report", REFUSED, open="draft returned"))],
    "report_section": [Change("report", "eli", PART)],
    "report_indicators": [Change("report", "eli", PART)],
    "council_pack": [Change("report", "eli", states("report", REFUSED, open="draft returned"))],
    "submit_report": [
        Change("report", "lea", states("report", REFUSED, goes="draft returned", again="submitted"), SIGNED)
    ],
    "correct_report": [Change("report", "lea", states("report", REFUSED, goes="accepted"), WHY)],
    "return_report": [
        Change(
            "report",
            "sam",
            states("report", REFUSED, goes="submitted", again="returned"),
            READ_REPORT | {"part_overview": "In more words.", "due_on": NEXT_WEEK.isoformat()},
        )
    ],
    "accept_report": [
        Change("report", "sam", states("report", REFUSED, goes="submitted", again="accepted"), READ_REPORT)
    ],
    "report_message": [
        Change(
            "report",
            "eli",
            states("report", REFUSED, goes="draft submitted returned"),
            {"text": "Which numbers?"},
        )
    ],
    "answer_request": [
        Change(
            "report", "eli", states("report", REFUSED, goes="returned"), {"reply": "done", "answer": "Yes."}
        )
    ],
    "settle_request": [Change("report", "sam", states("report", REFUSED, goes="submitted"))],
    "assign_report": [
        Change("report", "sam", states("report", REFUSED, goes="draft submitted returned"), TO_SAM)
    ],
    "withdraw_extension": [Change("report", "lea", states("report", GOES))],
    "decide_extension": [
        Change(
            "report",
            "sam",
            states("report", REFUSED, goes="draft"),
            {"extension": newest_extension, "decision": "decline", "answer": "The date has to stay."},
        )
    ],
    "cycle_questions": [Change("cycle", "sam", states("cycle", REFUSED, goes="draft"), QUESTION)],
    "cycle_question": [Change("cycle", "sam", states("cycle", OPEN, refused="closed"))],
    # There is only one, which has no neighbour to change places with.
    "move_question": [Change("cycle", "sam", states("cycle", REFUSED, again="draft"))],
    "remove_question": [Change("cycle", "sam", states("cycle", REFUSED, goes="draft"))],
    "cycle_reminders": [Change("cycle", "sam", states("cycle", OPEN, refused="closed"))],
    "cycle_guidance": [Change("cycle", "sam", states("cycle", AGAIN, refused="closed"))],
    # There is nothing that was asked before.
    "copy_cycle": [Change("cycle", "sam", states("cycle", REFUSED, again="draft"))],
    "cycle_dates": [Change("cycle", "sam", states("cycle", OPEN, refused="closed"))],
    "open_cycle": [Change("cycle", "sam", states("cycle", GOES, again="open", refused="closed"))],
    "close_cycle": [Change("cycle", "sam", states("cycle", GOES, again="closed", refused="draft"))],
    "add_comment": [
        Change("application", "eli", states("application", REFUSED, open="draft submitted returned"))
    ],
    "declare_interest": [
        Change("application", "lea", states("application", REFUSED, goes="draft"), {"consents": "no"})
    ],
    "edit_practice": [Change("practice", "eli", states("practice", REFUSED, open="draft returned"))],
    "submit_practice": [
        Change("practice", "lea", states("practice", REFUSED, goes="draft returned", again="submitted"))
    ],
    "withdraw_practice": [Change("practice", "lea", states("practice", GOES, again="withdrawn"))],
    "reopen_practice": [
        Change("practice", "lea", states("practice", REFUSED, goes="withdrawn", again="draft"))
    ],
    "revise_practice": [Change("practice", "eli", states("practice", REFUSED, goes="published"))],
    "correct_practice": [Change("practice", "sam", states("practice", REFUSED, open="submitted published"))],
    "publish_practice": [
        Change("practice", "sam", states("practice", REFUSED, goes="submitted", again="published"))
    ],
    "return_practice": [
        Change("practice", "sam", states("practice", REFUSED, goes="submitted", again="returned"), WHY)
    ],
    "take_down_practice": [
        Change("practice", "sam", states("practice", REFUSED, goes="published", again="withdrawn"), WHY)
    ],
    "add_practice": [Change("membership", "eli", states("membership", OPEN, refused="ended"))],
    # Newtown sent no letter ahead, so there is nothing to consent to.
    "interest_consent": [Change("application", "lea", states("application", REFUSED), {"is_public": "yes"})],
}
