"""Comments among a town's people at what the report asks; the secretariat does not read them, whoever it acts for."""

import pytest
from django.urls import reverse

from coalition.models import Comment
from coalition.personal_data import gather
from coalition.threads import count_comments, threads_of
from municipalities.models import Role
from reports.remarks import called

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")
ASKED = "Does the December meeting still count?"


@pytest.fixture
def report(lakeside, lea):
    make.published_plan(lakeside, by=lea, actions=1)
    return make.report(lakeside, by=lea)


def at(name, report, *more):
    return reverse(name, args=[report.municipality.slug, report.cycle.year, *more])


@pytest.fixture
def asked(report, eli, sign_in):
    """Eli's question at the action, sent with the words he had typed."""
    place = f"update-{report.updates.get().pk}"
    tab = Tab(sign_in(eli), at("report_section", report, 1), "words-seen")
    tab.url = at("add_remark", report, "1")
    answer = tab.save(**{f"remark-{place}-text": ASKED, "place": place, "words-words_en": "Typed already."})
    assert answer.status_code == 302 and answer.url.endswith(f"#{place}")
    return place


def test_colleagues_read_it_at_the_field_and_nothing_typed_is_lost(report, asked, lea, vic, sign_in):
    assert report.sections.get(commitment=1).text_en == "Typed already."
    page = sign_in(lea).get(at("report_section", report, 1)).text
    assert ASKED in page.split(f'id="{asked}"')[1].split("</article>")[0]
    assert "1 question or comment among colleagues is open" in sign_in(lea).get(at("report", report)).text
    assert ASKED in sign_in(vic).get(at("report_section", report, 1)).text
    assert sign_in(vic).post(at("add_remark", report, "1"), {"place": asked}).status_code == 403


def test_the_secretariat_reads_none_of_it(report, asked, sam, lea, sign_in):
    client = sign_in(sam)
    for name, more in [("report_section", [1]), ("report", []), ("report_check", [])]:
        page = client.get(at(name, report, *more)).text
        assert ASKED not in page and "omment among colleagues" not in page
    assert ASKED not in client.get(reverse("review_report", args=["lakeside-on", 2026])).text
    for verb in ("add_remark", "settle_remarks", "reopen_remarks"):
        said = {"place": asked, f"remark-{asked}-text": "Hello."}
        assert client.post(at(verb, report, "1"), said).status_code == 403
    # Nor does whoever works for both, while acting for the secretariat.
    make.member(report.municipality, sam, Role.COORDINATOR)
    assert ASKED not in client.get(at("report_section", report, 1)).text
    assert not threads_of(report) and not count_comments(report)
    assert ASKED not in str(gather(lea)) and ASKED not in str(gather(sam))
    assert Comment.objects.count() == 1


def test_settled_and_opened_again(report, asked, lea, eli, sign_in):
    client = sign_in(lea)
    assert client.post(at("settle_remarks", report, "1"), {"place": asked}).status_code == 302
    assert "is open" not in client.get(at("report", report)).text
    assert "1 comment among colleagues, settled" in client.get(at("report_section", report, 1)).text
    assert client.post(at("reopen_remarks", report, "1"), {"place": asked}).status_code == 302
    assert "1 question or comment among colleagues is open" in client.get(at("report", report)).text
    client.post(at("settle_remarks", report, "1"), {"place": asked})
    said = {"place": asked, f"remark-{asked}-text": "One more thing."}
    client.post(at("add_remark", report, "1"), said)
    client.post(at("add_remark", report, "1"), said)  # a second click
    assert Comment.objects.filter(text="One more thing.").count() == 1
    assert "is open" in client.get(at("report", report)).text


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 3001, "x" * 1_000_000])
def test_what_cannot_be_kept_comes_back_with_the_answers(report, eli, sign_in, text):
    tab = Tab(sign_in(eli), at("report_section", report, 1), "words-seen")
    tab.url = at("add_remark", report, "1")
    answer = tab.save(**{"remark-words-text": text, "place": "words", "words-words_en": "Typed."})
    assert answer.status_code == 200 and "There is a problem" in answer.text
    assert text.replace("\x00", "").strip() in answer.text
    assert not Comment.objects.exists() and report.sections.get(commitment=1).text_en == "Typed."


def test_saving_takes_along_the_comment_that_was_typed(report, eli, sign_in):
    page = at("report_section", report, 1)
    for url, more in [(page, {"then": "list"}), (at("confirm_updates", report, "1"), {"confirm": "all"})]:
        tab = Tab(sign_in(eli), page, "words-seen")
        tab.url = url
        assert tab.save(**{"remark-words-text": f"Asked with {more}", **more}).status_code == 302
    assert Comment.objects.count() == 2
    tab = Tab(sign_in(eli), page, "words-seen")
    answer = tab.save(**{"remark-words-text": "Not lost.", "reading-I04-value": "many"})
    assert "Not lost." in tab.shown.fields["remark-words-text"].text and answer.status_code == 200
    assert Comment.objects.count() == 2


def test_what_is_not_asked_has_no_comments(report, eli, sign_in):
    for place in ("", "update-999999", "\x00", "reading-I02"):
        said = {"place": place, f"remark-{place}-text": "Hello."}
        assert sign_in(eli).post(at("add_remark", report, "1"), said).status_code == 409
    assert not Comment.objects.exists()


def test_a_conflict_keeps_the_comment_for_later(report, lea, eli, sign_in):
    page = at("report_section", report, 1)
    mine, theirs = Tab(sign_in(eli), page, "words-seen"), Tab(sign_in(lea), page, "words-seen")
    theirs.save(**{"words-words_en": "Theirs."})
    mine.url = at("add_remark", report, "1")
    answer = mine.save(**{"words-words_en": "Mine.", "place": "words", "remark-words-text": ASKED})
    assert answer.status_code == 409 and ASKED in answer.text and "Theirs." in answer.text
    assert not Comment.objects.exists()


def test_comments_stand_when_the_report_is_submitted(report, asked, lea, sign_in):
    type(report).objects.update(status="submitted")
    assert ASKED in sign_in(lea).get(at("report_section", report, 1)).text
    said = {"place": asked, f"remark-{asked}-text": "It did."}
    assert sign_in(lea).post(at("add_remark", report, "1"), said).status_code == 302
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Eli Novak, please", ["Eli Novak"]),
        ("what does @eli say?", ["Eli Novak"]),
        ("@Élise Roy and @Ann Roy", ["Élise Roy", "Ann Roy"]),
        ("@Ann, is it so?", []),  # there are two
        ("eli@novak.example", []),
        ("@Elias", []),
        ("", []),
    ],
)
def test_who_is_called(db, text, names):
    people = [make.user(name) for name in ("Eli Novak", "Élise Roy", "Ann Roy", "Ann Lee")]
    assert [person.name for person in called(text, people)] == names
