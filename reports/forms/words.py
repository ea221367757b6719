"""The text of a part of a report."""

from django import forms
from django.utils.translation import get_language, gettext_lazy

from coalition.i18n import other_language
from coalition.shared_forms import SharedForm

LONGEST_UPDATE = 3000


def words_field(label, rows, **options):
    return forms.CharField(
        label=label, required=False, strip=True, widget=forms.Textarea({"rows": rows}), **options
    )


class WordsForm(SharedForm):
    """The text of a part, in one language or both."""

    words_en = words_field(gettext_lazy("In English"), 8)
    words_fr = words_field(gettext_lazy("In French"), 8)
    still_holds = forms.BooleanField(
        label=gettext_lazy("These words still hold for this year"), required=False
    )

    def __init__(self, data=None, *, words, carried=None):
        """`words` are (English, French); `carried` those of last year when they are not confirmed yet."""
        super().__init__(data, prefix="words", stored={"words_en": words[0], "words_fr": words[1]})
        # Whoever reads French writes French first.
        self.order_fields([f"words_{get_language()}", f"words_{other_language(get_language())}"])
        self.carried = carried
        if not carried:
            del self.fields["still_holds"]

    @property
    def pair(self):
        return [self[name] for name in self.fields if name.startswith("words_")]

    @property
    def is_confirmed(self):
        """Whether last year's words are said to hold."""
        return bool(self.carried and self.cleaned_data["still_holds"])

    def given(self, field):
        """The texts as they stand after this, for `field`; None where nothing was said."""
        if not (self.changed or self.is_confirmed):
            return None
        return {f"{field}_{code}": self.merged(f"words_{code}") for code in ("en", "fr")}

    def is_still_carried(self):
        """Whether a language still says what last year's report said, and nobody confirmed it."""
        if not self.carried or self.is_confirmed:
            return False
        written = [self.merged("words_en"), self.merged("words_fr")]
        return any(now and now == before for now, before in zip(written, self.carried, strict=True))


def texts(owner, field):
    """(English, French) of a bilingual field, empty where there is none."""
    return tuple((owner and getattr(owner, f"{field}_{code}")) or "" for code in ("en", "fr"))
