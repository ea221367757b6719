"""Loads reference/pages: the book as the portal comes with it.

A page that is missing is added and published. One that stands belongs to the secretariat: it is left alone. Where
nobody has written in it, `refresh` publishes the files' words as its next version.
"""

import csv
from collections import Counter
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .models import Page
from .models.page_version import TEXTS

FOLDER = settings.BASE_DIR / "reference" / "pages"


def read():
    """[(facts of the Page, words of its version, from when)] in the order of the book."""
    with (FOLDER / "contents.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    found, places = [], Counter()
    for line in lines:
        english, french = (read_file(line["key"], code) for code in ("en", "fr"))
        chapter = int(line["chapter"])
        places[chapter] += 1
        facts = {
            "chapter": chapter,
            "position": places[chapter],
            "part": line["part"],
            "slug_en": english["slug"],
            "slug_fr": french["slug"],
        }
        words = {
            f"{text}_{code}": said[text] for text in TEXTS for code, said in (("en", english), ("fr", french))
        }
        day = datetime.fromisoformat(line["written_on"])
        found.append((line["key"], facts, words, timezone.make_aware(day)))
    return found


def read_file(key, code):
    """The lines `name: value` at the head of a file, and as "body" what follows the first empty line."""
    text = (FOLDER / f"{key}.{code}.md").read_text(encoding="utf-8")
    head, _empty, body = text.partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return said | {"body": body.strip()}


@transaction.atomic
def load(refresh=False):
    """Counter of "added", "changed", "kept" and "same"."""
    found = Counter()
    standing = {page.key: page for page in Page.objects.exclude(key=None).prefetch_related("versions")}
    for key, facts, words, since in read():
        page = standing.get(key)
        if page is None:
            page = Page.objects.create(key=key, **facts)
            page.versions.create(number=1, visible_from=since, is_shipped=True, **words)
            found["added"] += 1
            continue
        versions = list(page.versions.all())  # the newest first
        if versions and versions[0].words() == words:
            found["same"] += 1
        elif refresh and all(version.is_shipped for version in versions):
            number = max((version.number for version in versions), default=0) + 1
            page.versions.create(number=number, visible_from=timezone.now(), is_shipped=True, **words)
            found["changed"] += 1
        else:
            found["kept"] += 1
    return found
