"""How the towns of the demonstration joined."""

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from coalition.pdf import fonts
from commitments.joining import choose_priorities, sign_declaration
from commitments.models import Declaration, Priority, Signature
from commitments.ring import refresh_ring
from municipalities.admission import a_year_after
from municipalities.models import Application, Document, Membership
from municipalities.uploads import DocumentField

from .calendar import date_back
from .towns import FOLDER

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

    def sign(at):
        declaration = Declaration.in_force(on=calendar.today)
        signature = sign_declaration(
            application,
            declaration,
            town.coordinator,
            name=joining["signatory"],
            title=joining["signatory_title"],
            language=town.language,
        )
        Signature.objects.filter(pk=signature.pk).update(signed_at=at)

    def submit(at):
        application.submit(town.coordinator)
        Application.objects.filter(pk=application.pk).update(submitted_at=at)

    def send_back(at):
        application.send_back(secretariat, joining["requests"])
        application.requests.update(asked_at=at)

    def submit_again(at):
        for step in joining["requests"]:
            application.attach(step, paper(town, step), town.coordinator)
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
        "signed": sign,
        "submitted": submit,
        "returned": send_back,
        "resubmitted": submit_again,
        "approved": approve,
    }
    return [(calendar.noon(joining[key], town.zone), do) for key, do in steps.items() if key in joining]


def answer(application, town, calendar):
    """The steps of the application, as far as the town's file has them."""
    joining, coordinator = town.facts["joining"], town.coordinator
    application.attach("letter", paper(town, "letter"), coordinator)
    application.revise("letter", letter_on=calendar.day(joining["letter"]))
    if "resolution" in joining:
        application.attach("resolution", paper(town, "resolution"), coordinator)
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
    choose_priorities(application, {int(number): why for number, why in town.facts["priorities"].items()})
    began = calendar.day(joining["opened"])
    Priority.objects.filter(municipality=town.municipality).update(since=began)
    Document.objects.filter(municipality=town.municipality).update(
        added_at=calendar.noon(joining["opened"], town.zone)
    )
    refresh_ring(town.municipality)


def paper(town, kind):
    """The letter or the resolution, a page that says it is invented, checked as any upload is."""
    name = town.facts[f"name_{town.language}"]
    content = typst.compile(
        (FOLDER / "paper.typ").read_bytes(),
        sys_inputs={"kind": kind, "language": town.language, "town": name},
        font_paths=fonts(),
        format="pdf",
    )
    upload = SimpleUploadedFile(FILE_NAMES[kind][town.language], content, content_type="application/pdf")
    return DocumentField().clean(upload)
