"""What each mail of the portal says, for the secretariat: samples made of invented people and towns."""

from itertools import groupby

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ..access import secretariat_only
from ..i18n import other_language
from ..outbox.categories import name_of
from ..outbox.samples import all_samples
from .framed import framed
from .outgoing_mail import mail_crumbs

LANGUAGES = dict(settings.LANGUAGES)


@secretariat_only
@require_safe
def mail_samples(request):
    """By what they are about; each under the subject that its reader would see."""
    lines = [
        (str(name_of(sample.category)), sample, sample.message(get_language()))
        for sample in all_samples().values()
    ]
    lines.sort(key=lambda line: line[0])
    groups = [(name, list(group)) for name, group in groupby(lines, key=lambda line: line[0])]
    return render(request, "outbox/samples.html", {"groups": groups, "crumbs": mail_crumbs()})


@secretariat_only
@require_safe
def mail_sample(request, key):
    sample, language = _get_sample(key), get_language()
    messages = [sample.message(code) for code in (language, other_language(language))]
    context = {
        "sample": sample,
        "title": messages[0].subject,
        "category": name_of(sample.category),
        "letters": [(LANGUAGES[each.language], each) for each in messages],
        "crumbs": [*mail_crumbs(), (_("Samples"), reverse("mail_samples"))],
    }
    return render(request, "outbox/sample.html", context)


@secretariat_only
@require_safe
@xframe_options_sameorigin
def mail_sample_html(request, key, language):
    if language not in LANGUAGES:
        raise Http404
    return framed(_get_sample(key).message(language).html)


def _get_sample(key):
    """Made of no row: there is nothing in the database that a door could look for."""
    samples = all_samples()
    if key not in samples:
        raise Http404
    return samples[key]
