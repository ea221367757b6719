"""What an accepted report says otherwise than an earlier one, from their data alone."""

import copy
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.i18n import speaking
from commitments.models import Action, ActionPlan
from reports.changes import compare
from reports.models import ProgressReport

from . import make
from .test_corrections import SIGNED

pytestmark = pytest.mark.django_db
PAGE = "/en/municipalities/lakeside-on/reports/2026/changes/"


def words_of(page):
    """The text of the page's main part, without tags."""
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


@pytest.fixture
def two_revisions(filed, lea, sam):
    filed.accept(sam)
    filed.correct(lea, "A figure was wrong.")
    ProgressReport.objects.filter(pk=filed.pk).update(overview_en="A good and busy year.")
    filed.updates.filter(action__title_en="Action 2").update(
        outcome="updated", text_en="It answers 410 calls."
    )
    filed.readings.filter(answer="value").update(value="14")
    report = ProgressReport.objects.get(pk=filed.pk)
    report.submit(lea, **SIGNED)
    report.accept(sam)
    return report


def test_between_revisions_says_what_was_corrected_and_why(client, two_revisions):
    page = client.get(PAGE)
    said = words_of(page)
    for words in (
        "From revision 1 to revision 2 of the same report.",
        "Why it was corrected: A figure was wrong.",
        "What became of it: from “Done” to “Updated”.",
    ):
        assert words in said, words
    assert re.search(r'<ins><span class="visually-hidden" lang="en">Put in: </span>.*?busy', page.text)
    assert re.search(r"<del>.*?340.*?</del><ins>.*?410.*?</ins>", page.text)
    assert re.search(r"12\.5.*?14", said)
    assert "Action 1" not in said


def test_french_page_speaks_french_and_marks_english_words(client, two_revisions):
    with speaking("fr"):
        page = client.get(f"{two_revisions.snapshots.first().get_absolute_url()}{'changements/'}")
    assert page.status_code == 200
    assert re.search(r'<p class="wording[^"]*" lang="en">', page.text)
    assert '<span class="visually-hidden" lang="fr">Ajouté' in page.text


def test_between_years_says_which_actions_came_and_went(client, filed, lakeside, lea, sam):
    filed.accept(sam)
    Action.objects.filter(title_en="Action 2").update(status="under_way")
    edition = ActionPlan.start(lakeside, lea)
    edition.actions.filter(title_en="Action 1").delete()
    make.action(edition, 3, title="A new desk")
    edition.publish(lea)
    make.filed(make.report(lakeside, by=lea, year=2027), by=lea).accept(sam)
    page = PAGE.replace("2026", "2027")
    said = words_of(client.get(page))
    assert "From the report of 2026 to the report of 2027." in said
    assert "1 action is new A new desk" in said
    assert "1 action is no longer there" in said and "Action 1" in said
    assert client.get(f"{page}?from=2026.1").status_code == 200
    for wrong in (
        "?from=2027",
        "?from=2025",
        "?from=x",
        "?from=2026.2",
        "?to=9",
        "?to=x",
        "?to=1" + "0" * 99,
    ):
        assert client.get(page + wrong).status_code == 404, wrong


def test_the_first_report_has_nothing_before_it(client, filed, sam):
    assert client.get(PAGE).status_code == 404
    filed.accept(sam)
    assert "there is none before it to compare with" in words_of(client.get(PAGE))
    assert PAGE not in client.get(PAGE.removesuffix("changes/")).text


def test_another_definition_is_not_comparable(filed, sam):
    before = filed.accept(sam).data
    after = copy.deepcopy(before)
    line = next(line for line in after["indicators"] if line["answer"] == "value")
    line["definition_version"] += 1
    line["comparable_since"] = line["definition_version"]
    change = compare(before, after).indicators[0]
    assert (change.is_comparable, change.before, change.after) == (False, "12.5%", "12.5%")
    assert not compare(before, copy.deepcopy(before)).is_any


def test_moved_actions_and_commitments_and_texts_in_one_language(filed, sam):
    before = filed.accept(sam).data
    after = copy.deepcopy(before)
    after["ring"] = "0" + before["ring"][1:]
    after["actions"][0]["commitments"] = [3]
    after["commitments"][0]["actions"], after["commitments"][2]["actions"] = (
        [],
        [after["actions"][0]["lineage"]],
    )
    after["actions"][0]["due_on"] = "2028-01-31"
    after["commitments"][2]["text"] = {"en": "", "fr": "Un texte."}
    after["signatory"]["name"] = "Jo Roy"
    changes = compare(before, after)
    assert [move[0] for move in changes.moves] == [1]
    change = changes.changed[0]
    assert (change.commitments_before, change.commitments) == ([1], [3])
    assert change.dates.pieces == [("new", "January 31, 2028")]
    assert changes.texts[0].language == "fr"
    assert changes.facts[0].label == "Signed for the municipality"


def test_queries_do_not_grow_with_the_revisions(client, two_revisions, lea, sam):
    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    count()
    before = count()
    two_revisions.correct(lea, "Again.")
    two_revisions.submit(lea, **SIGNED)
    two_revisions.accept(sam)
    assert count() == before <= 5
