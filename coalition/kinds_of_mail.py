"""The kinds of mail that belong to no town (coalition/outbox/categories.py)."""

from django.utils.translation import gettext_lazy as _

from .outbox.categories import Kind, Readers, register

register(
    Kind(
        "account",
        _("Account: codes, changes of password and address"),
        _("Codes that you ask for, and what changes in the way you sign in."),
        why=_("It keeps your account safe."),
        is_noticed=False,
    ),
    Kind(
        "alarm",
        _("Alarm about mail"),
        _("Mail of the portal that does not leave, or cannot be delivered."),
        why=_("Without it nobody would know that readers wait in vain."),
        readers=Readers.SECRETARIAT,
    ),
    Kind(
        "digest",
        _("What is new, gathered"),
        _("What you chose to read once a day or once a week."),
        rhythms=(),
        is_noticed=False,
        is_gathering=True,
    ),
    Kind(
        "trial",
        _("Trial of a message"),
        why=_("You asked for it a moment ago."),
        readers=Readers.ADDRESSES,
        is_noticed=False,
    ),
    Kind(
        "visitor",
        _("Message of a visitor"),
        _("What somebody writes to your municipality through its public page."),
        why=_("It is kept nowhere else. Whoever coordinates can close the form."),
        is_noticed=False,
    ),
)
