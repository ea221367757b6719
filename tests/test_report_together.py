"""Two people, or one in two tabs, answer the same part of a report: nothing that was saved is undone unseen."""

from threading import Thread

import pytest
from django.db import connections
from django.urls import reverse

from commitments.models import ActionPlan
from reports.models import ActionUpdate, ProgressReport

from . import make
from .markup import Page

pytestmark = pytest.mark.usefixtures("reference")
MINE, THEIRS = "Four clerks were hired.", "The desk opened in May."


@pytest.fixture
def report(lakeside, lea):
    plan = make.plan(lakeside, by=lea)
    make.action(plan, 1, position=1)
    make.action(plan, 1, title="Train the clerks", position=2)
    plan.publish(lea)
    return make.report(lakeside, by=lea)


class Tab:
    """A page that stays open: it sends back what it showed, but for what is typed."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        self.read(client.get(url))

    def read(self, answer):
        self.page = Page(answer.content.decode())
        self.shown = next(form for form in self.page.forms if "words-seen" in form.fields or _readings(form))

    def save(self, **typed):
        sent = {name: values for name, values in self.shown.typed().items() if name != "then"}
        answer = self.client.post(self.url, {**sent, **typed, "then": "list"})
        if answer.status_code != 302:
            self.read(answer)
        return answer.status_code


def _readings(form):
    return any(name.startswith("reading-") for name in form.fields)


@pytest.fixture
def tabs(report, lea, eli, sign_in):
    """Lea's and Eli's, opened on the same page before either writes."""

    def opened(name="report_section", *more):
        url = reverse(name, args=[report.municipality.slug, report.cycle.year, *more])
        return Tab(sign_in(lea), url), Tab(sign_in(eli), url)

    return opened


def words(report):
    return report.sections.get(commitment=1).text_en


def test_different_answers_are_both_kept(report, tabs):
    lea, eli = tabs("report_section", 1)
    first, second = report.updates.all()
    assert lea.save(**{"words-words_en": THEIRS, f"update-{first.pk}-text_en": "Open."}) == 302
    assert eli.save(**{f"update-{first.pk}-outcome": "done", "words-words_fr": "Ouvert."}) == 302
    section, first = report.sections.get(commitment=1), report.updates.get(pk=first.pk)
    assert (section.text_en, section.text_fr) == (THEIRS, "Ouvert.")
    assert (first.outcome, first.text_en) == (ActionUpdate.Outcome.DONE, "Open.")
    assert not report.updates.get(pk=second.pk).is_answered


def test_of_two_texts_the_second_comes_back_beside_the_first(report, tabs):
    lea, eli = tabs("report_section", 1)
    update = report.updates.first()
    lea.save(**{"words-words_en": THEIRS})
    typed = {"words-words_en": MINE, f"update-{update.pk}-outcome": "done"}
    assert eli.save(**typed) == 409
    assert words(report) == THEIRS
    assert not report.updates.get(pk=update.pk).is_answered
    assert "what is saved now" in eli.page.text()
    assert THEIRS in eli.page.text() and MINE in eli.page.html
    assert eli.shown.typed()["words-words_en"] == [MINE]
    assert eli.shown.typed()[f"update-{update.pk}-outcome"] == ["done"]
    # Having seen both, saving again decides.
    assert eli.save() == 302
    assert words(report) == MINE
    assert report.updates.get(pk=update.pk).outcome == "done"


def test_a_third_change_is_asked_about_again(report, tabs):
    lea, eli = tabs("report_section", 1)
    lea.save(**{"words-words_en": THEIRS})
    eli.save(**{"words-words_en": MINE})
    Tab(lea.client, lea.url).save(**{"words-words_en": "It closed in June."})
    assert eli.save() == 409
    assert "It closed in June." in eli.page.text()
    assert words(report) == "It closed in June."


def test_one_person_in_two_tabs_loses_nothing(report, eli, sign_in):
    client, url = sign_in(eli), reverse("report_section", args=[report.municipality.slug, 2026, 1])
    first, second = Tab(client, url), Tab(client, url)
    assert first.save(**{"words-words_en": THEIRS}) == 302
    assert second.save(**{"words-words_fr": "Ouvert."}) == 302
    assert words(report) == THEIRS
    assert second.save(**{"words-words_en": MINE}) == 409
    assert words(report) == THEIRS


def test_emptying_what_somebody_has_just_changed_is_asked_about(report, tabs):
    report.sections.filter(commitment=1).update(text_en="Draft.")
    lea, eli = tabs("report_section", 1)
    lea.save(**{"words-words_en": THEIRS})
    assert eli.save(**{"words-words_en": ""}) == 409
    assert words(report) == THEIRS


def test_the_same_answer_twice_is_no_conflict(report, tabs):
    lea, eli = tabs("report_section", 1)
    lea.save(**{"words-words_en": THEIRS})
    assert eli.save(**{"words-words_en": THEIRS}) == 302


def test_what_became_of_an_action_is_decided_by_who_sees_both(report, tabs):
    lea, eli = tabs("report_section", 1)
    outcome = f"update-{report.updates.first().pk}-outcome"
    lea.save(**{outcome: "dropped"})
    assert eli.save(**{outcome: "done"}) == 409
    assert report.updates.first().outcome == "dropped"
    assert "Dropped" in eli.page.text()
    assert eli.save() == 302
    assert report.updates.first().outcome == "done"


def test_a_page_that_comes_back_shows_what_others_wrote_elsewhere_on_it(report, tabs):
    lea, eli = tabs("report_section", 1)
    update = report.updates.first()
    lea.save(**{"words-words_en": THEIRS, "words-words_fr": "Ouvert.", f"update-{update.pk}-outcome": "done"})
    assert eli.save(**{"words-words_en": MINE}) == 409
    assert eli.shown.typed()["words-words_fr"] == ["Ouvert."]
    assert eli.shown.typed()[f"update-{update.pk}-outcome"] == ["done"]
    assert eli.save() == 302
    section = report.sections.get(commitment=1)
    assert (section.text_en, section.text_fr) == (MINE, "Ouvert.")


def test_values_and_notes(report, tabs):
    lea, eli = tabs("report_indicators")
    code = report.readings.filter(indicator__commitment=None).first().indicator_id
    assert lea.save(**{f"reading-{code}-value": "12.50"}) == 302
    assert eli.save(**{f"reading-{code}-note": "Counted in June."}) == 302
    assert eli.save(**{f"reading-{code}-answer": "not_collected"}) == 409
    reading = report.readings.get(indicator=code)
    assert (reading.answer, str(reading.value), reading.note) == ("value", "12.500", "Counted in June.")
    assert "12.5" in eli.page.text()
    eli.read(eli.client.get(eli.url))
    assert eli.save(**{f"reading-{code}-value": "12.5"}) == 302
    assert eli.save(**{f"reading-{code}-value": "14"}) == 302
    assert report.readings.get(indicator=code).value == 14


def test_the_overview(report, tabs):
    lea, eli = tabs("report_overview")
    lea.save(**{"words-words_en": THEIRS})
    assert eli.save(**{"words-words_fr": "Une bonne année."}) == 302
    assert eli.save(**{"words-words_en": MINE}) == 409
    report.refresh_from_db()
    assert (report.overview_en, report.overview_fr) == (THEIRS, "Une bonne année.")


def test_what_is_wrong_and_what_was_changed_are_both_said(report, tabs):
    lea, eli = tabs("report_section", 1)
    code = report.readings.filter(indicator__commitment=1).first().indicator_id
    lea.save(**{"words-words_en": THEIRS})
    assert eli.save(**{"words-words_en": MINE, f"reading-{code}-value": "twelve"}) == 409
    assert "Enter a number" in eli.page.text() and THEIRS in eli.page.text()
    assert eli.save(**{f"reading-{code}-value": "12"}) == 302
    assert words(report) == MINE


def test_last_years_words_confirmed_by_one_and_half_rewritten_by_another(report, lakeside, lea, eli, sign_in):
    report.sections.filter(commitment=1).update(text_en="Old words.", text_fr="Vieux mots.")
    report._move("submit", lea, submitted_at=report.cycle.due_at)
    this = make.report(lakeside, by=lea, year=2027)
    url = reverse("report_section", args=[lakeside.slug, 2027, 1])
    first, second = Tab(sign_in(lea), url), Tab(sign_in(eli), url)
    assert first.save(**{"words-words_en": MINE}) == 302
    assert this.sections.get(commitment=1).is_carried
    assert second.save(**{"words-words_fr": "Nouveaux mots."}) == 302
    section = this.sections.get(commitment=1)
    assert (section.text_en, section.text_fr, section.is_carried) == (MINE, "Nouveaux mots.", False)


@pytest.mark.parametrize("seen", ["", "\x00", "words_en", ":", "words_en:x words_en:y", "9" * 5000])
def test_a_page_that_does_not_say_what_it_showed_undoes_nothing(report, tabs, seen):
    lea, eli = tabs("report_section", 1)
    lea.save(**{"words-words_en": THEIRS})
    eli.save(**{"words-seen": seen, "words-words_fr": "Ouvert."})
    assert eli.save(**{"words-seen": seen, "words-words_en": MINE}) == 409
    assert words(report) == THEIRS


@pytest.mark.django_db(transaction=True)
def test_at_the_same_instant_one_waits_and_is_asked(report, tabs, monkeypatch):
    lea, eli = tabs("report_section", 1)
    revise, answers = ProgressReport.revise, {}

    def slowly(self, key, **given):
        # The other one has sent theirs before this is written.
        if not started:
            started.append(Thread(target=run, args=("eli", eli, MINE)))
            started[0].start()
            started[0].join(0.5)
        revise(self, key, **given)

    def run(name, tab, text):
        try:
            answers[name] = tab.save(**{"words-words_en": text})
        finally:
            connections.close_all()

    started = []
    monkeypatch.setattr(ProgressReport, "revise", slowly)
    answers["lea"] = lea.save(**{"words-words_en": THEIRS})
    started[0].join(10)
    assert answers == {"lea": 302, "eli": 409}
    assert words(report) == THEIRS


def test_what_is_asked_no_more_is_not_dropped_in_silence(report, lakeside, lea, eli, sign_in):
    """A colleague publishes an edition without the action while somebody writes about it."""
    tab = Tab(sign_in(eli), reverse("report_section", args=[lakeside.slug, 2026, 1]))
    update = report.updates.first()
    draft = ActionPlan.start(lakeside, lea)
    draft.actions.get(lineage=update.action.lineage).remove(lea)
    draft.publish(lea)
    typed = {f"update-{update.pk}-text_en": MINE, "words-words_en": "A year of work."}
    assert tab.save(**typed) == 409
    assert "is not asked here any more" in tab.page.text() and MINE in tab.page.text()
    section = report.sections.get(commitment=1)
    assert section.text_en != "A year of work.", "nothing is kept before that was read"
    assert tab.save() == 302
    section.refresh_from_db()
    assert section.text_en == "A year of work."
