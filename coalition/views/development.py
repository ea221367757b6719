"""Pages of a developer's machine: the mails that the mail catcher has caught. Not there in production."""

import mailbox
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from .framed import framed

SHOWN = 200


@dataclass(frozen=True)
class CaughtMail:
    key: str
    message: EmailMessage

    @property
    def subject(self):
        return self.message["Subject"] or ""

    @property
    def sender(self):
        return self.message["From"] or ""

    @property
    def recipients(self):
        return self.message["To"] or ""

    @property
    def sent_at(self):
        return parsedate_to_datetime(self.message["Date"]) if self.message["Date"] else None

    @property
    def text(self):
        return self._part("plain")

    @property
    def html(self):
        return self._part("html")

    def _part(self, kind):
        part = self.message.get_body([kind])
        return part.get_content() if part else ""


@login_not_required
@require_safe
def caught_mails(request):
    box = _box()
    newest = sorted(box.iterkeys(), key=_caught_at(box), reverse=True)[:SHOWN]
    return render(request, "development/caught_mails.html", {"mails": [_open(box, key) for key in newest]})


@login_not_required
@require_safe
def caught_mail(request, key):
    return render(request, "development/caught_mail.html", {"mail": _caught(key)})


@login_not_required
@require_safe
@xframe_options_sameorigin
def caught_mail_html(request, key):
    """The HTML part on an address of its own, where no script may run and nothing may be fetched."""
    return framed(_caught(key).html)


def _box():
    return mailbox.Maildir(settings.MAIL_CATCHER, create=True)


def _caught(key):
    box = _box()
    if key not in box:
        raise Http404
    return _open(box, key)


def _open(box, key):
    return CaughtMail(key, BytesParser(policy=default).parsebytes(box.get_bytes(key)))


def _caught_at(box):
    # A Maildir's key begins with the second and the microsecond of its arrival.
    return lambda key: (box.get_message(key).get_date(), key)
