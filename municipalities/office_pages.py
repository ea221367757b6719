"""The pages of the secretariat's work in groups, as its navigation shows them: the groups, then the pages of one.

A page is the name of its address, in whatever app; a new one is a line in its group.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

GROUPS = [
    (_("Queue"), [("secretariat", _("Queue"))]),
    (
        _("Municipalities"),
        [
            ("secretariat_members", _("Members")),
            ("applications_under_way", _("On the way")),
            ("register", _("Members on a date")),
            ("registry", _("Registry")),
        ],
    ),
    (_("Reports"), [("cycles", _("Reporting years")), ("secretariat_indicators", _("Indicators"))]),
    (
        _("Public site"),
        [
            ("desk", _("Content")),
            ("secretariat_practices", _("Good practices")),
            ("secretariat_events", _("Events")),
            ("provincial_services", _("Help")),
            ("language_gaps", _("Two languages")),
        ],
    ),
    (
        _("Mail"),
        [
            ("bulk_messages", _("Messages")),
            ("bulletins", _("Bulletin")),
            ("outgoing_mail", _("Outgoing mail")),
            ("suppressed_addresses", _("Addresses without mail")),
            ("bounces", _("What came back")),
            ("mail_samples", _("Samples")),
        ],
    ),
]


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Its name leads to the first of its pages."""

    label: str
    pages: list

    @property
    def url(self):
        return self.pages[0].url

    @property
    def is_current(self):
        return any(page.is_current for page in self.pages)


def groups(path):
    """All of them, as they stand for the page at this path."""
    return [Group(label, [link(page, path) for page in pages]) for label, pages in GROUPS]


def link(page, path):
    name, label = page
    url = reverse(name)
    return Link(label, url, url == path)
