"""The living style page, in development only: every component, drawn by the real templates."""

from datetime import UTC, datetime

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coalition.marks import COMMITMENT_SHAPES, ICONS, STATUSES

TOKENS = {
    "Surface": ["paper", "sunken", "card", "brand-tint", "good-tint", "warn-tint", "bad-tint", "deep"],
    "Ink": ["ink", "muted", "line", "edge", "brand", "brand-strong", "focus", "good", "warn", "bad", "glow"],
    "Commitments": [f"c{number}" for number in COMMITMENT_SHAPES],
}
PRACTICE_EN = "Neighbours' tables: a meal a month where newcomers and residents cook for each other."
PRACTICE_FR = (
    "Tables de voisinage : un repas par mois où personnes nouvelles et anciennes cuisinent ensemble."
)


class ExampleForm(forms.Form):
    title_en = forms.CharField(label=gettext_lazy("Title of the action in English"), max_length=120)
    title_fr = forms.CharField(
        label=gettext_lazy("Title of the action in French"), max_length=120, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("What was done"),
        help_text=gettext_lazy("Say what changed for people, in a few sentences."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    budget = forms.ChoiceField(
        label=gettext_lazy("Budget band"),
        choices=[
            ("", "—"),
            ("small", gettext_lazy("Under $10,000")),
            ("large", gettext_lazy("$10,000 or more")),
        ],
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        help_text=gettext_lazy("For example, 2027-03-31."),
        widget=forms.DateInput,
    )
    people = forms.IntegerField(label=gettext_lazy("People reached"), required=False, min_value=0)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of this action this year?"),
        choices=[
            ("unchanged", gettext_lazy("Unchanged")),
            ("updated", gettext_lazy("Updated")),
            ("done", gettext_lazy("Done")),
            ("dropped", gettext_lazy("Dropped")),
        ],
        widget=forms.RadioSelect,
    )
    commitments = forms.MultipleChoiceField(
        label=gettext_lazy("Which commitments does it serve?"),
        help_text=gettext_lazy("Choose all that apply."),
        choices=[("4", gettext_lazy("4. Policing")), ("7", gettext_lazy("7. Housing"))],
        widget=forms.CheckboxSelectMultiple,
    )
    resolution = forms.FileField(
        label=gettext_lazy("Council resolution"), help_text=gettext_lazy("PDF, PNG or JPEG, 10 MB at most.")
    )
    agree = forms.BooleanField(label=gettext_lazy("The council has adopted this plan"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].widget.hints = {
            "dropped": gettext_lazy("It stays in the report, with the reason."),
        }


@require_safe
@login_not_required
def style(request):
    at = datetime(2026, 11, 1, 19, 5, tzinfo=UTC)
    return render(
        request,
        "style.html",
        {
            "tokens": TOKENS,
            "icons": ICONS,
            "statuses": STATUSES,
            "numbers": COMMITMENT_SHAPES,
            "rings": [
                "0000000000",
                "1111111111",
                "2222222222",
                "3333333333",
                "4444444444",
                "0123401234",
                "4432213100",
            ],
            "blank_form": ExampleForm(),
            "wrong_form": ExampleForm(
                {"title_en": "", "title_fr": "x" * 130, "due_on": "soon", "people": "-3"}
            ),
            "both": {"text_en": PRACTICE_EN, "text_fr": PRACTICE_FR},
            "only_french": {"text_en": "", "text_fr": PRACTICE_FR},
            "only_english": {"text_en": PRACTICE_EN, "text_fr": ""},
            "page_obj": Paginator(range(900), 25).get_page(request.GET.get("page", 4)),
            "crumbs": [(_("Municipalities"), "#"), (_("Example Town"), "#")],
            "tasks": [
                {"title": _("Letter of interest"), "url": "#forms", "status": "complete"},
                {
                    "title": _("Council resolution"),
                    "url": "#forms",
                    "status": "incomplete",
                    "hint": _("The date of the meeting is missing."),
                },
                {"title": _("Sign the Declaration"), "url": "#forms", "status": "not_started"},
            ],
            "answers": [
                {"label": _("Council resolution"), "value": "2026-114", "url": "#forms"},
                {"label": _("Priorities"), "lines": [_("4. Policing"), _("7. Housing")], "url": "#forms"},
                {"label": _("People reached"), "value": ""},
            ],
            "entries": [
                {
                    "at": at,
                    "title": _("Report returned for changes"),
                    "actor": "Sam",
                    "note": _("Please date the training."),
                },
                {"at": at, "title": _("Report submitted"), "actor": "Lea", "is_on_behalf": True},
            ],
            "figures": [
                {"value": 3, "label": _("reports accepted")},
                {"value": "40 %", "label": _("of actions under way"), "note": _("4 of 10")},
            ],
            "population": 1234567,
            "ratio": 12.5,
            "moment": at,
        },
    )
