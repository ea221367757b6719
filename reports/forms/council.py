"""What only people know of the council pack, typed once and kept with the report."""

from django import forms
from django.utils.translation import get_language, gettext_lazy

from coalition.forms import DateField
from coalition.i18n import other_language
from coalition.shared_forms import SharedForm

from .words import words_field

LONGEST_MOTION = 3000


class CouncilPaperForm(SharedForm):
    meeting_on = DateField(label=gettext_lazy("Date of the council meeting"), required=False)
    file_number = forms.CharField(label=gettext_lazy("File number"), required=False, max_length=60)
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Name, title and telephone of the person council may ask."),
    )
    recommendation_en = words_field(
        gettext_lazy("Wording of the motion, in English"), 4, max_length=LONGEST_MOTION
    )
    recommendation_fr = words_field(
        gettext_lazy("Wording of the motion, in French"), 4, max_length=LONGEST_MOTION
    )
    finance_en = words_field(
        gettext_lazy("More about the financial implications, in English"), 3, max_length=LONGEST_MOTION
    )
    finance_fr = words_field(
        gettext_lazy("More about the financial implications, in French"), 3, max_length=LONGEST_MOTION
    )

    def __init__(self, data=None, *, paper):
        super().__init__(data, stored=paper.answers())

    @property
    def about_the_meeting(self):
        return [self[name] for name in ("meeting_on", "file_number", "contact")]

    @property
    def motion(self):
        return self._pair("recommendation")

    @property
    def finance(self):
        return self._pair("finance")

    def _pair(self, name):
        """Whoever reads French writes French first."""
        language = get_language()
        return [self[f"{name}_{code}"] for code in (language, other_language(language))]

    def answers(self):
        """What was changed."""
        return {name: self.cleaned_data[name] for name in self.changed}
