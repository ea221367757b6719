"""A person's own page: name, language and clocks."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from coalition.models import User
from coalition.moments import CHOSEN_ZONES, ZONE_NAMES

pytestmark = pytest.mark.django_db


def test_a_person_changes_name_and_language(lea, sign_in):
    client = sign_in(lea)
    assert client.get("/en/account/profile/").status_code == 200
    answer = client.post("/en/account/profile/", {"name": "  Léa\tTran ", "language": "fr"})
    assert answer.status_code == 302 and answer.url.startswith("/fr/")
    assert client.cookies["django_language"].value == "fr"
    lea.refresh_from_db()
    assert (lea.name, lea.language) == ("Léa Tran", "fr")
    assert client.get(answer.url).status_code == 200
    assert client.get("/").url == "/fr/"


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "language": "en"},
        {"name": "Lea", "language": "de"},
        {"name": "x" * 151, "language": "en"},
    ],
)
def test_a_wrong_answer_is_explained_and_changes_nothing(lea, sign_in, typed):
    answer = sign_in(lea).post("/en/account/profile/", typed)
    assert answer.status_code == 200 and b"error-summary" in answer.content
    assert User.objects.get().name == "Lea Tran"


def test_nothing_else_can_be_changed_there(lea, sign_in):
    sign_in(lea).post(
        "/en/account/profile/",
        {"name": "Lea", "language": "en", "email": "x@example.org", "is_secretariat": "1", "is_staff": "1"},
    )
    lea.refresh_from_db()
    assert not lea.is_secretariat and not lea.is_staff and lea.email != "x@example.org"


ANSWERS = {"name": "Lea Tran", "language": "en", "zone": ""}


def test_times_are_said_on_the_clocks_the_person_chose(filed, lea, sign_in):
    receipt = reverse("report", args=[filed.municipality.slug, 2026])
    type(filed).objects.filter(pk=filed.pk).update(submitted_at=datetime(2027, 3, 2, 0, 35, tzinfo=UTC))
    assert "7:35 p.m. (Eastern time)" in sign_in(lea).get(receipt).content.decode()
    sign_in(lea).post("/en/account/profile/", ANSWERS | {"zone": "America/St_Johns"})
    assert "9:05 p.m. (Newfoundland time)" in sign_in(lea).get(receipt).content.decode()


@pytest.mark.parametrize("zone", ["Europe/Paris", "Nowhere", "../etc"])
def test_other_clocks_are_refused(lea, sign_in, zone):
    answer = sign_in(lea).post("/en/account/profile/", ANSWERS | {"zone": zone})
    assert answer.status_code == 200 and b"error-summary" in answer.content


def test_every_zone_has_a_name():
    assert {zone for zone, _name in CHOSEN_ZONES} <= set(ZONE_NAMES)
    assert max(len(zone) for zone, _name in CHOSEN_ZONES) <= User._meta.get_field("zone").max_length
