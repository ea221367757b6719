"""A report goes back and forth: each request has its day, its answer and its end, and only what changed is read again."""

import re
from datetime import timedelta

import pgtrigger
import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event, OutgoingMessage
from coalition.moments import say_day
from coalition.workflow import WrongState
from municipalities.models import Role
from municipalities.reminding.planning import gather
from reports.models import ProgressReport, Submission
from reports.outline import Outline
from reports.rounds import pace_of, rounds_of

from . import make
from .tab import Tab
from .test_report_submission import SIGNED, answer_everything
from .test_review import address, in_days, marks, read

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


@pytest.fixture
def returned(report, sam):
    report.send_back(sam, {"1": "Say how many people came.", "2": "Name the partners."}, in_days(9))
    return report


def request(report, key):
    return report.change_requests.filter(section=key).latest("pk")


def answer_page(report, key):
    return reverse(
        "answer_request", args=[report.municipality.slug, report.cycle.year, request(report, key).pk]
    )


def part(page, begin, end):
    return page[page.index(begin) : page.index(end, page.index(begin))]


# --- asking ---------------------------------------------------------------------------------------------


def test_each_section_may_have_a_day_of_its_own(report, lea, sam, sign_in):
    asked = {
        "due_on": in_days(20).isoformat(),
        "part_1": "Say how many people came.",
        "part_2": "Name the partners.",
        "day_2": in_days(5).isoformat(),
    }
    assert sign_in(sam).post(address("return_report", report), asked | read(report)).status_code == 302
    days = dict(report.change_requests.values_list("section", "due_on"))
    assert days == {"1": in_days(20), "2": in_days(5)}
    page = sign_in(lea).get(address("report", report)).text
    assert f"by {say_day(in_days(20))}" in page and f"by {say_day(in_days(5))}" in page
    mail = OutgoingMessage.objects.get(key__startswith=f"report-{report.pk}-return")
    for text in (mail.text, mail.html):
        assert f"by {say_day(in_days(20))}" in text and "The first of these days is" in text
    # The first of the days is the one that people are reminded of.
    morning = timezone.now().replace(hour=20) + timedelta(days=4)
    matters = [matter for matter in gather(morning) if matter.key == report.matter_of_changes]
    assert [matter.last for matter in matters] == [in_days(5)]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"day_2": "2099-01-01", "part_2": "More."}, "Choose a day from today to a year from now."),
        ({"day_2": in_days(5).isoformat()}, "Say what is to be changed by that day."),
        ({"day_2": "soon", "part_2": "More."}, "Give a real date for “Another day"),
        ({"part_2": "a\x00b" * 2000, "day_2": ""}, "at most 3000 characters"),
    ],
)
def test_a_day_belongs_to_a_request(report, sam, sign_in, given, complaint):
    asked = {"due_on": in_days(20).isoformat(), "part_1": "Kept though the other is wrong."}
    page = sign_in(sam).post(address("return_report", report), asked | given | read(report)).text
    assert complaint in page and "Kept though the other is wrong." in page
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


# --- answering ------------------------------------------------------------------------------------------


def test_the_town_says_done_or_why_not(returned, lea, eli, vic, sam, sign_in):
    client = sign_in(eli)
    assert "Say how many people came." in client.get(answer_page(returned, "1")).text
    page = client.post(answer_page(returned, "2"), {"reply": "disagrees", "answer": " "}).text
    assert "Say why you see it otherwise." in page
    assert Tab(client, answer_page(returned, "1")).save(reply="done").status_code == 302
    assert (
        Tab(client, answer_page(returned, "2"))
        .save(reply="disagrees", answer="They asked us not to.")
        .status_code
        == 302
    )
    assert sign_in(vic).get(answer_page(returned, "1")).status_code == 403
    page = sign_in(lea).get(address("report", returned)).text
    assert "Answered: done" in page and "They asked us not to." in page
    returned.submit(lea, **SIGNED)
    mail = OutgoingMessage.objects.get(
        key__startswith=f"report-{returned.pk}-review-", subject__contains="again"
    )
    for text in (mail.text, mail.html):
        assert "They asked us not to." in text and "It is done" in text
    page = sign_in(sam).get(address("review_report", returned)).text
    asked = part(page, 'id="asked-title"', 'id="since-title"')
    assert "They asked us not to." in asked and asked.count("Section unchanged") == 2
    # Nothing is answered any more while the secretariat reads.
    assert client.post(answer_page(returned, "1"), {"reply": "disagrees", "answer": "x"}).status_code == 409
    assert request(returned, "1").reply == "done"


def test_two_colleagues_do_not_overwrite_each_others_answer(returned, lea, eli, sign_in):
    first, second = (Tab(sign_in(person), answer_page(returned, "1")) for person in (lea, eli))
    assert first.save(reply="disagrees", answer="Nobody was counted.").status_code == 302
    answer = second.save(reply="done", answer="Forty.")
    assert answer.status_code == 409
    assert request(returned, "1").answer == "Nobody was counted."
    assert "Nobody was counted." in answer.text and "Forty." in answer.text
    assert second.save(reply="done", answer="Forty.").status_code == 302
    assert (request(returned, "1").reply, request(returned, "1").answered_by) == ("done", eli)


def test_the_town_is_warned_of_what_is_neither_changed_nor_answered(returned, lea, sign_in):
    client, page = sign_in(lea), address("report_check", returned)
    warned = "neither changed nor answered"
    assert warned in client.get(page).text
    request(returned, "2").give_answer(lea, reply="done", answer="")
    assert warned in client.get(page).text
    returned.revise("1", words={"text_en": "Forty people came.", "text_fr": "", "is_carried": False})
    assert warned not in client.get(page).text
    assert client.post(address("submit_report", returned), SIGNED).status_code == 302


def test_the_secretariat_answers_on_behalf_and_the_trail_says_so(returned, sam, sign_in):
    assert Tab(sign_in(sam), answer_page(returned, "1")).save(reply="done").status_code == 302
    assert Event.objects.about(returned).get(action="answer_request").is_on_behalf
    returned.submit(sam, **SIGNED)
    assert Event.objects.about(returned).filter(action="submit").last().is_on_behalf
    page = sign_in(sam).get(address("review_report", returned)).text
    assert "on behalf of the town" in page
    # Whoever filed it does not decide on it.
    assert 'name="read"' not in page
    colleague = make.user("Colleague", is_secretariat=True)
    returned.accept(colleague)
    returned.correct(sam, "A wrong number.")
    assert Event.objects.about(returned).get(action="correct").is_on_behalf


# --- reading again --------------------------------------------------------------------------------------


def test_the_second_reading_shows_what_changed_since_the_last_submission(returned, lea, sam, sign_in):
    returned.revise(
        "1", words={"text_en": "It went well. Forty people came.", "text_fr": "", "is_carried": False}
    )
    update = returned.updates.first()
    update.outcome, update.text_en = "done", "Finished in May."
    returned.revise("1", updates=[update])
    returned.submit(lea, **SIGNED)
    page = sign_in(sam).get(address("review_report", returned)).text
    asked = part(page, 'id="asked-title"', 'id="since-title"')
    assert asked.count("Changed since") == 1 and asked.count("Section unchanged") == 1
    assert ("ins", " Forty people came.") in marks(asked) or ("ins", "Forty people came.") in marks(asked)
    assert ("ins", "Finished in May.") in marks(asked) and "Before: Unchanged" in asked
    # What was submitted first is kept as it was, and cannot be changed.
    first = Submission.objects.get(report=returned, round=1)
    assert first.answers["words"]["1"]["text_en"] == "It went well."
    for change in (lambda: Submission.objects.update(answers={}), first.delete):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_nothing_of_an_earlier_round_is_lost(returned, lea, sam, sign_in):
    returned.submit(lea, **SIGNED)
    assert request(returned, "1").settle(sam)
    assert not request(returned, "1").settle(sam)
    returned.send_back(sam, {"2": "The names, please."}, in_days(3))
    outcomes = dict(returned.change_requests.filter(round=1).values_list("section", "outcome"))
    assert outcomes == {"1": "settled", "2": "asked_again"}
    returned.submit(lea, **SIGNED)
    returned.accept(sam)
    assert not returned.change_requests.filter(outcome="").exists()
    for person, name in ((sam, "review_report"), (lea, "report")):
        page = sign_in(person).get(address(name, returned)).text
        history = page[page.index("The rounds of this report") :]
        for words in ("Round 1", "Round 2", "Round 3", "Asked again"):
            assert words in history
        for words in ("Say how many people came.", "Name the partners.", "The names, please."):
            assert words in history
    rounds = rounds_of(Outline(returned), timezone.now())
    assert [(each.number, each.decision.action) for each in rounds] == [
        (3, "accept"),
        (2, "return"),
        (1, "return"),
    ]


def test_only_what_came_back_is_settled_and_by_whom_it_concerns_not(returned, lakeside, lea, sam, sign_in):
    client = sign_in(sam)
    url = reverse("settle_request", args=[lakeside.slug, 2026, request(returned, "1").pk])
    assert client.post(url).status_code == 409
    returned.submit(lea, **SIGNED)
    assert "Settled" in client.get(address("review_report", returned)).text
    assert client.post(url).status_code == client.post(url).status_code == 302
    assert Event.objects.about(returned).filter(action="settle_request").count() == 1
    make.member(lakeside, sam)
    assert client.post(url).status_code == 403


def test_a_request_of_another_town_is_not_there(returned, rivermouth, odile, sam, sign_in):
    make.published_plan(rivermouth, by=odile)
    other = make.report(rivermouth, by=odile)
    asked = request(returned, "1")
    for name in ("answer_request", "settle_request"):
        url = reverse(name, args=[rivermouth.slug, other.cycle.year, asked.pk])
        assert sign_in(sam).post(url, {"reply": "done"}).status_code == 404


# --- who reads it ---------------------------------------------------------------------------------------


def test_a_report_is_taken_given_and_released(report, sam, sign_in):
    camille = make.user("Camille Roy", language="fr", is_secretariat=True)
    client, page, url = sign_in(sam), address("review_report", report), address("assign_report", report)
    assert "Nobody has this report yet." in client.get(page).text
    assert client.post(url, {"reviewer": sam.pk, "had": ""}).status_code == 302
    assert "You have this report." in client.get(page).text
    assert not OutgoingMessage.objects.filter(key__contains="-assign-").exists()
    # Camille looked at the page before Sam took it: she hears so, and takes nothing from him.
    answer = sign_in(camille).post(url, {"reviewer": camille.pk, "had": ""})
    assert answer.status_code == 409 and "Sam Lavoie" in answer.text
    assert client.post(url, {"reviewer": camille.pk, "had": sam.pk}).status_code == 302
    mail = OutgoingMessage.objects.get(key__contains="-assign-")
    assert mail.recipient == camille and "Sam Lavoie" in mail.text and "rapport d’étape" in mail.subject
    queue = reverse("secretariat")
    assert "Camille Roy" in client.get(queue).text
    assert address("review_report", report) not in client.get(queue, {"whose": "mine"}).text
    assert address("review_report", report) not in client.get(queue, {"whose": "nobodys"}).text
    assert address("review_report", report) in sign_in(camille).get(queue, {"whose": "mine"}).text
    # Not having it is no obstacle to a decision.
    report.refresh_from_db()
    report.send_back(sam, {"1": "More."}, in_days(3))
    assert client.post(url, {"reviewer": "", "had": camille.pk}).status_code == 302
    assert "Whose matters" not in client.get(queue).text


@pytest.mark.parametrize("had", ["", "9" * 5000, "x\x00", "-1"])
def test_nobody_reads_their_own_towns_report(report, lakeside, sam, sign_in, had):
    colleague = make.user("Colleague", is_secretariat=True)
    make.member(lakeside, colleague)
    for person in (colleague.pk, 10**30, "x", lakeside.people.first().user_id):
        answer = sign_in(sam).post(address("assign_report", report), {"reviewer": person, "had": had})
        assert answer.status_code == 409
    report.refresh_from_db()
    assert report.reviewer is None


def test_who_has_it_hears_of_the_second_submission_and_the_others_do_not(returned, lea, sam):
    make.user("Colleague", is_secretariat=True)
    ProgressReport.objects.filter(pk=returned.pk).update(reviewer=sam)
    fresh = ProgressReport.objects.get(pk=returned.pk)
    fresh.submit(lea, **SIGNED)
    event = Event.objects.about(fresh).filter(action="submit").last()
    mails = OutgoingMessage.objects.filter(key__startswith=f"report-{fresh.pk}-review-{event.pk}-")
    assert [mail.recipient for mail in mails] == [sam]


# --- thanks ---------------------------------------------------------------------------------------------


def test_an_acceptance_says_thanks_to_the_town_and_not_to_the_public(report, lea, sam, sign_in):
    report.updates.filter(action__title_en="Action 1").update(outcome="done")
    client, page = sign_in(sam), address("accept_report", report)
    shown = client.get(page).text
    assert "You finished 1 action this year: “Action 1”." in shown
    assert "Vous avez terminé 1 mesure" in shown
    # Suggested, not sent: the fields are empty until the reviewer takes the text.
    assert not re.search(r"<textarea[^>]*>\s*[^<\s]", shown)
    assert re.search(r"<textarea[^>]*>\s*Thank you for the 2026", client.get(page, {"suggestion": 1}).text)
    note = {"thanks_en": "We liked the desk.\n\nTell the others.", "thanks_fr": "Le guichet nous a plu."}
    assert client.post(page, note | read(report)).status_code == 302
    marc = make.user("Marc", language="fr")
    make.member(report.municipality, marc, Role.VIEWER)
    assert "We liked the desk." in sign_in(lea).get(address("report", report)).text
    with translation.override("fr"):
        french = sign_in(marc).get(address("report", report)).text
    assert "Le guichet nous a plu." in french
    mail = OutgoingMessage.objects.get(key__startswith=f"report-{report.pk}-accept", recipient=lea)
    for text in (mail.text, mail.html):
        assert "We liked the desk." in text and "Marie Roy, Mayor" in text
    snapshot = report.snapshots.get()
    assert "We liked the desk." not in str(snapshot.data)
    assert "We liked the desk." not in sign_in(lea).get(snapshot.get_absolute_url()).text


def test_a_correction_keeps_the_former_thanks_in_the_trail(report, lea, sam, sign_in):
    report.accept(sam, thanks={"en": "A fine first one."})
    report.correct(lea, "A wrong number.")
    assert report.round == 0
    report.submit(lea, **SIGNED)
    report.accept(sam, thanks={"en": "Even better."})
    page = sign_in(lea).get(address("report", report)).text
    assert "A fine first one." in page and "Even better." in page
    assert Submission.objects.filter(report=report).values_list("revision", "round").count() == 2


# --- time -----------------------------------------------------------------------------------------------


def test_how_long_each_side_had_it(lakeside, lea, sam, sign_in, time_machine):
    begun = timezone.now()

    def on(day):
        time_machine.move_to(begun + timedelta(days=day), tick=False)

    on(0)
    make.published_plan(lakeside, by=lea)
    report = make.report(lakeside, by=lea)
    answer_everything(report)
    on(30)
    report.submit(lea, **SIGNED)
    on(36)
    report.send_back(sam, {"1": "More."}, timezone.localdate() + timedelta(days=20))
    on(40)
    report.submit(lea, **SIGNED)
    on(43)
    report.accept(sam)
    on(99)
    newest, first = rounds_of(Outline(report), timezone.now())
    assert (first.town_days, first.secretariat_days) == (30, 6)
    assert (newest.town_days, newest.secretariat_days) == (4, 3)
    pace = pace_of(report.cycle.reports, timezone.now())
    assert (pace.count, pace.returned, pace.with_town, pace.with_secretariat) == (1, 1, 34, 9)
    page = sign_in(sam).get(address("review_report", report)).text
    assert "34 days with the municipality" in page and "9 days with the secretariat" in page
    assert "How long it takes" in sign_in(sam).get(reverse("cycle", args=[2026])).text
    assert "days with the secretariat" not in sign_in(lea).get(report.snapshots.get().get_absolute_url()).text


def test_a_report_submitted_before_its_copies_were_kept_is_still_reviewed(report, lea, sam, sign_in):
    with pgtrigger.ignore("reports.Submission:submissions_are_kept"):
        Submission.objects.all().delete()
    report.send_back(sam, {"1": "More."}, in_days(3))
    assert Submission.objects.get(report=report).round == 1
    with pgtrigger.ignore("reports.Submission:submissions_are_kept"):
        Submission.objects.all().delete()
    report.submit(lea, **SIGNED)
    page = sign_in(sam).get(address("review_report", report)).text
    assert "What was asked" in page and "Changed since" not in page and "Section unchanged" not in page
    with pytest.raises(WrongState):
        request(report, "1").give_answer(lea, reply="done", answer="")
