"""Days and hours in words, on the clocks that the page names."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from commitments.models import Declaration, Signature

from . import make

pytestmark = pytest.mark.django_db
EVENING = datetime(2027, 3, 2, 0, 35, tzinfo=UTC)  # the day before, in Newfoundland


@pytest.fixture
def island():
    return make.municipality("Brigus", name_fr="Brigus", slug="brigus-nl", province_code="NL")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "March 1, 2027, 9:05 p.m."), ("fr", "1er mars 2027, 21\xa0h\xa005")],
)
def test_the_trail_is_read_on_the_clocks_of_the_town(island, language, said):
    entry = {"at": EVENING, "title": "Application opened"}
    with translation.override(language):
        drawn = render_to_string("components/trail.html", {"trail": [entry], "municipality": island})
    assert f">{said}</time>" in drawn


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "March 1, 2027, 9:05 p.m. (Newfoundland time)"),
        ("fr", "1er mars 2027 à 21\xa0h\xa005 (heure de Terre-Neuve)"),
    ],
)
def test_a_signature_names_its_clocks(reference, island, nora, sign_in, language, said):
    make.member(island, nora)
    make.application(island, by=nora)
    signature = Signature.sign(
        island,
        Declaration.objects.get(),
        by=nora,
        name="Ann",
        title="mayor",
        signed_on=EVENING.date(),
        language="en",
    )
    Signature.objects.filter(pk=signature.pk).update(signed_at=EVENING)
    with translation.override(language):
        path = reverse("application_declaration", args=[island.slug])
    assert said in sign_in(nora).get(path).content.decode()


def test_the_day_of_an_instant_is_that_of_the_clocks_around():
    """Three o'clock in Greenwich is still the evening before in Ottawa."""
    page = Template("{% load coalition_tags %}{{ at|long_date }}")
    assert page.render(Context({"at": datetime(2026, 11, 22, 3, tzinfo=UTC)})) == "November 21, 2026"
