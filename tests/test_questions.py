"""The questions and the guidance of a year: asked in both languages, answered in one or both, told everywhere."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from django.urls import reverse

from coalition.models import Event
from coalition.workflow import WrongState
from reports import completeness
from reports.differences import differences
from reports.last_year import LastYear
from reports.models import Guidance, ProgressReport, Question, QuestionAnswer, ReportingCycle
from reports.outline import Outline
from reports.pdf import contents
from reports.said import said_by, said_in

from . import make

pytestmark = pytest.mark.usefixtures("reference")
WHERE = ["lakeside-on", 2026]
WORDS = {"text_en": "What did you learn?", "text_fr": "Qu’avez-vous appris ?", "needed": "yes"}


@pytest.fixture
def cycle(db):
    return make.cycle(2026)


@pytest.fixture
def report(cycle, lakeside, lea):
    make.priorities(lakeside, 1)
    make.question(cycle, text="Whole year?", is_required=True, hint_en="In a line.", hint_fr="En une ligne.")
    make.question(cycle, text="Vigilance?", commitment=1, is_required=True)
    make.question(cycle, text="Housing?", commitment=7, is_required=True)
    make.question(cycle, text="Anything else?")
    make.guidance(cycle, "overview", "Three sentences will do.")
    make.guidance(cycle, "1", "Count what was reported.")
    return make.report(lakeside, by=lea)


def asked(text):
    return Question.objects.get(text_en=text)


def answer(client, key, text, **answers):
    """Answer one question as the browser does, with what its page showed."""
    address = {"overview": reverse("report_overview", args=WHERE)}.get(
        key, reverse("report_section", args=[*WHERE, key]) if key != "overview" else ""
    )
    page = client.get(address)
    name = f"question-{asked(text).pk}"
    seen = next(form for form in page.context["forms"].questions if form.prefix == name)["seen"].value()
    return client.post(
        address, {f"{name}-{field}": said for field, said in answers.items()} | {f"{name}-seen": seen}
    )


def test_the_year_asks_in_both_languages(cycle, sam, sign_in):
    client, address = sign_in(sam), reverse("cycle_questions", args=[2026])
    assert (
        client.post(address, WORDS | {"place": "7", "hint_en": "Briefly.", "hint_fr": "Bref."}).status_code
        == 302
    )
    question = Question.objects.get()
    assert (question.commitment_id, question.is_required, question.hint_fr) == (7, True, "Bref.")
    for wrong in (
        {"text_fr": ""},
        {"hint_en": "Briefly."},
        {"text_en": "x" * 401},
        {"place": "11"},
        {"needed": ""},
    ):
        page = client.post(address, WORDS | wrong)
        assert page.status_code == 200 and "There is a problem" in page.text, wrong
    assert Question.objects.count() == 1
    client.post(address, WORDS | {"place": "", "needed": "no"})
    client.post(address, WORDS | {"place": "", "needed": "no"})  # a second click
    first, second = Question.objects.all()
    client.post(reverse("move_question", args=[2026, second.pk]), {"to": "earlier"})
    assert list(Question.objects.all()) == [second, first]
    for _click in range(2):
        assert client.post(reverse("remove_question", args=[2026, first.pk])).status_code == 302
    assert list(Question.objects.all()) == [second]
    assert [event.action for event in Event.objects.about(cycle)] == [
        *("add_question", "add_question", "move_question", "remove_question")
    ]


def test_a_town_answers_where_it_reports(report, lea, vic, sign_in):
    client = sign_in(lea)
    overview = client.get(reverse("report_overview", args=WHERE)).text
    assert "Whole year?" in overview and "In a line." in overview and "Three sentences will do." in overview
    assert "Vigilance?" not in overview and "Count what was reported." not in overview
    section = client.get(reverse("report_section", args=[*WHERE, 1])).text
    assert "Vigilance?" in section and "Count what was reported." in section
    missing = [gap.missing for gap in completeness.gaps(report)]
    assert any("Whole year?" in gap for gap in missing) and any("Vigilance?" in gap for gap in missing)
    # A commitment that is no priority asks nothing, and what is optional is not missing.
    assert not any("Housing?" in gap or "Anything else?" in gap for gap in missing)
    assert answer(client, "overview", "Whole year?", text_en="A lot.", text_fr="Beaucoup.").status_code == 302
    assert answer(client, 1, "Vigilance?", text_fr="Nous comptons.").status_code == 302
    missing = [gap.missing for gap in completeness.gaps(report)]
    assert not any("Whole year?" in gap or "Vigilance?" in gap for gap in missing)
    check = client.get(reverse("report_check", args=WHERE)).text
    assert "A lot." in check and "Nous comptons." in check and "(in French)" in check
    assert ProgressReport.objects.get().touched_at is not None
    # Emptied again, it is missing again.
    assert answer(client, "overview", "Whole year?", text_en="", text_fr="").status_code == 302
    assert any("Whole year?" in gap.missing for gap in completeness.gaps(report))


def test_two_people_answer_at_once(report, lea, eli, sign_in):
    client, other = sign_in(lea), sign_in(eli)
    address, question = reverse("report_overview", args=WHERE), asked("Whole year?")
    name = f"question-{question.pk}"
    seen = client.get(address).context["forms"].questions[0]["seen"].value()
    assert answer(other, "overview", "Whole year?", text_en="Eli’s words.").status_code == 302
    page = client.post(address, {f"{name}-text_en": "Lea’s words.", f"{name}-seen": seen})
    assert page.status_code == 409 and "Eli’s words." in page.text and "Lea’s words." in page.text
    assert QuestionAnswer.objects.get().text_en == "Eli’s words."


def test_an_answer_to_words_that_were_changed_is_read_again(report, lea, sam, sign_in):
    client, address, question = sign_in(lea), reverse("report_overview", args=WHERE), asked("Whole year?")
    name = f"question-{question.pk}"
    seen = client.get(address).context["forms"].questions[0]["seen"].value()
    question.revise(sam, text_en="The half year?", is_required=True)
    page = client.post(address, {f"{name}-text_en": "A lot.", f"{name}-seen": seen})
    assert page.status_code == 409 and "The half year?" in page.text and "A lot." in page.text
    assert not QuestionAnswer.objects.exists()
    again = page.context["forms"].questions[0]["seen"].value()
    assert client.post(address, {f"{name}-text_en": "A lot.", f"{name}-seen": again}).status_code == 302
    assert QuestionAnswer.objects.get().text_en == "A lot."


def test_an_answered_question_is_only_corrected(report, lea, sam, sign_in):
    question, client = asked("Whole year?"), sign_in(sam)
    edit = reverse("cycle_question", args=[2026, question.pk])
    page = client.get(edit).text
    assert 'name="needed"' in page and 'name="place"' not in page  # open, not answered yet
    answer(sign_in(lea), "overview", "Whole year?", text_en="A lot.")
    with pytest.raises(WrongState):
        question.revise(sam, text_en="Another?", is_required=False)
    page = client.get(edit).text
    assert "A municipality has answered this question" in page and 'name="needed"' not in page
    typed = {"text_en": "The whole year?", "text_fr": "Toute l’année ?", "hint_en": "", "hint_fr": ""}
    assert "There is a problem" in client.post(edit, typed).text  # without saying why
    seen = client.get(edit).context["form"]["seen"].value()
    assert client.post(edit, typed | {"note": "A word was missing.", "seen": seen}).status_code == 302
    question.refresh_from_db()
    assert question.text_en == "The whole year?" and question.is_required
    assert "A word was missing." in client.get(reverse("cycle", args=[2026])).text
    # Neither taken out, moved nor added once the year is open; nothing at all once it is closed.
    for name in ("remove_question", "move_question"):
        assert client.post(reverse(name, args=[2026, question.pk])).status_code == 409
    assert client.post(reverse("cycle_questions", args=[2026]), WORDS).status_code == 409
    report.cycle.close(sam)
    assert client.get(edit).status_code == 409
    assert client.get(reverse("cycle_guidance", args=[2026])).status_code == 409
    assert client.get(reverse("cycle_questions", args=[2026])).status_code == 200


def test_two_colleagues_change_a_question_at_once(cycle, sam, sign_in):
    question = make.question(cycle)
    client, edit = sign_in(sam), reverse("cycle_question", args=[2026, question.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    Question.objects.update(text_en="Camille’s question?")
    typed = {
        "text_en": "Sam’s question?",
        "text_fr": question.text_fr,
        "needed": "no",
        "place": "",
        "seen": seen,
    }
    page = client.post(edit, typed)
    assert page.status_code == 409 and "Camille’s question?" in page.text and "Sam’s question?" in page.text
    assert Question.objects.get().text_en == "Camille’s question?"


def test_guidance_is_in_both_languages_and_nobody_undoes_a_colleague(cycle, sam, sign_in):
    client, address = sign_in(sam), reverse("cycle_guidance", args=[2026])
    texts = {"guidance_3_en": "First.\n\nSecond.", "guidance_3_fr": "Un.\n\nDeux."}
    seen = client.get(address).context["form"]["seen"].value()
    assert client.post(address, {"seen": seen, **texts}).status_code == 302
    guidance = Guidance.objects.get()
    assert (guidance.part, guidance.text_en, guidance.text_fr) == ("3", "First.\n\nSecond.", "Un.\n\nDeux.")
    page = client.post(address, {"seen": seen, "guidance_5_en": "Only English."})
    assert "Say it in French too" in page.text and "Only English." in page.text
    other = {"guidance_3_en": "Mine.", "guidance_3_fr": "Le mien."}
    assert client.post(address, {"seen": seen, **other}).status_code == 409
    assert Guidance.objects.get().text_en == "First.\n\nSecond."


def test_questions_and_guidance_are_copied_from_the_year_before_in_one_press(cycle, sam, sign_in):
    last = make.cycle(2025)
    make.question(make.cycle(2023), text="Old?")
    make.question(last, text="First?", commitment=3, is_required=True, position=1)
    make.question(last, text="Second?", position=2)
    make.guidance(last, "overview", "Of 2025.")
    make.guidance(last, "3", "Of 2025.")
    make.guidance(cycle, "3", "Of 2026.")
    client = sign_in(sam)
    assert "Copy the questions and the guidance of 2025" in client.get(reverse("cycle", args=[2026])).text
    for _click in range(2):
        assert client.post(reverse("copy_cycle", args=[2026])).status_code == 302
    copied = list(cycle.questions.values_list("text_en", "text_fr", "commitment", "is_required"))
    assert copied == [("First?", "First? (fr)", 3, True), ("Second?", "Second? (fr)", None, False)]
    assert dict(cycle.guidance.values_list("part", "text_en")) == {"overview": "Of 2025.", "3": "Of 2026."}
    assert last.questions.count() == 2
    assert "Copy the questions" not in client.get(reverse("cycle", args=[2026])).text
    cycle.open(sam)
    assert client.post(reverse("copy_cycle", args=[2026])).status_code == 409


def test_answers_are_reviewed_frozen_and_public(report, lea, sam, sign_in):
    client, reviewer = sign_in(lea), sign_in(sam)
    answer(client, "overview", "Whole year?", text_en="A lot was learned.")
    answer(client, 1, "Vigilance?", text_en="We count.", text_fr="Nous comptons.")
    answer(client, 7, "Housing?", text_fr="Un seul logement.")
    make.filed(ProgressReport.objects.get(), by=lea)
    review = reviewer.get(reverse("review_report", args=WHERE)).text
    assert "A lot was learned." in review and "Whole year?" in review
    report = ProgressReport.objects.get()
    assert "A lot was learned." in client.get(report.get_absolute_url()).text
    report.accept(sam)
    data = report.snapshots.get().data
    assert data["questions"] == [
        {
            "commitment": None,
            "text": {"en": "Whole year?", "fr": "Whole year? (fr)"},
            "answer": {"en": "A lot was learned.", "fr": ""},
            "answer_versions": {"original": "en", "other": "missing"},
        },
        {
            "commitment": 1,
            "text": {"en": "Vigilance?", "fr": "Vigilance? (fr)"},
            "answer": {"en": "We count.", "fr": "Nous comptons."},
            "answer_versions": {"original": "", "other": "ready"},
        },
        {
            "commitment": 7,
            "text": {"en": "Housing?", "fr": "Housing? (fr)"},
            "answer": {"en": "", "fr": "Un seul logement."},
            "answer_versions": {"original": "fr", "other": "missing"},
        },
    ]
    public = client.get(reverse("public_report", args=WHERE)).text
    assert "Whole year?" in public and "A lot was learned." in public and "Un seul logement." in public
    assert '<div lang="fr" class="flow"><p>Un seul logement.</p></div>' in public
    assert "Anything else?" not in public  # nobody answered it
    paper = contents(data, "0" * 64, "en")
    assert [line["text"] for line in paper["questions"]] == ["Whole year?"]
    assert {s["number"]: [line["text"] for line in s["questions"]] for s in paper["told"]} == {
        1: ["Vigilance?"],
        7: ["Housing?"],
    }


def test_what_differs_is_the_answer_to_the_same_question(report, lakeside, lea, sam, sign_in):
    answer(sign_in(lea), "overview", "Whole year?", text_en="A lot.")
    answer(sign_in(lea), 1, "Vigilance?", text_en="We count.")
    make.filed(ProgressReport.objects.get(), by=lea).accept(sam)
    following = make.cycle(2027)
    make.question(following, text="Whole year?")
    make.question(following, text="And next year?")
    now = make.report(lakeside, by=lea, year=2027)

    def new():
        outline, before = Outline(now), said_by(LastYear(now).report)
        found = differences(before, said_in(outline), outline.parts, is_year=True)
        return {one.said["question_en"] for change in found for one in change.questions}

    for question in following.questions.all():
        QuestionAnswer.objects.create(report=now, question=question, text_en="A lot.")
    assert new() == {"And next year?"}
    now.answers.update(text_en="Even more.")
    assert new() == {"Whole year?", "And next year?"}


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_change_of_the_question_at_once(report, lea, sam):
    """Either the change comes first, and the answer follows; or the answer does, and the change is refused."""
    question = asked("Whole year?")
    for _round in range(5):
        QuestionAnswer.objects.all().delete()
        together, refused = Barrier(2), []

        def reply(together=together):
            own = ProgressReport.objects.select_related("cycle", "municipality").get(pk=report.pk)
            together.wait()
            given = QuestionAnswer(report=own, question=question, text_en="A lot.", text_fr="")
            own.revise("overview", answers=[given])
            connections.close_all()

        def change(together=together, refused=refused, number=_round):
            own = Question.objects.select_related("cycle").get(pk=question.pk)
            together.wait()
            try:
                own.revise(sam, text_en=f"Version {number}?")
            except WrongState:
                refused.append(number)
            connections.close_all()

        before = Question.objects.get(pk=question.pk).text_en
        threads = [Thread(target=reply), Thread(target=change)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert QuestionAnswer.objects.get().text_en == "A lot."
        now = Question.objects.get(pk=question.pk).text_en
        assert now == (before if refused else f"Version {_round}?")


def test_a_year_keeps_its_own_questions(cycle, sam):
    make.question(make.cycle(2025))
    assert not cycle.questions.exists()
    assert ReportingCycle.objects.get(year=2025).questions.count() == 1
