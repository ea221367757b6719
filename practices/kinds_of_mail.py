"""The kinds of mail about good practices (coalition/outbox/categories.py)."""

from django.utils.translation import gettext_lazy as _

from coalition.outbox.categories import Kind, register

register(
    Kind(
        "practice",
        _("Good practice"),
        _("What the secretariat decided on a good practice of your municipality."),
    ),
)
