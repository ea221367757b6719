"""A town's published plan as everybody reads it: the one that stands, and each edition it replaced."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.i18n import same_page
from coalition.ledger import mark_outdated

from .. import outline
from ..access import get_public_plan
from ..editions import editions_of
from ..evidence import show_evidence
from ..plan_pdf import render_plan
from ..ring import compute_ring


@login_not_required
@require_safe
@gzip_page
def public_plan(request, slug):
    """The plan that is public now."""
    return _page(request, get_public_plan(slug))


@login_not_required
@require_safe
@gzip_page
def public_edition(request, slug, edition):
    """An edition at its permanent address."""
    return _page(request, get_public_plan(slug, edition))


@login_not_required
@require_safe
def public_plan_pdf(request, slug, edition):
    plan = get_public_plan(slug, edition)
    show_evidence(plan, plan.municipality.documents.public())
    _mark_versions(plan)
    name = f"{slug}-plan-{edition}-{get_language()}.pdf"
    response = HttpResponse(render_plan(plan, get_language()), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name)
    return response


def _mark_versions(plan):
    """Say of each text of the plan whether it lags behind the other language's."""
    actions = plan.actions.all()
    mark_outdated(actions)
    mark_outdated([step for action in actions for step in action.milestones.all()])


def _page(request, plan):
    town = plan.municipality
    show_evidence(plan, town.documents.public())
    _mark_versions(plan)
    editions = editions_of(town)
    ring = compute_ring(town, plan)
    context = {
        "crumbs": [(_("Municipalities"), reverse("directory")), (town.name, town.get_absolute_url())],
        "municipality": town,
        "plan": plan,
        "ring": ring,
        "public_on": timezone.localdate(plan.published_at, town.time_zone),
        "chapters": [chapter for chapter in outline.by_commitment(plan, ring) if chapter.actions],
        "actions": outline.by_date(plan),
        "is_by_date": request.GET.get("order") == "date",
        "edition": next(each for each in editions if each.plan.pk == plan.pk),
        "editions": editions,
    }
    if context["edition"].is_current:
        # The plan that stands has two addresses: search engines are told the shorter one.
        path = reverse("public_plan", args=[town.slug])
        context["language_links"] = [
            (code, name, settings.SITE_URL + same_page(path, code)) for code, name in settings.LANGUAGES
        ]
    return render(request, "plan/public.html", context)
