"""Which mail comes, and how often: in the pages of the account, and by the links at the foot of a mail without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..access import get_leave
from ..http import reads_and_writes, typed
from ..outbox.preferences import MailForm
from ..visitors import visitors_write

SAVED = "saved"  # in the query of the page that says so


@reads_and_writes
def own_mail(request):
    form = MailForm(typed(request), person=request.user)
    if form.is_valid():
        form.choose()
        messages.success(request, _("Your choice was saved."))
        return redirect("own_mail")
    return render(request, "mail_choice/own.html", {"form": form})


@login_not_required
@visitors_write
@reads_and_writes
def leave_mail(request, token):
    """Looking changes nothing; a POST ends it and says so at once: the button here, or a mailbox (RFC 8058)."""
    leave = get_leave(token)
    if request.method == "POST":
        leave.take()
    return _leave_page(request, leave, token)


@login_not_required
@visitors_write
@reads_and_writes
def choose_mail(request, token):
    leave = get_leave(token)
    if not leave.reaches_somebody:
        return _leave_page(request, leave, token)
    form = MailForm(typed(request), person=leave.person)
    if form.is_valid():
        form.choose()
        return redirect(f"{reverse('choose_mail', args=[token])}?{SAVED}")
    is_saved = SAVED in request.GET and request.method != "POST"
    context = {"form": form, "leave": leave, "token": token, "is_saved": is_saved}
    return render(request, "mail_choice/choose.html", context)


def _leave_page(request, leave, token):
    context = {"leave": leave, "ended": leave.ended(), "token": token}
    return render(request, "mail_choice/leave.html", context)
