"""The priorities of a member, changed after joining."""

import pytest
from django.urls import reverse
from django.utils import translation

from coalition.models import Event

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")


def at(town, language="en", name="priorities"):
    with translation.override(language):
        return reverse(name, args=[town.slug])


def chosen(town):
    return {priority.commitment_id: priority.reason for priority in town.priorities.all()}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_coordinator_changes_them_and_everybody_sees(lakeside, lea, sign_in, client, language):
    make.priorities(lakeside, 1, 3)
    page = sign_in(lea).get(at(lakeside, language))
    assert page.context["form"]["chosen_3"].value() is True and f'lang="{language}"' in page.text
    tab = Tab(sign_in(lea), at(lakeside, language))
    for _click in range(2):
        answer = tab.save(chosen_3=[], chosen_7="on", reason_7="Rents rose.")
        assert answer.url == at(lakeside, language, "plan")
    assert chosen(lakeside) == {1: "", 7: "Rents rose."}
    lakeside.membership.refresh_from_db()
    assert lakeside.membership.ring == "1000001000"
    assert [e.action for e in Event.objects.about(lakeside.membership)] == ["choose_priorities"]


def test_a_colleagues_choice_is_not_undone_unseen(lakeside, lea, sam, sign_in):
    make.priorities(lakeside, 1, 3)
    first, second = Tab(sign_in(lea), at(lakeside)), Tab(sign_in(sam), at(lakeside))
    first.save(chosen_9="on", reason_1="Clerks asked.")
    answer = second.save(chosen_3=[], reason_1="Tenants asked.")
    assert answer.status_code == 409 and "Clerks asked." in second.page.text()
    assert chosen(lakeside) == {1: "Clerks asked.", 3: "", 9: ""}
    assert second.save().status_code == 302
    assert chosen(lakeside) == {1: "Tenants asked.", 9: ""}


def test_a_draft_report_follows(lakeside, lea, sign_in):
    make.priorities(lakeside, 1)
    make.published_plan(lakeside, by=lea, actions=1)
    report = make.report(lakeside, by=lea)
    sign_in(lea).post(at(lakeside), {"chosen_1": "on", "chosen_9": "on"})
    assert 9 in report.sections.values_list("commitment_id", flat=True)


def test_none_is_refused(lakeside, lea, sign_in):
    make.priorities(lakeside, 1)
    answer = sign_in(lea).post(at(lakeside), {"reason_4": "Because"})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert chosen(lakeside) == {1: ""}


def test_the_others_read_them(lakeside, eli, vic, lea, sign_in):
    make.priorities(lakeside, 3)
    for person in (eli, vic):
        page = sign_in(person).get(at(lakeside))
        assert page.context["form"] is None and "A coordinator" in page.text
        assert at(lakeside) in sign_in(person).get(at(lakeside, name="plan")).text
    assert "Change the priorities" in sign_in(lea).get(at(lakeside, name="plan")).text


def test_of_members_only(lakeside, lea, nora, sam, sign_in):
    make.priorities(lakeside, 3)
    lakeside.membership.end(sam, "Left")
    assert sign_in(lea).post(at(lakeside), {"chosen_1": "on"}).status_code == 409
    assert chosen(lakeside) == {3: ""}
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, nora)
    assert sign_in(nora).get(at(town)).status_code == 404
