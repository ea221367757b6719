"""What the coalition did, in figures, and the rows behind each figure."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.forms import PortalForm
from coalition.tables import csv_response
from commitments.models import CommonCommitment, Indicator
from municipalities.models import Province

from ..progress import ANSWERS, say_answer, say_outcome, table_rows, tell, years_told
from ..progress_rows import page_of_rows
from ..summing import OUTCOMES

COLUMNS = ["counted", "year", "province", "commitment", "indicator", "outcome_or_answer", "count"]
YEAR = COLUMNS.index("year")
WHENCE = ["as_of", "source"]  # of every line, as a table goes on without the page it came from


class ProgressForm(PortalForm):
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int, empty_value=None, required=False)
    province = forms.ChoiceField(label=gettext_lazy("Province or territory"), required=False)
    commitment = forms.TypedChoiceField(
        label=gettext_lazy("Commitment, over the years"), coerce=int, empty_value=0, required=False
    )

    def __init__(self, data):
        super().__init__(data)
        self.years = years_told()
        self.provinces = {province.code: province.name for province in Province.objects.all()}
        self.commitments = {each.number: each for each in CommonCommitment.objects.all()}
        self.fields["year"].choices = [
            ("", gettext_lazy("The newest")),
            *((year, year) for year in self.years),
        ]
        self.fields["province"].choices = [
            ("", gettext_lazy("All provinces and territories")),
            *self.provinces.items(),
        ]
        self.fields["commitment"].choices = [
            ("", gettext_lazy("All commitments")),
            *((number, str(each)) for number, each in self.commitments.items()),
        ]

    @property
    def asked(self):
        """What was asked and understood; the newest year where none was."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        newest = self.years[0] if self.years else timezone.localdate().year
        return given | {"year": given["year"] or newest, "commitment": given["commitment"] or 0}


class RowsForm(ProgressForm):
    of = forms.ChoiceField(
        choices=[(name, name) for name in ("reports", "members", "actions", "indicators")], required=False
    )
    outcome = forms.ChoiceField(choices=[("", ""), *((name, name) for name in OUTCOMES)], required=False)
    indicator = forms.ModelChoiceField(Indicator.objects.all(), required=False)
    answer = forms.ChoiceField(choices=[("", ""), *((name, name) for name in ANSWERS)], required=False)

    @property
    def asked(self):
        asked = super().asked
        asked["indicator"] = asked["indicator"].pk if asked["indicator"] else ""
        if asked["of"] == "indicators" and not asked["indicator"]:
            asked["of"] = "reports"
        return asked | {"of": asked["of"] or "reports"}


@login_not_required
@require_safe
@gzip_page
def progress(request):
    form = ProgressForm(request.GET)
    asked = form.asked
    told = tell(form.years, **asked, today=timezone.localdate())
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "crumbs": [],
        "form": form,
        "asked": asked,
        "province": form.provinces.get(asked["province"], ""),
        "commitment": form.commitments.get(asked["commitment"]),
        "progress": told,
        "of_year": next((each for each in told.years if each.year == asked["year"]), None),
        "csv_url": f"{reverse('progress_csv')}?{urlencode(kept)}",
    }
    return render(request, "progress/progress.html", context)


@login_not_required
@require_safe
@gzip_page
def progress_rows(request):
    form = RowsForm(request.GET)
    asked = form.asked
    page = page_of_rows(asked, request.GET.get("page"), timezone.localdate())
    context = {
        "crumbs": [(_("Progress"), reverse("progress"))],
        "asked": asked,
        "title": TITLES[asked["of"]] % {"year": asked["year"]},
        "narrowed": [words for words in narrowed(form, asked) if words],
        "page_obj": page,
    }
    return render(request, "progress/rows.html", context)


TITLES = {
    "reports": gettext_lazy("Accepted reports of %(year)s"),
    "members": gettext_lazy("Members at the end of %(year)s"),
    "actions": gettext_lazy("Actions in the reports of %(year)s"),
    "indicators": gettext_lazy("Answers to an indicator in reports of %(year)s"),
}


def narrowed(form, asked):
    """In words, what narrows the rows."""
    yield form.provinces.get(asked["province"])
    if asked["of"] == "actions":
        yield asked["commitment"] and str(form.commitments[asked["commitment"]])
        yield asked["outcome"] and say_outcome(asked["outcome"])
    if asked["of"] == "indicators":
        yield _("Indicator %(code)s") % {"code": asked["indicator"]}
        yield asked["answer"] and say_answer(asked["answer"])


@login_not_required
@require_safe
@gzip_page
def progress_csv(request):
    form = ProgressForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in ("year", "province", "commitment")}
    today, source = timezone.localdate(), settings.SITE_URL + reverse("progress")
    rows = ([*row, today, f"{source}?year={row[YEAR]}"] for row in table_rows(**asked))
    return csv_response(f"coalition-progress-{today}.csv", COLUMNS + WHENCE, rows)
