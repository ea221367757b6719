"""What the pages of a plan ask. Several people write at once: see coalition/shared_forms.py."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.forms import DateField, PortalForm
from coalition.shared_forms import SharedForm
from municipalities.evidence_forms import ACCESS_HINTS, FILE_HINT
from municipalities.models import Document
from municipalities.models.document_room import Refused, Twin
from municipalities.uploads import DocumentField

from .evidence import cited_now, documents_to_choose
from .models import Action, CommonCommitment, SampleAction

LONG = 5_000  # characters: two pages

NEED_TITLE = gettext_lazy("Say what you will do, in English or in French.")
NEED_TITLE_IN = {
    "en": gettext_lazy("Give a title in English too, since you describe the action in English."),
    "fr": gettext_lazy("Give a title in French too, since you describe the action in French."),
}


class PlanDetailsForm(SharedForm):
    """The period of a plan, and its adoption by the council."""

    starts_on = DateField(label=gettext_lazy("Starts on"), required=False)
    ends_on = DateField(label=gettext_lazy("Ends on"), required=False)
    adopted_on = DateField(label=gettext_lazy("Adopted by council on"), required=False)
    resolution = forms.TypedChoiceField(
        label=gettext_lazy("Resolution of the council, from the evidence register"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    resolution_file = DocumentField(
        label=gettext_lazy("Or hand it in here"), help_text=FILE_HINT, required=False
    )
    resolution_access = forms.ChoiceField(
        label=gettext_lazy("Who may read what you hand in"),
        choices=Document.Access.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, files=None, *, plan, today):
        self.plan, self.today = plan, today
        names = ("starts_on", "ends_on", "adopted_on")
        stored = {name: getattr(plan, name) for name in names} | {"resolution": plan.resolution_id}
        super().__init__(data, files, stored=stored)
        self.fields["resolution_access"].widget.hints = ACCESS_HINTS
        documents = documents_to_choose(plan.municipality, [plan.resolution_id])
        self.fields["resolution"].choices = [
            ("", _("No document")),
            *((document.pk, str(document)) for document in documents),
        ]

    def clean_adopted_on(self):
        adopted_on = self.cleaned_data["adopted_on"]
        if adopted_on and adopted_on > self.today:
            raise forms.ValidationError(_("The day the council adopted the plan cannot be in the future."))
        return adopted_on

    def clean(self):
        typed = self.cleaned_data
        self._check_period(typed)
        if typed.get("resolution_file") and not typed.get("resolution_access"):
            self.add_error("resolution_access", _("Say who may read the resolution."))
        super().clean()
        if not self.errors:
            self._check_period({name: self.merged(name) for name in ("starts_on", "ends_on")})
        if self.errors and typed.get("resolution_file"):
            self.add_error("resolution_file", _("Choose the file again: it could not be kept meanwhile."))

    def _check_period(self, answers):
        starts_on, ends_on = answers.get("starts_on"), answers.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The plan must end after it starts."))

    def hand_in(self, by):
        """What was changed here, after the file has gone into the register; None, and an error, where it may not."""
        said = {name: self.cleaned_data[name] for name in self.stored if name in self.changed}
        if "resolution" in said:
            said["resolution_id"] = said.pop("resolution")
        if upload := self.cleaned_data["resolution_file"]:
            try:
                said["resolution_id"] = self._keep(upload, by).pk
            except Twin as twin:  # the register has it, perhaps since a first click
                said["resolution_id"] = twin.existing.pk
            except Refused as refusal:
                self.add_error("resolution_file", str(refusal))
                return None
        return said

    def _keep(self, upload, by):
        return Document.add_file(
            self.plan.municipality,
            upload,
            by,
            kind=Document.Kind.POLICY,
            title=_("Resolution of the council on the action plan"),
            access=self.cleaned_data["resolution_access"],
        )


class ActionForm(SharedForm):
    """An action of the plan. One language is enough."""

    # Of a new action: sent twice, it is still one action.
    lineage = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title_en = forms.CharField(
        label=gettext_lazy("What you will do, in English"), max_length=250, required=False
    )
    title_fr = forms.CharField(
        label=gettext_lazy("What you will do, in French"), max_length=250, required=False
    )
    description_en = forms.CharField(
        label=gettext_lazy("More about it, in English"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea,
    )
    description_fr = forms.CharField(
        label=gettext_lazy("More about it, in French"), max_length=LONG, required=False, widget=forms.Textarea
    )
    commitments = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which commitments does it serve?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one commitment.")},
    )
    is_existing = forms.TypedChoiceField(
        label=gettext_lazy("Is it new?"),
        choices=[
            (False, gettext_lazy("Yes, a new action")),
            (True, gettext_lazy("No, the municipality already does this")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=Action.Status.choices, widget=forms.RadioSelect
    )
    lead = forms.CharField(
        label=gettext_lazy("Lead department"),
        help_text=gettext_lazy("The department that answers for it."),
        max_length=150,
        required=False,
    )
    partners = forms.CharField(
        label=gettext_lazy("Partners"),
        help_text=gettext_lazy("Organizations that take part, separated by commas."),
        max_length=300,
        required=False,
    )
    people_concerned = forms.CharField(
        label=gettext_lazy("People concerned"),
        help_text=gettext_lazy("Whose lives it should change: for example newcomers, tenants, young people."),
        max_length=300,
        required=False,
    )
    starts_on = DateField(label=gettext_lazy("Starts on"), required=False)
    due_on = DateField(label=gettext_lazy("Due on"), required=False)
    budget = forms.ChoiceField(
        label=gettext_lazy("Budget"),
        choices=[("", gettext_lazy("Not decided yet")), *Action.Budget.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    evidence = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Documents and links that show it"),
        help_text=gettext_lazy("The public sees only those that the register opens to everybody."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, plan, action=None, start=None, commitments=None, documents=None):
        """`start` is what a new action begins with; `commitments` and `documents` to choose from, where at hand."""
        offered = (
            {} if action else {"status": Action.Status.NOT_STARTED, "is_existing": False} | (start or {})
        )
        stored = stored_answers(action)
        super().__init__(data, stored=stored, offered=offered | {"lineage": uuid.uuid4()})
        if action:
            del self.fields["lineage"]
        self.fields["commitments"].choices = [
            (commitment.pk, str(commitment))
            for commitment in (CommonCommitment.objects.all() if commitments is None else commitments)
        ]
        if documents is None:
            documents = documents_to_choose(plan.municipality, stored["evidence"])
        self.fields["evidence"].choices = [(document.pk, str(document)) for document in documents]
        self.fields["evidence"].widget.hints = {
            str(document.pk): f"{document.get_kind_display()} · {document.get_access_display()}"
            for document in documents
        }

    def clean(self):
        self._check(self.cleaned_data)
        super().clean()
        if not self.errors:
            self._check({name: self.merged(name) for name in self.stored})

    def _check(self, answers):
        titles = {language: answers.get(f"title_{language}") for language in NEED_TITLE_IN}
        if not any(titles.values()) and not {"title_en", "title_fr"} & set(self.errors):
            self.add_error("title_en", NEED_TITLE)
        for language, title in titles.items():
            if answers.get(f"description_{language}") and not title and any(titles.values()):
                self.add_error(f"title_{language}", NEED_TITLE_IN[language])
        starts_on, due_on = answers.get("starts_on"), answers.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", _("The action must be due after it starts."))

    def answers(self):
        """What was changed here: what Action.write takes."""
        return {name: self.cleaned_data[name] for name in self.stored if name in self.changed}


def stored_answers(action):
    """The answers of an action as they are kept; of none, all empty."""
    texts = ("title_en", "title_fr", "description_en", "description_fr", "status", "budget")
    texts += ("lead", "partners", "people_concerned")
    plain = ("is_existing", "starts_on", "due_on")
    if action is None:
        return dict.fromkeys(texts, "") | dict.fromkeys(plain) | {"commitments": [], "evidence": []}
    return {
        **{name: getattr(action, name) or "" for name in texts},
        **{name: getattr(action, name) for name in plain},
        "commitments": sorted(commitment.pk for commitment in action.commitments.all()),
        "evidence": cited_now(action),
    }


def start_of_action(query):
    """What the form of a new action begins with: a sample action's words, or the commitment it is for."""
    sample = query.get("sample", "")
    if sample.isdecimal() and len(sample) < 10 and (found := SampleAction.objects.filter(pk=sample).first()):
        titles = {"title_en": found.text_en, "title_fr": found.text_fr}
        return titles | {"commitments": [found.commitment_id]}
    return {"commitments": query.getlist("commitment")}


class ChoiceOfActionsForm(PortalForm):
    """Which actions to take up, by their numbers; `choices` maps the numbers to what they are."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Actions to take up"),
        error_messages={
            "required": gettext_lazy("Tick the actions to take up."),
            "invalid_choice": gettext_lazy("One of these actions is not there any more. Choose again."),
        },
    )

    def __init__(self, data=None, *, choices):
        super().__init__(data)
        self.fields["chosen"].choices = [(number, str(action)) for number, action in choices.items()]

    @property
    def ticked(self):
        """Numbers that were sent, so that what was ticked stays so."""
        return {int(value) for value in self["chosen"].value() or [] if str(value).isdecimal()}
