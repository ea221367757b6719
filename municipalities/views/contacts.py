from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.http import reads_and_writes, typed

from ..access import get_contacts
from ..application_forms import ContactsForm
from ..contacts import change_contacts
from ..joining import say_champion, say_contact
from ..models import Role


@reads_and_writes
@transaction.atomic
def contacts(request, slug):
    """The contact and the champion of a member: its people read them, its coordinators change them."""
    application = get_contacts(
        request.user, slug, Role.COORDINATOR if request.method == "POST" else Role.VIEWER
    )
    municipality = application.municipality
    form = None
    if municipality.role == Role.COORDINATOR:
        form = ContactsForm(typed(request), application=application)
        if form.is_valid():
            change_contacts(application, request.user, form.answers())
            messages.success(request, _("The contacts are saved."))
            return redirect("workspace", slug)
    context = {
        "municipality": municipality,
        "form": form,
        "contact": say_contact(application),
        "champion": say_champion(application),
        "crumbs": [
            (_("Workspace"), reverse("workspaces")),
            (municipality.name, reverse("workspace", args=[slug])),
        ],
    }
    status = 409 if form and form.conflicts else 200
    return render(request, "workspace/contacts.html", context, status=status)
