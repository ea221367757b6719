"""One message a day of all that waits for a person; what is put off, what is done before it left, days off, other zones."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition.models import OutgoingMessage
from coalition.outbox.sending import claim
from municipalities.models import Reminder, Snooze
from municipalities.reminding import digest, working_days
from municipalities.reminding.own import own_matters
from reports.models import ProgressReport

from . import make
from .test_reminders import DUE, nine

pytestmark = pytest.mark.django_db
PAGE, PUT_OFF, AS_USUAL = (f"/en/account/reminders/{path}" for path in ("", "put-off/", "as-usual/"))


@pytest.fixture(autouse=True)
def the_day_itself(time_machine):
    """A Wednesday; messages are due for sending when they are written."""
    time_machine.move_to(nine(2027, 3, 31), tick=False)


@pytest.fixture
def cycle(db):
    return make.cycle(2026, due_at=DUE, status="open", opened_at=nine(2027, 1, 4))


@pytest.fixture
def report(lakeside, cycle):
    return ProgressReport.objects.create(municipality=lakeside, cycle=cycle)


def broken(town, since, **fields):
    return make.link(town, link_state="broken", link_broken_since=since, **fields)


def told():
    return list(Reminder.objects.filter(state="told").order_by("pk").values_list("matter", flat=True))


def test_forty_matters_are_one_message(lakeside, rivermouth, lea, report):
    make.member(rivermouth, lea)
    for number in range(20):
        broken(lakeside, nine(2027, 3, 30), title=f"Study {number}", address=f"https://example.ca/{number}")
        broken(rivermouth, nine(2027, 3, 31), title=f"Étude {number}", address=f"https://example.ca/{number}")
    assert digest.write(nine(2027, 3, 31)) == 1
    mail = OutgoingMessage.objects.get()
    assert mail.subject == "Lakeside: the 2026 progress report is due today, and 40 more matters"
    assert len(told()) == 41 and mail.reminders.count() == 41
    for text in (mail.text, mail.html):
        assert text.count("Study ") >= 20 and text.count("Étude ") >= 20
        assert text.index("The 2026 progress report") < text.index("Study ") < text.index("Rivermouth")
    # Nothing more that day, and nothing of it on the next.
    for at in (nine(2027, 3, 31) + timedelta(hours=4), nine(2027, 4, 1), nine(2027, 4, 2)):
        assert digest.write(at) == 0
    assert len(told()) == 41


def test_what_is_found_after_the_message_waits_for_the_next_day(lakeside, lea, report):
    assert digest.write(nine(2027, 3, 31)) == 1
    broken(lakeside, nine(2027, 3, 31) + timedelta(hours=1))
    assert digest.write(nine(2027, 3, 31) + timedelta(hours=2)) == 0
    assert digest.write(nine(2027, 4, 1)) == 1 and OutgoingMessage.objects.count() == 2


def test_what_is_done_before_the_message_leaves_is_taken_out_of_it(lakeside, lea, eli, report):
    link = broken(lakeside, nine(2027, 3, 31))
    assert digest.write(nine(2027, 3, 31)) == 1
    link.withdraw(eli)
    first = OutgoingMessage.objects.get()
    assert first.status == "cancelled" and not told()
    assert digest.write(nine(2027, 3, 31) + timedelta(minutes=15)) == 1
    second = OutgoingMessage.objects.get(status="queued")
    assert second.subject == "Lakeside: the 2026 progress report is due today"
    assert first.key != second.key and told() == [f"report:{report.pk}"]


def test_what_a_sender_has_in_hand_is_not_written_twice(lakeside, lea, eli, report):
    link = broken(lakeside, nine(2027, 3, 31))
    digest.write(nine(2027, 3, 31))
    [mail] = claim(timezone.now())
    link.withdraw(eli)
    assert OutgoingMessage.objects.get().status == "queued" and len(told()) == 2
    assert digest.write(nine(2027, 3, 31) + timedelta(minutes=15)) == 0


def test_who_leaves_the_town_hears_nothing_more_of_it(lakeside, lea, eli, report):
    digest.write(nine(2027, 3, 31))
    make.member(lakeside, make.user("Ola Berg"))
    lea.roles.get().remove(by=lakeside.people.get(user__name="Ola Berg").user)
    assert OutgoingMessage.objects.get(category="reminder").status == "cancelled"
    assert digest.write(nine(2027, 3, 31) + timedelta(minutes=15)) == 1
    assert OutgoingMessage.objects.filter(category="reminder").latest("pk").recipient != lea


# --- days and hours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "province", "is_working"),
    [
        (date(2027, 3, 26), "ON", False),  # Good Friday
        (date(2027, 6, 24), "QC", False),  # la fête nationale
        (date(2027, 6, 24), "ON", True),
        (date(2027, 7, 1), "YT", False),  # Canada Day
        (date(2027, 2, 15), "AB", False),  # Family Day
        (date(2027, 2, 15), "QC", True),
        (date(2027, 3, 27), "NL", False),  # a Saturday
    ],
)
def test_days_off_are_those_of_the_province(day, province, is_working):
    assert working_days.is_working_day(day, province) == is_working


def test_the_message_waits_for_the_hours_of_the_person(lakeside, lea, report):
    lea.zone = "America/Vancouver"
    lea.save()
    assert digest.write(nine(2027, 3, 31)) == 0
    assert digest.write(nine(2027, 3, 31, zone="America/Vancouver") + timedelta(hours=8)) == 0
    assert digest.write(nine(2027, 3, 31, zone="America/Vancouver")) == 1


def test_a_holiday_of_one_province_keeps_back_its_towns_only(lakeside, rivermouth, lea, cycle):
    """On June 24 Quebec rests; a link of each town was found broken the day before, at four."""
    make.member(rivermouth, lea)
    at_four = datetime(2027, 6, 23, 16, tzinfo=ZoneInfo("America/Toronto"))
    links = [broken(town, at_four) for town in (lakeside, rivermouth)]
    assert digest.write(nine(2027, 6, 24)) == 1
    assert told() == [links[0].matter]
    assert digest.write(nine(2027, 6, 25)) == 1
    assert told() == [links[0].matter, links[1].matter]


# --- putting off ----------------------------------------------------------------------------------------


def test_the_page_says_what_is_open_and_when(lakeside, lea, vic, report, sign_in, time_machine):
    time_machine.move_to(nine(2027, 3, 18), tick=False)
    page = sign_in(lea).get(PAGE).text
    assert "Progress report of 2026" in page and "You are reminded with the next message." in page
    digest.write(nine(2027, 3, 18))
    page = sign_in(lea).get(PAGE).text
    assert "Next reminder: <strong>March 25, 2027</strong>" in page and "March 17, 2027" in page
    assert "Nothing waits for you" in sign_in(vic).get(PAGE).text


def test_put_off_it_waits_and_then_comes_once(lakeside, lea, report, sign_in, time_machine):
    time_machine.move_to(nine(2027, 3, 18), tick=False)
    answer = sign_in(lea).post(PUT_OFF, {"matter": report.matter, "days": "7"}, follow=True)
    # A week later is March 25.
    assert "You are reminded on March 25, 2027, not before." in answer.text
    assert [digest.write(nine(2027, 3, day)) for day in (18, 19, 22, 23, 24, 25, 29)] == [0, 0, 0, 0, 0, 1, 0]
    assert "is due in 6 days" in OutgoingMessage.objects.get().subject
    # What came while it waited, or on that very day, is not told besides.
    states = dict(Reminder.objects.values_list("step", "state"))
    assert states.pop("snooze:2027-03-25") == "told" and "told" not in states.values()
    assert digest.write(nine(2027, 3, 31)) == 1


def test_never_past_the_last_day(lakeside, lea, report, sign_in, time_machine):
    time_machine.move_to(nine(2027, 3, 24), tick=False)
    [own] = own_matters(lea, timezone.now())
    # Three days on is a Saturday, and Monday is a working day; two weeks on is past the last day.
    assert own.options() == [(3, date(2027, 3, 29)), (7, date(2027, 3, 31))]
    answer = sign_in(lea).post(PUT_OFF, {"matter": report.matter, "days": "14"}, follow=True)
    assert "You are reminded on March 31, 2027, which is the last day." in answer.text
    time_machine.move_to(nine(2027, 3, 31), tick=False)
    assert digest.write(timezone.now()) == 1
    [own] = own_matters(lea, timezone.now())
    assert own.options() == [] and own.put_off(3) is None


def test_taken_back_the_reminder_comes_as_usual(lakeside, lea, report, sign_in, time_machine):
    time_machine.move_to(nine(2027, 3, 17), tick=False)
    client = sign_in(lea)
    client.post(PUT_OFF, {"matter": report.matter, "days": "7"})
    assert "You put it off" in client.get(PAGE).text and digest.write(timezone.now()) == 0
    assert "as usual again" in client.post(AS_USUAL, {"matter": report.matter}, follow=True).text
    assert not Snooze.objects.exists() and digest.write(timezone.now()) == 1


@pytest.mark.parametrize(
    "typed",
    [{}, {"matter": "report:0", "days": "7"}, {"matter": "\x00", "days": "7"}, {"matter": "x" * 10**5}],
)
def test_what_is_not_theirs_cannot_be_put_off(lea, odile, report, sign_in, typed):
    for path in (PUT_OFF, AS_USUAL):
        assert "no longer yours" in sign_in(lea).post(path, typed, follow=True).text
        assert (
            "n’est plus de votre ressort"
            in sign_in(odile)
            .post(
                path.replace("/en/", "/fr/")
                .replace("account/reminders", "compte/rappels")
                .replace("put-off", "report")
                .replace("as-usual", "comme-d-habitude"),
                {"matter": report.matter, "days": "7"},
                follow=True,
            )
            .text
        )
    assert not Snooze.objects.exists()


@pytest.mark.parametrize("days", ["", "0", "-3", "4", "1e9", "NaN"])
def test_only_the_days_offered(lea, report, sign_in, days, time_machine):
    time_machine.move_to(nine(2027, 3, 17), tick=False)
    answer = sign_in(lea).post(PUT_OFF, {"matter": report.matter, "days": days}, follow=True)
    assert "Nothing was put off" in answer.text and not Snooze.objects.exists()


def test_the_pages_ask_as_often_for_many_matters(lakeside, rivermouth, lea, report, sign_in):
    make.member(rivermouth, lea)
    client = sign_in(lea)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("my_reminders")).status_code == 200
        return len(captured)

    broken(lakeside, nine(2027, 3, 30))
    broken(rivermouth, nine(2027, 3, 30))
    digest.write(nine(2027, 3, 31))
    few = queries()
    for number in range(10):
        broken(lakeside, nine(2027, 3, 31), address=f"https://example.ca/{number}")
        broken(rivermouth, nine(2027, 3, 31), address=f"https://example.ca/{number}")
    digest.write(nine(2027, 4, 1))
    assert queries() == few
