"""A coordinator hands the town over: to a colleague, or to somebody who is invited."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Handover, Invitation, Member, Role
from reports.models import ProgressReport

from . import make

NOTE = "The mayor's office knows.\n\nAsk Ola about the tenants."


def address(name, *args):
    return reverse(name, args=["lakeside-on", *args])


def role_of(person):
    return Member.objects.filter(user=person).values_list("role", flat=True).first()


def typed(successor="new", **answers):
    said = {"note": NOTE, "keeps": "leave", "email": "", "name": "", "language": "en"}
    return said | {"successor": str(getattr(successor, "pk", successor))} | answers


@pytest.mark.parametrize(("keeps", "left_with"), [("2", 2), ("1", 1), ("leave", None)])
def test_to_a_colleague_in_one_step(lakeside, lea, eli, sign_in, keeps, left_with):
    client = sign_in(lea)
    answer = client.post(address("hand_over"), typed(eli.roles.get(), keeps=keeps))
    assert answer.status_code == 302
    assert (role_of(eli), role_of(lea)) == (Role.COORDINATOR, left_with)
    assert client.get(answer["Location"], follow=True).status_code == 200
    handover = Handover.objects.get()
    assert (handover.giver, handover.successor, handover.note) == (lea, eli, NOTE)
    assert handover.completed_at
    mail = OutgoingMessage.objects.get(recipient=eli)
    assert "Lea Tran" in mail.text and address("handover_pack", handover.pk) in mail.text
    actions = [event.action for event in Event.objects.about(lakeside)]
    own = {2: "make_contributor", 1: "make_viewer", None: "leave"}[left_with]
    assert actions == ["make_coordinator", "hand_over", own]


def test_what_the_giver_began_passes_to_the_successor(lakeside, lea, eli, sam, sign_in):
    ours, other = make.invitation(lakeside, by=lea), make.invitation(lakeside, by=sam, email="b@example.org")
    client = sign_in(lea)
    assert "passes to your successor" in client.get(address("hand_over")).text
    answer = client.post(address("hand_over"), typed(eli.roles.get(), keeps="leave"), follow=True)
    assert "You have left the team of Lakeside." in answer.text
    assert [Invitation.objects.get(pk=each.pk).invited_by for each in (ours, other)] == [eli, sam]
    team = sign_in(eli).get(address("team")).text
    assert "No longer good" not in team
    assert ">Complete<" not in team
    assert "passes to your successor" not in sign_in(sam).get(address("hand_over")).text


def test_what_was_typed_for_somebody_new_is_no_mistake(lakeside, lea, eli, sign_in):
    answers = typed(eli.roles.get(), email="not an address", name="www.example.org", language="")
    assert sign_in(lea).post(address("hand_over"), answers).status_code == 302
    assert role_of(eli) == Role.COORDINATOR


def test_to_another_coordinator(lakeside, lea, sign_in):
    ola = make.user("Ola")
    make.member(lakeside, ola, Role.COORDINATOR)
    sign_in(lea).post(address("hand_over"), typed(ola.roles.get(), keeps="1"))
    assert (role_of(ola), role_of(lea)) == (Role.COORDINATOR, Role.VIEWER)


def test_somebody_new_completes_it_by_accepting(lakeside, lea, eli, sign_in):
    answer = sign_in(lea).post(address("hand_over"), typed(email="noor@example.org", name="Noor", keeps="1"))
    handover = Handover.objects.get()
    assert answer["Location"] == address("handover_pack", handover.pk)
    assert "Nothing changes until they accept" in sign_in(lea).get(answer["Location"]).text
    assert (role_of(lea), handover.completed_at) == (Role.COORDINATOR, None)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.email) == (Role.COORDINATOR, "noor@example.org")
    noor = make.user("Noor", email="noor@example.org")
    invitation.accept(noor)
    assert (role_of(noor), role_of(lea)) == (Role.COORDINATOR, Role.VIEWER)
    handover.refresh_from_db()
    assert handover.successor == noor and handover.completed_at
    told = OutgoingMessage.objects.get(recipient=lea)
    assert "Your hand-over is complete" in told.text
    assert address("handover_pack", handover.pk) in OutgoingMessage.objects.get(recipient=noor).text


def test_a_successor_who_refuses_changes_nothing(lakeside, lea, sign_in):
    sign_in(lea).post(address("hand_over"), typed(email="noor@example.org"))
    Invitation.objects.get().refuse()
    handover = Handover.objects.get()
    assert role_of(lea) == Role.COORDINATOR and handover.completed_at is None
    assert "Not handed over" in sign_in(lea).get(address("handover_pack", handover.pk)).text


def test_an_expired_offer_says_so(lakeside, lea, sign_in):
    sign_in(lea).post(address("hand_over"), typed(email="noor@example.org"))
    Invitation.objects.update(expires_at="2026-01-01T00:00Z")
    assert "Not handed over</p>" in sign_in(lea).get(Handover.objects.get().get_absolute_url()).text
    assert sign_in(lea).get(address("team")).text.count("Expired") == 2  # the invitation and the hand-over


def test_offered_again_after_it_expired(lakeside, lea):
    said = {"email": "noor@example.org", "name": "", "language": "en", "note": NOTE}
    Handover.offer(lakeside, lea, **said)
    Invitation.objects.update(expires_at="2026-01-01T00:00Z")
    again = Handover.offer(lakeside, lea, **said, keeps=Role.VIEWER)
    noor = make.user("Noor", email="noor@example.org")
    Invitation.objects.get().accept(noor)
    again.refresh_from_db()
    assert again.completed_at and role_of(lea) == Role.VIEWER
    assert Handover.objects.filter(completed_at=None).count() == 1


OFFER = {"email": "noor@example.org", "name": "", "language": "en", "note": NOTE}


def test_a_plain_invitation_carries_out_no_former_offer(lakeside, lea):
    """The address is asked again, to read only: whoever offered the town once keeps it."""
    offered = Handover.offer(lakeside, lea, **OFFER)
    Invitation.objects.update(expires_at="2026-01-01T00:00Z")
    Invitation.send(lakeside, lea, email="noor@example.org", role=Role.VIEWER, language="en")
    noor = make.user("Noor", email="noor@example.org")
    Invitation.objects.get().accept(noor)
    offered.refresh_from_db()
    assert (role_of(noor), role_of(lea), offered.completed_at) == (Role.VIEWER, Role.COORDINATOR, None)


@pytest.mark.parametrize("keeps", [None, Role.VIEWER])
def test_renewed_by_somebody_else_it_takes_nothing_from_who_offered(lakeside, lea, eli, keeps):
    offered = Handover.offer(lakeside, lea, **OFFER, keeps=keeps)
    eli.roles.get().change_role(lea, Role.COORDINATOR)
    Invitation.objects.get().renew(eli)
    noor = make.user("Noor", email="noor@example.org")
    Invitation.objects.get().accept(noor)
    offered.refresh_from_db()
    assert (role_of(noor), role_of(lea), offered.completed_at) == (Role.COORDINATOR, Role.COORDINATOR, None)


def test_renewed_by_who_offered_it_is_still_a_handover(lakeside, lea):
    offered = Handover.offer(lakeside, lea, **OFFER)
    Invitation.objects.get().renew(lea)
    Invitation.objects.get().accept(make.user("Noor", email="noor@example.org"))
    offered.refresh_from_db()
    assert offered.completed_at and role_of(lea) is None


def test_the_secretariat_names_a_coordinator(lakeside, lea, eli, sam, sign_in):
    client = sign_in(sam)
    assert "keeps" not in client.get(address("hand_over")).context["form"].fields
    answer = client.post(address("hand_over"), typed(eli.roles.get()))
    assert answer["Location"] == address("team")
    assert role_of(eli) == role_of(lea) == Role.COORDINATOR
    assert all(event.is_on_behalf for event in Event.objects.about(lakeside))


def test_naming_a_coordinator_leaves_ones_own_lower_role(lakeside, eli, sam, sign_in):
    """Somebody of the secretariat who also reads along in the town."""
    make.member(lakeside, sam, Role.VIEWER)
    sign_in(sam).post(address("hand_over"), typed(eli.roles.get()))
    assert (role_of(eli), role_of(sam)) == (Role.COORDINATOR, Role.VIEWER)


def test_a_successor_who_has_just_left(lakeside, lea, eli):
    stale = eli.roles.get()
    eli.roles.all().delete()
    with pytest.raises(WrongState):
        Handover.give(lakeside, lea, successor=stale, note=NOTE)
    assert not Handover.objects.exists() and role_of(lea) == Role.COORDINATOR


@pytest.mark.parametrize(("keeps", "back"), [("leave", "workspaces"), ("1", "team")])
def test_a_second_click_is_led_where_the_first_was(lakeside, lea, eli, odile, sign_in, keeps, back):
    client, answers = sign_in(lea), typed(eli.roles.get(), keeps=keeps)
    there = reverse(back, args=["lakeside-on"] if back == "team" else [])
    for _ in range(2):
        answer = client.post(address("hand_over"), answers)
        assert (answer.status_code, answer["Location"]) == (302, there)
    assert Handover.objects.count() == 1
    assert client.get(address("hand_over")).status_code in (403, 404)
    assert sign_in(odile).post(address("hand_over"), answers).status_code == 404


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"successor": ""}, {"successor"}),
        ({"successor": "0"}, {"successor"}),
        ({"successor": "new"}, {"email"}),
        ({"successor": "new", "email": "x"}, {"email"}),
        ({"keeps": ""}, {"keeps"}),
        ({"keeps": "3"}, {"keeps"}),
        ({"note": "x" * 10_001}, {"note"}),
    ],
)
def test_what_is_missing_is_asked_for(lakeside, lea, eli, sign_in, answers, wrong):
    answer = sign_in(lea).post(address("hand_over"), typed(eli.roles.get()) | answers)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == wrong
    assert not Handover.objects.exists() and role_of(lea) == Role.COORDINATOR


def test_a_successor_of_another_town_or_oneself_is_no_choice(lakeside, lea, odile, sign_in):
    for person in (odile, lea):
        answer = sign_in(lea).post(address("hand_over"), typed(person.roles.get()))
        assert set(answer.context["form"].errors) == {"successor"}


def test_nobody_else_hands_over(lakeside, lea, eli, odile):
    for person in (eli, odile):
        with pytest.raises(PermissionDenied):
            Handover.give(lakeside, person, successor=eli.roles.get(), note="")


def test_the_pack_has_what_a_successor_needs(filed, lakeside, lea, eli, sign_in):
    make.document(lakeside, by=lea, name="resolution 2026.pdf")
    make.application(lakeside, by=lea, status="approved", contact_name="Ola Berg", champion_name="Ada Roy")
    make.document(lakeside, by=lea, name="withdrawn.pdf", withdrawn_at=timezone.now())
    handover = make.handover(lakeside, by=lea, successor=eli)
    said = sign_in(lea).get(address("handover_pack", handover.pk)).text
    for words in (
        "The file is in the drawer.",
        "Progress report of 2026",
        "Action plan",
        "resolution 2026.pdf",
        "Ola Berg",
        "Ada Roy",
        "Eli Novak",
        eli.email,
        settings.CONTACT_EMAIL,
        "Member since May 4, 2020.",
    ):
        assert words in said, words
    assert "withdrawn.pdf" not in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_day_is_the_towns_and_whom_it_concerns_is_said(lakeside, lea, eli, sign_in, language):
    type(lakeside).objects.update(zone="America/Vancouver")
    handover = make.handover(lakeside, by=lea, successor=eli)
    # Half past ten in the evening there, half past one at night of the new year in Toronto.
    Handover.objects.update(given_at="2027-01-01T06:30Z")
    day, year = {"en": ("December 31", "2027"), "fr": ("31 décembre", "2027")}[language]
    with translation.override(language):
        pages = [address("team"), address("handover_pack", handover.pk)]
    for page in pages:
        said = sign_in(lea).get(page).text
        assert day in said and f"1, {year}" not in said
        assert "→" not in said
        if language == "en":
            assert "From Lea Tran to Eli Novak" in said


def test_a_report_was_submitted_on_the_towns_day(filed, lakeside, lea, sign_in):
    type(lakeside).objects.update(zone="America/Vancouver")
    ProgressReport.objects.update(submitted_at="2027-01-01T06:30Z")
    said = sign_in(lea).get(address("handover_pack", make.handover(lakeside, by=lea).pk)).text
    assert "December 31, 2026" in said and "January 1, 2027" not in said


def test_a_name_is_escaped_once(lakeside, lea, eli, sign_in):
    type(eli).objects.filter(pk=eli.pk).update(name="Eli <b>O'Neil</b>")
    handover = make.handover(lakeside, by=lea, successor=eli)
    for page in (address("team"), address("handover_pack", handover.pk)):
        assert "to Eli &lt;b&gt;O&#x27;Neil&lt;/b&gt;" in sign_in(lea).get(page).text


def test_the_pack_is_for_coordinators(lakeside, lea, eli, odile, sam, sign_in):
    handover = make.handover(lakeside, by=lea)
    page = address("handover_pack", handover.pk)
    answers = {person: sign_in(person).get(page).status_code for person in (lea, eli, odile, sam)}
    assert answers == {lea: 200, eli: 403, odile: 404, sam: 200}
