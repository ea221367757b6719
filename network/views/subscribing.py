"""Subscribing to the bulletin and leaving it, without an account: nothing here asks who is signed in."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from coalition.http import reads_and_writes, typed
from coalition.visitors import visitors_write

from ..access import get_consent, get_subscription
from ..bulletin_forms import LanguageForm, SubscribeForm
from ..models import Bulletin, Subscription

PAGE_SIZE = 24
SENT = "sent"  # in the query of the page that says so


@login_not_required
@visitors_write
@reads_and_writes
@gzip_page
def bulletin(request):
    """The form, and the issues that were sent, the newest first."""
    form = SubscribeForm(typed(request))
    if form.is_valid() and form.admits(request):
        if form.is_by_a_person:
            said = form.cleaned_data
            Subscription.ask(said["email"], said["language"], form.nonce)
        return redirect(f"{reverse('bulletin')}?{SENT}")
    page = Paginator(Bulletin.objects.sent().order_by("-number"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_sent": SENT in request.GET and request.method != "POST",
        "page_obj": page,
        "count": page.paginator.count,
        "crumbs": [],
    }
    return render(request, "network/bulletin.html", context, status=form.status)


@login_not_required
@visitors_write
@reads_and_writes
def confirm_subscription(request, token):
    """The link in the mail opens the page; its button confirms, since programs that look through mail open links."""
    consent = get_consent(token)
    if request.method == "POST":
        consent.confirm()
        return redirect("confirm_subscription", token)
    context = {"consent": consent, "subscription": consent.subscription, "crumbs": _crumbs()}
    return render(request, "network/confirm_subscription.html", context)


@login_not_required
@visitors_write
@reads_and_writes
def bulletin_subscription(request, token):
    """Looking changes nothing; a POST ends it and says so at once: the button here, or a mailbox (RFC 8058)."""
    subscription = get_subscription(token)
    if request.method == "POST":
        subscription.leave()
    return _subscription_page(request, subscription)


@login_not_required
@visitors_write
@require_POST
def bulletin_language(request, token):
    subscription = get_subscription(token)
    form = LanguageForm(request.POST, current=subscription.language)
    if not form.is_valid():
        return _subscription_page(request, subscription, form)
    subscription.speak(form.cleaned_data["language"])
    return redirect("bulletin_subscription", token)


def _subscription_page(request, subscription, form=None):
    context = {
        "subscription": subscription,
        "form": form or LanguageForm(current=subscription.language),
        "crumbs": _crumbs(),
    }
    return render(request, "network/subscription.html", context)


def _crumbs():
    return [(_("Bulletin"), reverse("bulletin"))]
