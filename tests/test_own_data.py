"""A person's own data: everything about them, only for them, and of others no more than the page says."""

import json

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.test import Client

from coalition.models import Comment, Event, User
from coalition.personal_data import gather
from municipalities.models import Application, Handover, Invitation, Member, Note, Role

from . import make
from .test_second_factor import CONFIRM

pytestmark = pytest.mark.django_db

APPS = {"coalition", "municipalities", "commitments", "practices", "reports", "network"}
PAGE, FILE = "/en/account/data/", "/en/account/data/file/"


@pytest.fixture
def lea(lea):
    lea.set_password(make.PASSWORD)
    lea.save()
    return lea


@pytest.fixture
def active(filed, lea, sam, eli):
    """Lea has done a bit of everything, and so have her colleagues."""
    lakeside = filed.municipality
    secret = generate_totp_secret()
    TOTP.activate(lea, secret)
    RecoveryCodes.activate(lea)
    make.passkey(lea)
    contact = {"contact_name": "Lea Tran", "contact_email": lea.email.upper(), "contact_phone": "555 0199"}
    application = make.application(lakeside, by=lea, **contact)
    Event.record(application, "open", lea)
    Event.record(application, "return", sam, note="Only for the secretariat's eyes.")
    Comment.objects.create(target=application, place="letter", author=lea, text="Here it is.")
    Comment.objects.create(target=application, place="letter", author=sam, text="Thanks from Sam.")
    make.document(lakeside, by=lea, name="budget.pdf")
    make.spreadsheet_upload(filed, by=lea, name="answers.xlsx")
    make.spreadsheet_upload(filed, by=eli, name="not-hers.pdf")
    make.document(lakeside, by=eli, name="not-hers.pdf")
    make.signature(lakeside, by=lea, name="Marie Roy")
    Note.objects.create(municipality=lakeside, author=sam, text="A difficult town.")
    Handover.objects.create(municipality=lakeside, giver=eli, successor=lea, note="Eli's own words.")
    invitation = {
        "municipality": lakeside,
        "language": "en",
        "role": Role.VIEWER,
        "expires_at": filed.submitted_at,
    }
    Invitation.objects.create(
        email="guest@example.org", name="Guest Person", invited_by=lea, token_sha256="1" * 64, **invitation
    )
    Invitation.objects.create(
        email=lea.email, name="Lea", invited_by=sam, token_sha256="2" * 64, **invitation
    )
    return secret


def download(person):
    client = Client()
    client.force_login(person)
    assert client.get(FILE).url.startswith(CONFIRM)
    page = client.post(CONFIRM, {"password": make.PASSWORD, "next": PAGE}, follow=True)
    assert page.status_code == 200 and FILE in page.content.decode()
    return client.get(FILE)


def test_the_file_says_everything_about_the_person(active, lea):
    answer = download(lea)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="coalition-portal-')
    assert answer["Cache-Control"] == "private, no-store"
    said = json.loads(answer.content)
    assert said["person"]["name"] == "Lea Tran" and said["person"]["email"] == lea.email
    assert [one["email"] for one in said["addresses"]] == [lea.email]
    assert {one["kind"] for one in said["sign_in"]["second_factors"]} == {
        "totp",
        "recovery_codes",
        "webauthn",
    }
    assert said["profile_history"][0]["pgh_label"] == "insert"
    assert [one["role"] for one in said["roles"]] == ["coordinator"]
    assert said["applications_opened"][0]["municipality"] == "lakeside-on"
    assert said["named_as_contact"][0]["contact_phone"] == "555 0199"
    assert {one["name"] for one in said["documents_added"]} == {"budget.pdf"}
    assert [one["name"] for one in said["spreadsheets_uploaded"]] == ["answers.xlsx"]
    assert [one["text"] for one in said["comments"]] == ["Here it is."]
    assert said["reports_submitted"][0]["cycle__year"] == 2026
    assert said["invitations_received"][0]["email"] == lea.email
    assert len(said["signatures_recorded"]) == len(said["invitations_sent"]) == 1
    assert {"open", "submit"} <= {one["what"] for one in said["trail"]}
    assert said["mail_received"] and len(said["hand_overs_received"]) == 1


def test_of_others_it_says_what_subjects_of_mail_say(active, lea, sam, eli):
    Member.objects.get(user=eli).leave()
    answer = json.loads(download(lea).content)
    mail = answer.pop("mail_received")
    assert "Eli Novak has left the team of Lakeside" in {one["subject"] for one in mail}
    assert {key for one in mail for key in one} == {
        "subject",
        "category",
        "language",
        "status",
        "created_at",
        "sent_at",
    }
    said = json.dumps(answer, ensure_ascii=False)
    others = [
        "Sam",
        sam.email,
        "Eli",
        eli.email,
        "not-hers.pdf",
        "Marie Roy",
        "guest@example.org",
        "Guest Person",
    ]
    for other in [*others, "Only for the secretariat", "A difficult town", "Thanks from"]:
        assert other not in said, other
    for secret in [active, lea.password, "attestationObject"]:
        assert secret not in said


def test_the_page_says_where_others_are_named(active, lea):
    client = Client()
    client.force_login(lea)
    page = client.post(CONFIRM, {"password": make.PASSWORD, "next": PAGE}, follow=True).content.decode()
    assert "nothing about other people" not in page and "the subjects of your mail" in page


def test_notes_are_their_author_s(active, sam):
    assert [one["text"] for one in gather(sam)["notes_written"]] == ["A difficult town."]


def test_invitations_are_theirs_who_answered(lakeside, lea, eli):
    """Eli had Lea's address before her; what she answered at an address she gave up is hers still."""
    answered = {"by": eli, "status": "refused"}
    make.invitation(lakeside, email=lea.email, name="Eli", answered_by=eli, **answered)
    make.invitation(lakeside, email="lea.then@example.org", name="Lea", answered_by=lea, **answered)
    assert [one["name"] for one in gather(lea)["invitations_received"]] == ["Lea"]


def test_each_person_has_their_own(active, lea, sam):
    assert "Lea" not in json.dumps(gather(sam), default=str)


def test_every_column_that_names_a_person_is_asked():
    """Whatever refers to people belongs in the file."""
    sources = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.model is User
    }
    assert sources == SAID


SAID = {
    "network.CalendarKey.person",
    "network.Registration.person",
    "practices.Adoption.adopted_by",
    "practices.Practice.written_by",
    "coalition.Comment.author",
    "coalition.Comment.resolved_by",
    "coalition.KeptAnswers.person",
    "coalition.Notification.person",
    "reports.Assignment.assigned_by",
    "coalition.Event.actor",
    "coalition.Event.whom",
    "coalition.OutgoingMessage.recipient",
    "coalition.SpreadsheetUpload.uploaded_by",
    "coalition.SuppressedAddress.added_by",
    "coalition.SuppressedAddress.lifted_by",
    "commitments.ActionPlan.started_by",
    "commitments.Signature.recorded_by",
    "municipalities.Application.opened_by",
    "municipalities.BulkMessage.written_by",
    "municipalities.Document.added_by",
    "municipalities.Handover.giver",
    "municipalities.Handover.successor",
    "municipalities.Interest.declared_by",
    "municipalities.Invitation.answered_by",
    "municipalities.Invitation.invited_by",
    "municipalities.Member.user",
    "municipalities.Note.author",
    "municipalities.Proposal.proposed_by",
    "municipalities.Reminder.person",
    "municipalities.Snooze.person",
    "reports.ChangeRequest.answered_by",
    "reports.ChangeRequest.asked_by",
    "reports.ChangeRequest.settled_by",
    "reports.ProgressReport.reviewer",
    "reports.Extension.asked_by",
    "reports.Extension.decided_by",
    "reports.ProgressReport.submitted_by",
    "reports.Snapshot.accepted_by",
}


def test_an_application_of_another_contact_is_not_hers(active, lea, nora):
    assert Application.objects.count() == 1
    assert gather(nora)["named_as_contact"] == []
