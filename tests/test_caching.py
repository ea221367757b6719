"""What may be kept by browsers and by what stands between: nothing private; of public pages, no cookie."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from .access_table import GET, REACHES, TABLE

READ_BY_LEA = [
    name for name, line in TABLE.items() if "GET" in line.methods and line.answers["lea"] == REACHES
]
READ_BY_ALL = [
    name for name, line in TABLE.items() if line.methods == GET and line.answers["anonymous"] == REACHES
]
# They say themselves how long they are good for, to everybody alike.
SAYS_ITSELF = {
    "healthz",
    "readyz",
    "public_report_pdf",
    "public_report_data",
    "public_report_actions",
    "public_report_indicators",
    "portal_picture",
    "public_document",
    "public_document_preview",
    "caught_mail_html",
    "event_calendar",
    "events_calendar",
    "personal_calendar",
}
# For one reader, who answers by a form without an account.
HAS_A_FORM = {"invitation", "event_registration"}


def address(scene, name):
    return reverse(name, kwargs=scene.arguments[TABLE[name].thing])


@pytest.mark.parametrize("name", sorted(set(READ_BY_LEA) - SAYS_ITSELF))
def test_what_is_read_signed_in_is_not_kept(db, scene, name):
    client = Client()
    client.force_login(scene.people["lea"])
    with transaction.atomic():
        assert client.get(address(scene, name))["Cache-Control"] in {
            "private, no-store",
            "max-age=0, no-cache, no-store, must-revalidate, private",  # allauth's pages
        }
        transaction.set_rollback(True)


@pytest.mark.parametrize("status", [403, 404, 405])
def test_refusals_are_not_kept_either(db, scene, status):
    client = Client()
    client.force_login(scene.people["lea"])
    path = {403: reverse("secretariat"), 404: "/en/nowhere/", 405: address(scene, "start_plan")}[status]
    answer = client.get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (status, "private, no-store")


@pytest.mark.parametrize("name", sorted(set(READ_BY_ALL) - HAS_A_FORM))
def test_public_pages_set_no_cookie(db, scene, name):
    answer = Client().get(address(scene, name))
    assert not answer.cookies
    assert name in SAYS_ITSELF or "Cache-Control" not in answer


@pytest.mark.parametrize("name", sorted(HAS_A_FORM))
def test_a_page_for_one_reader_is_not_kept(db, scene, name):
    assert Client().get(address(scene, name))["Cache-Control"] == "private, no-store"
