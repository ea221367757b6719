"""Joining: the steps that need only the town's papers, and what of it is due to the town and the secretariat."""

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.moments import say_day
from coalition.threads import count_comments
from coalition.trail import NOTE_WORDS, trail_of

from .extensions import application_records, application_steps, queue_sources, workspace_matters
from .models import Application
from .panels import Matter, QueueRow
from .steps import Step


def _say_document(document):
    return format_html(
        '<a href="{}">{}</a> ({})',
        reverse("document", args=[document.pk]),
        document.name,
        filesizeformat(document.size),
    )


def _lines(*lines):
    said = [line for line in lines if line]
    return format_html("<br>".join(["{}"] * len(said)), *said) if said else ""


def say_letter(application):
    if not application.letter:
        return ""
    return _lines(_say_document(application.letter), application.letter_on and say_day(application.letter_on))


def say_resolution(application):
    if not application.resolution:
        return ""
    number = application.resolution_number
    return _lines(
        _say_document(application.resolution),
        number and _("Number %(number)s") % {"number": number},
        application.resolution_on and say_day(application.resolution_on),
    )


def say_contact(application):
    return _lines(
        application.contact_name,
        application.contact_title,
        application.contact_email,
        application.contact_phone,
    )


def say_champion(application):
    return _lines(application.champion_name, application.champion_title, application.champion_email)


def _file(document):
    return document and document.sha256


LETTER = application_steps.register(order=10)(
    Step(
        key="letter",
        title=gettext_lazy("Letter of interest"),
        url_name="application_letter",
        has_file=True,
        is_complete=lambda application: bool(application.letter_id and application.letter_on),
        answer=say_letter,
        facts=lambda application: [_file(application.letter), application.letter_on],
    )
)
RESOLUTION = application_steps.register(order=20)(
    Step(
        key="resolution",
        title=gettext_lazy("Council resolution"),
        url_name="application_resolution",
        has_file=True,
        is_complete=lambda application: bool(
            application.resolution_id and application.resolution_number and application.resolution_on
        ),
        answer=say_resolution,
        facts=lambda application: [
            _file(application.resolution),
            application.resolution_number,
            application.resolution_on,
        ],
    )
)
CONTACT = application_steps.register(order=50)(
    Step(
        key="contact",
        title=gettext_lazy("Contact"),
        url_name="application_contact",
        is_complete=lambda application: bool(
            application.contact_name and application.contact_title and application.contact_email
        ),
        answer=say_contact,
        facts=lambda application: [
            application.contact_name,
            application.contact_title,
            application.contact_email,
            application.contact_phone,
        ],
    )
)
CHAMPION = application_steps.register(order=60)(
    Step(
        key="champion",
        title=gettext_lazy("Elected champion"),
        url_name="application_champion",
        is_complete=lambda application: bool(application.champion_name and application.champion_title),
        answer=say_champion,
        facts=lambda application: [
            application.champion_name,
            application.champion_title,
            *filter(None, [application.champion_email]),
        ],
        is_required=False,
    )
)

DUE = {
    Application.Status.DRAFT: (
        gettext_lazy("Finish the application to join"),
        "",  # how far it is: _how_far
    ),
    Application.Status.RETURNED: (
        gettext_lazy("Change the application to join"),
        gettext_lazy("The secretariat asks for changes."),
    ),
    Application.Status.SUBMITTED: (
        gettext_lazy("Application to join"),
        gettext_lazy("The secretariat is reading it."),
    ),
}


@workspace_matters.register(order=10)
def open_application(municipality, user):
    application = municipality.applications.open().first()
    if application is None:
        return []
    title, hint = DUE[application.status]
    if application.status == Application.Status.DRAFT:
        hint = _how_far(application)
    due_on = min((asked.answer_by for asked in application.open_requests() if asked.answer_by), default=None)
    return [
        Matter(
            title=title,
            url=reverse("application", args=[municipality.slug]),
            status=application.status,
            hint=hint,
            due_on=due_on,
            is_late=due_on is not None and due_on < timezone.localdate(timezone=municipality.time_zone),
        )
    ]


def _how_far(application):
    needed = [step for step in application.steps() if step.is_required]
    done = len(needed) - len(application.missing_steps())
    said = ngettext(
        "%(done)s of the %(all)s needed steps is complete.",
        "%(done)s of the %(all)s needed steps are complete.",
        done,
    ) % {"done": done, "all": len(needed)}
    ahead = _("The letter of interest is with the secretariat.") if application.has_interest else ""
    return f"{said} {ahead}".strip()


@queue_sources.register(order=10)
def applications_to_decide():
    return [
        QueueRow(
            kind=_("Application"),
            municipality=application.municipality,
            title=application.number,
            url=reverse("review_application", args=[application.pk]),
            status=application.status,
            since=application.submitted_at,
            next_step=_("Read the application; approve, return or decline it"),
            kind_key="applications",
            heading=_("Applications"),
        )
        for application in Application.objects.awaiting_decision().select_related("municipality__province")
    ]


def tasks(application):
    """The steps as rows of the task list: components/task_list.html."""
    asked = {request.step: request for request in application.open_requests()}
    return [_task(application, step, asked.get(step.key)) for step in application.steps()]


def _task(application, step, asked):
    is_complete = step.is_complete(application)
    return {
        "title": step.title,
        "url": step.url(application),
        "is_complete": is_complete,
        "is_required": step.is_required,
        "status": "returned" if asked else _state(application, step, is_complete),
        "hint": asked.text if asked else "",
        "due": asked.answer_by if asked else None,
    }


def _state(application, step, is_complete):
    if is_complete:
        return "complete"
    if step.is_begun(application):
        return "incomplete"
    return "todo" if step.is_required else "optional"


def answers(application, may_change=False):
    """The steps with their answers: components/summary_list.html."""
    return [
        {
            "key": step.key,
            "label": step.title if step.is_required else _("%(step)s (optional)") % {"step": step.title},
            "value": step.answer(application),
            "url": f"{step.url(application)}?back=check"
            if may_change and application.may_edit_step(step.key)
            else "",
            "change": step.title,
        }
        for step in application.steps()
    ]


def threads(application):
    """How many messages were written at each step, and where the town reads them: application/threads.html."""
    counts = count_comments(application)
    return [
        {"title": step.title, "url": f"{step.url(application)}#thread-{step.key}", "count": counts[step.key]}
        for step in application.steps()
    ]


def history(application):
    """The trail of all that belongs to it: the letter that went ahead, the signature."""
    things = [thing for find in application_records for thing in find(application)]
    return trail_of(application, *things)


@application_records.register(order=10)
def interest_of(application):
    return [application.interest] if application.has_interest else []


def _title_of(key):
    return next((str(step.title) for step in application_steps if step.key == key), key)


def _say_requests(note):
    """Each paragraph after the title of its step; what was returned before notes named it stays as it is."""
    said = []
    for paragraph in note.split("\n\n"):
        key, colon, text = paragraph.partition(": ")
        title = _title_of(key)
        is_named = colon and title != key
        said.append(_("%(step)s: %(text)s") % {"step": title, "text": text} if is_named else paragraph)
    return "\n\n".join(said)


NOTE_WORDS["municipalities.application", "comment"] = _title_of
NOTE_WORDS["municipalities.application", "return"] = _say_requests
