"""A town with a name in one language only is marked with that language where the other is read."""

import pytest
from django.urls import reverse

from municipalities.models import Municipality

from . import make

pytestmark = pytest.mark.django_db
MARKED = '<span lang="fr">Sainte-Adèle</span> <span class="fallback">(in French)</span>'


@pytest.fixture
def town():
    town = make.municipality(
        "Sainte-Adele", name_fr="Sainte-Adèle", slug="sainte-adele-qc", province_code="QC"
    )
    Municipality.objects.filter(pk=town.pk).update(name_en="")
    town.refresh_from_db()
    return town


@pytest.mark.parametrize("is_member", [True, False])
def test_on_its_public_page(town, client, is_member):
    if is_member:
        make.membership(town)
    assert MARKED in client.get(reverse("municipality", args=[town.slug])).text


def test_in_the_directory(town, client):
    make.membership(town)
    assert MARKED in client.get(reverse("directory")).text


def test_on_the_pages_of_its_plan(town, reference, lea, sign_in):
    make.membership(town)
    make.member(town, lea)
    assert MARKED in sign_in(lea).get(reverse("plan", args=[town.slug])).text
