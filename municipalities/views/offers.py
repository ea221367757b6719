"""What organizations and researchers offer: the public pages, and the secretariat's decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from coalition.http import reads_and_writes, typed
from coalition.trail import trail_of
from coalition.visitors import visitors_write
from coalition.workflow import once

from ..access import secretariat_only
from ..forms import ReasonForm
from ..involvement_access import get_offer, get_offer_of_token
from ..models import Endorsement, Research
from ..visitor_forms import EndorsementForm, ResearchForm

PAGE_SIZE = 100
SENT = "sent"  # in the query of the page that says so


@login_not_required
@require_safe
@gzip_page
def endorsements(request):
    """The organizations that stand behind the coalition: name, kind and website."""
    return _list(request, Endorsement.objects.listed(), "involve/endorsements.html")


@login_not_required
@require_safe
@gzip_page
def research(request):
    """What researchers contributed, the newest first."""
    return _list(request, Research.objects.listed(), "involve/research.html")


@login_not_required
@visitors_write
@reads_and_writes
@gzip_page
def endorse(request):
    return _offer(request, Endorsement, EndorsementForm(typed(request)), "endorse")


@login_not_required
@visitors_write
@reads_and_writes
@gzip_page
def contribute_research(request):
    return _offer(request, Research, ResearchForm(typed(request)), "contribute_research")


@login_not_required
@visitors_write
@reads_and_writes
def verify_offer(request, token):
    """The link in the mail opens the page; its button verifies, since programs that look through mail open links."""
    offer = get_offer_of_token(token)
    if request.method == "POST":
        once(offer.verify, offer.Status.WAITING)
        return redirect("verify_offer", token)
    context = {"offer": offer, "crumbs": [(_("Get involved"), reverse("get_involved"))]}
    return render(request, "involve/verify_offer.html", context)


@secretariat_only
@require_safe
def review_offer(request, key, pk):
    return _review(request, get_offer(key, pk))


@secretariat_only
@require_POST
def publish_offer(request, key, pk):
    offer = get_offer(key, pk)
    once(offer.publish, offer.Status.LISTED, request.user)
    messages.success(request, _("It stands on the public page, and its writer is told."))
    return redirect(offer)


@secretariat_only
@require_POST
def decline_offer(request, key, pk):
    offer = get_offer(key, pk)
    form = _reason(request.POST)
    if not form.is_valid():
        return _review(request, offer, refusal=form)
    once(offer.decline, offer.Status.DECLINED, request.user, **form.cleaned_data)
    messages.success(request, _("It is declined, and its writer is told."))
    return redirect(offer)


@secretariat_only
@require_POST
def withdraw_offer(request, key, pk):
    offer = get_offer(key, pk)
    form = _reason(request.POST)
    if not form.is_valid():
        return _review(request, offer, refusal=form)
    once(offer.withdraw, offer.Status.WITHDRAWN, request.user, **form.cleaned_data)
    messages.success(request, _("It is off the public page, and its writer is told."))
    return redirect(offer)


def _list(request, listed, template):
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "count": page.paginator.count,
        "crumbs": [(_("Get involved"), reverse("get_involved"))],
    }
    return render(request, template, context)


def _offer(request, model, form, name):
    if form.is_valid() and form.admits(request):
        if form.is_by_a_person:
            model.offer(form.nonce, get_language(), **form.answers())
        return redirect(f"{reverse(name)}?{SENT}")
    context = {
        "form": form,
        "is_sent": SENT in request.GET and request.method != "POST",
        "crumbs": [(_("Get involved"), reverse("get_involved"))],
    }
    return render(request, f"involve/{name}.html", context, status=form.status)


def _review(request, offer, refusal=None):
    context = {
        "offer": offer,
        "refusal": refusal or _reason(None),
        "has_errors": bool(refusal),
        "trail": trail_of(offer),
        "crumbs": [(_("Secretariat"), reverse("secretariat"))],
    }
    return render(request, "secretariat/review_offer.html", context)


def _reason(data):
    return ReasonForm(data, label=_("Reason"), hint=_("Whoever offered it reads this."))
