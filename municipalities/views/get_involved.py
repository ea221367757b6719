"""What somebody can do whose town is no member yet, or is one: the pages need no account and store nothing."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.i18n import other_language

from ..access import get_registered
from ..finding import find_towns
from ..forms import SearchForm
from ..models import Endorsement
from ..paper import docx, docx_response
from ..town_papers import PAPERS, facts_about, paper_of

SHOWN = 12


@login_not_required
@require_safe
@gzip_page
def get_involved(request):
    """Is my town a member, and what can I do?"""
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    # The same for everybody, signed in or not: whether somebody has begun is not for the public.
    found = find_towns(words, AnonymousUser())
    context = {
        "form": form,
        "words": words,
        "candidates": found.candidates,
        "has_more": found.has_more,
        "similar": found.similar,
        "endorsements": Endorsement.objects.listed()[:SHOWN],
        "crumbs": [],
    }
    return render(request, "involve/get_involved.html", context)


@login_not_required
@require_safe
@gzip_page
def town_paper(request, slug, paper):
    """A letter, a request or notes for the town in both languages, the page's first."""
    town = get_registered(slug)
    if elsewhere := _has_joined(town):
        return redirect(elsewhere)
    language, about = get_language(), facts_about(town)
    context = {
        "municipality": town,
        "paper": paper,
        "papers": [paper_of(paper, town, code, about) for code in (language, other_language(language))],
        "crumbs": [(_("Get involved"), reverse("get_involved"))],
        "others": [(name, reverse(PAPERS[name], args=[slug])) for name in PAPERS if name != paper],
    }
    return render(request, "involve/town_paper.html", context)


@login_not_required
@require_safe
def town_paper_docx(request, slug, paper):
    town = get_registered(slug)
    if elsewhere := _has_joined(town):
        return redirect(elsewhere)
    made = paper_of(paper, town, get_language(), facts_about(town))
    return docx_response(made.file_name, docx(made.title, made.paragraphs, made.language))


def _has_joined(town):
    """The page of a town that needs no letter: it is a member, or part of another town."""
    if town.merged_into_id or (town.has_membership and town.membership.status != "ended"):
        return town.merged_into or town
    return None
