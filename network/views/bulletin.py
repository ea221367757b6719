"""The issues of the bulletin as everybody reads them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..access import get_issue
from ..bulletin_reading import side
from ..feeds import BulletinFeed
from ..models import Bulletin


@login_not_required
@require_safe
@gzip_page
def bulletin_feed(request):
    return BulletinFeed()(request)


@login_not_required
@require_safe
@gzip_page
def bulletin_issue(request, number):
    issue = get_issue(number)
    others = Bulletin.objects.sent()
    context = {
        "issue": issue,
        "side": side(issue, get_language()),
        "earlier": others.filter(number__lt=number).order_by("-number").first(),
        "later": others.filter(number__gt=number).order_by("number").first(),
        "sent_on": timezone.localdate(issue.sent_at),
        "crumbs": [(_("Bulletin"), reverse("bulletin"))],
    }
    return render(request, "network/issue.html", context)
