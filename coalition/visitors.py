"""What people without an account send: no session, no cookie, no puzzle to solve (docs/adr/0037).

    @visitors_write
    def contact(request):
        form = ContactForm(typed(request))
        if form.is_valid() and form.admits(request):
            if form.is_by_a_person:
                ...
            return redirect(...)
        return render(request, "...", {"form": form}, status=form.status)

Nothing in such a view may ask who is signed in: the forms carry a stamp of their own, and no token of a session.
"""

import time
from datetime import timedelta
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django import forms
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from .forms import PortalForm
from .models import VisitorPost

SOONEST, LATEST = 2, 24 * 60 * 60  # seconds between the drawing of a form and its sending
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_FROM_ONE = 6  # an hour, of whatever kind
MOST_OF_A_KIND = 60  # a day, from everybody


def visitors_write(view):
    """For a page with such a form: no token, which would set a cookie; and no copy of it is kept on a shared computer."""
    return cache_control(private=True, no_store=True)(csrf_exempt(view))


class VisitorForm(PortalForm):
    """A form with a stamp that says when it was drawn, and a field that only machines fill in."""

    kind = ""  # what the stamps of this form open, and what is counted
    most_a_day = None  # from everybody, where it is another number than MOST_OF_A_KIND

    leave_empty = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *args, kind="", **kwargs):
        self.kind = kind or self.kind
        self.status = 200
        super().__init__(data, *args, **kwargs)
        self.initial["stamp"] = new_stamp(self.kind)
        self.nonce = ""  # the same for each sending of the same page

    @property
    def is_by_a_person(self):
        """Of what a machine sent nothing is kept; it hears the same as everybody."""
        return not self.cleaned_data["leave_empty"]

    def clean(self):
        super().clean()
        age, self.nonce = read_stamp(self.kind, self.cleaned_data.get("stamp", ""))
        if age is None or not 0 <= age <= LATEST:
            self._stamp_anew()
            raise forms.ValidationError(
                _("This page had been open for long. Nothing is lost: please send it once more.")
            )
        if age < SOONEST:
            raise forms.ValidationError(
                _("That was very quick. Please read what you wrote once more, then send it.")
            )
        return self.cleaned_data

    def admits(self, request):
        """Whether this visitor may send something now; if so it counts. Says at the form where not."""
        if admit(self.kind, sender_of(request), self.most_a_day):
            return True
        self.status = 429
        self.add_error(
            None,
            _(
                "Very much has been sent from here lately. What you wrote is still below: please send it in an hour."
            ),
        )
        return False

    def _stamp_anew(self):
        self.data = self.data.copy()
        self.data["stamp"] = self.initial["stamp"]


def new_stamp(kind, at=None):
    made_at = int(time.time() if at is None else at)
    return _signer(kind).sign_object({"at": made_at, "nonce": get_random_string(16)})


def read_stamp(kind, stamp):
    """(seconds since it was made, its nonce); (None, "") where it was not made here, or for another form."""
    try:
        made = _signer(kind).unsign_object(stamp)
    except (signing.BadSignature, ValueError):
        return None, ""
    return time.time() - made["at"], made["nonce"]


def _signer(kind):
    return signing.Signer(salt=f"visitor-{kind}")


def sender_of(request):
    """A digest that tells one sender from another until the end of the day (UTC), and says nothing else.

    Of an IPv6 address the half that a household or an office shares.
    """
    found = ip_address(get_adapter(request).get_client_ip(request))
    if found.version == 6:
        found = ip_network((found, 64), strict=False).network_address
    return salted_hmac(f"visitor {timezone.now():%Y-%m-%d}", str(found), algorithm="sha256").hexdigest()


@transaction.atomic
def admit(kind, sender, most=None):
    """Whether the sender, and all senders together, have sent less than they may; if so it counts."""
    with connection.cursor() as cursor:  # of two sendings at once, the second counts the first
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"visitor {sender}"])
    now = timezone.now()
    from_one = VisitorPost.objects.filter(sender=sender, at__gt=now - HOUR).count()
    if from_one >= MOST_FROM_ONE:
        return False
    if VisitorPost.objects.filter(kind=kind, at__gt=now - DAY).count() >= (most or MOST_OF_A_KIND):
        return False
    VisitorPost.objects.create(kind=kind, sender=sender)
    return True
