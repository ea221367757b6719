"""A town's answer to a question of the year."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.i18n import other_language
from coalition.shared_forms import SharedForm

from .words import words_field


class AnswerForm(SharedForm):
    """In one language or both. A question that was changed meanwhile is read again before the answer is kept."""

    text_en = words_field(gettext_lazy("Your answer, in English"), 4)
    text_fr = words_field(gettext_lazy("Your answer, in French"), 4)

    def __init__(self, data=None, *, asked):
        stored = dict(zip(("text_en", "text_fr"), asked.said, strict=True))
        self.asked, self.is_other_question = asked, False
        super().__init__(data, prefix=asked.anchor, stored=stored)
        self.marks["question"] = self.mark_of(vars(asked.question), ["text_en", "text_fr"])
        self.initial["seen"] += f" question:{self.marks['question']}"

    def clean(self):
        super().clean()
        shown = dict(pair.split(":") for pair in self.cleaned_data["seen"].split(" ") if pair.count(":") == 1)
        if self.changed and shown.get("question", self.marks["question"]) != self.marks["question"]:
            self.is_other_question = True
            self._set("seen", self.initial["seen"])
            self.add_error(
                f"text_{get_language()}",
                _("The question was changed after you opened the page. Read it again, then save."),
            )

    @property
    def own_text(self):
        return self[f"text_{get_language()}"]

    @property
    def other_text(self):
        return self[f"text_{other_language(get_language())}"]

    def answer(self):
        """The answer as given."""
        answer = self.asked.answer
        answer.text_en, answer.text_fr = self.merged("text_en"), self.merged("text_fr")
        return answer
