"""A municipality that the registry lacks: proposed by anybody signed in, decided by the secretariat."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.extensions import queue_sources
from municipalities.finding import find_towns
from municipalities.models import Municipality, Proposal
from municipalities.models.proposal import MOST_WAITING

from . import make

TYPED = {
    "name": "Comté de Bellerive",
    "province": "QC",
    "website": "www.bellerive.example",
    "remarks": "A county of six villages.",
}


def at(name, *args):
    return reverse(name, args=args)


def queue():
    return [row for source in queue_sources for row in source() if row.kind_key == "proposal"]


def actions(thing):
    return [event.action for event in Event.objects.about(thing)]


@pytest.fixture
def propose(sign_in):
    make.province("QC")

    def propose(person, **typed):
        return sign_in(person).post(at("propose_municipality"), TYPED | typed)

    return propose


@pytest.fixture
def proposal(db, nora):
    return make.proposal(nora, "Bellerive", province_code="QC", website="https://www.bellerive.example")


# --- proposing ----------------------------------------------------------------------------------------


def test_who_misses_a_municipality_proposes_it(db, nora, propose, sign_in):
    for _click in range(2):
        assert propose(nora)["Location"] == at("propose_municipality")
    proposal = Proposal.objects.get()
    assert (proposal.name, proposal.province_id, proposal.proposed_by) == ("Comté de Bellerive", "QC", nora)
    assert proposal.website == "https://www.bellerive.example"
    assert actions(proposal) == ["propose"]
    [row] = queue()
    assert row.url == at("review_proposal", proposal.pk) and "Comté de Bellerive" in row.title
    page = sign_in(nora).get(at("propose_municipality")).content.decode()
    assert "Comté de Bellerive" in page and "Waiting" in page
    assert not Municipality.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter the name of the municipality."),
        ({"name": "123 - ?"}, "Enter the name of the municipality."),
        ({"name": "x" * 121}, "Shorten the name"),
        ({"province": ""}, "Choose the province or territory."),
        ({"province": "ZZ"}, "Choose a province or territory of the list."),
        ({"website": "not an address"}, "Enter an address such as"),
        ({"website": "javascript:alert(1)"}, "Enter an address such as"),
        ({"remarks": " "}, "Say what kind of municipality it is."),
    ],
)
def test_what_is_wrong_is_said(db, nora, propose, typed, said):
    answer = propose(nora, **typed)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not Proposal.objects.exists()


def test_the_name_that_was_not_found_is_there(db, nora, sign_in):
    make.province("QC")
    page = sign_in(nora).get(at("find_municipality"), {"q": "Bellerive sur mer"}).content.decode()
    link = f"{at('propose_municipality')}?q=Bellerive+sur+mer"
    assert link in page
    assert 'value="Bellerive sur mer"' in sign_in(nora).get(link).content.decode()


def test_one_person_waits_for_five_at_most(db, nora, lea, propose, sign_in):
    for n in range(MOST_WAITING):
        assert propose(nora, name=f"Village {n} of Nowhere").status_code == 302
    answer = propose(nora, name="One more")
    assert answer.status_code == 409 and "other proposals" in answer.content.decode()
    page = sign_in(nora).get(at("propose_municipality")).content.decode()
    assert "Your other proposals come first" in page and 'name="remarks"' not in page
    assert propose(nora, name="Village 0 of Nowhere").status_code == 302, "it waits already"
    assert propose(lea, name="One more").status_code == 302
    Proposal.objects.filter(proposed_by=nora).first().decline(make.user("Sol", is_secretariat=True), "No.")
    assert propose(nora, name="One more").status_code == 302


def test_the_secretariat_is_told_as_of_any_arrival(db, nora, sam, propose):
    sol = make.user("Sol", is_secretariat=True, rhythms={"arrival": "never"})
    for _click in range(2):
        propose(nora)
    [mail] = OutgoingMessage.objects.filter(status="queued")
    assert (mail.to_address, mail.subject) == (sam.email, "Proposed municipality: Comté de Bellerive")
    assert at("review_proposal", Proposal.objects.get().pk) in mail.text and sol.email != sam.email


def test_its_proposer_reads_that_it_waits_where_they_search(proposal, nora, lea, sam, sign_in):
    sentence = "You proposed Bellerive on"
    client = sign_in(nora)
    for page in (at("find_municipality"), at("find_municipality") + "?q=bellerive", at("find_town")):
        said = client.get(page).content.decode()
        assert sentence in said and "has not answered yet" in said
    make.member(make.municipality("Milltown", slug="milltown-on"), nora)
    make.member(make.municipality("Hilltop", slug="hilltop-on"), nora)
    assert sentence in client.get(at("workspaces")).content.decode()
    assert sentence not in sign_in(lea).get(at("find_municipality")).content.decode()
    proposal.decline(sam, "It is a street.")
    assert sentence not in sign_in(nora).get(at("find_municipality")).content.decode()


# --- deciding -----------------------------------------------------------------------------------------


def test_the_registry_stands_beside_it(proposal, sam, sign_in):
    known = make.municipality("Bellerive-sur-l'Eau", province_code="QC", slug="bellerive-qc")
    make.municipality("Elsewhere", slug="elsewhere-on")
    answer = sign_in(sam).get(at("review_proposal", proposal.pk))
    assert [candidate.municipality for candidate in answer.context["candidates"]] == [known]
    page = answer.content.decode()
    assert "This is it" in page and "A village that became a town" in page and "Nora Diaz" in page
    assert 'value="Bellerive"' in page


def test_it_is_looked_for_under_another_name(proposal, sam, sign_in):
    town = make.municipality("Rivière-aux-Ormes", province_code="QC", slug="ormes-qc")
    client = sign_in(sam)
    assert 'name="q"' in client.get(at("review_proposal", proposal.pk)).content.decode()
    answer = client.get(at("review_proposal", proposal.pk), {"q": "aux ormes"})
    assert [candidate.municipality for candidate in answer.context["candidates"]] == [town]
    page = answer.content.decode()
    assert 'value="aux ormes"' in page and f'name="municipality" value="{town.pk}"' in page
    assert (
        "Try fewer letters" in client.get(at("review_proposal", proposal.pk), {"q": "zzz"}).content.decode()
    )


@pytest.mark.parametrize(
    ("level", "status"), [("census_division", "added"), ("x", "waiting"), ("", "waiting")]
)
def test_the_secretariat_says_what_it_is(proposal, sam, sign_in, level, status):
    typed = {"name_en": "Bellerive", "name_fr": "", "province": "QC", "website": "", "level": level}
    sign_in(sam).post(at("add_proposed", proposal.pk), typed)
    proposal.refresh_from_db()
    assert proposal.status == status
    assert [town.level for town in Municipality.objects.all()] == ([level] if status == "added" else [])


def test_it_is_added(proposal, nora, sam, sign_in):
    typed = {
        "name_en": "Bellerive",
        "name_fr": "",
        "province": "QC",
        "website": proposal.website,
        "level": "other",
    }
    for _click in range(2):
        answer = sign_in(sam).post(at("add_proposed", proposal.pk), typed)
        assert answer["Location"] == at("review_proposal", proposal.pk)
    town = Municipality.objects.get()
    assert (town.level, town.name_en, town.name_fr, town.province_id) == (
        "other",
        "Bellerive",
        "Bellerive",
        "QC",
    )
    assert (town.slug, town.website, town.sgc_code) == ("bellerive-qc", proposal.website, None)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.municipality) == ("added", town) and proposal.decided_at
    assert actions(proposal) == ["add"] and actions(town) == ["enter_registry"]
    [mail] = OutgoingMessage.objects.all()
    assert (mail.to_address, mail.subject) == (nora.email, "Bellerive is in the registry")
    assert not queue()
    # She finds it now, and begins.
    assert [each.municipality for each in find_towns("bellerive", nora).candidates] == [town]
    assert sign_in(nora).post(at("open_application", town.slug)).status_code == 302


def test_a_second_town_of_the_name_has_its_own_address(proposal, sam):
    make.municipality("Bellerive", province_code="QC", slug="bellerive-qc")
    proposal.add(sam, "Bellerive", "", proposal.province)
    assert Municipality.objects.exclude(slug="bellerive-qc").get().slug == f"bellerive-qc-p{proposal.pk}"


def test_a_mistake_gives_the_form_back(proposal, sam, sign_in):
    answer = sign_in(sam).post(
        at("add_proposed", proposal.pk), {"name_en": "", "name_fr": "Rive", "province": "QC"}
    )
    page = answer.content.decode()
    assert "Enter the name." in page and 'value="Rive"' in page and "Error:" in page
    assert Proposal.objects.waiting().exists() and not Municipality.objects.exists()


def test_it_was_there_already(proposal, nora, sam, sign_in):
    town = make.municipality("Belle-Rive", province_code="QC", slug="belle-rive-qc")
    for _click in range(2):
        sign_in(sam).post(at("match_proposal", proposal.pk), {"municipality": town.pk})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.municipality) == ("matched", town)
    mail = OutgoingMessage.objects.get()
    assert mail.to_address == nora.email and "as Belle-Rive, Québec" in mail.text.replace("Quebec", "Québec")
    assert "Find Belle-Rive and begin" in sign_in(nora).get(at("propose_municipality")).content.decode()
    assert Municipality.objects.count() == 1


@pytest.mark.parametrize("chosen", ["", "0", "999999", "x"])
def test_only_a_town_of_the_registry_matches(proposal, sam, sign_in, chosen):
    assert sign_in(sam).post(at("match_proposal", proposal.pk), {"municipality": chosen}).status_code == 302
    assert Proposal.objects.waiting().exists()


def test_it_is_declined_with_the_reason(proposal, nora, sam, sign_in):
    client = sign_in(sam)
    assert "Give the reason." in client.post(at("decline_proposal", proposal.pk)).content.decode()
    for _click in range(2):
        client.post(at("decline_proposal", proposal.pk), {"reason": "It is a street."})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reason) == ("declined", "It is a street.")
    assert "It is a street." in OutgoingMessage.objects.get().text
    assert "It is a street." in sign_in(nora).get(at("propose_municipality")).content.decode()


def test_nobody_decides_on_their_own_proposal(sam, sign_in):
    proposal = make.proposal(sam, "Bellerive")
    client = sign_in(sam)
    page = client.get(at("review_proposal", proposal.pk)).content.decode()
    assert "somebody else decides" in page and "<form method" not in page.partition("<main")[2]
    for name in ("add_proposed", "match_proposal", "decline_proposal"):
        assert client.post(at(name, proposal.pk), {"reason": "No."}).status_code == 403
    with pytest.raises(PermissionDenied):
        proposal.decline(sam, "No.")
    assert Proposal.objects.waiting().exists()


def test_two_decisions_do_not_both_win(proposal, sam):
    town = make.municipality("Belle-Rive", province_code="QC", slug="belle-rive-qc")
    stale = Proposal.objects.get()
    proposal.match(sam, town)
    for decide in (
        lambda: stale.add(sam, "Bellerive", "", stale.province),
        lambda: stale.decline(sam, "No."),
    ):
        with pytest.raises(WrongState):
            decide()
    assert Municipality.objects.count() == 1 and OutgoingMessage.objects.count() == 1


def test_a_proposer_who_left_is_told_nothing(proposal, nora, sam, sign_in):
    nora.delete()
    Proposal.objects.get().decline(sam, "No.")
    assert not OutgoingMessage.objects.exists()
    assert "a person who has left" in sign_in(sam).get(at("review_proposal", proposal.pk)).content.decode()
