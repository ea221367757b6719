"""Passkeys: adding one, signing in with it, removing it; and what is refused."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from coalition.models import OutgoingMessage

from . import make
from .authenticator import Passkey
from .browser import Walker
from .test_accounts import address
from .test_second_factor import CONFIRM, QUEUE, SECOND, SIGN_IN, sign_in

pytestmark = pytest.mark.django_db

ADD, INDEX = "/en/account/second-factor/passkeys/add/", "/en/account/second-factor/"
PASSKEY_SIGN_IN = "/en/account/sign-in/passkey/"
CONFIRM_WITH_IT = "/en/account/second-factor/passkeys/confirm-it-is-you/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def sam(sam):
    sam.set_password(make.PASSWORD)
    sam.save()
    return sam


def add(client, passkey=None, **how):
    """Walk the pages as a person does; the passkey. `client.answer` is the last answer."""
    passkey = passkey or Passkey()
    page = client.post(CONFIRM, {"password": make.PASSWORD, "next": ADD}, follow=True)
    credential = passkey.create(page.context["js_data"]["creation_options"], **how)
    client.answer = client.post(ADD, {"name": "Office computer", "credential": credential})
    return passkey


def options(client, path):
    return client.get(path, headers={"accept": "application/json"}).json()["request_options"]


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_passkey_opens_the_secretariat(sam):
    client = sign_in(sam)
    assert client.get(QUEUE).url == INDEX
    add(client)
    assert client.answer.url == address("mfa_view_recovery_codes", "en")
    assert client.get(QUEUE).status_code == 200
    kept = Authenticator.objects.get(user=sam, type="webauthn")
    assert str(kept) == "Office computer"
    told = OutgoingMessage.objects.get(subject="A passkey was added to your account")
    assert told.to_address == sam.email
    assert b"Office computer" in client.get(INDEX).content


def test_adding_one_ends_the_sessions_opened_without_it(sam):
    other = sign_in(sam)
    add(sign_in(sam))
    assert not is_signed_in(other)


def test_it_is_the_second_step_after_the_password(sam):
    passkey = add(sign_in(sam))
    client = sign_in(sam)
    assert client.answer.url == SECOND and not is_signed_in(client)
    page = client.get(SECOND)
    asked = page.context["js_data"]["request_options"]
    answer = client.post(SECOND, {"credential": passkey.get(asked)})
    assert (answer.status_code, answer.url) == (302, QUEUE)
    assert client.get(QUEUE).status_code == 200


def test_it_is_both_steps_at_once(sam):
    passkey = add(sign_in(sam))
    client = Client()
    answer = client.post(PASSKEY_SIGN_IN, {"credential": passkey.get(options(client, PASSKEY_SIGN_IN))})
    assert (answer.status_code, answer.url) == (302, QUEUE)
    assert client.get(QUEUE).status_code == 200


def test_it_leads_back_to_the_page_that_asked(sam):
    passkey = add(sign_in(sam))
    client = Client()
    for asked, landed in [("/en/account/profile/", "/en/account/profile/"), ("https://evil.example/", QUEUE)]:
        credential = passkey.get(options(client, PASSKEY_SIGN_IN))
        assert client.post(PASSKEY_SIGN_IN, {"credential": credential, "next": asked}).url == landed
        client.logout()


@pytest.mark.parametrize(
    "forger",
    [
        lambda passkey, asked: passkey.get(asked, verified=False),
        lambda passkey, asked: Passkey.get(_other_key(passkey), asked),
        lambda passkey, asked: _at(passkey, "https://portal.evil.example").get(asked),
        lambda passkey, asked: passkey.get({"publicKey": {"challenge": "AAAA"}}),
    ],
    ids=["nobody was there", "another key", "another site", "an old answer"],
)
def test_a_wrong_answer_opens_nothing(sam, forger):
    passkey = add(sign_in(sam))
    client = Client()
    answer = client.post(
        PASSKEY_SIGN_IN, {"credential": forger(passkey, options(client, PASSKEY_SIGN_IN))}, follow=True
    )
    assert not is_signed_in(client) and b"The passkey was not accepted" in answer.content
    second = sign_in(sam)
    asked = second.get(SECOND).context["js_data"]["request_options"]
    answer = second.post(SECOND, {"credential": forger(passkey, asked)})
    assert not is_signed_in(second) and b"The passkey was not accepted" in answer.content


def _other_key(passkey):
    other = Passkey()
    other.id, other.owner = passkey.id, passkey.owner
    return other


def _at(passkey, origin):
    passkey.origin = origin
    return passkey


def test_an_answer_is_good_once(sam):
    passkey = add(sign_in(sam))
    client = Client()
    answer = passkey.get(options(client, PASSKEY_SIGN_IN))
    client.post(PASSKEY_SIGN_IN, {"credential": answer})
    assert is_signed_in(client)
    client.post("/en/account/sign-out/")
    client.post(PASSKEY_SIGN_IN, {"credential": answer})
    assert not is_signed_in(client)


def test_one_without_a_pin_or_finger_is_not_added(sam):
    client = sign_in(sam)
    add(client, verified=False)
    assert client.answer.status_code == 200 and b"could not be added" in client.answer.content
    assert not Authenticator.objects.exists() and client.get(QUEUE).status_code == 302


FORGED = ["", "x", "null", "[]", "{}", '"text"', "1e999", '{"id": 5}', '{"response": {"userHandle": "!"}}']


@pytest.mark.parametrize("forged", [*FORGED, json.dumps({"type": "public-key", "id": "é", "rawId": "\0"})])
def test_forged_answers_are_refused_politely(sam, forged):
    client = sign_in(sam)
    client.post(CONFIRM, {"password": make.PASSWORD, "next": ADD}, follow=True)
    answer = client.post(ADD, {"credential": forged})
    assert answer.status_code == 200 and b"could not be added" in answer.content
    add(client)
    second = sign_in(sam)
    assert b"The passkey was not accepted" in second.post(SECOND, {"credential": forged}).content
    visitor = Client()
    options(visitor, PASSKEY_SIGN_IN)
    assert visitor.post(PASSKEY_SIGN_IN, {"credential": forged}).url.startswith(SIGN_IN)
    assert not is_signed_in(visitor)
    assert client.post(CONFIRM_WITH_IT, {"credential": forged}).status_code == 200


def test_what_a_forger_adds_is_not_kept(sam):
    client = sign_in(sam)
    page = client.post(CONFIRM, {"password": make.PASSWORD, "next": ADD}, follow=True)
    answer = json.loads(Passkey().create(page.context["js_data"]["creation_options"]))
    answer |= {"more": "\0" * 9, "clientExtensionResults": {"credProps": {"rk": "\0", "x": "y"}}}
    client.post(ADD, {"name": "Mine\0", "credential": json.dumps(answer)})
    assert not Authenticator.objects.exists()  # the name
    page = client.get(ADD)
    answer = json.loads(Passkey().create(page.context["js_data"]["creation_options"])) | {"more": "\0" * 9}
    client.post(ADD, {"name": " Mine\u200b ", "credential": json.dumps(answer)})
    assert "more" not in Authenticator.objects.get(type="webauthn").data["credential"]


def test_a_session_that_never_gave_it_is_asked_for_it(sam):
    passkey = add(sign_in(sam))
    client = Client()
    client.force_login(sam)  # as a session kept from before
    asked = client.get(QUEUE)
    assert asked.url.startswith(CONFIRM_WITH_IT)
    page = client.get(asked.url)
    wrong = passkey.get(page.context["js_data"]["request_options"], verified=False)
    page = client.post(CONFIRM_WITH_IT, {"credential": wrong, "next": QUEUE})
    assert b"The passkey was not accepted" in page.content and client.get(QUEUE).status_code == 302
    right = passkey.get(page.context["js_data"]["request_options"])
    assert client.post(CONFIRM_WITH_IT, {"credential": right, "next": QUEUE}).url == QUEUE
    assert client.get(QUEUE).status_code == 200


def test_it_can_be_renamed_and_removed(sam):
    client = sign_in(sam)
    add(client)
    passkey = Authenticator.objects.get(type="webauthn")
    rename = f"/en/account/second-factor/passkeys/{passkey.pk}/name/"
    assert client.get(rename).status_code == 200
    assert client.post(rename, {"name": "Telephone"}).url == INDEX
    assert b"Telephone" in client.get(INDEX).content
    remove = f"/en/account/second-factor/passkeys/{passkey.pk}/removal/"
    page = client.get(remove)
    assert b"the only second step you have" in page.content
    assert client.post(remove).url == INDEX
    assert not Authenticator.objects.exists()  # the recovery codes neither
    assert OutgoingMessage.objects.filter(subject="A passkey was removed from your account").exists()
    assert client.get(QUEUE).url == INDEX


def test_the_last_one_is_no_loss_to_others(nora):
    nora.set_password(make.PASSWORD)
    nora.save()
    client = sign_in(nora)
    add(client)
    passkey = Authenticator.objects.get(type="webauthn")
    page = client.get(f"/en/account/second-factor/passkeys/{passkey.pk}/removal/")
    assert b"Your password alone will then open your account" in page.content
    add(client)
    page = client.get(f"/en/account/second-factor/passkeys/{passkey.pk}/removal/")
    assert b"The other second step" in page.content


def test_somebody_elses_is_not_there(sam, nora):
    add(sign_in(sam))
    passkey = Authenticator.objects.get(type="webauthn")
    client = Client()
    client.force_login(nora)
    for page in ("name", "removal"):
        path = f"/en/account/second-factor/passkeys/{passkey.pk}/{page}/"
        assert client.get(path).status_code == client.post(path).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_pages(sam, language):
    client = sign_in(sam)
    add(client)
    passkey = Authenticator.objects.get(type="webauthn")
    for name, arguments in [
        ("mfa_index", []),
        ("mfa_add_webauthn", []),
        ("mfa_edit_webauthn", [passkey.pk]),
        ("mfa_remove_webauthn", [passkey.pk]),
        ("mfa_reauthenticate_webauthn", []),
    ]:
        page = client.get(address(name, language, *arguments))
        assert page.status_code == 200 and f'<html lang="{language}">' in page.content.decode(), name


# --- in a real browser ------------------------------------------------------------------------------------


@pytest.fixture
def authenticator():
    """`authenticator(walker)`: a device in the walker's window that keeps passkeys and sees its owner, or not."""

    def plug_in(walker, *, sees_owner=True):
        devices = walker.context.new_cdp_session(walker.page)
        devices.send("WebAuthn.enable")
        device = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": sees_owner,
            "automaticPresenceSimulation": True,
        }
        added = devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})

        def look_away():
            devices.send("WebAuthn.setUserVerified", {**added, "isUserVerified": False})

        walker.look_away = look_away
        return walker

    return plug_in


def sign_out(walker):
    walker.open("account_logout").page.locator("main form button").click()
    walker.look().open("account_login")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_in_the_browser(sam, browser, live_server, authenticator, language):
    sam.language = language
    sam.save()
    walker = authenticator(Walker(browser, live_server.url, language, "sam"))
    page = walker.page
    walker.open("account_login").fill(login=sam.email, password=make.PASSWORD).save()
    walker.follow("mfa_add_webauthn").fill(password=make.PASSWORD).save()
    page.locator("#passkey_add").click()
    page.wait_for_url(live_server.url + walker.address("mfa_view_recovery_codes"))
    walker.look().open("mfa_index").open("secretariat")

    sign_out(walker)
    page.locator("#passkey_login").click()
    page.wait_for_url(live_server.url + walker.address("secretariat"))
    walker.look()

    sign_out(walker)
    walker.fill(login=sam.email, password=make.PASSWORD).save()
    walker.look_away()
    page.locator("#passkey_second_step").click()
    page.locator("[data-passkey-failed]").wait_for(state="visible")
    walker.look().open("secretariat")
    assert walker.address("account_login") in page.url
    walker.context.close()
