"""Taking a practice up into the plan of one's own town."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.http import reads_and_writes, typed
from commitments.access import get_member_town
from municipalities.models import Role

from ..access import get_public_practice
from ..adopting import AdoptionForm, adopt, towns_that_may_adopt


@reads_and_writes
def adopt_practice(request, practice):
    adopted = get_public_practice(practice)
    towns = towns_that_may_adopt(request.user, adopted)
    form = AdoptionForm(typed(request), towns=towns)
    if form.is_valid():
        slug = form.cleaned_data["town"]
        town = get_member_town(request.user, slug, Role.CONTRIBUTOR)
        action = adopt(adopted, town, request.user)
        messages.success(
            request,
            _("“%(title)s” is in the plan being written. Say who leads it, and when it is due.")
            % {"title": action},
        )
        return redirect("action", slug, action.pk)
    context = {
        "practice": adopted,
        "towns": towns,
        "form": form,
        "crumbs": [
            (_("Good practices"), reverse("practices")),
            (str(adopted), adopted.get_absolute_url()),
        ],
    }
    return render(request, "practices/adoption.html", context)
