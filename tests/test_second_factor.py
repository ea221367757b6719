"""The second factor: setting it up, signing in with it, and the pages that ask for it."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.models import Event, OutgoingMessage
from municipalities.finding import Standing, find_towns
from municipalities.models import Application, Role

from . import make
from .access_table import HIDDEN, TABLE, secretariat
from .scene import build_scene
from .test_accounts import address

pytestmark = pytest.mark.django_db

SIGN_IN, SECOND, QUEUE, INDEX = (
    "/en/account/sign-in/",
    "/en/account/sign-in/second-factor/",
    "/en/secretariat/",
    "/en/account/second-factor/",
)
SET_UP, CONFIRM = "/en/account/second-factor/application/on/", "/en/account/confirm-it-is-you/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It stands still: a number is good for half a minute, and once."""
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def sam(sam):
    sam.set_password(make.PASSWORD)
    sam.save()
    return sam


@pytest.fixture
def operator(db):
    person = make.user("Otto", is_staff=True, is_superuser=True)
    person.set_password(make.PASSWORD)
    person.save()
    return person


def sign_in(person):
    client = Client()
    client.answer = client.post(SIGN_IN, {"login": person.email, "password": make.PASSWORD})
    return client


def number(secret):
    """What an authenticator application shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client):
    """Walk the pages as a person does; the secret of the application."""
    page = client.post(CONFIRM, {"password": make.PASSWORD, "next": SET_UP}, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode().replace(" ", "")
    client.answer = client.post(SET_UP, {"code": number(secret)})
    return secret


def test_the_secretariat_is_led_to_set_it_up(sam, django_capture_on_commit_callbacks):
    client = sign_in(sam)
    assert client.answer.url == QUEUE
    answer = client.get(QUEUE)
    assert (answer.status_code, answer.url) == (302, INDEX)
    assert client.get(SET_UP).url.startswith(CONFIRM)
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
    assert client.get(QUEUE).status_code == 200
    assert Authenticator.objects.filter(user=sam, type="totp").exists()
    told = set(OutgoingMessage.objects.values_list("subject", flat=True))
    assert "Two-step sign-in is on for your account" in told
    mail = OutgoingMessage.objects.get(subject="Two-step sign-in is on for your account")
    assert "(Eastern time), with this browser" in mail.text
    assert client.get(client.answer.url).status_code == 200  # the recovery codes


def test_signing_in_takes_both_steps(sam, clock):
    secret = set_up(sign_in(sam))
    clock.shift(30)
    client = sign_in(sam)
    assert client.answer.url == SECOND
    assert client.get(QUEUE).status_code == 302 and "_auth_user_id" not in client.session
    page = client.get(SECOND)
    assert page.status_code == 200
    assert (
        client.post(SECOND, {"code": "000000"}).status_code == 200 and "_auth_user_id" not in client.session
    )
    answer = client.post(SECOND, {"code": number(secret)})
    assert (answer.status_code, answer.url) == (302, QUEUE)
    assert client.get(QUEUE).status_code == 200


def test_a_code_works_once(sam, clock):
    secret = set_up(sign_in(sam))
    clock.shift(30)
    shown = number(secret)
    assert sign_in(sam).post(SECOND, {"code": shown}).status_code == 302
    second = sign_in(sam)
    assert second.post(SECOND, {"code": shown}).status_code == 200 and "_auth_user_id" not in second.session


def test_a_recovery_code_replaces_a_lost_telephone(sam):
    first = sign_in(sam)
    set_up(first)
    page = first.get("/en/account/second-factor/codes/")
    recovery = Authenticator.objects.get(user=sam, type="recovery_codes").wrap().get_unused_codes()[0]
    assert page.status_code == 200 and recovery in page.content.decode()
    client = sign_in(sam)
    assert client.post(SECOND, {"code": recovery}).url == QUEUE
    again = sign_in(sam)
    assert again.post(SECOND, {"code": recovery}).status_code == 200


def test_a_new_password_does_not_go_around_it(sam):
    set_up(sign_in(sam))
    client = Client()
    sent = client.post("/en/account/password/reset/", {"email": sam.email})
    message = OutgoingMessage.objects.order_by("pk").last()
    code = message.text.split("\n\n")[2].strip()
    answer = client.post(sent.url, {"code": code})
    client.post(answer.url, {"password1": "another long password", "password2": "another long password"})
    client.post(SIGN_IN, {"login": sam.email, "password": "another long password"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_pages(sam, language):
    client = sign_in(sam)
    set_up(client)
    for name in (
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ):
        page = client.get(address(name, language))
        assert page.status_code == 200 and f'<html lang="{language}">' in page.content.decode(), name
    assert client.get(address("mfa_download_recovery_codes", language))["Content-Type"].startswith(
        "text/plain"
    )
    second = Client()
    second.post(SIGN_IN, {"login": sam.email, "password": make.PASSWORD})
    assert second.get(address("mfa_authenticate", language)).status_code == 200


# --- the secretariat without it -------------------------------------------------------------------------

CLOSED = [
    name
    for name, line in TABLE.items()
    if line.answers == secretariat() or (line.thing and line.answers["nora"] == HIDDEN)
]


@pytest.fixture
def sol(db):
    """She works for the secretariat and has not set up two-step sign-in yet."""
    return make.user("Sol", is_secretariat=True)


def test_the_secretariat_does_nothing_without_it(sol):
    scene = build_scene()
    client = Client()
    client.force_login(sol)
    assert len(CLOSED) > 40
    events = Event.objects.count()
    for name in [*CLOSED, "open_application"]:
        for ask in (client.get, client.post):
            answer = ask(reverse(name, kwargs=scene.arguments[TABLE[name].thing]))
            is_led_away = answer.status_code == 302 and answer.url == INDEX
            assert is_led_away or answer.status_code in {403, 404, 405}, (name, answer.status_code)
    assert Event.objects.count() == events and not sol.roles.exists()


def test_without_it_nothing_is_done_on_behalf(lakeside, sol):
    town = make.municipality("Newtown", slug="newtown-on")
    with pytest.raises(PermissionDenied):
        Application.open(town, by=sol)
    make.membership(town, status="ended")
    assert [found.standing for found in find_towns("newtown", sol)[0]] == [Standing.KNOWN]
    # She is a person of Lakeside too: there she does what her role says, in her own name.
    make.member(lakeside, sol, Role.COORDINATOR)
    application = make.application(lakeside, by=sol)
    application.withdraw(sol, "Not now.")
    assert not Event.objects.about(application).get(action="withdraw").is_on_behalf


# --- raw data --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/coalition/user/"])
def test_raw_data_use_the_portals_own_sign_in(path):
    last, status = Client().get(path, follow=True).redirect_chain[-1]
    assert status == 302 and urlsplit(last).path == SIGN_IN
    assert parse_qs(urlsplit(last).query)["next"] == [path if "login" not in path else "/admin/"]
    posted = Client().post("/admin/login/", {"username": "x", "password": "y"})
    assert posted.status_code == 302


def test_raw_data_refuse_everybody_else(lea, sam):
    for person in (lea, sam):
        client = Client()
        client.force_login(person)
        assert client.get("/admin/", follow=True).status_code == 403


def test_an_operator_sets_it_up_first(operator):
    client = sign_in(operator)
    answer = client.get("/admin/", follow=True)
    assert (INDEX, 302) in answer.redirect_chain
    assert client.post("/admin/coalition/user/1/change/", {}).status_code == 302
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_raw_data_show_no_secret_and_change_no_past(operator, lea, django_capture_on_commit_callbacks):
    client = sign_in(operator)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    totp = Authenticator.objects.get(user=operator, type="totp")
    message = OutgoingMessage.objects.first()
    for path in (
        "/admin/coalition/user/",
        f"/admin/coalition/user/{lea.pk}/change/",
        "/admin/coalition/event/",
        "/admin/coalition/outgoingmessage/",
        f"/admin/coalition/outgoingmessage/{message.pk}/change/",
        "/admin/mfa/authenticator/",
        f"/admin/mfa/authenticator/{totp.pk}/change/",
    ):
        page = client.get(path)
        assert page.status_code == 200, path
        assert secret not in page.content.decode() and lea.password not in page.content.decode()
    assert client.get("/admin/coalition/event/add/").status_code == 403
    assert (
        client.post(f"/admin/coalition/outgoingmessage/{message.pk}/change/", {"status": "sent"}).status_code
        == 403
    )
    assert (
        client.post(f"/admin/coalition/outgoingmessage/{message.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )


def test_a_demonstration_does_without(settings, sam, operator):
    settings.SECOND_FACTOR_REQUIRED = False
    assert sign_in(sam).get(QUEUE).status_code == 200
    assert sign_in(operator).get("/admin/").status_code == 200


def test_the_numbers_are_those_of_the_standard():
    """RFC 6238: our helper shows what an application shows, and the portal takes it."""
    assert format_hotp_value(hotp_value("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1)) == "287082"


# --- it is asked of the session, not of the person only ---------------------------------------------------


def test_setting_it_up_ends_the_sessions_opened_without_it(sam, lea):
    stranger, colleague = sign_in(sam), Client()
    colleague.force_login(lea)
    assert stranger.get(QUEUE).url == INDEX
    own = sign_in(sam)
    set_up(own)
    assert own.get(QUEUE).status_code == 200
    assert urlsplit(stranger.get(QUEUE).url).path == SIGN_IN
    assert "_auth_user_id" in colleague.session


@pytest.mark.parametrize("path", [QUEUE, "/admin/"])
def test_a_session_that_never_gave_it_is_asked_for_it(sam, clock, path):
    sam.is_staff = sam.is_superuser = True
    sam.save()
    secret = set_up(sign_in(sam))
    clock.shift(30)
    client = Client()
    client.force_login(sam)  # as a session kept from before
    asked = client.get(path)
    assert asked.status_code == 302
    where = urlsplit(asked.url)
    assert where.path == reverse("mfa_reauthenticate") and parse_qs(where.query)["next"] == [path]
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"code": "000000"}).status_code == 200
    assert client.get(path).status_code == 302
    assert client.post(asked.url, {"code": number(secret)}).url == path
    assert client.get(path).status_code == 200
