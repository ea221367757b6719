"""What a cell means where one of several answers is asked, in the words of either language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.i18n import fold

from .layout import sayings

YES, NO = gettext_lazy("Yes"), gettext_lazy("No")


class Unreadable(Exception):
    """Why a cell gives no answer, as a sentence."""


def check(cell):
    """Unreadable for an error, and for a formula whose result the program that wrote the file did not keep."""
    if cell.kind == "uncomputed":
        raise Unreadable(_("This cell holds a formula without a result. Write the result itself."))
    if cell.kind == "error":
        raise Unreadable(
            _("This cell holds an error: %(error)s. Write the answer itself.") % {"error": cell.value[:80]}
        )


def choose(cell, choices):
    """Which value of [(value, words)] the cell names, by its words or by itself; "" where it is empty."""
    said = cell.value.strip()
    if cell.kind == "flag":
        said = str(YES if cell.value == "1" else NO)
    if not said:
        return ""
    known = {fold(word): value for value, words in choices for word in [str(value), *sayings(words)]}
    if fold(said) not in known:
        words = _(", ").join(str(words) for _value, words in choices)
        raise Unreadable(
            _("“%(said)s” is none of the answers: %(words)s.") % {"said": said[:80], "words": words}
        )
    return known[fold(said)]
