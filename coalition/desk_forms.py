"""What the editorial desk asks of the secretariat."""

from datetime import datetime
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import links
from .forms import PortalForm
from .models import Feature, Notice, Page
from .shared_forms import SharedForm

LONGEST_BODY = 40_000  # characters: about sixteen pages
YEARS = range(2000, 2100)


class MomentField(forms.DateTimeField):
    """A day and an hour on the secretariat's clock: the browser's own control, or typed as 2026-11-22 14:30."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_error_messages = {
        "required": gettext_lazy("Enter the day and the hour."),
        "invalid": gettext_lazy("Enter a real day and hour, such as 2026-11-22 14:30."),
    }

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        # Far from both ends of time, where other clocks have no name for the hour.
        if moment is not None and moment.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class WordsForm(SharedForm):
    """Something the secretariat says in both languages, of which colleagues may have the same form open."""

    def __init__(self, data=None, *, thing=None, offered=None):
        names = self.base_fields.keys() - {"seen"}
        stored = {name: self.stored_value(thing, name) if thing else "" for name in names}
        super().__init__(data, stored=stored, offered=None if thing else offered)

    @staticmethod
    def stored_value(thing, name):
        value = getattr(thing, name)
        return timezone.localtime(value) if isinstance(value, datetime) else value or ""

    def words(self):
        """What it says after this."""
        return {name: self.merged(name) for name in self.stored}


class PageForm(WordsForm):
    """The words of a page; of a new one as well. Only publishing asks for both languages."""

    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=120, required=False)
    title_fr = forms.CharField(label=gettext_lazy("Title in French"), max_length=120, required=False)
    summary_en = forms.CharField(
        label=gettext_lazy("Summary in English"),
        help_text=gettext_lazy(
            "One sentence: it stands under the title, and in the results of search engines."
        ),
        max_length=200,
        required=False,
    )
    summary_fr = forms.CharField(label=gettext_lazy("Summary in French"), max_length=200, required=False)
    body_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 22}),
    )
    body_fr = forms.CharField(
        label=gettext_lazy("Text in French"),
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 22}),
    )


class NewPageForm(PortalForm):
    """Its titles make its addresses, which stay as they are."""

    title_en = forms.CharField(
        label=gettext_lazy("Title in English"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the title in English.")},
    )
    title_fr = forms.CharField(
        label=gettext_lazy("Title in French"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the title in French.")},
    )
    chapter = forms.TypedChoiceField(
        label=gettext_lazy("Chapter"),
        choices=Page.Chapter,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the chapter.")},
    )


class PublishForm(PortalForm):
    """Now, or from a day and an hour on."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    at = MomentField(
        label=gettext_lazy("Publish it later, on"),
        help_text=gettext_lazy("Leave it empty to publish it now. The hour is that of Ottawa."),
        required=False,
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise forms.ValidationError(
                _("Choose an hour that is still to come, or leave it empty."), code="past"
            )
        return at


class TimedForm(WordsForm):
    """With the time in which it is shown."""

    starts_at = MomentField(
        label=gettext_lazy("Show it from"),
        help_text=gettext_lazy("The hour is that of Ottawa."),
    )
    ends_at = MomentField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Leave it empty to show it until further notice."),
        required=False,
    )

    def __init__(self, data=None, *, thing=None, offered=None):
        now = timezone.localtime().replace(second=0, microsecond=0)
        super().__init__(data, thing=thing, offered={"starts_at": now, **(offered or {})})

    def clean(self):
        super().clean()
        starts, ends = (self.cleaned_data.get(name) for name in ("starts_at", "ends_at"))
        if starts and ends and ends <= starts:
            self.add_error(
                "ends_at", forms.ValidationError(_("The end comes before the beginning."), code="order")
            )

    def words(self):
        said = super().words()
        return said | {"ends_at": said["ends_at"] or None}


class NoticeForm(TimedForm):
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the text in English.")},
    )
    text_fr = forms.CharField(
        label=gettext_lazy("Text in French"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the text in French.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How pressing it is"), choices=Notice.Level, widget=forms.RadioSelect
    )
    field_order = ["text_en", "text_fr", "level", "starts_at", "ends_at"]

    def __init__(self, data=None, *, thing=None):
        super().__init__(data, thing=thing, offered={"level": Notice.Level.INFO})


class WhereField(forms.CharField):
    """A path of the portal, such as /en/join/, or an address elsewhere."""

    def __init__(self, **kwargs):
        super().__init__(max_length=500, **kwargs)

    def clean(self, value):
        where = super().clean(value)
        if where.startswith("/") and not where.startswith("//") and not urlsplit(where).netloc:
            return where
        try:
            links.target_of(where)
        except links.Forbidden:
            raise forms.ValidationError(
                _(
                    "Enter a page of the portal, such as /en/join/, or a full address, such as https://www.example.ca."
                ),
                code="no_address",
            ) from None
        return where


class FeatureForm(TimedForm):
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write the title in English.")},
    )
    title_fr = forms.CharField(
        label=gettext_lazy("Title in French"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write the title in French.")},
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        max_length=240,
        error_messages={"required": gettext_lazy("Write the text in English.")},
    )
    text_fr = forms.CharField(
        label=gettext_lazy("Text in French"),
        max_length=240,
        error_messages={"required": gettext_lazy("Write the text in French.")},
    )
    link_en = WhereField(
        label=gettext_lazy("Where it leads in English"),
        help_text=gettext_lazy("A page of the portal, such as /en/join/, or a full address."),
        error_messages={"required": gettext_lazy("Say where it leads in English.")},
    )
    link_fr = WhereField(
        label=gettext_lazy("Where it leads in French"),
        error_messages={"required": gettext_lazy("Say where it leads in French.")},
    )
    position = forms.TypedChoiceField(
        label=gettext_lazy("Place"),
        choices=[(1, gettext_lazy("First")), (2, gettext_lazy("Second")), (3, gettext_lazy("Third"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    field_order = [
        *("title_en", "title_fr", "text_en", "text_fr", "link_en", "link_fr"),
        *("position", "starts_at", "ends_at"),
    ]

    def __init__(self, data=None, *, thing=None):
        taken = set(Feature.objects.shown(timezone.now()).values_list("position", flat=True))
        free = next((place for place in (1, 2, 3) if place not in taken), 3)
        super().__init__(data, thing=thing, offered={"position": free})
