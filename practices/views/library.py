"""The library of good practices as everybody reads it."""

from urllib.parse import quote

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

from .. import reading
from ..access import get_public_practice
from ..citing import address, article, citation
from ..feed import PracticesFeed
from ..library import LibraryForm, count_choices, find, page_of
from ..marking import hits
from ..models import Practice
from ..practice_pdf import render_practice


@login_not_required
@require_safe
@gzip_page
def practices(request):
    form = LibraryForm(request.GET)
    asked = form.asked
    form.show(count_choices(asked))
    answer = find(asked)
    page = page_of(answer.practices, request.GET.get("page"))
    chips = _chips(request, form, asked)
    context = {
        "crumbs": [],
        "form": form,
        "asked": asked,
        "chips": chips,
        "is_near": answer.is_near and page.paginator.count,
        "page_obj": page,
        "count": page.paginator.count,
        "hits": hits(page, "" if answer.is_near else asked.get("q", "")),
        "feed": reading.address_of_feed(_query(request, drop=("page", "sort"))),
        "has_any": bool(page.paginator.count) or Practice.objects.public().exists(),
    }
    return render(request, "practices/library.html", context)


@login_not_required
@require_safe
@gzip_page
def practices_feed(request):
    return PracticesFeed()(request)


@login_not_required
@require_safe
@gzip_page
def practice(request, practice):
    shown = get_public_practice(practice)
    link = address(shown)
    title = getattr(shown, f"title_{get_language()}") or str(shown)
    context = {
        "crumbs": [(_("Good practices"), reverse("practices"))],
        **reading.facts(shown),
        "followings": reading.followings(shown),
        "origin": reading.origin(shown),
        "related": reading.related(shown),
        "citation": citation(shown),
        "article": article(shown),
        "share": f"mailto:?subject={quote(title)}&body={quote(link)}",
        "changed_on": timezone.localdate(shown.changed_at),
        "published_on": timezone.localdate(shown.published_at),
    }
    return render(request, "practices/practice.html", context)


@login_not_required
@require_safe
def practice_pdf(request, practice):
    shown = get_public_practice(practice)
    name = f"{shown.slug}-{get_language()}.pdf"
    response = HttpResponse(render_practice(shown, get_language()), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name)
    return response


def _chips(request, form, asked):
    """[(what is asked, in words, the address without it)]"""
    labels = {"q": lambda value: _("“%(words)s”") % {"words": value}}
    found = []
    for name in ("q", "topic", "commitment", "country", "year", "language"):
        if name in asked:
            say = labels.get(name, lambda value, name=name: str(form.names[name][value]))
            query = _query(request, drop=(name, "page"))
            found.append((say(asked[name]), reverse("practices") + (f"?{query}" if query else "")))
    return found


def _query(request, drop):
    query = request.GET.copy()
    for name in drop:
        query.pop(name, None)
    for name in [name for name, values in query.lists() if not any(values)]:
        del query[name]
    return query.urlencode()
