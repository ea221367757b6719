"""Forms of people without an account: to a town's coordinators, to the secretariat. Nothing here knows who is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from coalition.http import reads_and_writes, typed
from coalition.visitors import visitors_write

from ..involvement_access import get_membership_of, get_town_to_write_to
from ..models import Role
from ..visitor_forms import ContactForm, MessageForm
from ..visitor_mail import write_to_secretariat, write_to_town

SENT = "sent"  # in the query of the page that says so


@login_not_required
@visitors_write
@reads_and_writes
@gzip_page
def write_to_municipality(request, slug):
    municipality, readers = get_town_to_write_to(slug)
    form = MessageForm(typed(request), kind=f"town-{municipality.pk}")
    if form.is_valid() and form.admits(request):
        if form.is_by_a_person:
            said = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
            write_to_town(municipality, readers, form.nonce, get_language(), **said)
        return redirect(f"{reverse('write_to_municipality', args=[slug])}?{SENT}")
    context = {
        "municipality": municipality,
        "form": form,
        "is_sent": SENT in request.GET and request.method != "POST",
        "crumbs": [
            (_("Municipalities"), reverse("directory")),
            (municipality.name, municipality.get_absolute_url()),
        ],
    }
    return render(request, "involve/write_to_municipality.html", context, status=form.status)


@login_not_required
@visitors_write
@reads_and_writes
@gzip_page
def contact(request):
    form = ContactForm(typed(request))
    if form.is_valid() and form.admits(request):
        if form.is_by_a_person:
            said = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
            about = str(dict(form.ABOUT)[form.cleaned_data["about"]])
            write_to_secretariat(form.nonce, get_language(), about, **said)
        return redirect(f"{reverse('contact')}?{SENT}")
    context = {
        "form": form,
        "is_sent": SENT in request.GET and request.method != "POST",
        "crumbs": [(_("Get involved"), reverse("get_involved"))],
    }
    return render(request, "involve/contact.html", context, status=form.status)


@reads_and_writes
def contact_form_setting(request, slug):
    """Whether the town's public page leads to a form: its people read it, its coordinators decide."""
    role = Role.COORDINATOR if request.method == "POST" else Role.VIEWER
    municipality, membership = get_membership_of(request.user, slug, role)
    if request.method == "POST":
        is_open = request.POST.get("is_open") == "yes"
        membership.take_messages(request.user, is_open)
        messages.success(
            request,
            _("Your public page leads to the form.")
            if is_open
            else _("Your public page has no form any more."),
        )
        return redirect("contact_form_setting", slug)
    context = {
        "municipality": municipality,
        "membership": membership,
        "readers": municipality.coordinators(),
        "may_decide": municipality.role == Role.COORDINATOR,
        "crumbs": [
            (_("Workspace"), reverse("workspaces")),
            (municipality.name, reverse("workspace", args=[slug])),
        ],
    }
    return render(request, "workspace/contact_form.html", context)
