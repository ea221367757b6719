"""Creating an account, signing in, choosing a new password: with codes by mail, in both languages."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coalition.models import OutgoingMessage, User

from . import make

pytestmark = pytest.mark.django_db

NEW = {"name": "Marie Roy", "email": "marie@example.org", "password1": make.PASSWORD}


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def known(db):
    person = make.user("Lea Tran", email="lea@example.org")
    person.set_password(make.PASSWORD)
    person.save()
    return person


def code():
    """The code of the newest message, which stands on a line of its own."""
    message = OutgoingMessage.objects.order_by("pk").last()
    (found,) = re.findall(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)$", message.text, re.MULTILINE)
    assert f">{found}</span>" in message.html
    return found


def address(name, language, *args):
    with translation.override(language):
        return reverse(name, args=args)


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_person_signs_up_and_confirms_the_address(visitor, language):
    sign_up, workspace, confirm = (
        address(name, language)
        for name in ("account_signup", "workspaces", "account_email_verification_sent")
    )
    assert visitor.get(sign_up).status_code == 200
    answer = visitor.post(sign_up, NEW)
    assert (answer.status_code, answer.url) == (302, confirm)
    assert not is_signed_in(visitor)
    message = OutgoingMessage.objects.get()
    assert (message.to_address, message.language, message.category) == (NEW["email"], language, "account")
    assert "Marie Roy" in message.text
    assert visitor.get(confirm).status_code == 200
    wrong = visitor.post(confirm, {"code": "WRONG1"})
    assert wrong.status_code == 200 and not is_signed_in(visitor)
    answer = visitor.post(confirm, {"code": code()})
    assert (answer.status_code, answer.url) == (302, workspace)
    assert is_signed_in(visitor)
    person = User.objects.get()
    assert (person.name, person.language) == ("Marie Roy", language)
    assert person.emailaddress_set.get().verified


def test_signing_up_again_tells_only_the_owner_of_the_address(visitor, known):
    taken = visitor.post("/en/account/sign-up/", {**NEW, "email": known.email})
    free = Client().post("/en/account/sign-up/", NEW)
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    told = OutgoingMessage.objects.get(to_address=known.email)
    assert told.subject == "You already have an account" and told.recipient == known
    assert "http://localhost:8000/en/account/sign-in/" in told.text
    page, other = visitor.get(taken.url), Client()
    other.post("/en/account/sign-up/", {**NEW, "email": "another@example.org"})
    assert page.status_code == other.get(free.url).status_code == 200
    assert User.objects.filter(email__iexact=known.email).count() == 1


def test_a_new_password_by_code(visitor, known):
    known.language = "fr"
    known.save()
    answer = visitor.post("/en/account/password/reset/", {"email": "LEA@example.org"})
    assert answer.status_code == 302
    message = OutgoingMessage.objects.get()
    assert message.language == "fr"  # the person's own, whatever the page speaks
    assert visitor.get(answer.url).status_code == 200
    answer = visitor.post(answer.url, {"code": code()})
    assert visitor.get(answer.url).status_code == 200
    done = visitor.post(
        answer.url, {"password1": "another long password", "password2": "another long password"}
    )
    assert done.status_code == 302 and visitor.get(done.url).status_code == 200
    known.refresh_from_db()
    assert known.check_password("another long password")
    assert OutgoingMessage.objects.count() == 2  # and it was told by mail


def test_a_new_password_for_nobody_looks_the_same(visitor, known):
    here = visitor.post("/en/account/password/reset/", {"email": known.email})
    nowhere = Client().post("/en/account/password/reset/", {"email": "nobody@example.org"})
    assert (here.status_code, here.url) == (nowhere.status_code, nowhere.url)
    told = OutgoingMessage.objects.get(to_address="nobody@example.org")
    assert "There is no account" in told.text and told.recipient is None and "Lea" not in told.text


def test_signing_in_leads_to_the_workspace(visitor, known):
    answer = visitor.post("/en/account/sign-in/", {"login": known.email, "password": make.PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/en/workspace/")


def test_signing_in_leads_the_secretariat_to_its_queue(visitor, known):
    known.is_secretariat = True
    known.save()
    answer = visitor.post("/en/account/sign-in/", {"login": known.email, "password": make.PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/en/secretariat/")


def test_signing_in_leads_back_to_the_page_that_asked(visitor, known):
    asked = visitor.get("/en/account/profile/")
    assert asked.status_code == 302
    answer = visitor.post(
        asked.url, {"login": known.email, "password": make.PASSWORD, "next": "/en/account/profile/"}
    )
    assert answer.url == "/en/account/profile/"
    away = Client().post(
        "/en/account/sign-in/",
        {"login": known.email, "password": make.PASSWORD, "next": "https://evil.example/"},
    )
    assert away.url == "/en/workspace/"


def test_wrong_passwords_are_counted_in_the_database(visitor, known, settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    cache.clear()
    for _try in range(5):
        answer = visitor.post("/en/account/sign-in/", {"login": known.email, "password": "wrong"})
        assert answer.status_code == 200
    answer = visitor.post("/en/account/sign-in/", {"login": known.email, "password": make.PASSWORD})
    assert not is_signed_in(visitor) and "Too many" in answer.content.decode()


def test_signing_out_takes_a_click(sign_in, known):
    client = sign_in(known)
    assert client.get("/en/account/sign-out/").status_code == 200 and is_signed_in(client)
    assert client.post("/en/account/sign-out/").url == "/en/"
    assert not is_signed_in(client)


def test_another_address_is_confirmed_by_code(visitor, known):
    visitor.post("/en/account/sign-in/", {"login": known.email, "password": make.PASSWORD})
    asked = visitor.post("/en/account/e-mail/", {"action_add": "", "email": "new@example.org"})
    assert asked.url.startswith("/en/account/confirm-it-is-you/") and not OutgoingMessage.objects.exists()
    # The password once more, and what was asked is done.
    answer = visitor.post(asked.url, {"password": make.PASSWORD, "next": "/en/account/e-mail/"})
    message = OutgoingMessage.objects.get(to_address="new@example.org")
    assert message.recipient == known
    assert visitor.get(answer.url).status_code == 200
    visitor.post(answer.url, {"code": code()})
    assert known.emailaddress_set.get(email="new@example.org").verified


def test_a_change_of_password_is_told_by_mail(visitor, known):
    visitor.post("/en/account/sign-in/", {"login": known.email, "password": make.PASSWORD})
    answer = visitor.post(
        "/en/account/password/",
        {
            "oldpassword": make.PASSWORD,
            "password1": "another long password",
            "password2": "another long password",
        },
        headers={"user-agent": "Firefox <b>"},
    )
    assert answer.url == "/en/account/profile/"
    message = OutgoingMessage.objects.get()
    assert message.subject == "Your password was changed"
    assert "Firefox <b>" in message.text and "Firefox &lt;b&gt;" in message.html


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_password_reset_completed",
        "account_inactive",
    ],
)
def test_pages_of_visitors(visitor, language, name):
    page = visitor.get(address(name, language))
    assert page.status_code == 200 and f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "name",
    [
        "profile",
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
    ],
)
def test_pages_of_a_person(visitor, known, language, name):
    visitor.post(address("account_login", language), {"login": known.email, "password": make.PASSWORD})
    page = visitor.get(address(name, language))
    if page.status_code == 302:  # the password once more
        page = visitor.post(
            page.url, {"password": make.PASSWORD, "next": address(name, language)}, follow=True
        )
        assert page.redirect_chain[-1][0] == address(name, language)
    assert page.status_code == 200 and f'<html lang="{language}">' in page.content.decode()
