"""The table of growth (tests/growth_table.py), which is of its command alone: it takes minutes."""

import os
import time
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Municipality

from . import make
from .growth_table import LARGE, SMALL, Measure, lines, slowest
from .many_towns import copy_town
from .public_pages import all_pages, furnish, public_files
from .scene import build_scene

TIMES = 5
ASKED = os.environ.get("GROWTH")  # which pages, "" for all


def the_table(db):
    scene = build_scene()
    furnish(scene)
    lakeside = Municipality.objects.get(slug="lakeside-on")
    make.public_practice(lakeside, by=scene.people["lea"], commitments=[3])
    addresses = {name: address for name, address in asked_of(scene) if ASKED in name}
    copy_town(lakeside, SMALL - current_members())
    assert current_members() == SMALL
    small = {name: measure(address) for name, address in addresses.items()}
    copy_town(lakeside, LARGE - SMALL)
    assert current_members() == LARGE
    large = {name: measure(address) for name, address in addresses.items()}
    print("", *lines(small, large), sep="\n")  # noqa: T201, the command's answer
    if ASKED:
        print(*(line for name in large for line in slowest(name, large[name])), sep="\n")  # noqa: T201
    assert [name for name in small if len(large[name].queries) > len(small[name].queries)] == []


def current_members():
    return Municipality.objects.members().count()


def asked_of(scene):
    """(name, address) of each page, as it stands and with what can be asked of it; then of each file."""
    for page in all_pages(scene, "en"):
        if page.status == 200 and not (page.is_sent or page.html):
            yield page.title, page.address
    for name, address in public_files(scene, "en"):
        yield f"file: {name}", address


def measure(address):
    client = Client(headers={"accept-encoding": "gzip"})
    client.get(address)  # what a process remembers is not counted
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        size = len(answer.getvalue())
    asked = queries.captured_queries  # before another request empties the log
    assert answer.status_code == 200, (address, answer.status_code)
    took = []
    for _time in range(TIMES):
        start = time.perf_counter()
        client.get(address).getvalue()
        took.append((time.perf_counter() - start) * 1_000)
    return Measure(asked, median(took), size)


if ASKED is not None:
    test_the_table = the_table
