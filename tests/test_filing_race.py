"""Twenty submissions of one report at the same moment, over twenty connections to a real server: one filing."""

import os
import threading
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from coalition.models import Event, OutgoingMessage
from municipalities.models import Role
from reports.models import FiledPack

from . import make
from .test_report_submission import SIGNED, answer_everything

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 20
# A few are enough to notice what breaks; FILING_ROUNDS=100 tries harder.
ROUNDS = int(os.environ.get("FILING_ROUNDS", "3"))
PATIENCE = 60  # seconds, for all twenty answers on a busy machine


@pytest.fixture
def town():
    call_command("load_reference", verbosity=0, members=False)
    town = make.municipality("Lakeside")
    make.membership(town)
    return town


def test_of_twenty_submissions_at_once_one_files(town, live_server):
    people = [make.user("Lea Tran"), make.user("Luc Roy", language="fr")]
    for person in people:
        make.member(town, person, Role.COORDINATOR)
    make.published_plan(town, by=people[0])
    cookies = [cookie_of(person) for person in people]
    for number in range(ROUNDS):
        report = make.report(town, by=people[0], year=2030 + number)
        answer_everything(report)
        address = reverse("submit_report", args=[town.slug, report.cycle.year])
        answers = click_at_once(live_server.url, address, cookies)
        # Everybody is led to the receipt, whoever was first.
        assert answers == [(302, reverse("report", args=[town.slug, report.cycle.year]))] * CLICKS
        report.refresh_from_db()
        assert report.status == "submitted"
        assert Event.objects.about(report).filter(action="submit").count() == 1
        assert FiledPack.objects.filter(report=report).count() == 1
        mails = OutgoingMessage.objects.filter(key__startswith=f"report-{report.pk}-submit-")
        assert sorted(mails.values_list("to_address", flat=True)) == sorted(p.email for p in people)
        assert all(report.number in mail.subject for mail in mails)
        receipts = {receipt(live_server.url, report, cookie) for cookie in cookies}
        assert receipts == {True}


def cookie_of(person):
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={'a' * 32}"


def click_at_once(server, address, cookies):
    """What each of CLICKS posts gets; all are connected before the first is sent."""
    together, answers = threading.Barrier(CLICKS), []

    def click(cookie):
        connection = HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)
        connection.connect()
        together.wait(PATIENCE)
        body = urlencode({**SIGNED, "csrfmiddlewaretoken": "a" * 32})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", address, body, headers)
        answer = connection.getresponse()
        answers.append((answer.status, answer.headers.get("Location")))
        connection.close()

    threads = [
        threading.Thread(target=click, args=[cookies[number % len(cookies)]], daemon=True)
        for number in range(CLICKS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def receipt(server, report, cookie):
    """Whether the page of the report, opened later, says the number."""
    connection = HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)
    connection.request("GET", report.get_absolute_url(), headers={"Cookie": cookie})
    page = connection.getresponse().read().decode()
    connection.close()
    return report.number in page
