"""A person's own data, and the way out."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..forgetting import forget
from ..http import reads_and_writes
from ..personal_data import before_leaving, gather


@require_safe
@reauthentication_required
def own_data(request):
    return render(request, "account/data.html")


@require_safe
@reauthentication_required
def own_data_file(request):
    known = gather(request.user)
    name = f"coalition-portal-{known['made_at']:%Y-%m-%d}.json"
    return JsonResponse(
        known,
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@reads_and_writes
@reauthentication_required
def delete_account(request):
    if request.method == "POST":
        forget(request.user)
        logout(request)
        messages.success(request, _("Your account was deleted."))
        return redirect("home")
    notes = [note for notes in before_leaving for note in notes(request.user)]
    return render(request, "account/delete.html", {"notes": notes})
