"""How the towns of the demonstration joined."""

from coalition.models import Comment
from commitments.joining import choose_priorities, keep_inventory, sign_declaration
from commitments.models import Declaration, Priority, Signature
from commitments.ring import refresh_ring
from municipalities.admission import a_year_after
from municipalities.models import Application, Document, Interest, Membership

from .calendar import date_back
from .papers import paper

FILE_NAMES = {
    "letter": {"en": "Letter of interest.pdf", "fr": "Lettre d’intérêt.pdf"},
    "resolution": {"en": "Council resolution.pdf", "fr": "Résolution du conseil.pdf"},
}


def happenings(town, calendar, secretariat):
    """(instant, what to do) for each step of the town's joining that its file dates."""
    joining = town.facts["joining"]
    application = None

    def begin(at):
        nonlocal application
        application = Application.open(town.municipality, town.coordinator)
        Application.objects.filter(pk=application.pk).update(opened_at=at)
        answer(application, town, calendar)

    def declare_interest(at):
        interest = Interest.declare(application, town.coordinator, is_public=True)
        Interest.objects.filter(pk=interest.pk).update(declared_at=at)

    def acknowledge(at):
        interest = Interest.objects.get(application=application)
        interest.acknowledge(secretariat)
        Interest.objects.filter(pk=interest.pk).update(acknowledged_at=at)

    def sign(at):
        declaration = Declaration.in_force(on=calendar.today)
        signature = sign_declaration(
            application,
            declaration,
            town.coordinator,
            name=joining["signatory"],
            title=joining["signatory_title"],
            signed_on=at.astimezone(town.municipality.time_zone).date(),
            language=town.language,
        )
        Signature.objects.filter(pk=signature.pk).update(signed_at=at)

    def submit(at):
        application.submit(town.coordinator)
        Application.objects.filter(pk=application.pk).update(submitted_at=at)

    def send_back(at):
        by = calendar.day(joining["answer_by"]) if "answer_by" in joining else None
        application.send_back(secretariat, joining["requests"], answer_by=by)
        application.requests.update(asked_at=at)

    def submit_again(at):
        for step in joining["requests"]:
            signed = paper(town, step, FILE_NAMES[step], number=joining["resolution_number"])
            application.attach(step, signed, town.coordinator)
            town.municipality.documents.filter(kind=step, added_at__gt=at).update(added_at=at)
        submit(at)
        application.requests.update(resolved_at=at)

    def approve(at):
        application.approve(secretariat)
        day = at.date()
        Application.objects.filter(pk=application.pk).update(decided_at=at)
        Membership.objects.filter(municipality=town.municipality).update(
            joined_on=day, joined_year=day.year, plan_expected_on=a_year_after(day)
        )
        date_back(Membership.objects.get(municipality=town.municipality), day)

    steps = {
        "opened": begin,
        "interest": declare_interest,
        "acknowledged": acknowledge,
        "signed": sign,
        "submitted": submit,
        "returned": send_back,
        "resubmitted": submit_again,
        "approved": approve,
    }
    return [(calendar.noon(joining[key], town.zone), do) for key, do in steps.items() if key in joining]


def conversation(town, calendar, users):
    """What was written back and forth at the steps of the application."""

    def writer(line):
        def write(at):
            application, by = town.municipality.applications.get(), users[line["by"]]
            [step] = [step for step in application.steps() if step.key == line["step"]]
            comment = application.comment(step, by, line["text"])
            # Nobody is signed in here, so no second factor was proved that would tell.
            Comment.objects.filter(pk=comment.pk).update(written_at=at, is_of_secretariat=by.is_secretariat)

        return write

    return [
        (calendar.noon(line["on"], town.zone), writer(line))
        for line in town.facts["joining"].get("conversation", [])
    ]


def answer(application, town, calendar):
    """The steps of the application, as far as the town's file has them."""
    joining, coordinator = town.facts["joining"], town.coordinator
    application.attach("letter", paper(town, "letter", FILE_NAMES["letter"]), coordinator)
    application.revise("letter", letter_on=calendar.day(joining["letter"]))
    if "resolution" in joining:
        application.attach("resolution", paper(town, "resolution", FILE_NAMES["resolution"]), coordinator)
        application.revise(
            "resolution",
            resolution_number=joining["resolution_number"],
            resolution_on=calendar.day(joining["resolution"]),
        )
    application.revise(
        "contact",
        contact_name=coordinator.name,
        contact_title=joining["contact_title"],
        contact_email=coordinator.email,
        contact_phone=joining["contact_phone"],
    )
    if "champion" in joining:
        application.revise(
            "champion", champion_name=joining["champion"], champion_title=joining["champion_title"]
        )
    keep_inventory(
        application,
        {int(number): text for number, text in town.facts.get("inventory", {}).items()},
        town.language,
    )
    choose_priorities(application, {int(number): why for number, why in town.facts["priorities"].items()})
    began = calendar.day(joining["opened"])
    Priority.objects.filter(municipality=town.municipality).update(since=began)
    Document.objects.filter(municipality=town.municipality).update(
        added_at=calendar.noon(joining["opened"], town.zone)
    )
    refresh_ring(town.municipality)
