import uuid
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coalition.forms import DateField, PortalModelForm

from .models import Action, ActionPlan, CommonCommitment, SampleAction

LONG = 5_000  # characters: two pages

NEED_TITLE = _("Say what you will do, in English or in French.")
NEED_TITLE_IN = {
    "en": _("Give a title in English too, since you describe the action in English."),
    "fr": _("Give a title in French too, since you describe the action in French."),
}


class PlanDetailsForm(PortalModelForm):
    class Meta:
        model = ActionPlan
        fields = ["starts_on", "ends_on", "adopted_on"]
        field_classes = dict.fromkeys(fields, DateField)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_adopted_on(self):
        adopted_on = self.cleaned_data["adopted_on"]
        if adopted_on and adopted_on > self.today:
            raise forms.ValidationError(_("The day the council adopted the plan cannot be in the future."))
        return adopted_on

    def clean(self):
        answers = super().clean()
        starts_on, ends_on = answers.get("starts_on"), answers.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The plan must end after it starts."))
        return answers


class ActionForm(PortalModelForm):
    """An action of the plan. One language is enough; its answers go to ActionPlan.add_action or Action.revise."""

    # Of a new action: sent twice, it is still one action.
    lineage = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    # Of an action being changed: what the person had before them.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title_en = forms.CharField(label=_("What you will do, in English"), max_length=250, required=False)
    title_fr = forms.CharField(label=_("What you will do, in French"), max_length=250, required=False)
    description_en = forms.CharField(
        label=_("More about it, in English"), max_length=LONG, required=False, widget=forms.Textarea
    )
    description_fr = forms.CharField(
        label=_("More about it, in French"), max_length=LONG, required=False, widget=forms.Textarea
    )
    commitments = forms.ModelMultipleChoiceField(
        label=_("Which commitments does it serve?"),
        queryset=CommonCommitment.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one commitment.")},
    )
    is_existing = forms.TypedChoiceField(
        label=_("Is it new?"),
        choices=[(False, _("Yes, a new action")), (True, _("No, the municipality already does this"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    budget = forms.ChoiceField(
        label=_("Budget"),
        choices=[("", _("Not decided yet")), *Action.Budget.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Action
        fields = [
            "title_en",
            "title_fr",
            "description_en",
            "description_fr",
            "commitments",
            "is_existing",
            "lead",
            "partners",
            "people_concerned",
            "starts_on",
            "due_on",
            "status",
            "budget",
        ]
        field_classes = {"starts_on": DateField, "due_on": DateField}
        widgets = {"status": forms.RadioSelect}
        help_texts = {
            "lead": _("The department that answers for it."),
            "partners": _("Organizations that take part, separated by commas."),
            "people_concerned": _(
                "Whose lives it should change: for example newcomers, tenants, young people."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["lineage"]
            self.stored = self.initial["seen"] = self.instance.fingerprint()
        else:
            del self.fields["seen"]

    def stored_answers(self):
        """[(label, words)] of the answers that are stored otherwise than typed."""
        return [
            (self.fields[name].label, self._say(self.fields[name], self.initial[name]))
            for name in self.changed_data
            if name != "seen"
        ]

    def _say(self, field, value):
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, date):
            return date_format(value)
        return dict(getattr(field, "choices", ())).get(value, value) or ""

    def clean(self):
        answers = super().clean()
        self.is_stale = bool(answers.get("seen")) and answers["seen"] != self.stored
        if self.is_stale:
            self.data = self.data.copy()
            self.data["seen"] = self.stored
            self.add_error(
                None,
                _(
                    "Somebody changed this action while you were writing. "
                    "Compare, then save again to replace their version with yours."
                ),
            )
        titles = {language: answers.get(f"title_{language}") for language in NEED_TITLE_IN}
        if not any(titles.values()) and not {"title_en", "title_fr"} & set(self.errors):
            self.add_error("title_en", NEED_TITLE)
        for language, title in titles.items():
            if answers.get(f"description_{language}") and not title and any(titles.values()):
                self.add_error(f"title_{language}", NEED_TITLE_IN[language])
        starts_on, due_on = answers.get("starts_on"), answers.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", _("The action must be due after it starts."))
        return answers


def start_of_action(query):
    """What the form of a new action begins with: a sample action's words, or the commitment it is for."""
    sample = query.get("sample", "")
    if sample.isdecimal() and len(sample) < 10 and (found := SampleAction.objects.filter(pk=sample).first()):
        titles = {"title_en": found.text_en, "title_fr": found.text_fr}
        return titles | {"commitments": [found.commitment_id]}
    return {"commitments": query.getlist("commitment")}
