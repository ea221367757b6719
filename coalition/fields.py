"""How form fields are drawn, whatever the form: templates/components/field.html asks here."""

import time
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.conf import settings
from django.forms import widgets
from django.utils.translation import gettext as _

# Browsers' own controls, which also accept typing; their values are ISO dates in every language.
NATIVE_TYPES = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}


class PresentedField:
    """A bound field with what its mark-up needs: kind, optional or not, language, options with hints."""

    def __init__(self, bound):
        self.bound = bound
        self.widget = bound.field.widget
        # The server checks, and says so at the field and in the summary: the browser's own bubbles stay out.
        bound.form.use_required_attribute = False
        for kind, (input_type, value_format) in NATIVE_TYPES.items():
            if type(self.widget) is kind and self._fits(value_format):
                self.widget.input_type, self.widget.format = input_type, value_format
        self.widget.attrs.pop("placeholder", None)  # it vanishes when one types, and is too pale to read
        if self.lang:
            self.widget.attrs.setdefault("lang", self.lang)

    def _fits(self, value_format):
        """What the browser's own control would swallow, such as a mistyped date, stays in a plain field."""
        typed = self.bound.value()
        if not typed or not isinstance(typed, str):
            return True
        try:
            return time.strftime(value_format, time.strptime(typed, value_format)) == typed
        except ValueError:
            return False

    @cached_property
    def kind(self):
        if isinstance(self.widget, widgets.CheckboxSelectMultiple):
            return "checkboxes"
        if isinstance(self.widget, widgets.RadioSelect):
            return "radios"
        if isinstance(self.widget, widgets.CheckboxInput):
            return "checkbox"
        return "group" if isinstance(self.widget, widgets.MultiWidget) else "line"

    @cached_property
    def is_optional(self):
        return not self.bound.field.required and self.kind != "checkbox" and not self.bound.field.disabled

    @cached_property
    def lang(self):
        """The language of what is typed, for fields such as `name_fr`."""
        code = self.bound.name.rpartition("_")[2]
        return code if code in dict(settings.LANGUAGES) and "_" in self.bound.name else ""

    @cached_property
    def hint_id(self):
        return f"{self.bound.auto_id}_helptext"

    @cached_property
    def error_id(self):
        return f"{self.bound.auto_id}_error"

    @cached_property
    def described_by(self):
        return self.bound.aria_describedby or ""

    @cached_property
    def messages(self):
        return messages(self.bound)

    @cached_property
    def options(self):
        """(option, hint) of radios and checkboxes. `field.widget.hints = {value: text}` gives the hints."""
        hints = getattr(self.widget, "hints", {})
        return [(option, hints.get(str(option.data["value"]), "")) for option in self.bound]


@dataclass(frozen=True)
class ErrorLink:
    message: str
    target: str  # id of the control to go to; empty for what concerns the whole form


def messages(bound):
    """What is wrong with a field, in words that say what to do. A form's own words are left as they are."""
    defaults = [
        kind.default_error_messages
        for kind in type(bound.field).__mro__
        if "default_error_messages" in vars(kind)
    ]
    texts = []
    for error in bound.errors.as_data():
        for text in error.messages:
            is_default = any(text == str(words.get(error.code)) for words in defaults)
            texts.append(
                _to_do(bound, error.code) if is_default and error.code in {"required", "invalid"} else text
            )
    return [text or fallback for text, fallback in zip(texts, bound.errors, strict=True)]


def _to_do(bound, code):
    label = {"label": bound.label}
    if isinstance(bound.field, forms.DateField):
        return _("Give a real date for “%(label)s”, for example 2027-03-31.") % label
    if code != "required":
        return ""
    if isinstance(bound.field, forms.FileField):
        if "default_error_messages" in vars(type(bound.field)):  # a field of ours says it itself
            return ""
        return _("Choose a file for “%(label)s”.") % label
    if isinstance(bound.field, forms.BooleanField):
        return _("Tick “%(label)s” to go on.") % label
    if isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choose an answer for “%(label)s”.") % label
    return _("Fill in “%(label)s”.") % label


def _named(message, bound):
    """Away from its field, a message must say which field it means; of many alike, what `form.about` says too."""
    label = str(bound.label)
    if label.endswith("?"):
        message = f"{label} {message}"
    elif label.lower() not in message.lower():
        message = _("%(label)s: %(message)s") % {"label": bound.label, "message": message}
    about = getattr(bound.form, "about", "")
    return _("%(label)s: %(message)s") % {"label": about, "message": message} if about else message


def _target(bound):
    if isinstance(bound.field.widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def links_to_errors(form):
    """Every error of a form, a formset or a list of them, in the order of the page."""
    if isinstance(form, forms.BaseFormSet):
        whole = [ErrorLink(message, "") for message in form.non_form_errors()]
        return whole + links_to_errors(form.forms)
    if isinstance(form, list | tuple):
        return [link for one in form for link in links_to_errors(one)]
    links = [ErrorLink(message, "") for message in form.non_field_errors()]
    for bound in form:
        links += [ErrorLink(_named(message, bound), _target(bound)) for message in messages(bound)]
    return links
