"""More time for a report: asked for by a coordinator, answered by the secretariat, and from then on the town's date."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse
from django.utils import translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Role
from municipalities.reminding import digest
from reports.models import Extension, ProgressReport

from . import make
from .test_reminders import DUE, kinds, nine

pytestmark = pytest.mark.usefixtures("reference")
ASKED = {"until": "2027-04-14", "reason": "Council meets late."}
APRIL_14 = datetime(2027, 4, 15, 3, 59, 59, tzinfo=UTC)
APRIL_9 = datetime(2027, 4, 10, 3, 59, 59, tzinfo=UTC)
WHERE = ["lakeside-on", 2026]


@pytest.fixture
def report(lakeside, lea, sam):
    opened_at = nine(2027, 1, 4)
    make.cycle(2026, due_at=DUE, closes_at=DUE + timedelta(days=30), status="open", opened_at=opened_at)
    return make.report(lakeside, by=sam)


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to(nine(2027, 3, 20))


def mail_to(person, beginning):
    return OutgoingMessage.objects.get(recipient=person, key__startswith=beginning)


def everywhere(client, secretariat):
    """What each place says of the deadline: the report, the list, the workspace, the queue's page, the calendar."""
    pages = {
        name: client.get(reverse(name, args=args)).text
        for name, args in {
            "report": WHERE,
            "reports": WHERE[:1],
            "workspace": WHERE[:1],
            "report_calendar": WHERE,
        }.items()
    }
    pages["report_calendar"] = pages["report_calendar"].replace("\r\n ", "").replace("\\,", ",")
    return pages | {"review_report": secretariat.get(reverse("review_report", args=WHERE)).text}


def test_asked_granted_and_said_everywhere(report, lea, sam, sign_in):
    town, secretariat = sign_in(lea), sign_in(sam)
    assert all("March 31, 2027" in page for name, page in everywhere(town, secretariat).items())
    assert reverse("extension", args=WHERE) in town.get(report.get_absolute_url()).text
    assert town.post(reverse("extension", args=WHERE), ASKED).url == report.get_absolute_url()
    extension = Extension.objects.get()
    assert (extension.asked_until, extension.asked_by, extension.reason) == (APRIL_14, lea, ASKED["reason"])
    asked = mail_to(sam, "extension-")
    assert "Lakeside asks for more time" in asked.subject and "Council meets late." in asked.text
    assert "April 14, 2027, 11:59 p.m." in asked.text and "April 14, 2027" in asked.html
    # Asking moves nothing yet.
    assert "It is due on March 31, 2027" in town.get(report.get_absolute_url()).text
    queue = secretariat.get(reverse("secretariat")).text
    decide = reverse("decide_extension", args=WHERE)
    assert decide in queue and "More time for a report" in queue
    assert "April 14, 2027" in secretariat.get(decide).text
    answer = {
        "extension": extension.pk,
        "decision": "grant",
        "until": "2027-04-09",
        "answer": "A week and a half.",
    }
    for _click in range(2):
        assert secretariat.post(decide, answer).url == reverse("review_report", args=WHERE)
    report.refresh_from_db()
    assert (report.due_at, report.closes_at) == (APRIL_9, report.cycle.closes_at)
    granted = mail_to(lea, "extension-")
    assert "April 9, 2027, 11:59 p.m. (Eastern time)" in granted.text and "A week and a half." in granted.html
    assert "The date that was asked for was April 14, 2027" in granted.text
    pages = everywhere(town, secretariat)
    assert all("April 9, 2027" in page for page in pages.values())
    assert "DTSTART:20270410T035959Z" in pages["report_calendar"]
    assert "The date of the other municipalities: March 31, 2027" in pages["report"]
    assert [event.action for event in Event.objects.about(extension)] == ["ask", "grant"]
    assert "Extension granted" in pages["review_report"]
    assert decide not in secretariat.get(reverse("secretariat")).text


def test_the_town_reads_it_in_its_own_language(report, lakeside, sam, sign_in):
    luc = make.user("Luc Roy", language="fr")
    make.member(lakeside, luc, Role.COORDINATOR)
    extension = make.extension(report, by=luc)
    extension.decline(sam, answer="Le rapport est attendu par le conseil.")
    mail = mail_to(luc, "extension-")
    assert "31 mars 2027" in mail.text and "Le rapport est attendu" in mail.html and "reste" in mail.subject
    with translation.override("fr"):
        page = sign_in(luc).get(report.get_absolute_url()).text
    assert "Le rapport est attendu par le conseil." in page and "31 mars 2027" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "2027-03-31"},
        {"until": "2027-03-19"},
        {"until": "2029-01-01"},
        {"until": "\x00"},
        {"until": ""},
        {"reason": ""},
        {"reason": "x" * 1_000_000},
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(report, lea, sign_in, wrong):
    answer = sign_in(lea).post(reverse("extension", args=WHERE), ASKED | wrong)
    assert answer.status_code == 200 and "There is a problem" in answer.text
    assert "Council meets late." in answer.text or "reason" in wrong
    assert not Extension.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "decline"},
        {"decision": "grant", "until": ""},
        {"decision": "grant", "until": "2027-03-31", "answer": "Sooner."},
        {"decision": "grant", "until": "2027-04-09"},
        {"decision": "perhaps"},
        {},
    ],
)
def test_an_answer_that_is_none_is_refused(report, lea, sam, sign_in, wrong):
    extension = make.extension(report, by=lea)
    answer = sign_in(sam).post(reverse("decide_extension", args=WHERE), {"extension": extension.pk} | wrong)
    assert answer.status_code == 200 and "There is a problem" in answer.text
    extension.refresh_from_db()
    assert extension.status == "asked"


def test_another_ask_is_not_decided_unread(report, lea, sam, sign_in):
    first = make.extension(report, by=lea)
    read = {"extension": first.pk, "decision": "grant", "until": "2027-04-14"}
    first.withdraw(lea)
    make.extension(report, by=lea, days=60)
    assert sign_in(sam).post(reverse("decide_extension", args=WHERE), read).status_code == 409
    assert not Extension.objects.granted().exists()


def test_it_is_asked_until_the_year_closes_and_decided_after(report, lea, sam, sign_in, time_machine):
    time_machine.move_to(nine(2027, 4, 29))
    page = sign_in(lea).get(report.get_absolute_url()).text
    assert "It is not too late: the report is taken until April 30, 2027" in page
    assert (
        sign_in(lea).post(reverse("extension", args=WHERE), {**ASKED, "until": "2027-05-20"}).status_code
        == 302
    )
    report.cycle.close(sam)
    report = ProgressReport.objects.get()
    assert not report.is_in_time
    with pytest.raises(WrongState):
        Extension.check_may_be_asked(report)
    Extension.objects.get().grant(sam, until=nine(2027, 5, 20))
    # The promised date holds although the year is closed; it is the only one that still takes a report.
    report = ProgressReport.objects.get()
    assert report.is_in_time_at(nine(2027, 5, 20)) and not report.is_in_time_at(nine(2027, 5, 21))
    assert list(ProgressReport.objects.awaited(nine(2027, 5, 20))) == [report]
    assert not ProgressReport.objects.awaited(nine(2027, 5, 21)).exists()


def test_late_is_reckoned_from_the_own_date(report, lea, sam):
    make.extension(report, by=lea).grant(sam, until=APRIL_14)
    report = ProgressReport.objects.get()
    between, after = APRIL_14 - timedelta(days=3), APRIL_14 + timedelta(seconds=1)
    assert not report.is_late(between) and report.is_late(after)
    assert not ProgressReport.objects.overdue(between).exists()
    assert ProgressReport.objects.overdue(after).get() == report
    # A later date for everybody is later for this town too; an earlier one takes nothing back.
    for due_at in (DUE + timedelta(days=30), DUE - timedelta(days=10)):
        report.cycle.reschedule(sam, due_at=due_at, closes_at=due_at + timedelta(days=60))
        report = ProgressReport.objects.get()
        assert report.due_at == max(due_at, APRIL_14)


def test_reminders_follow_the_new_date_and_the_old_ones_end(report, lea, sam, time_machine):
    sent = []
    for day in sorted({each + more for each in (0, 16, 20, 24, 30, 39, 44, 51) for more in (0, 1)}):
        at = nine(2027, 3, 1) + timedelta(days=day)
        time_machine.move_to(at)
        if day == 20:
            make.extension(report, by=lea).grant(sam, until=APRIL_14)
        for step in (0, -1, 1, 0):  # the clock steps back and forth
            if digest.write(at + timedelta(hours=step)):
                sent.append((kinds()[-1], at.date().isoformat()[5:]))
    assert sent == [
        ("30-days-before", "03-01"),
        ("14-days-before", "03-17"),
        ("14-days-before", "03-31"),
        ("3-days-before", "04-09"),
        ("due-day", "04-14"),
        ("7-days-after", "04-21"),
    ]
    last = OutgoingMessage.objects.filter(category="reminder").latest("pk")
    assert "was due on April 14, 2027" in last.text


def test_a_reminder_from_before_the_answer_is_not_made_up(report, lea, sam, time_machine):
    """Thirteen days before the new date, a day after its reminder would have come: the answer said the date."""
    time_machine.move_to(nine(2027, 4, 1))
    make.extension(report, by=lea).grant(sam, until=APRIL_14)
    assert digest.write(nine(2027, 4, 1) + timedelta(minutes=15)) == 0
    assert digest.write(nine(2027, 4, 9)) == 1


def test_a_moved_year_is_reminded_of_its_new_day(report, lea, sam):
    digest.write(nine(2027, 3, 25))
    later = DUE + timedelta(days=7)
    report.cycle.reschedule(sam, due_at=later, closes_at=later + timedelta(days=30))
    digest.write(nine(2027, 4, 2))
    assert kinds() == ["3-days-before", "3-days-before"]


def test_only_one_waits_and_it_can_be_withdrawn(report, lea, sign_in):
    client, address = sign_in(lea), reverse("extension", args=WHERE)
    for _click in range(2):
        assert client.post(address, ASKED).status_code == 302
    assert Extension.objects.count() == 1
    assert client.post(address, ASKED | {"until": "2027-04-20"}).status_code == 409
    assert "You asked for more time" in client.get(address).text
    for _click in range(2):
        assert client.post(reverse("withdraw_extension", args=WHERE)).status_code == 302
    assert Extension.objects.get().status == "withdrawn"
    assert client.post(address, ASKED | {"until": "2027-04-20"}).status_code == 302


def test_nobody_decides_on_their_own_ask(report, lea, sam, lakeside, sign_in):
    extension = make.extension(report, by=sam)  # on behalf of the town
    with pytest.raises(PermissionDenied):
        extension.grant(sam, until=APRIL_14)
    tess = make.user("Tess Ito", is_secretariat=True)
    make.member(lakeside, tess, Role.VIEWER)
    with pytest.raises(PermissionDenied):
        extension.decline(tess, answer="No.")


def test_a_report_handed_in_meanwhile_needs_no_answer(report, lea, sam, sign_in):
    extension = make.extension(report, by=lea)
    ProgressReport.objects.update(status="submitted", submitted_at=nine(2027, 3, 19))
    assert reverse("decide_extension", args=WHERE) not in sign_in(sam).get(reverse("secretariat")).text
    decide = reverse("decide_extension", args=WHERE)
    assert "submitted meanwhile" in sign_in(sam).get(decide).text
    answer = {"extension": extension.pk, "decision": "grant", "until": "2027-04-14"}
    assert sign_in(sam).post(decide, answer).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_ask_once(report, lea, sam):
    together, answers = Barrier(10), []

    def ask():
        own = ProgressReport.objects.select_related("cycle", "municipality").get(pk=report.pk)
        together.wait()
        try:
            answers.append(Extension.ask(own, lea, until=APRIL_14, reason="Council meets late.").pk)
        finally:
            connections.close_all()

    threads = [Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 10 and len(set(answers)) == 1
    assert Extension.objects.count() == 1
    assert OutgoingMessage.objects.filter(key__startswith="extension-").count() == 1
