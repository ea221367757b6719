"""Reporting years: prepared with dates, opened for everybody at once, watched, closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Application
from reports.models import ReportingCycle

from . import make

pytestmark = pytest.mark.usefixtures("reference")
DATES = {"year": "2026", "due_on": "2027-03-31", "closes_on": "2027-05-31"}


def test_the_list_stands_among_the_work_of_the_secretariat(sam, sign_in):
    page = sign_in(sam).get(reverse("cycles")).text
    assert f'<li><a href="{reverse("cycles")}" aria-current="page">Reporting years</a></li>' in page
    assert f'<li><a href="{reverse("secretariat_members")}">Municipalities</a></li>' in page


def test_a_date_ends_with_its_day_in_ottawa(sam, sign_in):
    answer = sign_in(sam).post(reverse("add_cycle"), DATES)
    cycle = ReportingCycle.objects.get()
    assert answer.url == reverse("cycle", args=[2026])
    assert cycle.due_at == datetime(2027, 4, 1, 3, 59, 59, tzinfo=UTC)
    assert cycle.closes_at == datetime(2027, 6, 1, 3, 59, 59, tzinfo=UTC)
    assert cycle.status == ReportingCycle.Status.DRAFT
    page = sign_in(sam).get(answer.url).content.decode()
    assert "March 31, 2027, 11:59 p.m. (Eastern time)" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": "1999"},
        {"year": "99999999999999999999"},
        {"year": "twenty"},
        {"year": ""},
        {"due_on": "2027-02-30"},
        {"due_on": "9999-12-31"},
        {"due_on": "0001-01-01"},
        {"closes_on": "2027-03-30"},
        {"closes_on": "\x00"},
    ],
)
def test_impossible_years_are_refused_and_kept(sam, sign_in, wrong):
    page = sign_in(sam).post(reverse("add_cycle"), DATES | wrong).content.decode()
    assert "There is a problem" in page
    assert ReportingCycle.objects.count() == 0
    assert 'value="2027-05-31"' in page or "closes_on" in wrong


def test_a_year_is_there_once(sam, sign_in):
    make.cycle(2026)
    assert "already there" in sign_in(sam).post(reverse("add_cycle"), DATES).content.decode()


def test_the_newest_year_comes_first_and_the_next_one_is_proposed(sam, sign_in):
    client = sign_in(sam)
    this_year = timezone.localdate().year
    assert f'value="{this_year}"' in client.get(reverse("add_cycle")).content.decode()
    for year in (2026, 2024, 2028, 2023, 2025):
        make.cycle(year)
    page = client.get(reverse("cycles")).content.decode()
    places = [page.index(reverse("cycle", args=[year])) for year in (2028, 2026, 2025, 2024, 2023)]
    assert places == sorted(places)
    assert 'value="2029"' in client.get(reverse("add_cycle")).content.decode()


def test_opening_gives_every_member_its_report_and_tells_the_coordinators(
    lakeside, rivermouth, lea, eli, odile, sam, sign_in
):
    rivermouth.membership.hold(sam, "Quiet for long.")
    make.membership(make.municipality("Gone"), status="ended")
    make.municipality("Never joined")
    cycle = make.cycle(2026)
    client = sign_in(sam)
    for _click in range(2):
        assert client.post(reverse("open_cycle", args=[2026])).status_code == 302
    assert set(cycle.reports.values_list("municipality__slug", flat=True)) == {"lakeside-on", "rivermouth-qc"}
    mails = {mail.to_address: mail for mail in OutgoingMessage.objects.all()}
    assert set(mails) == {lea.email, odile.email}
    assert "March 31, 2027" in mails[lea.email].text
    assert "/en/workspace/lakeside-on/reports/2026/" in mails[lea.email].text
    assert "if you reported before" in mails[lea.email].text  # neither did
    opened = OutgoingMessage.objects.get(recipient=odile, key__startswith="cycle-")
    assert "si vous en avez déjà fait un" in opened.text
    assert mails[odile.email].language == "fr"
    assert Event.objects.about(cycle).filter(action="open").count() == 1
    for report in cycle.reports.all():
        assert Event.objects.about(report).get().action == "start"


def test_the_year_is_watched_by_state_and_town(lakeside, rivermouth, lea, odile, sam, sign_in):
    cycle = make.cycle(2026)
    cycle.open(sam)
    report = cycle.reports.get(municipality=lakeside)
    report._move("submit", lea, submitted_at=cycle.opened_at)
    page = sign_in(sam).get(reverse("cycle", args=[2026])).content.decode()
    assert reverse("review_report", args=["lakeside-on", 2026]) in page
    assert cycle.progress() == {"draft": 1, "submitted": 1, "returned": 0, "accepted": 0}
    assert "1 of 2" in sign_in(sam).get(reverse("cycles")).content.decode()


def test_a_closed_year_is_not_opened_again(sam, sign_in):
    make.cycle(2026).open(sam)
    client = sign_in(sam)
    for _click in range(2):
        assert client.post(reverse("close_cycle", args=[2026])).status_code == 302
    assert client.post(reverse("open_cycle", args=[2026])).status_code == 409
    assert ReportingCycle.objects.get().status == ReportingCycle.Status.CLOSED


def test_a_year_that_is_not_open_is_not_closed(sam, sign_in):
    make.cycle(2026)
    assert sign_in(sam).post(reverse("close_cycle", args=[2026])).status_code == 409


def test_a_new_member_gets_the_report_of_the_open_year_only(nora, sam):
    make.cycle(2024)
    make.cycle(2026).open(sam)
    town = make.municipality("Newtown")
    application = make.application(town, by=nora, complete=True)
    Application.objects.filter(pk=application.pk).update(status="submitted")
    application.refresh_from_db()
    application.approve(sam)
    assert list(town.reports.values_list("cycle__year", flat=True)) == [2026]
    assert town.reports.get().sections.filter(is_priority=True).count() == 2


def test_more_towns_cost_no_more_queries(sam, sign_in):
    client, cycle = sign_in(sam), make.cycle(2026)
    make.membership(make.municipality("First"))
    cycle.open(sam)

    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("cycle", args=[2026]))
            client.get(reverse("cycles"))
        return len(captured)

    before = count()
    towns = [
        make.municipality(f"Town {number}", province_code=code)
        for number, code in enumerate(["BC", "QC", "NS"])
    ]
    for town in towns:
        make.membership(town)
    cycle.start_reports(towns, sam)
    make.cycle(2025)
    assert count() <= before


def test_a_new_member_owes_nothing_for_a_year_past_its_closing_day(nora, sam):
    past = timezone.now() - timedelta(days=1)
    make.cycle(2024, due_at=past, closes_at=past).open(sam)
    make.cycle(2026).open(sam)
    town = make.municipality("Newtown")
    application = make.application(town, by=nora, complete=True)
    Application.objects.filter(pk=application.pk).update(status="submitted")
    application.refresh_from_db()
    application.approve(sam)
    assert list(town.reports.values_list("cycle__year", flat=True)) == [2026]


def test_the_dates_of_a_year_are_changed_until_it_closes(sam, sign_in):
    cycle = make.cycle(2026)
    client, page = sign_in(sam), reverse("cycle_dates", args=[2026])
    assert page in client.get(cycle.get_absolute_url()).content.decode()
    assert 'value="2027-03-31"' in client.get(page).content.decode()
    later = {"due_on": "2027-04-15", "closes_on": "2027-06-15"}
    cycle.open(sam)
    for _click in range(2):
        assert client.post(page, later).status_code == 302
    cycle.refresh_from_db()
    assert cycle.due_at == datetime(2027, 4, 16, 3, 59, 59, tzinfo=UTC)
    assert cycle.closes_at == datetime(2027, 6, 16, 3, 59, 59, tzinfo=UTC)
    assert Event.objects.about(cycle).filter(action="reschedule").count() == 1
    for wrong in ({"closes_on": "2027-04-14"}, {"due_on": "2037-04-15"}, {"due_on": ""}):
        assert "There is a problem" in client.post(page, later | wrong).content.decode()
    cycle.close(sam)
    assert client.get(page).status_code == 409
    with pytest.raises(WrongState):
        cycle.reschedule(sam, due_at=cycle.due_at, closes_at=cycle.closes_at)
    assert page not in client.get(cycle.get_absolute_url()).content.decode()
