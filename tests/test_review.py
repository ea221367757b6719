"""The secretariat reads what differs, asks for changes or accepts; the town answers only what was asked."""

import re
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from commitments.models import Action, IndicatorVersion
from municipalities.extensions import queue_sources, workspace_matters
from reports.measures import change_between
from reports.models import ActionUpdate, ProgressReport, Snapshot
from reports.outline import Outline

from . import make
from .test_report_submission import SIGNED, answer_everything
from .test_report_together import Tab

pytestmark = pytest.mark.usefixtures("reference")
Status = ProgressReport.Status


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(lakeside, lea):
    make.published_plan(lakeside, by=lea)
    report = make.report(lakeside, by=lea)
    answer_everything(report)
    report.submit(lea, **SIGNED)
    return report


def address(name, report):
    return reverse(name, args=[report.municipality.slug, report.cycle.year])


def section(report, number):
    return reverse("report_section", args=[report.municipality.slug, report.cycle.year, number])


def read(report):
    """What a decision says of the submission that was read."""
    return {"submitted_at": report.stamp}


def submitted_again(report, lea, sam, words):
    """Somebody else returned it, and the town answered, while Sam looked at the page."""
    report.send_back(sam, {"1": "Say more."}, in_days(5))
    report.sections.filter(commitment=1).update(text_en=words)
    report.submit(lea, **SIGNED)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def marks(page):
    """{(del or ins, words)}: what a page says was taken out and put in."""
    page = re.sub(r'<span class="visually-hidden"[^>]*>[^<]*</span>', "", page)
    return set(re.findall(r"<(del|ins)>([^<]*)</", page))


def test_the_first_report_is_all_new_and_shown_whole(report, sam, sign_in):
    page = sign_in(sam).get(address("review_report", report)).content.decode()
    assert "everything is new" in page
    assert "It went well." in page
    assert "Marie Roy, Mayor" in page


def test_what_differs_from_last_year_comes_first(report, lakeside, lea, sam, sign_in):
    report.readings.filter(indicator="I04").update(answer="value", value=10)
    report.readings.filter(indicator="I05").update(answer="value", value=2)
    this = make.report(lakeside, by=lea, year=2027)
    answer_everything(this)
    this.sections.filter(commitment=1).update(text_en="It went otherwise.")
    first, second = this.updates.all()
    this.updates.filter(pk=first.pk).update(outcome=ActionUpdate.Outcome.DONE, text_en="Finished in May.")
    this.readings.filter(indicator="I04").update(answer="value", value=30, note="A new network.")
    this.readings.filter(indicator="I05").update(answer="value", value=2)
    this.submit(lea, **SIGNED)
    page = sign_in(sam).get(address("review_report", this)).content.decode()
    differences = page[page.index("What differs from 2026") : page.index("The whole report")]
    assert "Finished in May." in differences
    assert marks(differences) >= {("del", "well"), ("ins", "otherwise")}
    assert "10 meetings per year" in differences and "30 meetings per year" in differences
    assert "+200%" in differences and "Large change" in differences
    assert second.action.title not in differences
    assert "Monitoring and rapid-response" not in differences


@pytest.mark.parametrize(
    ("code", "before", "after", "said", "is_jump"),
    [
        ("I01", 40, 52, "+12 points", False),
        ("I01", 0, 40, "+40 points", True),
        ("I09", 60, 58.5, "\u22121.5 points", False),
        ("I20", 4, 3, "\u22121 point", False),
        ("I03", 2, 4, "+2 steps", True),
        ("I05", 3, 2, "\u22121 step", False),
        ("I04", 10, 30, "+200%", True),
        ("I06", 50, 40, "\u221220%", False),
        ("I10", 1000, 1004, "+0.4%", False),
        ("I10", 0, 12, "", False),
        ("I08", 0, 1, "", False),
    ],
)
def test_a_change_is_said_in_what_its_unit_counts(code, before, after, said, is_jump):
    version = IndicatorVersion.objects.get(indicator=code)
    change = change_between(Decimal(str(before)), Decimal(str(after)), version)
    assert change == (said, is_jump)


def test_where_no_change_can_be_computed_nothing_is_said(report, lakeside, lea, sam, sign_in):
    report.readings.filter(indicator="I04").update(answer="value", value=10)
    this = make.report(lakeside, by=lea, year=2027)
    answer_everything(this)
    this.readings.filter(indicator="I04").update(answer="not_collected", value=None)
    this.submit(lea, **SIGNED)
    page = sign_in(sam).get(address("review_report", this)).content.decode()
    differences = page[page.index("Indicators that changed") : page.index("The whole report")]
    assert '<td class="numeric" data-label="Change"></td>' in differences
    assert "Large change" not in differences


def test_only_what_was_asked_reopens(report, lea, sam, sign_in):
    data = {"part_1": "Say how many people came.", "part_overview": "", "due_on": in_days(14).isoformat()}
    answer = sign_in(sam).post(address("return_report", report), data | read(report))
    assert answer.status_code == 302
    client = sign_in(lea)
    page = client.get(address("report", report)).content.decode()
    assert "Say how many people came." in page
    assert client.post(section(report, 2), {"words-words_en": "x"}).status_code == 409
    assert client.post(address("report_overview", report), {"words-words_en": "x"}).status_code == 409
    assert 'name="words-words_en"' not in client.get(section(report, 2)).content.decode()
    assert Tab(client, section(report, 1)).save(**{"words-words_en": "Forty people came."}) == 302
    mail = OutgoingMessage.objects.get(key__startswith=f"report-{report.pk}-return")
    assert "Say how many people came." in mail.text
    client.post(address("submit_report", report), SIGNED)
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED
    assert not report.change_requests.filter(resolved_at=None).exists()
    assert report.sections.get(commitment=1).text_en == "Forty people came."


@pytest.mark.parametrize(
    "data",
    [
        {"part_1": "", "due_on": "2099-01-01"},
        {"part_1": "Change", "due_on": ""},
        {"part_1": "Change", "due_on": "1999-01-01"},
        {"part_1": "Change", "due_on": "31/31/2026"},
        {"part_1": "x" * 3001, "due_on": "2026-12-24"},
    ],
)
def test_a_return_says_what_and_by_when(report, sam, sign_in, data):
    page = sign_in(sam).post(address("return_report", report), data | read(report)).content.decode()
    assert "There is a problem" in page
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


def test_a_request_without_any_section_is_refused(report, sam, sign_in):
    page = (
        sign_in(sam)
        .post(address("return_report", report), {"due_on": in_days(7).isoformat()} | read(report))
        .content.decode()
    )
    assert "Say in one section or more" in page


def test_what_was_asked_is_read_beside_what_was_answered(report, lea, sam, sign_in):
    client, page = sign_in(sam), address("review_report", report)
    assert "What was asked" not in client.get(page).content.decode()
    report.send_back(sam, {"1": "Say how many people came."}, in_days(5))
    report.submit(lea, **SIGNED)
    # Commitment 10 is no priority and says nothing, so it is not on the page: its own page is linked.
    report.send_back(sam, {"2": "Name the partners.", "10": "Add a word."}, in_days(9))
    report.submit(lea, **SIGNED)
    body = client.get(page).content.decode()
    asked = body[body.index("What was asked") : body.index("What differs")]
    assert "submitted the report again" in asked
    assert "Name the partners." in asked and "Add a word." in asked
    assert "Say how many people came." not in asked
    assert 'href="#part-2"' in asked and 'id="part-2"' in body
    assert f'href="{section(report, 10)}"' in asked and client.get(section(report, 10)).status_code == 200
    report.accept(sam)
    report.correct(lea, "A wrong number.")
    report.submit(lea, **SIGNED)
    assert "What was asked" not in client.get(page).content.decode()


def test_acceptance_publishes_once_and_moves_the_plan(report, lakeside, lea, sam, sign_in):
    report.updates.filter(action__title_en="Action 1").update(outcome=ActionUpdate.Outcome.DONE)
    client = sign_in(sam)
    for _click in range(2):
        answer = client.post(address("accept_report", report), read(report))
        assert (answer.status_code, answer.url) == (302, address("review_report", report))
    report.refresh_from_db()
    assert report.status == Status.ACCEPTED
    assert Snapshot.objects.filter(report=report).count() == 1
    assert Event.objects.about(report).filter(action="accept").count() == 1
    assert Action.objects.get(plan__status="published", title_en="Action 1").status == Action.Status.DONE
    lakeside.membership.refresh_from_db()
    assert lakeside.membership.ring == "4200000000"
    assert lakeside.membership.last_report_year == 2026
    assert OutgoingMessage.objects.filter(
        key__startswith=f"report-{report.pk}-accept", to_address=lea.email
    ).exists()
    assert "Read the public report" in sign_in(lea).get(address("report", report)).content.decode()


def test_a_text_that_nobody_read_is_not_accepted(report, lea, sam, sign_in):
    client, opened = sign_in(sam), read(report)
    link = f"{address('accept_report', report)}?read={quote(report.stamp)}"
    assert f'name="read" value="{report.stamp}"' in client.get(address("review_report", report)).text
    assert client.get(link).status_code == 200
    submitted_again(report, lea, sam, "Never reviewed.")
    assert client.get(link).status_code == 409
    for sent in (opened, {}, {"submitted_at": "yesterday"}):
        answer = client.post(address("accept_report", report), sent)
        assert answer.status_code == 409
        assert "It was submitted again since you opened it." in answer.content.decode()
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED
    assert not report.snapshots.exists()
    assert client.post(address("accept_report", report), read(report)).status_code == 302
    assert report.snapshots.get().data["commitments"][0]["text"]["en"] == "Never reviewed."


def test_a_return_of_what_was_submitted_again_keeps_what_was_typed(report, lea, sam, sign_in):
    client, opened = sign_in(sam), read(report)
    submitted_again(report, lea, sam, "More.")
    asked = {"part_2": "Say how many people came.", "due_on": in_days(14).isoformat()}
    answer = client.post(address("return_report", report), asked | opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It was submitted again since you opened it." in page
    assert "Say how many people came." in page
    assert f'href="{address("review_report", report)}"' in page
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED
    assert report.stamp in page
    assert client.post(address("return_report", report), asked | read(report)).status_code == 302


def test_nobody_decides_on_their_own_town(report, lakeside, sam, sign_in):
    make.member(lakeside, sam)
    client = sign_in(sam)
    assert client.post(address("accept_report", report)).status_code == 403
    assert client.get(address("return_report", report)).status_code == 403
    page = client.get(address("review_report", report)).content.decode()
    assert "a colleague of the secretariat decides" in page
    assert "Accept and publish" not in page


def test_a_draft_is_neither_accepted_nor_returned(report, lakeside, lea, sam, sign_in):
    draft = make.report(lakeside, by=lea, year=2027)
    client = sign_in(sam)
    assert client.post(address("accept_report", draft)).status_code == 409
    assert client.get(address("return_report", draft)).status_code == 409
    assert client.get(address("review_report", draft)).status_code == 200


def test_a_correction_reopens_all_and_keeps_the_accepted_version(report, lea, sam, sign_in):
    report.accept(sam)
    first = report.snapshots.get()
    client = sign_in(lea)
    assert client.post(address("correct_report", report), {"reason": " "}).status_code == 200
    answer = client.post(address("correct_report", report), {"reason": "A wrong number."})
    assert answer.status_code == 302
    assert client.post(address("correct_report", report), {"reason": "Again"}).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.revision) == (Status.DRAFT, 2)
    assert "A wrong number." in client.get(address("report", report)).content.decode()
    report.cycle.close(sam)
    assert Tab(client, address("report_overview", report)).save(**{"words-words_en": "A better year."}) == 302
    client.post(address("submit_report", report), SIGNED)
    report.refresh_from_db()
    sign_in(sam).post(address("accept_report", report), read(report))
    report.refresh_from_db()
    assert report.number.endswith(".2")
    assert list(report.snapshots.order_by("revision").values_list("revision", "is_newest")) == [
        (1, False),
        (2, True),
    ]
    first.refresh_from_db()
    assert first.data["overview"] != report.snapshots.get(revision=2).data["overview"]


def test_a_submitted_report_is_not_corrected(report, lea, sign_in):
    assert sign_in(lea).get(address("correct_report", report)).status_code == 409


def test_what_waits_is_in_the_queue_and_what_is_open_in_the_workspace(report, lakeside, lea, sam):
    late_cycle = make.cycle(2024, due_at=timezone.now() - timedelta(days=3))
    late_cycle._move("open", sam, opened_at=timezone.now())
    late = late_cycle.start_report(lakeside, sam)

    def queue():
        rows = [row for source in queue_sources for row in source()]
        return {row.url: row.status for row in rows}

    def matters():
        found = [matter for source in workspace_matters for matter in source(lakeside, lea)]
        return {matter.url: (matter.status, matter.is_late) for matter in found}

    assert queue()[address("review_report", report)] == "submitted"
    assert queue()[address("review_report", late)] == "late"
    assert matters()[address("report", report)] == ("submitted", False)
    assert matters()[address("report", late)] == ("draft", True)
    report.send_back(sam, {"1": "More"}, in_days(-1))
    assert matters()[address("report", report)] == ("returned", True)
    assert queue()[address("review_report", report)] == "late"
    report.change_requests.update(due_on=in_days(3))
    assert matters()[address("report", report)] == ("returned", False)
    assert address("review_report", report) not in queue()
    lakeside.membership.end(sam, "The town left.")
    assert address("review_report", late) not in queue()


def test_the_review_costs_the_same_for_any_number_of_actions(report, lakeside, lea, sam, sign_in):
    client = sign_in(sam)

    small = make.report(lakeside, by=lea, year=2027)
    page = address("review_report", small)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    before = count()
    edition = lakeside.plans.model.start(lakeside, lea)
    for number in range(1, 11):
        make.action(edition, number, title=f"More {number}")
    edition.publish(lea)
    answer_everything(small)
    assert count() <= before


def test_the_queue_stands_while_a_town_answers_what_was_asked(report, sam):
    """Changes made between two queries of the queue."""
    report.send_back(sam, {"1": "More"}, in_days(-1))

    def answer_first(execute, sql, params, many, context):
        if sql.startswith('SELECT "reports_changerequest"'):
            report.change_requests.update(resolved_at=timezone.now())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(answer_first):
        rows = [row for source in queue_sources for row in source()]
    assert [row.since.date() for row in rows if row.status == "late"] == [in_days(-1)]


def test_the_changes_longest_overdue_come_first(report, rivermouth, odile, sam):
    make.published_plan(rivermouth, by=odile)
    other = make.report(rivermouth, by=odile)
    answer_everything(other)
    other.submit(odile, **SIGNED)
    report.send_back(sam, {"1": "More", "2": "Also"}, in_days(-2))
    other.send_back(sam, {"1": "More"}, in_days(-9))
    rows = [row for source in queue_sources for row in source() if row.status == "late"]
    assert [row.municipality for row in rows] == [rivermouth, report.municipality]


@pytest.mark.parametrize("verb", ["accept", "send_back"])
@pytest.mark.parametrize("why", ["works for the town", "submitted it"])
def test_the_verbs_refuse_whoever_has_a_part_in_the_report(report, lakeside, sam, verb, why):
    if why == "works for the town":
        make.member(lakeside, sam)
    else:
        ProgressReport.objects.filter(pk=report.pk).update(submitted_by=sam)
    with pytest.raises(PermissionDenied):
        report.accept(sam) if verb == "accept" else report.send_back(sam, {"1": "More"}, in_days(3))
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED
    assert not report.snapshots.exists()


def test_a_request_opens_the_part_where_its_action_is_answered(lakeside, lea, sam, sign_in):
    """The action serves 1 and 3 and is answered under 1; the secretariat asks at 3."""
    make.priorities(lakeside, 1, 3, 5)
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, 3)
    plan.publish(lea)
    shared = make.report(lakeside, by=lea)
    answer_everything(shared)
    shared.submit(lea, **SIGNED)
    shared.send_back(sam, {"3": "Say more of the desk."}, in_days(9))
    open_parts = [part.key for part in Outline(shared).parts if part.is_open]
    assert open_parts == ["1", "3"]
    for key in ("1", "3"):
        shared.check_open(key)
    for key in ("5", "overview"):
        with pytest.raises(WrongState):
            shared.check_open(key)
    page = sign_in(lea).get(section(shared, 1)).content.decode()
    assert f'name="update-{shared.updates.get().pk}-outcome"' in page
