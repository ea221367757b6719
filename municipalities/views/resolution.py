"""The model of a council resolution, to copy or to take away."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.i18n import speaking

from ..access import get_application
from ..joining import RESOLUTION
from ..model_resolution import model_resolution as model_in
from ..model_resolution import model_resolutions
from ..paper import docx, docx_response
from .steps import application_context


@require_safe
def model_resolution(request, slug):
    """Both languages, whatever the page's: a council often adopts both."""
    application = get_application(request.user, slug)
    context = application_context(
        request,
        application,
        models=sorted(
            model_resolutions(application.municipality), key=lambda model: model.language != get_language()
        ),
    )
    context["crumbs"].append((RESOLUTION.title, RESOLUTION.url(application)))
    return render(request, "application/model_resolution.html", context)


@require_safe
def model_resolution_docx(request, slug):
    """The file in the language asked for, or the reader's."""
    application = get_application(request.user, slug)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language()
    model = model_in(application.municipality, language)
    with speaking(language):
        name = _("Model resolution, %(town)s") % {"town": application.municipality.name}
    return docx_response(f"{name}.docx", docx(model.title, model.paragraphs(), language))
