"""Everything the portal has, by words."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..forms import PortalForm
from ..searching import Answer, search, sources

LONGEST_SEARCH = 200


class SearchForm(PortalForm):
    q = forms.CharField(label=_("What are you looking for?"), max_length=LONGEST_SEARCH, required=False)
    among = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.input_type = "search"
        titles = [(source.key, source.title) for source in sources()]
        self.fields["among"].choices = [("", _("Everything")), *titles]


@login_not_required
@require_safe
@gzip_page
def search_everything(request):
    form = SearchForm(request.GET)
    form.is_valid()
    words, only = (form.cleaned_data.get(name, "") for name in ("q", "among"))
    answer = search(words, only) if words else Answer([])
    context = {"crumbs": [], "form": form, "words": words, "only": only, "answer": answer}
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
