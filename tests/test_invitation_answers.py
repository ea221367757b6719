"""An invitation answered: accepted, refused; and what keeps it from being answered."""

import pytest
from django.urls import reverse

from coalition.models import Event, OutgoingMessage, User
from coalition.workflow import WrongState
from municipalities.models import Application, Invitation, Member, Role

from . import make
from .test_invitations import expire, mail_of, page, role_of, send, token_mailed
from .test_joining_races import at_once

Status = Invitation.Status


# --- accepting -------------------------------------------------------------------------------------------


@pytest.fixture
def noor(db):
    return make.user("Noor Haddad", email="new@example.org")


def test_accepting_gives_the_role_and_tells_the_inviter(lakeside, lea, noor, sign_in):
    invitation, token = send(lakeside, lea)
    client = sign_in(noor)
    assert "Accept" in client.get(page(token)).text
    answer = client.post(page(token, "accept_invitation"))
    assert answer["Location"] == reverse("workspace", args=["lakeside-on"])
    assert client.get(answer["Location"]).status_code == 200
    assert role_of(noor, lakeside) == Role.CONTRIBUTOR
    invitation.refresh_from_db()
    assert (invitation.status, invitation.answered_by) == (Status.ACCEPTED, noor)
    told = OutgoingMessage.objects.get(to_address=lea.email)
    assert "Noor Haddad" in told.text and "Lakeside" in told.text


def test_a_second_click_leads_to_the_workspace(lakeside, lea, noor, sign_in):
    _invitation, token = send(lakeside, lea)
    client = sign_in(noor)
    for _ in range(3):
        answer = client.post(page(token, "accept_invitation"))
        assert answer["Location"] == reverse("workspace", args=["lakeside-on"])
    assert Event.objects.filter(action="accept").count() == 1
    assert client.get(page(token)).status_code == 410
    assert reverse("workspace", args=["lakeside-on"]) in client.get(page(token)).text


def test_once_only_even_for_who_was_removed(lakeside, lea, noor, sign_in):
    _invitation, token = send(lakeside, lea)
    client = sign_in(noor)
    client.post(page(token, "accept_invitation"))
    lakeside.people.get(user=noor).remove(lea)
    answer = client.post(page(token, "accept_invitation"))
    assert answer.status_code == 410
    assert role_of(noor, lakeside) is None


def test_a_second_proved_address_counts_an_unproved_one_does_not(lakeside, lea, nora, sign_in):
    _invitation, token = send(lakeside, lea)
    mine = nora.emailaddress_set.create(email="New@example.org", verified=False)
    assert sign_in(nora).post(page(token, "accept_invitation")).status_code == 403
    mine.verified = True
    mine.save()
    assert sign_in(nora).post(page(token, "accept_invitation")).status_code == 302
    assert role_of(nora, lakeside) == Role.CONTRIBUTOR


@pytest.mark.parametrize("has", [Role.VIEWER, Role.CONTRIBUTOR, Role.COORDINATOR])
def test_accepting_never_lowers_a_role(lakeside, lea, noor, has):
    invitation, _token = send(lakeside, lea)
    make.member(lakeside, noor, has)  # by another way, meanwhile
    invitation.accept(noor)
    assert role_of(noor, lakeside) == max(has, Role.CONTRIBUTOR)


@pytest.mark.django_db(transaction=True)
def test_twenty_acceptances_at_once_give_one_role():
    town = make.municipality("Lakeside", slug="lakeside-on")
    make.membership(town)
    lea, noor = make.user("Lea"), make.user("Noor", email="new@example.org")
    make.member(town, lea)
    invitation, _token = send(town, lea)
    copies = [Invitation.objects.select_related("municipality").get() for _ in range(20)]
    endings = at_once(*[lambda copy=copy: copy.accept(User.objects.get(pk=noor.pk)) for copy in copies])
    assert endings.count(None) == 1
    assert all(isinstance(problem, WrongState) for problem in endings if problem)
    assert Member.objects.filter(user=noor).count() == 1
    assert Event.objects.about(invitation).filter(action="accept").count() == 1
    assert Event.objects.about(town).count() == 0
    assert OutgoingMessage.objects.filter(to_address=lea.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_once():
    town = make.municipality("Lakeside", slug="lakeside-on")
    lea, noor = make.user("Lea"), make.user("Noor", email="new@example.org")
    make.member(town, lea)
    invitation, _token = send(town, lea)
    copies = [Invitation.objects.get() for _ in range(2)]
    endings = at_once(lambda: copies[0].accept(noor), lambda: copies[1].withdraw(lea))
    assert endings.count(None) == 1
    invitation.refresh_from_db()
    assert Member.objects.filter(user=noor).exists() == (invitation.status == Status.ACCEPTED)


# --- what ends an invitation -----------------------------------------------------------------------------


def demote(invitation):
    Member.objects.filter(user=invitation.invited_by).update(role=Role.CONTRIBUTOR)


def close_the_account(invitation):
    User.objects.filter(pk=invitation.invited_by_id).update(is_active=False)


def withdraw(invitation):
    invitation.withdraw(User.objects.get(name="Lea Tran"))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("end", "words"),
    [
        (expire, "has expired"),
        (demote, "no longer good"),
        (close_the_account, "no longer good"),
        (withdraw, "was withdrawn"),
    ],
)
def test_what_is_over_says_so(lakeside, lea, noor, sign_in, client, end, words, language):
    invitation, token = send(lakeside, lea)
    end(Invitation.objects.get(pk=invitation.pk))
    for reader in (client, sign_in(noor)):
        answer = reader.get(page(token, language=language))
        assert answer.status_code == 410
        assert page(token, "accept_invitation", language) not in answer.text
        if language == "en":
            assert words in answer.text
    answer = sign_in(noor).post(page(token, "accept_invitation", language))
    assert answer.status_code == 410
    assert role_of(noor, lakeside) is None


def test_the_secretariats_invitation_outlives_any_coordinator(lakeside, lea, sam, noor):
    invitation, _token = send(lakeside, sam)
    lakeside.people.all().delete()
    invitation.accept(noor)
    assert role_of(noor, lakeside) == Role.CONTRIBUTOR


def test_renewing_voids_the_former_link(lakeside, lea, noor, client, sign_in):
    invitation, former = send(lakeside, lea)
    expire(invitation)
    held = Invitation.objects.get()
    answer = sign_in(lea).post(reverse("renew_invitation", args=["lakeside-on", invitation.pk]))
    assert answer.status_code == 302
    token = token_mailed(invitation)
    assert client.get(page(former)).status_code == 404
    with pytest.raises(WrongState):  # the former link was opened a moment before
        held.accept(noor)
    assert client.get(page(token)).status_code == 200
    # The former message, if it has not left yet, does not leave.
    keys = OutgoingMessage.objects.filter(status="queued", category="invitation")
    assert [message.text.count(token) for message in keys] == [1]


def test_withdrawing_keeps_the_mail_back(lakeside, lea, sign_in):
    invitation, _token = send(lakeside, lea)
    address = reverse("withdraw_invitation", args=["lakeside-on", invitation.pk])
    for _ in range(2):
        assert sign_in(lea).post(address).status_code == 302
    assert OutgoingMessage.objects.get().status == "cancelled"
    assert Event.objects.about(invitation).filter(action="withdraw").count() == 1
    assert sign_in(lea).post(address.replace("withdrawal", "renewal")).status_code == 409


@pytest.mark.parametrize("end", ["remove", "leave"])
def test_whoever_goes_does_not_come_back_by_an_invitation(
    lakeside, rivermouth, lea, odile, noor, sign_in, end
):
    """It went to an address that they proved later."""
    noor.emailaddress_set.create(email="Second@example.org", verified=False)
    here, token = send(lakeside, lea, email="second@example.org")
    there, _token = send(rivermouth, odile, email="second@example.org")
    other, _token = send(lakeside, lea, email="other@example.org")
    noor.emailaddress_set.update(verified=True)
    role = make.member(lakeside, noor, Role.VIEWER)
    role.remove(lea) if end == "remove" else role.leave()
    states = []
    for invitation in (here, there, other):
        invitation.refresh_from_db()
        states.append(invitation.status)
    assert states == [Status.WITHDRAWN, Status.WAITING, Status.WAITING]
    assert mail_of(here).status == "cancelled"
    assert sign_in(noor).post(page(token, "accept_invitation")).status_code == 410
    assert role_of(noor, lakeside) is None


def test_whoever_joined_meanwhile_gets_no_new_link(lakeside, lea, noor, sign_in):
    invitation, _token = send(lakeside, lea)
    make.member(lakeside, noor, Role.VIEWER)
    address = reverse("renew_invitation", args=["lakeside-on", invitation.pk])
    answer = sign_in(lea).post(address)
    assert answer.status_code == 409 and "already works" in answer.text
    assert OutgoingMessage.objects.filter(category="invitation").count() == 1


# --- refusing --------------------------------------------------------------------------------------------


def test_refusing_without_an_account_tells_the_inviter(lakeside, lea, client):
    invitation, token = send(lakeside, lea)
    answer = client.post(page(token, "refuse_invitation"))
    assert answer.status_code == 200 and "refused" in answer.text
    assert client.post(page(token, "refuse_invitation")).status_code == 200
    invitation.refresh_from_db()
    assert (invitation.status, invitation.answered_by) == (Status.REFUSED, None)
    told = OutgoingMessage.objects.get(to_address=lea.email)
    assert "new@example.org" in told.text
    assert client.get(page(token)).status_code == 410


def test_a_refusal_of_what_a_former_coordinator_sent_goes_to_the_others(lakeside, lea, noor):
    odd = make.user("Ole Berg", language="fr")
    make.member(lakeside, odd)
    invitation, _token = send(lakeside, odd)
    lakeside.people.get(user=odd).remove(lea)
    invitation.refuse(noor)
    told = OutgoingMessage.objects.filter(key__contains="-refuse-")
    assert [message.to_address for message in told] == [lea.email]


def test_a_role_hangs_on_the_application_the_inviters_hangs_on(db, nora, noor):
    """Or a stranger could open an application for a town, invite a second account, withdraw, and keep the town."""
    town = make.municipality("Newtown", slug="newtown-on")
    application = Application.open(town, by=nora)
    invitation, _token = send(town, nora, role=Role.COORDINATOR)
    invitation.accept(noor)
    application.withdraw(nora, "No.")
    assert not town.people.exists()
