from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..access import get_registered, secretariat_only
from ..forms import NoteForm
from ..models import Note


@secretariat_only
@require_POST
def add_note(request, slug):
    """Keep a note about a town, a member or one that applies; back to where it was written."""
    municipality = get_registered(slug)
    back = _page_of(municipality, request.POST.get("application", ""))
    form = NoteForm(request.POST, auto_id="note_%s")
    if form.is_valid():
        Note.write(municipality, request.user, **form.cleaned_data)
        messages.success(request, _("The note is kept. Only the secretariat sees it."))
        return redirect(back)
    context = {
        "municipality": municipality,
        "form": form,
        "note_form": form,
        "notes": municipality.notes.select_related("author"),
        "back": back,
        "crumbs": [(_("Secretariat"), reverse("secretariat")), (municipality.name, back)],
    }
    return render(request, "secretariat/note.html", context)


def _page_of(municipality, asked):
    """The application it was written at, else the page of the member, else the newest application."""
    applications = municipality.applications.all()
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    if application := applications.filter(pk=number).first():
        return reverse("review_application", args=[application.pk])
    if municipality.has_membership:
        return reverse("secretariat_member", args=[municipality.slug])
    if newest := applications.first():
        return reverse("review_application", args=[newest.pk])
    return municipality.get_absolute_url()
