"""What the first look at the directory, the map and a profile brings over the wire, however many members there are."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from municipalities.models import Membership, Municipality
from municipalities.reference import load_members

from . import make

pytestmark = pytest.mark.django_db
PACKED = {".css", ".js", ".svg"}  # WhiteNoise keeps them compressed; typefaces are already


@pytest.fixture
def many(reference):
    """Towns all over the south, more than there are."""
    load_members()
    towns = [
        Municipality(
            name_en=f"Town {n}",
            name_fr=f"Ville {n}",
            province_id="ON",
            kind="T",
            slug=f"town-{n}-on",
            population=n,
            latitude=43 + n * 37 % 1300 / 100,
            longitude=-123 + n * 53 % 6400 / 100,
        )
        for n in range(1_500)
    ]
    for town in towns:
        town.prepare()
    Municipality.objects.bulk_create(towns)
    Membership.objects.bulk_create([Membership(municipality=town, ring="1234012340") for town in towns])


def weight(client, path):
    html = client.get(path).content
    total = len(gzip.compress(html))
    files = {
        Path(finders.find(name)) for name in re.findall(r'(?:href|src)="/static/([^"]+)"', html.decode())
    }
    for style in [path for path in files if path.suffix == ".css"]:
        fonts = re.findall(r'url\("\.\./fonts/([^"]+)"\)', style.read_text())
        files |= {Path(finders.find(f"fonts/{name}")) for name in fonts}
    for path in files:
        content = path.read_bytes()
        total += len(gzip.compress(content)) if path.suffix in PACKED else len(content)
    return total


def test_first_loads_stay_light(client, many):
    make.published_plan(Municipality.objects.get(slug="guelph-on"), by=make.user("Lea"))
    for path in (
        "/en/",
        "/en/municipalities/",
        "/en/municipalities/?view=table",
        "/en/municipalities/?view=map",
        "/en/municipalities/?view=map&province=ON",
        "/fr/municipalites/guelph-on/",
        "/fr/municipalites/comparer/?with=guelph-on&with=montreal-qc&with=calgary-ab&with=town-1-on",
    ):
        assert weight(client, path) < 100_000, path
