"""Joining: the steps that need only the town's papers, and what of it is due to the town and the secretariat."""

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.moments import say_day

from .extensions import application_steps, queue_sources, workspace_matters
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


LETTER = application_steps.register(order=10)(
    Step(
        key="letter",
        title=gettext_lazy("Letter of interest"),
        url_name="application_letter",
        is_complete=lambda application: bool(application.letter_id and application.letter_on),
        answer=say_letter,
    )
)
RESOLUTION = application_steps.register(order=20)(
    Step(
        key="resolution",
        title=gettext_lazy("Council resolution"),
        url_name="application_resolution",
        is_complete=lambda application: bool(
            application.resolution_id and application.resolution_number and application.resolution_on
        ),
        answer=say_resolution,
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
    )
)

DUE = {
    Application.Status.DRAFT: (
        gettext_lazy("Finish the application to join"),
        gettext_lazy("Five steps, in any order. Nothing is sent before you say so."),
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
    url = reverse("application", args=[municipality.slug])
    return [Matter(title=title, url=url, status=application.status, hint=hint)]


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
        )
        for application in Application.objects.awaiting_decision().select_related("municipality__province")
    ]


def tasks(application):
    """The steps as rows of the task list: components/task_list.html."""
    asked = {request.step: request.text for request in application.open_requests()}
    found = []
    for step in application.steps():
        is_complete = step.is_complete(application)
        found.append(
            {
                "title": step.title,
                "url": step.url(application),
                "is_complete": is_complete,
                "status": "returned" if step.key in asked else "complete" if is_complete else "incomplete",
                "hint": asked.get(step.key, ""),
            }
        )
    return found


def answers(application, may_change=False):
    """The steps with their answers: components/summary_list.html."""
    return [
        {
            "label": step.title,
            "value": step.answer(application),
            "url": f"{step.url(application)}?back=check"
            if may_change and application.may_edit_step(step.key)
            else "",
        }
        for step in application.steps()
    ]
