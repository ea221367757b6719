"""The secretariat's list of who is on the way to joining: every open application, and its letter of interest."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from . import make


@pytest.fixture
def client(sam, sign_in):
    return sign_in(sam)


def test_who_is_on_the_way(reference, nora, sam, client):
    submitted = make.application(
        make.municipality("Newtown", slug="newtown-on"),
        by=nora,
        status="submitted",
        submitted_at=timezone.now(),
    )
    written = make.application(make.municipality("Drafty", slug="drafty-on"), by=nora)
    make.interest(written, by=nora, status="acknowledged")
    make.application(make.municipality("Gone", slug="gone-on"), by=nora, status="declined")
    with translation.override("en"):
        response = client.get(reverse("applications_under_way"))
        assert reverse("applications_under_way") in client.get(reverse("secretariat")).content.decode()
    assert list(response.context["page_obj"]) == [written, submitted]
    said = response.content.decode()
    for words in ["Drafty", "Draft", "Acknowledged", "Submitted", "not sent ahead", "2 applications"]:
        assert words in said
    assert reverse("review_application", args=[written.pk]) in said


def test_nobody_is_on_the_way(reference, client):
    with translation.override("en"):
        assert "No application is open" in client.get(reverse("applications_under_way")).content.decode()
