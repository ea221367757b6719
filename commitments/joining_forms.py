"""What the steps of an application ask that are promises."""

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.forms import DateField
from coalition.shared_forms import SharedForm
from municipalities.application_forms import EARLIEST_YEAR

from .models import Action
from .models.inventory import lines_of

LONG = 5_000  # characters: two pages
MOST_LINES = 30
LONGEST_LINE = Action._meta.get_field("title").max_length


class DeclarationForm(SharedForm):
    # Who signs is one answer.
    TOGETHER = {"signatory_name": ("signatory_name", "signatory_title")}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    signatory_name = forms.CharField(
        label=gettext_lazy("Name of the person who signs"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter the name of the person who signs.")},
    )
    signatory_title = forms.CharField(
        label=gettext_lazy("Title of the person who signs"),
        help_text=gettext_lazy("For example: mayor, reeve, regional chair."),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter the title of the person who signs.")},
    )
    signed_on = DateField(
        label=gettext_lazy("Date of the signature"),
        help_text=gettext_lazy("The day the text was signed, even where you record it later."),
        error_messages={"required": gettext_lazy("Enter the date of the signature.")},
    )
    is_authorized = forms.BooleanField(
        label=gettext_lazy("I am authorized by the municipality to record this signature."),
        error_messages={"required": gettext_lazy("Confirm that you are authorized to record the signature.")},
    )

    def __init__(self, data=None, *, declaration, today, signature=None):
        self.declaration, self.today = declaration, today
        stored = {
            "signatory_name": signature.signatory_name if signature else "",
            "signatory_title": signature.signatory_title if signature else "",
            "signed_on": signature and signature.signed_on,
        }
        super().__init__(data, stored=stored, offered={"version": declaration and declaration.version})

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This date is in the future. Enter the day it was signed."))
        if day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("Check the year of this date."))
        return day

    def clean(self):
        super().clean()
        if self.declaration and self.cleaned_data.get("version") != self.declaration.version:
            self._set("version", self.declaration.version)
            raise forms.ValidationError(
                _("Read the Declaration again: its text is not the one you had before you.")
            )

    def signed(self):
        """What Signature.sign takes of the form."""
        return {
            "name": self.merged("signatory_name"),
            "title": self.merged("signatory_title"),
            "signed_on": self.merged("signed_on"),
        }


class PrioritiesForm(SharedForm):
    """Ten boxes, each with the reason for choosing it."""

    def __init__(self, data=None, *, commitments, priorities=()):
        self.commitments, self.reasons = commitments, {}
        reasons = {priority.commitment_id: priority.reason for priority in priorities}
        stored = {}
        # The base prepares the fields it finds, so they are there before it runs.
        self.base_fields = {"seen": SharedForm.base_fields["seen"]}
        self.TOGETHER = {}
        for commitment in commitments:
            number = commitment.number
            box, reason = f"chosen_{number}", f"reason_{number}"
            self.TOGETHER[box] = (box, reason)
            stored |= {box: number in reasons, reason: reasons.get(number, "")}
            self.base_fields[box] = forms.BooleanField(
                label=commitment.title, help_text=commitment.explanation, required=False
            )
            self.base_fields[reason] = forms.CharField(
                label=_("Why commitment %(number)s") % {"number": number},
                required=False,
                max_length=LONG,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        super().__init__(data, stored=stored)

    def groups(self):
        """[(group, [(commitment, box, reason)])] in the order of the commitments, for the template."""
        found = {}
        for commitment in self.commitments:
            line = (commitment, self[f"chosen_{commitment.number}"], self[f"reason_{commitment.number}"])
            found.setdefault(commitment.group, []).append(line)
        return list(found.items())

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        for number in [commitment.number for commitment in self.commitments]:
            if typed.get(f"reason_{number}") and typed.get(f"chosen_{number}") is False:
                self.add_error(
                    f"chosen_{number}",
                    _("You gave a reason for commitment %(number)s: choose it too, or clear the reason.")
                    % {"number": number},
                )
        if self.errors:
            return
        # Each commitment chosen, with its reason: what Priority.choose takes.
        chosen = [c.number for c in self.commitments if self.merged(f"chosen_{c.number}")]
        self.reasons = {number: self.merged(f"reason_{number}") for number in chosen}
        if not chosen:
            raise forms.ValidationError(_("Choose at least one commitment."))

    def say_one(self, name, value):
        if name.startswith("chosen_"):
            return _("Chosen") if value else _("Not chosen")
        return super().say_one(name, value)


class InventoryForm(SharedForm):
    """What the town already does, one thing a line, for each commitment."""

    def __init__(self, data=None, *, commitments, entries):
        self.commitments = commitments
        self.languages = {entry.commitment_id: entry.language for entry in entries}
        texts = {entry.commitment_id: entry.text for entry in entries}
        # The base prepares the fields it finds, so they are there before it runs.
        self.base_fields = {"seen": SharedForm.base_fields["seen"]}
        for commitment in commitments:
            number = commitment.number
            self.base_fields[f"text_{number}"] = forms.CharField(
                label=_("What you already do for commitment %(number)s") % {"number": number},
                required=False,
                max_length=LONG,
                validators=[check_lines],
                widget=forms.Textarea(attrs={"rows": 3, "lang": self.languages.get(number, get_language())}),
            )
        super().__init__(data, stored={f"text_{c.number}": texts.get(c.number, "") for c in commitments})

    def lines(self):
        """[(commitment, field)] in the order of the commitments, for the template."""
        return [(commitment, self[f"text_{commitment.number}"]) for commitment in self.commitments]

    def language_of(self, unit):
        return self.languages.get(int(unit.removeprefix("text_")), "")

    def written(self):
        """{number of the commitment: text} of what was changed: what keep_inventory takes."""
        return {
            commitment.number: self.cleaned_data[f"text_{commitment.number}"]
            for commitment in self.commitments
            if f"text_{commitment.number}" in self.changed
        }


def check_lines(text):
    lines = lines_of(text)
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(
            _("Keep to %(most)s lines: your action plan says the rest.") % {"most": MOST_LINES}
        )
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise forms.ValidationError(
                _("Shorten this line to %(most)s characters or divide it: %(line)s…")
                % {"most": LONGEST_LINE, "line": line[:40]}
            )
