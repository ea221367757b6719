"""What the forms of all apps have in common."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.formats import get_format_lazy
from django.utils.translation import gettext_lazy as _

from .models import User
from .moments import CHOSEN_ZONES
from .text import clean_line, clean_text

LONGEST_TEXT = 20_000  # characters of a text field that says no limit of its own: about eight pages


class PortalForm(forms.Form):
    """A form whose texts are cleaned (coalition/text.py) before any field sees them.

    The server checks and says so at the field: no `required`, no `maxlength`, which would cut a paste silently.
    """

    use_required_attribute = False

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        _prepare(self)


class PortalModelForm(forms.ModelForm):
    """The same for a model."""

    use_required_attribute = False

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        _prepare(self)


def _prepare(form):
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)
        if isinstance(field.widget, forms.Textarea) and getattr(field, "max_length", None) is None:
            field.validators.append(MaxLengthValidator(LONGEST_TEXT))
    if form.is_bound:
        form.data = _cleaned(form)


def _cleaned(form):
    def keys(widget):
        return {
            form.add_prefix(name) for name, field in form.fields.items() if isinstance(field.widget, widget)
        }

    texts, secrets = keys(forms.Textarea), keys(forms.PasswordInput)

    def clean(key, value):
        if not isinstance(value, str) or key in secrets:
            return value
        return clean_text(value) if key in texts else clean_line(value)

    if not hasattr(form.data, "lists"):
        return {key: clean(key, value) for key, value in form.data.items()}
    data = QueryDict(mutable=True)
    for key, values in form.data.lists():
        data.setlist(key, [clean(key, value) for value in values])
    return data


class DateField(forms.DateField):
    """A day: the browser's own control, which sends 2026-11-22, or typed as the reader's language writes it."""

    widget = forms.DateInput(format="%Y-%m-%d")
    input_formats = get_format_lazy("DATE_INPUT_FORMATS")
    default_error_messages = {
        "required": _("Enter the date."),
        "invalid": _("Enter a real date, such as 2026-11-22: year, month, day."),
    }


class SignupForm(forms.Form):
    """What allauth asks at sign-up besides the address and the password. (Its own fields join later.)"""

    name = forms.CharField(label=_("Your name"), max_length=150)

    def clean_name(self):
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])


class ProfileForm(PortalModelForm):
    """Name, language and clocks."""

    class Meta:
        model = User
        fields = ["name", "language", "zone"]
        labels = {
            "name": _("Your name"),
            "language": _("Language of the messages you receive"),
            "zone": _("Your time zone"),
        }
        help_texts = {"zone": _("Pages show times in this time zone. Mails use that of the municipality.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"}), "language": forms.RadioSelect}
        error_messages = {"name": {"required": _("Enter your name.")}}

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.fields["zone"] = forms.ChoiceField(
            label=self.fields["zone"].label,
            help_text=self.fields["zone"].help_text,
            required=False,
            choices=[("", _("That of the municipality")), *CHOSEN_ZONES],
        )
