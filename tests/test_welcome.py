"""The welcome of a new member: a mail, a page to print, a link in the workspace for a year."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import OutgoingMessage
from municipalities.models import Membership, Role

from . import make


@pytest.fixture
def approved(reference, nora, sam):
    """Newtown joined today; the reports of 2026 are open."""
    town = make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")
    make.member(town, nora, Role.COORDINATOR)
    cycle = make.cycle(2026, due_at=timezone.now() + timedelta(days=30))
    cycle._move("open", sam, opened_at=timezone.now())
    application = make.application(town, by=nora, complete=True)
    application.submit(by=nora)
    OutgoingMessage.objects.all().delete()
    return application


def approve(application, sam, **fields):
    application.approve(by=sam, **fields)
    return OutgoingMessage.objects.get(key__startswith=f"application-{application.pk}-approve")


def page(client, name="welcome", slug="newtown-on", language="en"):
    with translation.override(language):
        return client.get(reverse(name, args=[slug]))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_mail_says_the_dates_in_the_readers_language(approved, sam, nora, language):
    nora.language = language
    nora.save()
    mail = approve(approved, sam, note="We liked the <reasons>.\nWelcome.")
    membership = Membership.objects.get(municipality=approved.municipality)
    assert mail.language == language
    with translation.override(language):
        for path in [
            reverse("welcome", args=["newtown-on"]),
            reverse("membership_certificate", args=["newtown-on"]),
        ]:
            assert path in mail.text and path in mail.html
        title = {"en": "Progress report", "fr": "Rapport d’étape"}[language]
        due = timezone.now() + timedelta(days=30)
    for text in (mail.text, mail.html):
        assert title in text
        assert str(membership.plan_expected_on.year) in text and str(due.year) in text
    assert "> We liked the <reasons>.\n> Welcome." in mail.text
    assert "We liked the &lt;reasons&gt;.<br>Welcome." in mail.html


def test_without_a_note_nothing_is_quoted(approved, sam):
    mail = approve(approved, sam)
    assert "<blockquote>" not in mail.html and "adds:" not in mail.text


def test_the_page_says_what_comes_next(approved, sam, nora, sign_in):
    approve(approved, sam)
    response = page(sign_in(nora))
    said = response.content.decode()
    assert response.status_code == 200
    for name in ["team", "priorities", "plan", "municipality", "membership_certificate", "workspace"]:
        assert f'href="{reverse(name, args=["newtown-on"])}"' in said, name
    assert "Progress report of 2026" in said
    assert reverse("commitment", args=[7]) in said and reverse("commitment", args=[1]) in said
    assert reverse("commitment", args=[2]) not in said
    assert "portal@" in said
    assert "acting for" not in said


def test_a_first_report_may_be_short(approved, sam, nora, client, sign_in):
    short = "Your first report may be short: say what you already do."
    mail = approve(approved, sam)
    assert short in mail.text and short in mail.html
    reader = sign_in(nora)
    for name in ("welcome", "application"):
        assert short in page(reader, name).content.decode(), name
    report = reader.get(reverse("report", args=["newtown-on", 2026])).content.decode()
    assert "Your first report may be short" in report and "already made from your plan" not in report
    assert "The first report may be short" in client.get(reverse("join")).content.decode()


def test_a_later_report_is_not_the_first(filed, lakeside, lea, sam, sign_in):
    filed.accept(sam)
    make.report(lakeside, by=lea, year=2027)
    reader = sign_in(lea)
    assert "report may be short" not in page(reader, slug="lakeside-on").content.decode()
    report = reader.get(reverse("report", args=["lakeside-on", 2027])).content.decode()
    assert "report may be short" not in report and "already made from your plan" in report


def test_a_viewer_and_the_secretariat_read_it_others_do_not(approved, sam, sign_in, odile):
    approve(approved, sam)
    viewer = make.user("Ida Roy")
    make.member(approved.municipality, viewer, Role.VIEWER)
    assert page(sign_in(viewer)).status_code == 200
    assert page(sign_in(odile)).status_code == 404
    assert "You are acting for Newtown." in page(sign_in(sam)).content.decode()


def test_a_member_of_old_without_priorities_or_dates_has_one(lakeside, lea, sign_in):
    Membership.objects.update(joined_on=None, joined_year=None, plan_expected_on=None)
    response = page(sign_in(lea), slug="lakeside-on")
    assert response.status_code == 200
    assert "You begin with these" not in response.content.decode()


def test_who_is_no_member_has_none(lakeside, lea, sign_in):
    Membership.objects.update(status="ended")
    assert page(sign_in(lea), slug="lakeside-on").status_code == 404
    Membership.objects.all().delete()
    assert page(sign_in(lea), slug="lakeside-on").status_code == 404


@pytest.mark.parametrize(
    ("days", "status", "is_linked"),
    [
        (0, "active", True),
        (364, "active", True),
        (366, "active", False),
        (10, "on_hold", True),
        (10, "ended", False),
    ],
)
def test_the_workspace_leads_to_it_for_a_year(lakeside, lea, sign_in, days, status, is_linked):
    Membership.objects.update(joined_on=timezone.localdate() - timedelta(days=days), status=status)
    said = page(sign_in(lea), "workspace", "lakeside-on").content.decode()
    assert (reverse("welcome", args=["lakeside-on"]) in said) == is_linked


@pytest.mark.parametrize("name", ["workspace", "plan", "priorities", "reports", "welcome", "team"])
def test_the_secretariat_is_told_that_it_acts_for_the_town(reference, lakeside, lea, sam, sign_in, name):
    make.published_plan(lakeside, by=lea)
    banner = "You are acting for Lakeside."
    said = page(sign_in(sam), name, "lakeside-on").content.decode()
    assert banner in said and reverse("secretariat_member", args=["lakeside-on"]) in said
    assert banner not in page(sign_in(lea), name, "lakeside-on").content.decode()


def test_its_own_pages_are_nobody_elses(lakeside, sam, sign_in):
    assert "acting for" not in page(sign_in(sam), "secretariat_member", "lakeside-on").content.decode()
    assert "acting for" not in page(sign_in(sam), "municipality", "lakeside-on").content.decode()
