"""The step of the application at which a town chooses among the ten commitments."""

import pytest
from django.urls import reverse
from django.utils import translation

from coalition.workflow import WrongState
from commitments.joining import PRIORITIES, choose_priorities
from municipalities.models import Application

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")


def at(town, language="en"):
    with translation.override(language):
        return reverse("application_priorities", args=[town.slug])


def text(response):
    return response.content.decode()


def chosen(town):
    return {priority.commitment_id: priority.reason for priority in town.priorities.all()}


@pytest.fixture
def newtown(nora):
    town = make.municipality("Newtown", name_fr="Villeneuve")
    make.member(town, nora)
    return town


@pytest.fixture
def application(newtown, nora):
    return make.application(newtown, by=nora)


def test_the_ten_stand_in_three_groups_with_an_explanation_each(application, newtown, nora, sign_in):
    response = sign_in(nora).get(at(newtown))
    groups = response.context["form"].groups()
    assert [len(lines) for _group, lines in groups] == [2, 5, 3] or sum(
        len(lines) for _g, lines in groups
    ) == 10
    page = text(response)
    assert page.count('type="checkbox"') == 10 and page.count('name="reason_') == 10


def test_choosing_some_with_and_without_a_reason(application, newtown, nora, sign_in):
    assert not PRIORITIES.is_complete(application)
    answers = {"chosen_1": "on", "chosen_7": "on", "reason_7": "Rents rose.\r\n\r\nTenants wrote to us."}
    assert sign_in(nora).post(at(newtown), answers).status_code == 302
    assert chosen(newtown) == {1: "", 7: "Rents rose.\n\nTenants wrote to us."}
    assert PRIORITIES.is_complete(application)
    assert PRIORITIES.answer(application).splitlines()[0].startswith("1. ")
    page = sign_in(nora).get(at(newtown))
    assert page.context["form"]["chosen_7"].value() is True and "Tenants wrote to us." in text(page)


def test_choosing_again_replaces_the_choice_and_keeps_the_day_of_what_stays(
    application, newtown, nora, sign_in
):
    make.priorities(newtown, 1, 2)
    kept = newtown.priorities.get(commitment=2)
    Tab(sign_in(nora), at(newtown)).save(chosen_1=[], chosen_3="on")
    assert set(chosen(newtown)) == {2, 3}
    assert newtown.priorities.get(commitment=2).pk == kept.pk


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({}, "__all__", "Choose at least one commitment."),
        ({"chosen_11": "on"}, "__all__", "Choose at least one commitment."),
        ({"chosen_1": "on", "reason_1": "x" * 5001}, "reason_1", "5000"),
        ({"chosen_1": "on", "reason_2": "Because"}, "chosen_2", ""),
    ],
)
def test_wrong_answers_are_named_and_kept(
    application, newtown, nora, sign_in, language, answers, field, said
):
    response = sign_in(nora).post(at(newtown, language), answers)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    with translation.override(language):
        assert (translation.gettext(said) if said else "2") in " ".join(form.errors[field])
    if field != "__all__":
        assert f'href="#id_{field}"' in text(response)
    assert not newtown.priorities.exists()
    if "reason_2" in answers:
        assert ">\nBecause</textarea>" in text(response)


def test_a_hostile_reason_is_shown_as_text(application, newtown, nora, sign_in):
    client = sign_in(nora)
    client.post(at(newtown), {"chosen_4": "on", "reason_4": "</textarea><script>alert(1)</script>"})
    page = text(client.get(at(newtown)))
    assert "<script>alert" not in page and "&lt;/textarea&gt;&lt;script&gt;" in page


def test_what_was_sent_is_read_but_not_changed(application, newtown, nora, sign_in):
    make.priorities(newtown, 5)
    Application.objects.update(status="submitted")
    page = text(sign_in(nora).get(at(newtown)))
    assert 'type="checkbox"' not in page and "Commitment 5" in page
    assert sign_in(nora).post(at(newtown), {"chosen_6": "on"}).status_code == 409
    assert set(chosen(newtown)) == {5}


def test_a_returned_application_opens_the_step_only_when_it_is_asked(
    application, newtown, nora, sam, sign_in
):
    make.priorities(newtown, 5)
    Application.objects.update(status="submitted")
    application.refresh_from_db()
    application.send_back(sam, {"declaration": "Sign again."})
    assert sign_in(nora).post(at(newtown), {"chosen_6": "on"}).status_code == 409
    application.requests.create(step="priorities", text="Choose fewer.")
    assert Tab(sign_in(nora), at(newtown)).save(chosen_5=[], chosen_6="on").status_code == 302
    assert set(chosen(newtown)) == {6}


def test_the_verb_itself_refuses_once_submitted(application, newtown):
    Application.objects.update(status="submitted")  # behind the back of the object in hand
    with pytest.raises(WrongState):
        choose_priorities(application, {1: ""})
    assert not newtown.priorities.exists()


def test_a_viewer_reads_and_does_not_choose(application, newtown, nora, sign_in):
    newtown.people.update(role=1)
    assert 'type="checkbox"' not in text(sign_in(nora).get(at(newtown)))
    assert sign_in(nora).post(at(newtown), {"chosen_1": "on"}).status_code == 403
