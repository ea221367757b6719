"""What the tests of action plans have in common."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from .tab import Tab

# A whole action, as somebody types it.
ANSWERS = {
    "title_en": "Open a complaints desk",
    "title_fr": "Ouvrir un guichet des plaintes",
    "commitments": ["1", "3"],
    "is_existing": "False",
    "status": "not_started",
    "lead": "Legal services",
    "due_on": "2027-06-30",
}


def at(name, town, *args, language="en"):
    with translation.override(language):
        return reverse(name, args=[town.slug, *args])


def text(response):
    return response.content.decode()


def count_queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def tab(client, town, action=None, language="en"):
    """The page of an action, or of a new one, left open."""
    where = (
        at("action", town, action.pk, language=language)
        if action
        else at("add_action", town, language=language)
    )
    return Tab(client, where, field="title_en")


def rows(open_tab, kind):
    """The beginnings of the names in each row of the page, "milestone-…" or "target-…", from the top."""
    return [
        name.removesuffix("-seen")
        for name in open_tab.shown.fields
        if name.startswith(kind) and name.endswith("-seen")
    ]
