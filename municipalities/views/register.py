"""Coming and going: the register of a day for the secretariat, the numbers over the years for everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.tables import csv_response

from ..access import secretariat_only
from ..anniversaries import around
from ..drawing import draw
from ..register import over_time, register_on
from ..register_form import RegisterForm


@secretariat_only
@require_safe
def register(request):
    """Who was a member on the day ?on=, today where none is given."""
    today = timezone.localdate()
    form = RegisterForm(request.GET or None, today=today)
    found = register_on(form.day)
    context = {
        "form": form,
        "register": found,
        "is_today": found.day == today,
        "anniversaries": around(today),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "register/register.html", context)


@secretariat_only
@require_safe
def register_csv(request):
    found = register_on(RegisterForm(request.GET or None, today=timezone.localdate()).day)
    header = [
        _("Name in English"),
        _("Name in French"),
        _("Province or territory"),
        capfirst(_("SGC code")),
        _("Status"),
        _("Status since"),
        _("Joined on"),
        _("Year of joining"),
        _("Certain on this day"),
        _("Address of its page"),
    ]
    rows = [
        csv_row(entry, certain)
        for entries, certain in ((found.members, _("yes")), (found.perhaps, _("no")))
        for entry in entries
    ]
    return csv_response(f"register-{found.day:%Y-%m-%d}.csv", header, rows)


def csv_row(entry, certain):
    town, joined = entry.municipality, entry.joined
    return [
        town.name_en,
        town.name_fr,
        town.province.name,
        town.sgc_code,
        entry.status_label,
        entry.status_since or joined.since,
        joined.since,
        joined.since_year,
        certain,
        settings.SITE_URL + town.get_absolute_url(),
    ]


@login_not_required
@require_safe
@gzip_page
def members_over_time(request):
    """How many members there were at the end of each year."""
    years = over_time(timezone.localdate())
    context = {
        "years": years,
        "drawing": draw(years),
        "now": years[-1] if years else None,
        "first": years[0] if years else None,
        "crumbs": [(_("Municipalities"), reverse("directory"))],
    }
    return render(request, "register/over_time.html", context)
