"""What is written back and forth about a step of an application."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coalition.accounts import acts_for_secretariat
from coalition.workflow import WrongState

from ..access import get_application
from ..application_forms import CommentForm
from ..models import Role
from .steps import application_context


@require_POST
def add_comment(request, slug, step):
    application = get_application(request.user, slug, Role.CONTRIBUTOR)
    found = next((known for known in application.steps() if known.key == step), None)
    if found is None:
        raise Http404
    form = CommentForm(request.POST)
    back = _back(request.user, application, found)
    if form.is_valid():
        application.comment(found, request.user, form.cleaned_data["text"])
        messages.success(request, _("Your message is sent."))
        return redirect(back)
    if application.status not in application.OPEN:
        raise WrongState(application, "comment")
    context = application_context(request, application, step=found, form=form, back=back)
    return render(request, "application/comment.html", context)


def _back(user, application, step):
    """Where the thread is read: at the step, or for the secretariat at the answer under review."""
    if acts_for_secretariat(user):
        return f"{reverse('review_application', args=[application.pk])}#thread-{step.key}"
    return f"{step.url(application)}#thread-{step.key}"
