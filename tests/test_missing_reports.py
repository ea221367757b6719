"""A report that is not there is said plainly and without blame, from the town's own date on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from reports.models import ProgressReport

from . import make

pytestmark = pytest.mark.usefixtures("reference")


def profile(language="en"):
    with translation.override(language):
        return Client().get(reverse("municipality", args=["lakeside-on"])).text


def test_the_profile_says_it_from_the_towns_own_date_on(lakeside, lea, sam):
    cycle = make.cycle(2025, due_at=timezone.now() + timedelta(days=2))
    report = make.report(lakeside, by=lea, year=2025)
    assert "No report for 2025 yet." not in profile()
    type(cycle).objects.update(due_at=timezone.now() - timedelta(days=1))
    assert "No report for 2025 yet." in profile()
    assert "Pas encore de rapport pour 2025." in profile("fr")
    report.refresh_from_db()
    make.extension(report, by=lea).grant(sam, until=timezone.now() + timedelta(days=5))
    assert "No report for 2025 yet." not in profile()
    ProgressReport.objects.update(extended_to=None)
    make.priorities(lakeside, 1)
    make.filed(ProgressReport.objects.get(), by=lea).accept(sam)
    assert "No report for 2025 yet." not in profile() and "Progress report 2025" in profile()


def test_a_town_that_left_owes_nothing(lakeside, lea):
    make.cycle(2025, due_at=timezone.now() - timedelta(days=1))
    make.report(lakeside, by=lea, year=2025)
    lakeside.membership.end(None, reason="moved on")
    assert "No report for 2025 yet." not in profile()
