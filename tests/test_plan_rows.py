"""What hangs on an action: milestones, targets by indicator, evidence of the town's register."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from commitments.action_rows import MOST_ROWS
from commitments.models import ActionPlan, Milestone, Target

from . import make
from .planning import ANSWERS, at, rows, tab, text

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def draft(lakeside, lea):
    return make.plan(lakeside, by=lea)


@pytest.fixture
def action(draft):
    return make.action(draft, 5, title="Train the staff")


def milestones(action):
    return [(step.text_en, step.text_fr, step.due_on, step.reached_on) for step in action.milestones.all()]


def targets(action):
    return [
        (each.indicator_id, each.baseline, each.baseline_year, each.target, each.target_year)
        for each in action.targets.all()
    ]


def test_a_new_action_comes_with_its_milestones_targets_and_evidence(lakeside, draft, eli, sign_in):
    study = make.evidence(lakeside, title="Housing study")
    opened = tab(sign_in(eli), lakeside)
    step, other = rows(opened, "milestone")
    (figure,) = rows(opened, "target")
    answer = opened.save(
        **ANSWERS
        | {
            f"{step}-text_en": "Open the doors",
            f"{step}-due_on": "2027-06-30",
            f"{other}-text_fr": "Choisir le lieu",
            f"{other}-due_on": "2027-01-31",
            f"{other}-reached_on": "2026-01-15",
            f"{figure}-indicator": "I12",
            f"{figure}-baseline": "1,250",
            f"{figure}-baseline_year": "2024",
            f"{figure}-target": "2,000",
            f"{figure}-target_year": "2028",
            "evidence": [str(study.pk)],
        }
    )
    assert answer.status_code == 302
    made = draft.actions.get()
    assert milestones(made) == [
        ("", "Choisir le lieu", date(2027, 1, 31), date(2026, 1, 15)),
        ("Open the doors", "", date(2027, 6, 30), None),
    ]
    assert targets(made) == [("I12", Decimal("1250"), 2024, Decimal("2000"), 2028)]
    assert list(made.evidence.all()) == [study]
    page = text(sign_in(eli).get(at("plan", lakeside)))
    for words in ("Open the doors", "Reached on January 15, 2026", "2,000", "Housing study"):
        assert words in page


def test_decimals_are_read_and_shown_as_the_language_writes_them(lakeside, action, eli, sign_in):
    make.target(action, "I17", baseline="10", target="50")
    opened = tab(sign_in(eli), lakeside, action, language="fr")
    figure = rows(opened, "target")[0]
    assert opened.save(**{f"{figure}-baseline": "12,5", f"{figure}-target": "1 %"}).status_code == 302
    assert targets(action) == [("I17", Decimal("12.5"), 2024, Decimal("1"), 2027)]
    for language, written in (("fr", "12,5"), ("en", "12.5")):
        again = tab(sign_in(eli), lakeside, action, language=language)
        assert again.shown.fields[f"{figure}-baseline"].values == [written]


def test_yes_or_no_is_typed_in_words(lakeside, action, eli, sign_in):
    opened = tab(sign_in(eli), lakeside, action)
    new = rows(opened, "target")[-1]
    typed = {f"{new}-indicator": "I08", f"{new}-target": "perhaps", f"{new}-target_year": "2027"}
    assert "Answer yes or no." in text(opened.save(**typed))
    assert opened.save(**typed | {f"{new}-target": "Yes"}).status_code == 302
    assert targets(action) == [("I08", None, None, Decimal(1), 2027)]


def test_an_emptied_row_is_taken_out(lakeside, action, eli, sign_in):
    make.milestone(action, "Choose the place", due_on=date(2027, 1, 31))
    make.milestone(action, "Open the doors")
    make.target(action, "I17")
    make.target(action, "I12")
    action.evidence.add(make.evidence(lakeside))
    opened = tab(sign_in(eli), lakeside, action)
    step, figure = rows(opened, "milestone")[0], rows(opened, "target")[0]
    emptied = dict.fromkeys([f"{step}-text_en", f"{step}-due_on"], "")
    emptied |= {f"{figure}-{name}": "" for name in ("baseline", "baseline_year", "target", "target_year")}
    assert opened.save(**emptied, evidence=[]).status_code == 302
    assert [step.text_en for step in action.milestones.all()] == ["Open the doors"]
    assert [each.indicator_id for each in action.targets.all()] == ["I17"]
    assert not action.evidence.exists()


@pytest.mark.parametrize("part", ["milestones", "targets"])
def test_more_rows_come_after_saving(lakeside, draft, eli, sign_in, part):
    client = sign_in(eli)
    opened = tab(client, lakeside)
    step = rows(opened, "milestone")[0]
    answer = opened.save(**ANSWERS, **{f"{step}-text_en": "Choose the place"}, more=part)
    made = draft.actions.get()
    assert answer.url == f"{at('action', lakeside, made.pk)}#{part}"
    again = tab(client, lakeside, made)
    assert len(rows(again, "milestone")) == 3 and len(rows(again, "target")) == 1


def test_a_form_sent_twice_makes_each_row_once(lakeside, action, eli, sign_in):
    client = sign_in(eli)
    opened = tab(client, lakeside, action)
    step, figure = rows(opened, "milestone")[0], rows(opened, "target")[0]
    typed = {
        f"{step}-text_en": "Choose the place",
        f"{figure}-indicator": "I17",
        f"{figure}-target": "50",
        f"{figure}-target_year": "2027",
    }
    for _click in range(2):
        assert opened.save(**typed).status_code == 302
    assert (len(milestones(action)), len(targets(action))) == (1, 1)


WRONG = [
    ("milestone", {"due_on": "2027-01-01"}, "Say what is reached, in English or in French."),
    ("milestone", {"text_en": "x", "reached_on": "2999-01-01"}, "This day is in the future."),
    ("milestone", {"text_en": "x" * 201}, "200"),
    ("milestone", {"text_en": "x", "due_on": "\x00soon"}, "Give a real date for"),
    ("target", {"target": "50", "target_year": "2027"}, "Choose the indicator."),
    ("target", {"indicator": "I17"}, "Say where it should arrive, or where it starts from."),
    ("target", {"indicator": "I99", "target": "1", "target_year": "2027"}, "I99"),
    ("target", {"indicator": "I17", "target": "50"}, "Say of which year."),
    ("target", {"indicator": "I17", "baseline": "50"}, "Say of which year."),
    ("target", {"indicator": "I17", "baseline": "<b>", "target": "\x00", "target_year": "x"}, "in digits"),
    ("target", {"indicator": "I17", "target_year": "2027"}, "Enter the value, or empty its year too."),
    ("target", {"indicator": "I17", "target": "150", "target_year": "2027"}, "Enter a number from 0 to 100."),
    ("target", {"indicator": "I17", "target": "NaN", "target_year": "2027"}, "Enter a number in digits"),
    ("target", {"indicator": "I12", "target": "9" * 30, "target_year": "2027"}, "Enter a number in digits"),
    ("target", {"indicator": "I12", "target": "9" * 15, "target_year": "2027"}, "This number is too large."),
    ("target", {"indicator": "I12", "target": "5", "target_year": "9" * 30}, "2100"),
    ("target", {"indicator": "I12", "target": "5", "target_year": "soon"}, "year of the target"),
    (
        "target",
        {"indicator": "I12", "target": "5", "target_year": "2020", "baseline": "1", "baseline_year": "2024"},
        "The target cannot be for a year before the baseline.",
    ),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("kind", "typed", "said"), WRONG)
def test_a_wrong_row_is_named_and_kept(lakeside, action, eli, sign_in, language, kind, typed, said):
    opened = tab(sign_in(eli), lakeside, action, language=language)
    row = rows(opened, kind)[0]
    answer = opened.save(
        lead="Housing <b>& more</b>", **{f"{row}-{name}": value for name, value in typed.items()}
    )
    page = text(answer)
    assert answer.status_code == 200 and 'class="error-summary"' in page
    assert "Housing &lt;b&gt;&amp; more&lt;/b&gt;" in page
    if language == "en":
        assert said.casefold() in page.casefold()
    assert not (milestones(action) or targets(action) or action.lead)


def test_an_indicator_has_one_row(lakeside, action, eli, sign_in):
    make.target(action, "I17")
    opened = tab(sign_in(eli), lakeside, action)
    new = rows(opened, "target")[-1]
    typed = {f"{new}-indicator": "I17", f"{new}-target": "60", f"{new}-target_year": "2027"}
    assert "This indicator has a row already." in text(opened.save(**typed))
    assert [row[3] for row in targets(action)] == [50]


def test_rows_nobody_was_offered_do_no_harm(lakeside, action, draft, eli, sign_in):
    """Made-up names, too many of them, and the row of another action."""
    foreign = make.milestone(make.action(draft, 2), "Of another action")
    opened = tab(sign_in(eli), lakeside, action)
    made_up = {
        f"milestone-{uuid.uuid4().hex}-{name}": "x"
        for _n in range(MOST_ROWS + 20)
        for name in ("seen", "text_en")
    }
    made_up |= {
        "milestone-zz-seen": "",
        "target-I99-seen": "",
        "target-new-999-seen": "",
        "target-../-seen": "",
    }
    assert opened.save(**made_up, evidence=["99999999999999999999"]).status_code == 200
    own = {
        f"milestone-{foreign.lineage.hex}-seen": "",
        f"milestone-{foreign.lineage.hex}-text_en": "Mine now",
    }
    again = tab(sign_in(eli), lakeside, action)
    assert again.save(**own).status_code == 302
    assert Milestone.objects.get(pk=foreign.pk).text_en == "Of another action"
    assert [step.text_en for step in action.milestones.all()] == ["Mine now"]


def test_evidence_of_another_town_is_not_to_be_named(lakeside, rivermouth, action, eli, sign_in):
    foreign = make.evidence(rivermouth, title="Not yours", access="public")
    opened = tab(sign_in(eli), lakeside, action)
    assert opened.save(evidence=[str(foreign.pk)]).status_code == 200
    assert not action.evidence.exists()


def test_the_public_sees_only_evidence_that_is_open_to_all(lakeside, action, draft, lea, client):
    for access in ("public", "members", "town"):
        action.evidence.add(make.evidence(lakeside, title=f"Study for {access}", access=access))
    withdrawn = make.evidence(lakeside, title="Withdrawn study", access="public")
    locked = make.evidence(lakeside, title="Locked study", access="public", scan="infected")
    action.evidence.add(withdrawn, locked)
    withdrawn.withdraw(lea)
    draft.publish(lea)
    page = text(client.get(at("public_plan", lakeside)))
    assert "Study for public" in page
    for other in ("Study for members", "Study for town", "Withdrawn study", "Locked study"):
        assert other not in page


def test_what_was_replaced_is_shown_by_the_newest_in_its_place(
    lakeside, action, draft, lea, eli, client, sign_in
):
    first = make.link(lakeside, title="Old address", address="https://www.example.ca/1", access="public")
    action.evidence.add(first)
    draft.publish(lea)
    second = first.replace(lea, link="https://www.example.ca/2")
    third = second.replace(lea, link="https://www.example.ca/3")
    page = text(client.get(at("public_plan", lakeside)))
    assert third.link in page and first.link not in page and second.link not in page
    edition = ActionPlan.start(lakeside, eli)
    opened = tab(sign_in(eli), lakeside, edition.actions.get())
    assert opened.save(lead="Clerk").status_code == 302
    assert edition.actions.get().evidence.count() == 1


def test_the_database_keeps_rows_whole(action):
    for wrong in (
        {"baseline": None},
        {"target_year": None},
        {"baseline": None, "baseline_year": None, "target": None, "target_year": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.target(action, "I17", **wrong)
    assert not Target.objects.exists()
