"""The kinds of mail of the network (coalition/outbox/categories.py)."""

from django.utils.translation import gettext_lazy as _

from coalition.outbox.categories import Kind, Readers, register

register(
    Kind(
        "event",
        _("Event"),
        _("Your registration for an event, and what changes about it."),
        why=_("You registered for it."),
    ),
    # It has subscriptions of its own, which are ended by a link of their own (network/models/subscription.py).
    Kind("bulletin", _("Bulletin"), readers=Readers.ADDRESSES, is_noticed=False),
)
