"""A reporting year before it opens: seen as a town would see it, and opened by itself at the planned hour."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connections
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from municipalities.models import Municipality
from reports import tasks
from reports.models import ProgressReport, ReportingCycle
from reports.opening import open_planned

from . import make
from .access_matrix import standing
from .test_cycles import DATES

pytestmark = pytest.mark.usefixtures("reference")
NINE = datetime(2027, 1, 4, 14, tzinfo=UTC)


@pytest.fixture
def planned(lakeside, lea):
    return make.cycle(2026, opens_at=NINE)


def test_the_day_is_chosen_and_means_nine_in_the_morning(sam, sign_in, time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC))
    client = sign_in(sam)
    assert client.post(reverse("add_cycle"), DATES | {"opens_on": "2027-01-04"}).status_code == 302
    cycle = ReportingCycle.objects.get()
    assert cycle.opens_at == NINE
    assert "January 4, 2027, 9:00 a.m. (Eastern time)" in client.get(cycle.get_absolute_url()).text
    dates = {name: DATES[name] for name in ("due_on", "closes_on")}
    for wrong in ("2026-11-30", "2027-03-31", "2027-02-30", "9999-12-31"):
        page = client.post(reverse("cycle_dates", args=[2026]), dates | {"opens_on": wrong})
        assert "There is a problem" in page.text, wrong
    client.post(reverse("cycle_dates", args=[2026]), dates | {"opens_on": ""})
    cycle.refresh_from_db()
    assert cycle.opens_at is None and cycle.date_changes == 0
    cycle.open(sam)
    assert 'name="opens_on"' not in client.get(reverse("cycle_dates", args=[2026])).text


def test_it_opens_once_at_its_hour_and_not_before(planned, lea, time_machine):
    assert open_planned(NINE - timedelta(seconds=1)) == []
    for at in (NINE, NINE + timedelta(hours=1), NINE - timedelta(hours=1), NINE + timedelta(days=1)):
        time_machine.move_to(at)
        tasks.open_years()
    planned.refresh_from_db()
    assert planned.status == "open" and planned.reports.count() == 1
    assert OutgoingMessage.objects.filter(recipient=lea, key__contains="-open-").count() == 1
    event = Event.objects.about(planned).get()
    assert (event.action, event.actor) == ("open_as_planned", None)


def test_after_an_outage_it_still_opens(planned, capsys, time_machine):
    time_machine.move_to(NINE + timedelta(days=9))
    call_command("open_years")
    assert capsys.readouterr().out == "2026 opened\n"


def test_a_year_whose_closing_day_is_past_stays_shut(planned):
    assert open_planned(planned.closes_at) == []


def test_the_history_says_that_nobody_pressed(planned, lea, sam, sign_in):
    open_planned(NINE)
    page = sign_in(sam).get(reverse("cycle", args=[2026])).text
    assert "Reporting year opened, as planned" in page and "a person who has left" not in page
    assert (
        "a person who has left"
        not in sign_in(sam).get(reverse("review_report", args=["lakeside-on", 2026])).text
    )


@pytest.mark.django_db(transaction=True)
def test_four_schedulers_and_a_click_open_it_once(planned, lea, sam):
    together = Barrier(5)

    def run(by=None):
        together.wait()
        try:
            open_planned(NINE) if by is None else ReportingCycle.objects.get().open(by)
        except Exception as problem:
            assert type(problem).__name__ == "WrongState"
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[sam if number == 4 else None]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ProgressReport.objects.count() == 1
    assert OutgoingMessage.objects.filter(key__contains="-open-").count() == 1


def preview(client, town="", language="en"):
    with translation.override(language):
        return client.get(reverse("cycle_preview", args=[2026]), {"town": town})


def test_it_is_seen_before_it_opens_and_nothing_is_written(
    planned, lakeside, rivermouth, lea, odile, sam, sign_in
):
    make.municipality("Silentville")
    alone = make.municipality("Lonely")
    make.membership(alone)
    make.priorities(lakeside, 1, 3)
    make.published_plan(lakeside, by=lea)
    make.question(planned, text="What was hard?", commitment=3, is_required=True)
    make.guidance(planned, "overview", "Three sentences will do.")
    client = sign_in(sam)
    client.get(reverse("cycle", args=[2026]))
    before = standing()
    page = preview(client, "lakeside-on").text
    for said in ("Action 1", "What was hard?", "Three sentences will do.", "March 31, 2027, 11:59 p.m."):
        assert said in page, said
    # One mail to each coordinator, in their language; who has none is named.
    assert "2 messages to coordinators:" in page and "Lea Tran, Lakeside" in page and "Odile Gagnon" in page
    assert "English 1" in page and "French 1" in page
    assert "1 municipality has no coordinator" in page and "Lonely" in page
    assert "The 2026 progress report is open" in page and "Le rapport d’étape 2026 est ouvert" in page
    invented = preview(client).text
    assert "Example Town" in invented and "Open a desk for complaints" in invented
    assert "Ville d’exemple" in preview(client, language="fr").text
    assert preview(client, "no-such-town").status_code == 200
    assert standing() == before
    assert not lakeside.reports.exists() and not Municipality.objects.filter(name_en="Example Town").exists()
    assert ReportingCycle.objects.get().status == "draft"
    planned.open(sam)
    assert preview(client).status_code == 409
