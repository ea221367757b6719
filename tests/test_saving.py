"""A page that saves by itself: what the portal answers to one group of answers at a time, whatever is sent."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import SavingPage

from . import make
from .markup import Page

pytestmark = pytest.mark.usefixtures("reference")
MINE, THEIRS, PAGE = "Four clerks were hired.", "The desk opened in May.", "0123456789abcdef"


@pytest.fixture
def report(lakeside, lea):
    make.published_plan(lakeside, by=lea, actions=1)
    return make.report(lakeside, by=lea)


class Saver:
    """A page opened on a part, which sends groups of it as static/js/autosave.js does."""

    def __init__(self, client, report, part="1", name=PAGE):
        self.client, self.name, self.number = client, name, 0
        town_and_year = [report.municipality.slug, report.cycle.year]
        page = f"report_{part}" if part in {"overview", "indicators"} else "report_section"
        address = reverse(page, args=town_and_year + ([] if page != "report_section" else [part]))
        self.url = reverse("save_part", args=[*town_and_year, part])
        shown = next(
            form
            for form in Page(client.get(address).text).forms
            if any("-seen" in name for name in form.fields)
        )
        self.fields = {name: values[0] for name, values in shown.typed().items() if values}

    def send(self, prefix, number=None, **typed):
        self.number += 1
        group = {name: value for name, value in self.fields.items() if name.startswith(f"{prefix}-")}
        typed = {f"{prefix}-{name}": value for name, value in typed.items()}
        self.sent = group | typed | {"page": self.name, "number": str(number or self.number)}
        return self.client.post(self.url, self.sent, headers={"Accept": "application/json"})


@pytest.fixture
def savers(report, lea, eli, sign_in):
    return Saver(sign_in(lea), report), Saver(sign_in(eli), report, name=PAGE[::-1])


def words(report):
    return report.sections.get(commitment=1).text_en


def test_one_group_is_kept_and_the_answer_says_what_is_left(report, savers):
    lea, _eli = savers
    answer = lea.send("words", words_en=MINE)
    said = answer.json()
    assert answer.status_code == 200 and words(report) == MINE
    assert said["said"].startswith("Saved at ") and said["left"] == len(report.gaps()) - _elsewhere(report)
    assert list(said["groups"]) == ["words"] and "words_en" in said["groups"]["words"]["marks"]
    update = report.updates.get()
    said = lea.send(f"update-{update.pk}", outcome="unchanged").json()
    assert "Unchanged" in said["groups"][f"update-{update.pk}"]["status"]
    assert words(report) == MINE


def _elsewhere(report):
    return len([gap for gap in report.gaps() if gap.section != "1"])


def test_a_colleague_is_not_overwritten_and_both_texts_come_back(report, savers):
    lea, eli = savers
    lea.send("words", words_en=THEIRS)
    answer = eli.send("words", words_en=MINE)
    assert answer.status_code == 409 and words(report) == THEIRS
    [conflict] = answer.json()["conflicts"]
    assert THEIRS in conflict["html"] and MINE in conflict["html"]
    [unit] = conflict["units"]
    assert unit["shown"] == {"words-words_en": THEIRS}
    eli.fields["words-seen"] += f" {unit['unit']}:{unit['mark']}"
    assert eli.send("words", words_en=MINE).status_code == 200
    assert words(report) == MINE


def test_what_a_colleague_wrote_in_another_field_is_told(report, savers):
    lea, eli = savers
    lea.send("words", words_fr="Ouvert.")
    [news] = eli.send("words", words_en=MINE).json()["groups"]["words"]["news"]
    assert news["shown"] == {"words-words_fr": "Ouvert."}
    section = report.sections.get(commitment=1)
    assert (section.text_en, section.text_fr) == (MINE, "Ouvert.")


def test_an_answer_that_was_lost_is_no_conflict_with_oneself(report, savers):
    lea, eli = savers
    lea.send("words", words_en="Four")  # the page never hears that it was kept
    assert lea.send("words", words_en=MINE).status_code == 200
    assert words(report) == MINE
    assert eli.send("words", words_en=THEIRS).status_code == 409


def test_a_request_that_comes_late_changes_nothing(report, savers):
    """The page had typed and taken back: the older request, arriving last, would fit what is stored."""
    lea, _eli = savers
    lea.send("words", number=2, words_en="")
    answer = lea.send("words", number=1, words_en="Half a sen")
    assert answer.json() == {"is_late": True}
    assert words(report) in {"", None}


def test_the_same_request_twice_is_one(report, savers):
    lea, _eli = savers
    assert lea.send("words", number=1, words_en=MINE).status_code == 200
    assert lea.send("words", number=1, words_en=MINE).status_code == 200
    assert SavingPage.objects.get(name=PAGE).number == 1


def test_the_button_after_saving_by_itself_is_no_conflict(report, savers):
    lea, _eli = savers
    lea.send("words", words_en="Four")
    page = reverse("report_section", args=[report.municipality.slug, 2026, 1])
    answer = lea.client.post(page, lea.fields | {"words-words_en": MINE, "page": PAGE, "number": "2"})
    assert answer.status_code == 302 and words(report) == MINE


def test_what_is_too_long_is_said(report, savers):
    lea, _eli = savers
    for typed in ["x" * 1_000_000, "é" * 20_001]:
        answer = lea.send("words", words_en=typed)
        assert answer.status_code == 400
        assert "at most 20000 characters" in " ".join(answer.json()["errors"]["words"]).replace(",", "")
    assert not words(report)


def test_what_is_no_number_is_said_in_the_readers_language(report, lea, sign_in):
    saver = Saver(sign_in(lea), report, "indicators")
    url = saver.url.replace("/en/workspace", "/fr/espace").replace("reports", "rapports")
    saver.url = url.replace("parts", "sections").replace("saving", "enregistrement")
    for typed in ["NaN", "Infinity", "1e400", "9" * 300, "twelve", "a\x00b\u202e<script>"]:
        answer = saver.send("reading-I02", value=typed)
        assert answer.status_code == 400, typed
        said = answer.json()["errors"]["reading-I02"][0]
        assert "nombre" in said or "au plus 40 caractères" in said


def test_unseen_characters_are_taken_out(report, savers):
    lea, _eli = savers
    assert lea.send("words", words_en="a\x00b\u202ec").status_code == 200
    assert words(report) == "abc"


def test_a_page_that_says_nothing_readable_of_itself_is_compared_all_the_same(report, savers):
    lea, eli = savers
    assert lea.send("words", number="1", words_en=THEIRS).status_code == 200
    heard = SavingPage.objects.count()
    names = [(name, "7") for name in ["", "\x00", "x" * 500, "0123456789ABCDEF"]]
    numbers = [(PAGE, number) for number in [" ", "-1", "1.5", "NaN", "9" * 300, "٣", "0"]]
    for eli.name, number in names + numbers:
        assert eli.send("words", number=number, words_en=MINE).status_code == 409, (eli.name, number)
    assert words(report) == THEIRS and SavingPage.objects.count() == heard


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", json.dumps({"words-words_en": MINE})),
        ("application/json", "[" * 100_000),
        ("text/plain", "words-words_en=x"),
        ("application/x-www-form-urlencoded", ""),
        ("application/x-www-form-urlencoded", "words-words_en=%ED%A0%80"),
        ("multipart/form-data; boundary=edge", "not in parts"),
    ],
)
def test_what_is_no_form_of_the_part_is_refused_with_words(report, savers, kind, body):
    lea, _eli = savers
    answer = lea.client.generic("POST", lea.url, body, kind, headers={"Accept": "application/json"})
    assert answer.status_code == 409 and "cannot be read" in answer.json()["reason"]
    assert not words(report)


def test_too_much_at_once_is_refused(report, savers, caplog):
    lea, _eli = savers
    assert lea.send("words", words_en="x" * 3_000_000).status_code == 413
    caplog.clear()  # Django logs it as an error


def test_a_report_that_is_with_the_secretariat_says_so(report, savers):
    lea, _eli = savers
    type(report).objects.update(status="submitted")
    answer = lea.send("words", words_en=MINE)
    assert answer.status_code == 409 and "with the secretariat" in answer.json()["reason"]


def test_whoever_may_not_write_is_not_heard(report, lea, eli, vic, savers, sign_in):
    _lea, saver = savers
    eli.roles.all().delete()
    assert saver.send("words", words_en=MINE).status_code == 404
    assert sign_in(vic).post(saver.url, saver.sent).status_code == 403
    assert not words(report)


def test_a_session_that_has_ended_leads_away_and_keeps_no_copy(report, savers):
    lea, _eli = savers
    lea.client.logout()
    answer = lea.send("words", words_en=MINE)
    assert answer.status_code == 302 and "kept=" not in answer.url


def test_a_token_of_before_the_sign_in_is_told_apart(report, lea, savers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lea)
    answer = client.post(savers[0].url, {}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (403, {"reason": "token"})


def test_only_what_is_sent_is_written(report, savers):
    """Two people at two actions, or at an action and the words, never meet."""
    lea, eli = savers
    update = report.updates.get()
    lea.send(f"update-{update.pk}", outcome="done", text_en="Open.")
    assert eli.send("words", words_en=MINE).status_code == 200
    update.refresh_from_db()
    assert (update.outcome, update.text_en, words(report)) == ("done", "Open.", MINE)
