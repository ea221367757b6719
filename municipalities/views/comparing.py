from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..comparing import MOST, choose
from ..comparing import compare as side_by_side
from ..directory import answering
from ..forms import SearchForm
from ..nearby import nearest, of_similar_size

MOST_FOUND = 8


@login_not_required
@require_safe
@gzip_page
def compare(request):
    """The towns of ?with=, and a search for others to put beside them."""
    choice = choose(request.GET.getlist("with"))
    form = SearchForm({"q": request.GET.get("q", "")})
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = []
    if words and not choice.is_full:
        towns = answering({"q": words}).exclude(pk__in=[town.pk for town in choice.towns])
        found = list(towns.select_related("province", "membership").alphabetical()[:MOST_FOUND])
    context = {
        "crumbs": [(_("Municipalities"), reverse("directory"))],
        "choice": choice,
        "most": MOST,
        "chosen": [(town, choice.address_without(town)) for town in choice.towns],
        "form": form,
        "words": words,
        "found": [(town, choice.address_with(town)) for town in found],
        "proposed": [] if choice.is_full or words else proposed(choice),
        "parts": laid_out(choice.towns) if choice.is_comparable else [],
    }
    return render(request, "public/compare.html", context)


def proposed(choice):
    """(town, address with it): the towns nearest to the first chosen one, and those of its size."""
    if not choice.towns:
        return []
    first, chosen = choice.towns[0], {town.pk for town in choice.towns}
    others = {each.municipality.pk: each.municipality for each in [*nearest(first), *of_similar_size(first)]}
    return [(town, choice.address_with(town)) for pk, town in others.items() if pk not in chosen]


def laid_out(towns):
    """[(part, [(row, [(cell, its town)])])]"""
    return [
        (part, [(row, list(zip(row.cells, towns, strict=True))) for row in part.rows])
        for part in side_by_side(towns)
    ]
