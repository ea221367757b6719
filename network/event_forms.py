"""What is asked of an event, and of those who register for one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.desk_forms import LONGEST_BODY, MomentField, WordsForm
from coalition.forms import PortalForm
from coalition.moments import CHOSEN_ZONES, say_moment
from coalition.visitors import VisitorForm

from .bulletin_forms import choose_language, email_field, language_field
from .models import Gathering

MOST_PLACES = 20_000
YES, NO = "yes", "no"


class ClockField(MomentField):
    """A day and an hour as the clocks of the event show it, without a zone: the form asks for that beside it."""

    def to_python(self, value):
        with timezone.override(UTC):
            moment = super().to_python(value)
        return moment and moment.replace(tzinfo=None)


def _line(label, longest, hint=""):
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False)


def _text(label, longest, rows, hint=""):
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class GatheringForm(WordsForm):
    """An event; only publishing asks for both languages."""

    # Another zone means another instant.
    TOGETHER = {"starts": ("starts", "ends", "zone")}

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Choose one")), *Gathering.Kind.choices],
        error_messages={"required": gettext_lazy("Choose what kind of event it is.")},
    )
    title_en = _line(gettext_lazy("Title in English"), 120)
    title_fr = _line(gettext_lazy("Title in French"), 120)
    summary_en = _line(
        gettext_lazy("Summary in English"),
        240,
        gettext_lazy("One or two sentences: they stand in lists, in calendars and in mail."),
    )
    summary_fr = _line(gettext_lazy("Summary in French"), 240)
    description_en = _text(gettext_lazy("Description in English"), LONGEST_BODY, 12)
    description_fr = _text(gettext_lazy("Description in French"), LONGEST_BODY, 12)
    starts = ClockField(label=gettext_lazy("Begins"))
    ends = ClockField(label=gettext_lazy("Ends"))
    zone = forms.ChoiceField(
        label=gettext_lazy("On the clocks of"),
        help_text=gettext_lazy("Where it takes place; from afar, where most come from."),
        choices=[("", gettext_lazy("Choose one")), *CHOSEN_ZONES],
        error_messages={"required": gettext_lazy("Choose the time zone.")},
    )
    place_en = _line(
        gettext_lazy("Place in English"),
        200,
        gettext_lazy("Building, street and town; empty if only from afar."),
    )
    place_fr = _line(gettext_lazy("Place in French"), 200)
    link = forms.URLField(
        label=gettext_lazy("Link to take part, or to the programme"),
        help_text=gettext_lazy("Everybody reads it."),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter an address such as https://www.example.ca.")},
    )
    spoken = forms.ChoiceField(
        label=gettext_lazy("Languages of the event"),
        choices=Gathering.Spoken.choices,
        widget=forms.RadioSelect,
    )
    registering = forms.ChoiceField(
        label=gettext_lazy("Do people register here?"),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("When they are taken, people join a waiting list. Empty: as many as come."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-4", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Enter a number, such as 40.")},
    )

    def __init__(self, data=None, *, thing=None):
        offered = {"spoken": Gathering.Spoken.BOTH, "registering": YES, "zone": "America/Toronto"}
        super().__init__(data, thing=thing, offered=offered)

    @staticmethod
    def stored_value(thing, name):
        if name in {"starts", "ends"}:
            return getattr(thing, f"{name}_at").astimezone(thing.time_zone).replace(tzinfo=None)
        if name == "registering":
            return YES if thing.takes_registrations else NO
        return getattr(thing, name) or ""

    def say_one(self, name, value):
        return say_moment(value) if isinstance(value, datetime) else super().say_one(name, value)

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if capacity is not None and not 1 <= capacity <= MOST_PLACES:
            raise forms.ValidationError(
                _("Enter a number between 1 and %(most)s, or leave it empty.") % {"most": MOST_PLACES}
            )
        return capacity

    def clean(self):
        said = self.cleaned_data
        if not any(said.get(f"title_{code}") for code in ("en", "fr")) and not self.errors:
            self.add_error("title_en", _("Give it a title, in English or in French. All the rest can wait."))
        if zone := said.get("zone"):
            for name in ("starts", "ends"):
                if (moment := said.get(name)) and not _exists(moment, ZoneInfo(zone)):
                    self.add_error(
                        name, _("On that day the clocks are put forward, and this hour is left out.")
                    )
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends and ends <= starts:
            self.add_error(
                "ends", forms.ValidationError(_("The end comes before the beginning."), code="order")
            )
        super().clean()

    def words(self):
        """What Gathering.begin and revise take."""
        said = super().words()
        zone = ZoneInfo(said["zone"])
        return said | {
            "starts_at": said.pop("starts").replace(tzinfo=zone).astimezone(UTC),
            "ends_at": said.pop("ends").replace(tzinfo=zone).astimezone(UTC),
            "takes_registrations": said.pop("registering") == YES,
            "capacity": said["capacity"] or None,
        }


def _exists(moment, zone):
    there = moment.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment


class CancelForm(PortalForm):
    """Why it is cancelled: everybody reads it."""

    reason_en = forms.CharField(
        label=gettext_lazy("Reason in English"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give the reason in English.")},
    )
    reason_fr = forms.CharField(
        label=gettext_lazy("Reason in French"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give the reason in French.")},
    )


def _organization():
    return forms.CharField(
        label=gettext_lazy("Municipality or organization"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


def _access_needs():
    return forms.CharField(
        label=gettext_lazy("What you need to take part"),
        help_text=gettext_lazy(
            "For example sign language, a ramp, captions, a quiet room. Only the organizers read it; it is deleted after"
            " the event."
        ),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RegisterForm(VisitorForm):
    """Of somebody without an account."""

    most_a_day = 1_000

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    email = email_field()
    language = language_field()
    organization = _organization()
    access_needs = _access_needs()
    field_order = ["name", "email", "language", "organization", "access_needs"]

    def __init__(self, data=None, *, gathering):
        super().__init__(data, kind=f"event-{gathering.pk}")
        choose_language(self, get_language())

    def answers(self):
        """What Registration.ask takes."""
        return {name: self.cleaned_data[name] for name in self.field_order}


class JoinForm(PortalForm):
    """Of somebody signed in, whose name, address and language are known."""

    organization = _organization()
    access_needs = _access_needs()
