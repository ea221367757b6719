"""A month late: the elected champion is written to once, the secretariat is told how many reports it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from coalition.models import OutgoingMessage
from municipalities.models import Application
from municipalities.reminding import digest
from reports import escalation
from reports.models import ProgressReport, ReportingCycle

from . import make
from .test_reminders import DUE, nine

pytestmark = pytest.mark.django_db
# Thirty days after March 31, a Friday.
THE_DAY = nine(2027, 4, 30)


@pytest.fixture
def report(lakeside, lea, db):
    cycle = make.cycle(
        2026, due_at=DUE, closes_at=DUE + timedelta(days=60), status="open", opened_at=nine(2027, 1, 4)
    )
    named = {"champion_name": "Ana Cruz", "champion_title": "Councillor"}
    make.application(lakeside, by=lea, status="approved", champion_email="ana@example.org", **named)
    return ProgressReport.objects.create(municipality=lakeside, cycle=cycle)


def to_champion():
    return OutgoingMessage.objects.filter(category="champion")


def test_the_champion_is_written_to_once(report, lea):
    rounds = [nine(2027, 4, 29), THE_DAY - timedelta(minutes=1), THE_DAY, THE_DAY, nine(2027, 5, 3)]
    assert [escalation.write_to_champions(at) for at in rounds] == [0, 0, 1, 0, 0]
    mail = to_champion().get()
    assert (mail.to_address, mail.recipient, mail.language) == ("ana@example.org", None, "en")
    english, french = mail.subject.split(" / ")
    assert english == "Lakeside: the 2026 progress report is a month late" and french.startswith(
        "Bord-du-Lac"
    )
    for text in (mail.text, mail.html):
        assert "Hello Ana Cruz," in text and "Lea Tran" in text and "March 31, 2027, 11:59 p.m." in text
        assert "named you its elected champion" in text and "/workspace/" not in text


def test_after_an_outage_it_is_late_and_then_not_at_all(report):
    assert escalation.write_to_champions(nine(2027, 5, 5)) == 0
    assert escalation.write_to_champions(nine(2027, 5, 4)) == 1


@pytest.mark.parametrize("why", ["no address", "submitted", "closed", "more time"])
def test_nobody_is_written_to_without_a_reason(report, why):
    if why == "no address":
        Application.objects.update(champion_email="")
    elif why == "submitted":
        ProgressReport.objects.update(status="submitted")
    elif why == "closed":
        ReportingCycle.objects.update(status="closed")
    else:
        ProgressReport.objects.update(extended_to=DUE + timedelta(days=10), extended_at=nine(2027, 3, 30))
    assert escalation.write_to_champions(THE_DAY) == 0


def test_a_report_handed_in_keeps_the_message_back(report, lea, monkeypatch):
    monkeypatch.setattr(ProgressReport, "gaps", lambda self: [])
    escalation.write_to_champions(THE_DAY)
    with travel(THE_DAY):
        report.submit(lea, name="Marie Roy", title="Mayor")
    assert to_champion().get().status == "cancelled"


def test_the_secretariat_is_told_how_many(report, rivermouth, sam, sign_in, time_machine):
    ProgressReport.objects.create(municipality=rivermouth, cycle=report.cycle)
    assert digest.write(nine(2027, 4, 29)) == 0
    digest.write(THE_DAY)
    mail = OutgoingMessage.objects.get(recipient=sam)
    assert mail.subject == "2 progress reports of 2026 are a month late"
    assert "/en/secretariat/cycles/2026/?show=late#where" in mail.text
    time_machine.move_to(THE_DAY)
    page = sign_in(sam).get(reverse("secretariat")).text
    assert page.count("A month late: telephone the town") == 2


def test_an_address_without_a_name_is_no_champion(report, lakeside, lea, sign_in):
    client, page = sign_in(lea), reverse("contacts", args=[lakeside.slug])
    typed = {"contact_name": "Lea Tran", "contact_title": "Director", "contact_email": "lea@example.org"}
    Application.objects.update(champion_name="", champion_title="", champion_email="", **typed)
    answer = client.post(page, {**typed, "champion_email": "ana@example.org", "seen": ""})
    assert "Enter the name of the champion." in answer.text
    assert Application.objects.get().champion_email == ""
