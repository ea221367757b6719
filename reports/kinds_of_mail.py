"""The kinds of mail about progress reports (coalition/outbox/categories.py)."""

from django.utils.translation import gettext_lazy as _

from coalition.outbox.categories import Kind, Readers, register

register(
    Kind(
        "teamwork",
        _("Work among colleagues"),
        _("What colleagues gave you or wrote to you in a report, at most once a day."),
    ),
    Kind(
        "report",
        _("Progress report"),
        _("That a year opens, that a report was received, accepted or has to be changed, and until when."),
        why=_("It says what the secretariat decided, and by when an answer is needed."),
    ),
    Kind(
        "champion",
        _("To an elected champion"),
        why=_("It comes once, when a report is a month late."),
        readers=Readers.ADDRESSES,
    ),
)
