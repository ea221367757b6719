"""An invitation: sent, looked at, by whom, to whom, how often; and what looking at it does."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Event, OutgoingMessage
from coalition.workflow import WrongState
from municipalities.models import Invitation, Role
from municipalities.models.invitation import MOST_A_DAY, MOST_WAITING, digest

from . import make
from .test_joining_races import at_once


def send(town, by, email="new@example.org", role=Role.CONTRIBUTOR, **said):
    """(the invitation, its token as the mail says it)"""
    invitation = Invitation.send(town, by, email=email, role=role, **{"language": "en"} | said)
    return invitation, token_mailed(invitation)


def mail_of(invitation):
    return OutgoingMessage.objects.filter(
        key__startswith=f"invitation-{invitation.pk}-", category="invitation"
    ).latest("pk")


def token_mailed(invitation):
    return re.search(r"/invitations?/([\w-]{43})/", mail_of(invitation).text).group(1)


def page(token, name="invitation", language="en"):
    with translation.override(language):
        return reverse(name, args=[token])


def expire(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def role_of(person, town):
    return town.people.filter(user=person).values_list("role", flat=True).first()


# --- sending ---------------------------------------------------------------------------------------------


def test_a_coordinator_invites_and_only_the_digest_stays(lakeside, lea, sign_in):
    answer = sign_in(lea).post(
        reverse("invite", args=["lakeside-on"]),
        {"email": "New@Example.org", "name": "Noor Haddad", "role": "2", "language": "fr"},
    )
    assert answer.status_code == 302
    invitation = lakeside.invitations.get()
    assert (invitation.email, invitation.role, invitation.language) == ("new@example.org", 2, "fr")
    assert timedelta(days=6, hours=23) < invitation.expires_at - timezone.now() <= timedelta(days=7)
    token = token_mailed(invitation)
    assert invitation.token_sha256 == digest(token) and len(token) == 43  # 256 bits
    assert token not in str(Invitation.objects.values().get())
    event = Event.objects.about(invitation).get()
    assert (event.action, event.actor, event.note, event.is_on_behalf) == ("invite", lea, "", False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_mail_speaks_the_language_of_the_invited(lakeside, lea, language):
    invitation, token = send(lakeside, lea, name="Noor Haddad", language=language)
    mail = mail_of(invitation)
    town = {"en": "Lakeside", "fr": "Bord-du-Lac"}[language]
    assert (mail.language, mail.to_address) == (language, "new@example.org")
    for words in (mail.text, mail.html):
        assert page(token, language=language) in words
        assert town in words and "Noor Haddad" in words and "Lea Tran" in words
        assert "new@example.org" in words
    assert town in mail.subject


def test_the_mail_says_who_invites_for_the_secretariat(lakeside, lea, sam):
    of_the_town, _token = send(lakeside, lea, email="one@example.org")
    of_the_secretariat, _token = send(lakeside, sam, email="two@example.org")
    sentence = "Sam Lavoie, of the secretariat of the Coalition, invites you to work for Lakeside"
    mail = mail_of(of_the_secretariat)
    assert sentence in mail.text and sentence in mail.html and mail.subject.split(" / ")[0] == sentence
    assert mail.is_bilingual and mail.subject.endswith("vous invite\xa0: Bord-du-Lac")
    assert "secretariat of the" not in mail_of(of_the_town).text + mail_of(of_the_town).subject


def test_a_person_with_an_account_is_written_to_in_their_language(lakeside, lea, odile):
    invitation, _token = send(lakeside, lea, email=odile.email.upper(), language="en")
    mail = mail_of(invitation)
    assert mail.language == "fr" and not mail.is_bilingual


@pytest.mark.parametrize(
    "typed",
    [
        {"email": ""},
        {"email": "nobody"},
        {"role": ""},
        {"role": "4"},
        {"role": "x"},
        {"language": "de"},
        {"name": "Win at https://example.com"},
        {"name": "www.example.com"},
    ],
)
def test_what_cannot_be_sent(lakeside, lea, sign_in, typed):
    good = {"email": "new@example.org", "name": "Noor", "role": "2", "language": "en"}
    answer = sign_in(lea).post(reverse("invite", args=["lakeside-on"]), good | typed)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(typed)
    assert not Invitation.objects.exists() and not OutgoingMessage.objects.exists()


def test_the_form_is_filled_in_from_a_request_for_access(lakeside, lea, sign_in):
    asked = {"email": "noor@example.org", "name": "Noor", "language": "fr", "role": "3"}
    form = sign_in(lea).get(reverse("invite", args=["lakeside-on"]), asked).context["form"]
    assert {name: form[name].value() for name in asked} == asked | {"role": None}


def test_the_form_says_the_roles_in_the_language_of_the_page(lakeside, lea, sign_in):
    words = {"en": "Coordinator", "fr": "Responsable"}
    for language in ("fr", "en"):
        with translation.override(language):
            said = sign_in(lea).get(reverse("invite", args=["lakeside-on"])).text
        assert {code for code, word in words.items() if word in said} == {language}


def test_the_secretariat_invites_on_behalf(lakeside, sam):
    invitation, _token = send(lakeside, sam)
    assert Event.objects.about(invitation).get().is_on_behalf


def test_nobody_else_sends(lakeside, eli, odile, nora):
    for person in (eli, odile, nora):
        with pytest.raises(PermissionDenied):
            send(lakeside, person)
    assert not OutgoingMessage.objects.exists()


def test_whoever_works_there_is_not_invited(lakeside, lea, eli):
    eli.emailaddress_set.create(email="eli@home.example.org", verified=True)
    for address in (eli.email.upper(), "eli@home.example.org"):
        with pytest.raises(WrongState, match="invite") as refused:
            send(lakeside, lea, email=address)
        assert "already works" in str(refused.value.reason)


def test_one_waiting_invitation_per_address(lakeside, rivermouth, lea, odile, sign_in):
    send(lakeside, lea)
    with pytest.raises(WrongState):
        send(lakeside, lea, email="NEW@example.org")
    send(rivermouth, odile)  # another town is another matter
    typed = {"email": "new@example.org", "name": "", "role": "2", "language": "en"}
    answer = sign_in(lea).post(reverse("invite", args=["lakeside-on"]), typed)
    assert "waits for an answer" in answer.text
    with pytest.raises(IntegrityError), transaction.atomic():
        make.invitation(lakeside, by=lea, email="New@example.org")


def test_an_expired_one_is_sent_anew_as_said_now(lakeside, lea):
    invitation, former = send(lakeside, lea)
    expire(invitation)
    again, token = send(lakeside, lea, role=Role.COORDINATOR, name="Noor")
    assert again.pk == invitation.pk and token != former
    again.refresh_from_db()
    assert (again.role, again.name, again.state) == (Role.COORDINATOR, "Noor", "waiting")


def test_twenty_wait_at_most(lakeside, lea):
    for number in range(MOST_WAITING):
        make.invitation(lakeside, by=lea, email=f"p{number}@example.org")
    with pytest.raises(WrongState) as refused:
        send(lakeside, lea)
    assert "Twenty" in str(refused.value.reason)


@pytest.mark.parametrize(("is_member", "most"), [(True, MOST_A_DAY), (False, 10)])
def test_so_many_a_day_and_fewer_before_membership(lea, is_member, most):
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, lea)
    if is_member:
        make.membership(town)
    invitation, _token = send(town, lea)
    for _ in range(most - 1):
        invitation.renew(lea)
    with pytest.raises(WrongState):
        invitation.renew(lea)
    with pytest.raises(WrongState):
        send(town, lea, email="other@example.org")
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        send(town, lea, email="other@example.org")


# --- looking ---------------------------------------------------------------------------------------------


def test_twenty_scanners_consume_nothing(lakeside, lea, client, sign_in):
    nora = make.user("Nora", email="new@example.org")
    invitation, token = send(lakeside, lea)
    before = Invitation.objects.values().get(), Event.objects.count(), OutgoingMessage.objects.count()
    for number in range(20):
        answer = client.get(page(token), headers={"user-agent": f"scanner {number}"})
        assert answer.status_code == 200
        assert client.head(page(token)).status_code == 200
        for name in ("accept_invitation", "refuse_invitation"):
            assert client.get(page(token, name)).status_code == 405
    assert before == (
        Invitation.objects.values().get(),
        Event.objects.count(),
        OutgoingMessage.objects.count(),
    )
    assert sign_in(nora).post(page(token, "accept_invitation")).status_code == 302
    assert role_of(nora, lakeside) == Role.CONTRIBUTOR


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_stranger_is_led_to_sign_in_and_back(lakeside, lea, client, language):
    _invitation, token = send(lakeside, lea, email="new+a@example.org")
    here = page(token, language=language)
    answer = client.get(here)
    assert "new+a@example.org" in answer.text
    with translation.override(language):
        login, signup = reverse("account_login"), reverse("account_signup")
    assert f'href="{login}?next={here.replace("/", "%2F")}"' in answer.text
    assert f'href="{signup}?next={here.replace("/", "%2F")}&amp;email=new%2Ba%40example.org"' in answer.text
    assert 'value="new+a@example.org"' in client.get(f"{signup}?next={here}&email=new%2Ba%40example.org").text
    posted = client.post(page(token, "accept_invitation", language))
    assert posted["Location"] == f"{login}?next={here.replace('/', '%2F')}"


def test_signed_in_as_somebody_else(lakeside, lea, nora, sign_in):
    invitation, token = send(lakeside, lea)
    client = sign_in(nora)
    looked = client.get(page(token)).text
    assert "new@example.org" in looked and nora.email in looked
    assert page(token, "accept_invitation") not in looked
    for name in ("accept_invitation", "refuse_invitation"):
        answer = client.post(page(token, name))
        assert answer.status_code == 403
        assert "new@example.org" in answer.text
    for verb in (invitation.accept, invitation.refuse):
        with pytest.raises(PermissionDenied):
            verb(nora)
    assert role_of(nora, lakeside) is None
    # Signing out leads back to the invitation.
    out = client.post(reverse("account_logout"), {"next": page(token)})
    assert out["Location"] == page(token)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("token", ["unknown", "x" * 43, "é" * 10])
def test_an_unknown_link(db, client, token, language):
    assert client.get(page(token, language=language)).status_code == 404
    assert client.post(page(token, "refuse_invitation", language)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_invitations_to_one_address_at_once():
    town = make.municipality("Lakeside", slug="lakeside-on")
    lea = make.user("Lea")
    make.member(town, lea)
    assert at_once(*[lambda: send(town, lea) for _ in range(4)]).count(None) == 1
    assert Invitation.objects.count() == OutgoingMessage.objects.count() == 1
