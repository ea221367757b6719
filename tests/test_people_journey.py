"""People of a town, walked in a real browser in both languages: invited, let in, refusing, handed over to."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import OutgoingMessage
from municipalities.models import Invitation, Member, Role

from . import make
from .sampling import share
from .test_journey import code_mailed_to, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTE = {"en": "The file is in the blue drawer.", "fr": "Le dossier est dans le tiroir bleu, à l'étage."}


@pytest.fixture
def town(db):
    town = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    make.membership(town)
    return town


def coordinator(town, language):
    lea = make.user("Lea Tran", language=language)
    lea.set_password(make.PASSWORD)
    lea.save()
    make.member(town, lea, Role.COORDINATOR)
    return lea


def link_mailed_to(address):
    text = OutgoingMessage.objects.filter(to_address=address, category="invitation").latest("pk").text
    return re.search(r"https?://[^/]+(/\S+/[\w-]{43}/)$", text, re.MULTILINE).group(1)


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def visit(walker, path):
    walker.page.goto(walker.server_url + path)
    return walker.look()


def click(walker, selector):
    walker.page.locator(f"main {selector}").first.click()
    return walker.look()


@pytest.mark.parametrize(
    ("language", "javascript"),
    share([("en", True), ("fr", True), ("fr", False)], 1, 2),
    ids=lambda value: {True: "script", False: "no-script"}.get(value, value),
)
def test_invited_signed_up_and_handed_over_to(town, walk, language, javascript):
    slug, address = town.slug, "noor@example.org"
    lea_herself = coordinator(town, language)
    lea = walk(language, "lea", java_script_enabled=javascript)
    noor = walk(language, "noor", java_script_enabled=javascript)

    # Lea invites Noor, who has no account.
    sign_in(lea, lea_herself)
    lea.open("workspace", slug).follow("team", slug).follow("invite", slug)
    lea.fill(email=address, name="Noor Haddad", role="2", language=language).save()
    assert address in lea.text

    # Noor opens the link, creates an account with the address offered, and comes back to the invitation.
    link = link_mailed_to(address)
    with translation.override(language):
        signup = reverse("account_signup")
    visit(noor, link)
    click(noor, f'a[href^="{signup}"]')
    assert noor.page.locator('[name="email"]').input_value() == address
    noor.fill(name="Noor Haddad", password1=make.PASSWORD).save()
    noor.fill(code=code_mailed_to(address)).save()
    assert noor.page.url.endswith(link)
    noor.press("accept_invitation", token_of(link))
    assert noor.page.url.endswith(noor.address("workspace", slug))
    himself = Member.objects.get(role=Role.CONTRIBUTOR).user
    assert himself.email == address

    # Lea hands the town over and leaves.
    lea.open("team", slug).follow("hand_over", slug)
    lea.fill(successor=str(himself.roles.get().pk), note=NOTE[language], keeps="leave").save()
    assert Member.objects.get().user == himself and Member.objects.get().role == Role.COORDINATOR
    noor.open("team", slug)
    handover = town.handovers.get()
    noor.follow("handover_pack", slug, handover.pk)
    assert NOTE[language] in noor.text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_refused_expired_and_opened_by_somebody_else(town, walk, language):
    lea = coordinator(town, language)
    nora = make.user("Nora Diaz", language=language)
    nora.set_password(make.PASSWORD)
    nora.save()
    invitation = Invitation.send(
        town, lea, email="new@example.org", role=Role.COORDINATOR, language=language, name="Noor"
    )
    link = link_mailed_to("new@example.org")

    # Nora got it forwarded: she is told whom it is for, and may sign out; she is back at the invitation.
    window = walk(language, "nora")
    sign_in(window, nora)
    visit(window, link)
    assert "new@example.org" in window.text and nora.email in window.text
    accepting = window.address("accept_invitation", token_of(link))
    assert not window.page.locator(f'form[action="{accepting}"]').count()
    click(window, 'form:has([name="next"]) button')
    assert window.page.url.endswith(link)

    # Whoever holds the link says no, without an account.
    click(window, "form button.button--link")
    invitation.refresh_from_db()
    assert invitation.status == Invitation.Status.REFUSED
    visit(window, link)
    assert not window.page.locator("main form").count()

    # Another one is left to expire.
    other = Invitation.send(town, lea, email="late@example.org", role=Role.VIEWER, language=language)
    Invitation.objects.filter(pk=other.pk).update(expires_at=timezone.now())
    visit(window, link_mailed_to("late@example.org"))
    assert not window.page.locator("main form").count()
    assert not Member.objects.exclude(user=lea).exists()
