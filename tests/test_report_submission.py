"""From the check to the receipt: complete or not at all, once, and said to whom it concerns."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Membership
from reports.forms.signing import SignOffForm
from reports.models import ActionUpdate, IndicatorReading, ProgressReport

from . import make

SIGNED = {"name": "Marie Roy", "title": "Mayor"}


def answer_everything(report, outcome=ActionUpdate.Outcome.UNCHANGED):
    """Nothing is missing any more."""
    ProgressReport.objects.filter(pk=report.pk).update(overview_en="A good year.")
    report.refresh_from_db()
    report.sections.filter(is_priority=True).update(text_en="It went well.", is_carried=False)
    report.updates.update(outcome=outcome, text_en="As planned.")
    report.readings.update(answer=IndicatorReading.Answer.NOT_COLLECTED)


@pytest.fixture
def report(reference, lakeside, lea):
    make.published_plan(lakeside, by=lea)
    return make.report(lakeside, by=lea)


def address(name, report):
    return reverse(name, args=[report.municipality.slug, report.cycle.year])


def test_every_gap_is_named_with_its_page(report, lea, sign_in):
    page = sign_in(lea).get(address("report_check", report)).content.decode()
    update = report.updates.first()
    assert f"#update-{update.pk}" in page
    assert "#reading-I01" in page
    assert f"{address('report_overview', report)}?back=check#words" in page
    assert "Submit the report" not in page
    sections = {gap.section for gap in report.gaps()}
    assert sections == {"overview", "1", "2", "indicators"}


def test_an_updated_action_needs_a_few_words(report):
    answer_everything(report, ActionUpdate.Outcome.UPDATED)
    assert report.gaps() == []
    report.updates.update(text_en="", text_fr=None)
    assert {gap.section for gap in report.gaps()} == {"1", "2"}
    report.updates.update(outcome=ActionUpdate.Outcome.DONE)
    assert report.gaps() == []


def test_an_incomplete_report_is_not_submitted(report, lea, sign_in):
    answer = sign_in(lea).post(address("submit_report", report), SIGNED)
    assert "answers are missing" in answer.content.decode()
    report.refresh_from_db()
    assert report.status == ProgressReport.Status.DRAFT


def test_a_report_is_signed(report, lea, sign_in):
    answer_everything(report)
    answer = sign_in(lea).post(address("submit_report", report), {"name": " ", "title": "Mayor of all"})
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "Mayor of all" in page
    report.refresh_from_db()
    assert report.status == ProgressReport.Status.DRAFT


def test_the_receipt_is_the_same_at_every_look(report, lea, sign_in):
    answer_everything(report)
    client = sign_in(lea)
    for _click in range(2):
        answer = client.post(address("submit_report", report), SIGNED)
        assert (answer.status_code, answer.url) == (302, address("report", report))
    report.refresh_from_db()
    page = client.get(address("report", report)).content.decode()
    assert report.number in page
    assert "(Eastern time)" in page
    assert "Marie Roy, Mayor" in page
    assert report.number == f"R-2026-{report.pk:05d}"
    assert Event.objects.about(report).filter(action="submit").count() == 1
    mail = OutgoingMessage.objects.get(to_address=lea.email)
    assert report.number in mail.subject
    assert "Marie Roy, Mayor" in mail.text


def test_the_secretariat_hears_of_every_submission(report, lakeside, lea, sam):
    colleague = make.user("Colleague", language="fr", is_secretariat=True)
    make.user("Gone", is_secretariat=True, is_active=False)
    answer_everything(report)
    report.submit(lea, **SIGNED)
    mails = OutgoingMessage.objects.filter(key__startswith=f"report-{report.pk}-review-")
    assert {mail.recipient_id: mail.language for mail in mails} == {sam.pk: "en", colleague.pk: "fr"}
    mail = mails.get(recipient=sam)
    assert mail.subject == f"To review: the 2026 progress report of Lakeside ({report.number})"
    assert address("review_report", report) in mail.text
    report.send_back(sam, {"1": "Say more."}, timezone.localdate() + timedelta(days=5))
    report.submit(lea, **SIGNED)
    mail = mails.filter(recipient=sam).latest("pk")
    assert mail.subject == f"Submitted again: the 2026 progress report of Lakeside ({report.number})"
    assert "again, after the changes that were asked for" in mail.text
    report.accept(sam)
    report.correct(lea, "A wrong number.")
    report.submit(lea, **SIGNED)
    assert mails.filter(recipient=sam).latest("pk").subject.startswith("To review: ")


def test_more_readers_cost_a_submission_no_more_queries(report, lea, sam):
    answer_everything(report)

    def count():
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            report.submit(lea, **SIGNED)
            transaction.set_rollback(True)
        report.refresh_from_db()
        return len(captured)

    count()  # what is read once a process
    before = count()
    for number in range(5):
        make.user(f"Colleague {number}", is_secretariat=True)
    assert count() == before


def test_only_coordinators_submit(report, eli, sign_in):
    answer_everything(report)
    assert sign_in(eli).post(address("submit_report", report), SIGNED).status_code == 403
    assert "Submit the report" not in sign_in(eli).get(address("report_check", report)).content.decode()


def test_a_submitted_report_cannot_be_changed(report, lea, sign_in):
    answer_everything(report)
    report.submit(lea, **SIGNED)
    client = sign_in(lea)
    assert client.post(address("report_overview", report), {"words-words_en": "Later"}).status_code == 409
    assert 'name="words-words_en"' not in client.get(address("report_overview", report)).content.decode()
    assert client.get(address("report_check", report)).status_code == 302
    report.refresh_from_db()
    assert report.overview_en == "A good year."


def test_filing_ends_a_hold(report, lakeside, lea, sam):
    lakeside.membership.hold(sam, "No report for three years.")
    answer_everything(report)
    report.submit(lea, **SIGNED)
    assert Membership.objects.get(municipality=lakeside).status == Membership.Status.ACTIVE
    assert Event.objects.about(lakeside.membership).filter(action="resume").count() == 1


def test_the_secretariat_submits_on_behalf(report, sam):
    answer_everything(report)
    report.submit(sam, **SIGNED)
    assert Event.objects.about(report).get(action="submit").is_on_behalf


def test_a_closed_year_takes_no_first_report(report, lea, sam, sign_in):
    answer_everything(report)
    report.cycle.close(sam)
    assert sign_in(lea).post(address("submit_report", report), SIGNED).status_code == 409
    report.refresh_from_db()
    assert report.status == ProgressReport.Status.DRAFT


def test_completeness_costs_the_same_for_any_number_of_actions(
    report, lakeside, lea, django_assert_num_queries
):
    def count():
        from django.test.utils import CaptureQueriesContext

        fresh = ProgressReport.objects.select_related("cycle", "municipality").get(pk=report.pk)
        with CaptureQueriesContext(connection) as captured:
            fresh.gaps()
        return len(captured)

    before = count()
    edition = lakeside.plans.model.start(lakeside, lea)
    for number in range(1, 11):
        make.action(edition, number, title=f"More {number}")
    edition.publish(lea)
    assert report.updates.count() == 12
    assert count() <= before


@pytest.mark.parametrize("verb", ["submit", "correct"])
def test_a_town_that_left_neither_files_nor_corrects(report, lakeside, lea, sam, verb):
    answer_everything(report)
    if verb == "correct":
        report.submit(lea, **SIGNED)
        report.accept(sam)
    lakeside.membership.end(sam, "The council decided so.")
    before = report.status
    with pytest.raises(WrongState) as refused:
        report.correct(lea, "A word.") if verb == "correct" else report.submit(lea, **SIGNED)
    assert "has left the coalition" in str(refused.value.reason)
    report.refresh_from_db()
    assert report.status == before


def test_what_was_filed_before_the_town_left_is_still_decided(report, lakeside, lea, sam):
    answer_everything(report)
    report.submit(lea, **SIGNED)
    lakeside.membership.end(sam, "The council decided so.")
    assert report.accept(sam).revision == 1


def test_after_the_closing_day_nothing_is_filed_for_the_first_time(report, lea, sign_in, time_machine):
    answer_everything(report)
    time_machine.move_to(report.cycle.closes_at, tick=False)
    assert report.is_in_time
    client = sign_in(lea)
    assert "Submit the report" in client.get(address("report_check", report)).content.decode()
    time_machine.move_to(report.cycle.closes_at + timedelta(seconds=1), tick=False)
    assert client.post(address("submit_report", report), SIGNED).status_code == 409
    page = client.get(address("report", report)).content.decode()
    assert "This reporting year is closed" in page
    report.refresh_from_db()
    assert report.status == ProgressReport.Status.DRAFT
    assert not ProgressReport.objects.overdue(report.cycle.closes_at + timedelta(seconds=1)).exists()


def test_after_the_closing_day_what_was_filed_before_is_returned_and_corrected(
    report, lea, sam, time_machine
):
    answer_everything(report)
    report.submit(lea, **SIGNED)
    time_machine.move_to(report.cycle.closes_at + timedelta(days=1))
    report.send_back(sam, {"1": "More."}, timezone.localdate() + timedelta(days=9))
    report.submit(lea, **SIGNED)
    report.accept(sam)
    report.correct(lea, "A word.")
    report.submit(lea, **SIGNED)
    assert report.revision == 2


def test_nothing_is_filed_without_a_signature(report, lea, sam, sign_in, monkeypatch):
    """A second, empty click lands while the secretariat returns the report."""
    answer_everything(report)
    client = sign_in(lea)
    client.post(address("submit_report", report), SIGNED)

    class ReturnedMeanwhile(SignOffForm):
        def is_valid(self):
            found = ProgressReport.objects.get(pk=report.pk)
            if found.can("return"):
                found.send_back(sam, {"1": "More."}, timezone.localdate() + timedelta(days=9))
            return super().is_valid()

    monkeypatch.setattr("reports.views.report.SignOffForm", ReturnedMeanwhile)
    answer = client.post(address("submit_report", report), {"name": "", "title": ""})
    report.refresh_from_db()
    assert (answer.status_code, report.status) == (302, ProgressReport.Status.RETURNED)
    assert (report.signed_name, report.signed_title) == ("Marie Roy", "Mayor")


def test_an_empty_second_click_gets_the_receipt_until_the_report_is_accepted(report, lea, sam, sign_in):
    answer_everything(report)
    client = sign_in(lea)
    client.post(address("submit_report", report), SIGNED)
    assert client.post(address("submit_report", report), {}).status_code == 302
    report.refresh_from_db()
    report.accept(sam)
    assert client.post(address("submit_report", report), {}).status_code == 409
