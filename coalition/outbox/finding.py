"""What the secretariat asks of the mail: which messages, which bounces, which addresses; pages go on by number, not by count."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..forms import DateField, PortalForm
from ..models import Bounce, OutgoingMessage, SuppressedAddress, User
from .categories import KINDS

LONGEST_SEARCH = 254  # an address
MOST_PEOPLE = 200
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Stretch:
    """Some rows, the newest first, and the number to go on from, if there are more."""

    rows: list
    next: int | None


class FilterForm(PortalForm):
    """A filter that is wrong filters nothing."""

    q = forms.CharField(label="", required=False, max_length=LONGEST_SEARCH)
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    SEARCHED = gettext_lazy("Address")
    # What is asked above the list, and not among the other fields.
    APART = ("before",)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].label = self.SEARCHED
        self.fields["q"].widget.input_type = "search"
        self.is_valid()

    def visible(self):
        return [self[name] for name in self.fields if name not in self.APART]

    @property
    def asked(self):
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowed(self):
        return bool(self.asked.keys() - {"before"})

    def stretch(self, rows, size):
        """Of the rows, those after the number that the page before ended with."""
        if before := self.asked.get("before"):
            rows = rows.filter(pk__lt=before)
        found = list(rows.order_by("-pk")[: size + 1])
        return Stretch(found[:size], found[size - 1].pk if len(found) > size else None)


def _categories():
    names = sorted(((kind.key, kind.title) for kind in KINDS.values()), key=lambda pair: str(pair[1]))
    return [("", gettext_lazy("Anything")), *names]


class MailFilterForm(FilterForm):
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("Any state")), *OutgoingMessage.Status.choices],
        required=False,
    )
    category = forms.ChoiceField(
        label=pgettext_lazy("mail", "What it is about"), choices=_categories, required=False
    )
    since = DateField(label=gettext_lazy("Written from"), required=False)
    until = DateField(label=gettext_lazy("Written up to"), required=False)

    SEARCHED = gettext_lazy("Address, person or subject")
    APART = ("before", "state")  # the states are links, with their numbers

    def messages(self):
        found = OutgoingMessage.objects.select_related("recipient").defer("text", "html")
        return found.filter(*self._conditions())

    def numbers(self):
        """{state: how many}, of all mail."""
        counted = OutgoingMessage.objects.order_by().values_list("status").annotate(Count("pk"))
        return dict(counted)

    def _conditions(self):
        asked = self.asked
        if words := asked.get("q"):
            yield _said(words)
        if state := asked.get("state"):
            yield Q(status=state)
        if category := asked.get("category"):
            yield Q(category=category)
        if since := asked.get("since"):
            yield Q(created_at__gte=_midnight(since))
        if until := asked.get("until"):
            yield Q(created_at__lt=_midnight(until) + timedelta(days=1))


class AddressFilterForm(FilterForm):
    def addresses(self, state):
        """ "new": nobody has seen to them yet; "lifted": taken off the list; else all that stand on it."""
        rows = SuppressedAddress.objects.all()
        match state:
            case "new":
                rows = rows.unacknowledged()
            case "lifted":
                rows = rows.exclude(lifted_at=None)
            case _:
                rows = rows.standing()
        if words := self.asked.get("q"):
            rows = rows.filter(address__contains=words.lower())
        return rows.select_related("added_by", "lifted_by")


class BounceFilterForm(FilterForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Any kind")), *Bounce.Kind.choices],
        required=False,
    )

    def bounces(self):
        rows = Bounce.objects.select_related("message").defer("message__text", "message__html")
        if words := self.asked.get("q"):
            rows = rows.filter(address__contains=words.lower())
        if kind := self.asked.get("kind"):
            rows = rows.filter(kind=kind)
        return rows


def _said(words):
    """A whole address is found by its index; else it is part of an address, a subject or somebody's name."""
    if "@" in words and "." in words.rpartition("@")[2] and " " not in words:
        return Q(pk__in=OutgoingMessage.objects.to(words).values("pk"))
    people = User.objects.filter(name__icontains=words).values_list("pk", flat=True)[:MOST_PEOPLE]
    return Q(to_address__icontains=words) | Q(subject__icontains=words) | Q(recipient__in=list(people))


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))
