"""What readers say of pages, and what becomes of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..access import get_opinion, secretariat_only
from ..models import Opinion
from ..workflow import once
from .desk import desk_crumbs

PAGE_SIZE = 30
MOST_PAGES = 50


@secretariat_only
@require_safe
def opinions(request):
    status = request.GET.get("status", Opinion.Status.NEW)
    if status not in Opinion.Status.values:
        status = Opinion.Status.NEW
    found = Opinion.objects.with_words().filter(status=status)
    if path := request.GET.get("path", "").replace("\0", ""):
        found = found.filter(path=path)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "count": page.paginator.count,
        "status": status,
        "path": path,
        "states": Opinion.Status.choices,
        "by_page": list(Opinion.objects.by_page()[:MOST_PAGES]),
        "crumbs": desk_crumbs(),
    }
    return render(request, "desk/opinions.html", context)


@secretariat_only
@require_POST
def answer_opinion(request, pk):
    return _move(request, get_opinion(pk).answer, Opinion.Status.ANSWERED, _("Marked as dealt with."))


@secretariat_only
@require_POST
def set_opinion_aside(request, pk):
    return _move(request, get_opinion(pk).set_aside, Opinion.Status.ASIDE, _("The comment is set aside."))


@secretariat_only
@require_POST
def reopen_opinion(request, pk):
    return _move(
        request, get_opinion(pk).reopen, Opinion.Status.NEW, _("The comment is among the new ones again.")
    )


def _move(request, verb, target, done):
    once(verb, target, by=request.user)
    messages.success(request, done)
    return redirect("opinions")
