"""Every public page in both languages, light and dark, on a telephone and a desk: what is wrong with it, and what it weighs.

`python -m tests.public_sweep` looks at all of them and prints the table (tests/test_public_sweep.py).
"""

from django.urls import reverse
from django.utils import translation

from .access_table import REACHES, TABLE

# Of a developer's machine only.
NOT_IN_PRODUCTION = {"caught_mails", "caught_mail", "caught_mail_html", "style"}
NO_PAGE = set()
# More of what one address shows.
ASKED = {
    "directory": ["?view=table", "?view=map"],
    "compare": ["?with=lakeside-on&with=rivermouth-qc"],
    "practices": ["?q=hiring"],
    "find_town": ["?q=free"],
}


def public_pages(scene, language):
    """(name, address) of every page an anonymous visitor reaches."""
    from django.test import Client

    client, found = Client(), []
    with translation.override(language):
        for name, line in TABLE.items():
            if line.answers["anonymous"] != REACHES or "GET" not in line.methods or name in NOT_IN_PRODUCTION:
                continue
            address = reverse(name, kwargs=scene.arguments[line.thing])
            if not address.startswith(f"/{language}/"):
                continue
            answer = client.get(address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found.append((name, address))
    return found
