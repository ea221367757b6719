"""Deleting an account: nothing of the person is left anywhere, what they did for a town is."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from coalition import forgetting, outbox
from coalition.models import Comment, Departure, Event, OutgoingMessage, User
from coalition.trail import trail_of
from municipalities.models import Application, Handover, Invitation, Member, Role

from . import make
from .test_accounts import is_signed_in
from .test_second_factor import CONFIRM

pytestmark = pytest.mark.django_db

LEAVE = "/en/account/deletion/"
# Each is found by itself, whatever stands around it.
TOKENS = {
    "name": "Éloi Zebulon O'Quixworté",
    "former name": "Zebulon Formerly",
    "address": "zebulon.one@tokens.example",
    "former address": "zebulon.old@tokens.example",
    "second address": "Zebulon.Two@tokens.example",
    "telephone": "+1 555 0142 99",
    "title": "Keeper of the zebulon tokens",
    "secret": "ZEBULONSECRET234567",
    "passkey": "Zebulon's telephone",
}


@pytest.fixture
def leaver(lakeside, rivermouth, lea, sam):
    """Somebody whose every trace is marked."""
    person = make.user(TOKENS["former name"], email=TOKENS["former address"])
    person.set_password(make.PASSWORD)
    person.save()
    person.revise(name=TOKENS["name"], language="fr", zone="America/Regina")
    person.choose({"reminder": "never"})
    person.email = TOKENS["address"]
    person.save()
    EmailAddress.objects.filter(user=person).update(email=TOKENS["address"])
    EmailAddress.objects.create(user=person, email=TOKENS["second address"], verified=True)
    TOTP.activate(person, TOKENS["secret"])
    RecoveryCodes.activate(person)
    make.passkey(person, TOKENS["passkey"])

    member = make.member(lakeside, person, Role.COORDINATOR)
    Event.record(lakeside, "make_coordinator", person, whom=person, note=f"Done for {TOKENS['name']}.")
    contact = {"contact_name": TOKENS["name"], "contact_title": TOKENS["title"]}
    contact |= {"contact_email": TOKENS["second address"].lower(), "contact_phone": TOKENS["telephone"]}
    application = make.application(lakeside, by=person, **contact)
    Event.record(application, "open", person)
    application.letter = make.document(lakeside, by=person)
    application.save()
    Comment.objects.create(target=application, place="letter", author=person, text="Please look again.")
    for number, address in enumerate([TOKENS["address"], TOKENS["second address"].lower()]):
        Invitation.objects.create(
            municipality=rivermouth,
            email=address,
            name=TOKENS["name"],
            language="en",
            role=Role.VIEWER,
            token_sha256=str(number) * 64,
            invited_by=lea,
            expires_at=timezone.now() + timedelta(days=7),
        )
    Handover.objects.create(municipality=lakeside, giver=person, successor=lea, note="The keys are with Vic.")
    make.plan(lakeside, by=person)
    _write("to them", person, "Welcome")
    _write("former", (TOKENS["former address"], "en"), f"Dear {TOKENS['former name']}")
    _write("to another", lea, f"{TOKENS['name']} ({TOKENS['address']}) asks for access <&>")
    LogEntry.objects.create(
        user=sam,
        content_type=ContentType.objects.get_for_model(Member),
        object_id=member.pk,
        object_repr=str(member),
        action_flag=CHANGE,
    )
    person.refresh_from_db()
    return person


def _write(key, to, words):
    message = outbox.compose_from(
        "mail/words.txt",
        "mail/words.txt",
        None,
        key=key,
        category="report",
        to=to,
        context={"paragraphs": [words], "paragraph_break": "\n", "has_account": True},
    )
    message.html = f"<p>{escape(words)}</p>"
    message.subject = words
    outbox.put([message])


def everything():
    """Every value of every text, JSON and array column of every table, as {place: text}."""
    kinds = "('text', 'character varying', 'character', 'jsonb', 'json', 'ARRAY', 'USER-DEFINED', 'bytea')"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            f" WHERE table_schema = 'public' AND data_type IN {kinds} ORDER BY 1, 2"
        )
        columns = cursor.fetchall()
        found = {}
        for table, column in columns:
            cursor.execute(f'SELECT string_agg("{column}"::text, \'\n\') FROM "{table}"')
            found[f"{table}.{column}"] = cursor.fetchone()[0] or ""
    return found


def traces():
    return {
        (place, what)
        for place, text in everything().items()
        for what, token in TOKENS.items()
        if token.lower() in text.lower() or escape(token).lower() in text.lower()
    }


def references(pk):
    """(table, column) of what still points to the person: every foreign key to people, history's without one too."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (column_name ~ '(^|_)(user|actor|whom|author|giver|successor|by)_id$'"
            "      OR (table_name = 'coalition_userevent' AND column_name IN ('id', 'pgh_obj_id')))"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" = %s LIMIT 1', [pk])
            if cursor.fetchone():
                found.add((table, column))
    return found


def leave(person):
    client = Client()
    client.force_login(person)
    page = client.post(CONFIRM, {"password": make.PASSWORD, "next": LEAVE}, follow=True)
    assert page.status_code == 200 and b"Delete your account?" in page.content
    client.answer = client.post(LEAVE, follow=True)
    return client


def test_the_tokens_are_found_before(leaver):
    before = traces()
    assert {what for _place, what in before} == set(TOKENS)
    assert len({place for place, _what in before}) > 15
    assert len(references(leaver.pk)) > 15


def test_nothing_of_the_person_is_left(leaver):
    client = leave(leaver)
    assert b"Your account was deleted" in client.answer.content and not is_signed_in(client)
    assert not User.objects.filter(pk=leaver.pk).exists()
    assert traces() == set()
    assert references(leaver.pk) == set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pghistory_context WHERE metadata ->> 'user' = %s", [str(leaver.pk)]
        )
        assert cursor.fetchone() == (0,)
    assert not Authenticator.objects.exists()


def test_what_was_done_for_a_town_stays(leaver, lakeside):
    leave(leaver)
    application = Application.objects.get(municipality=lakeside)
    assert application.opened_by is None and application.letter.added_by is None
    assert {entry.actor for entry in trail_of(application)} == {"a person who has left"}
    assert Comment.objects.get().text == "Please look again."
    assert Handover.objects.get().note == "The keys are with Vic."
    assert {one.status for one in Invitation.objects.all()} == {"withdrawn"}
    other = OutgoingMessage.objects.get(key="to another")
    assert other.subject == "— (—) asks for access <&>" and other.status == "queued"
    theirs = OutgoingMessage.objects.get(key="to them")
    assert (theirs.to_address, theirs.text, theirs.status) == ("", "", "cancelled")


def test_history_of_others_is_as_it_was(leaver, lea):
    table = "coalition_userevent"
    lea.revise(name="Lea Trân", language="en", zone="")
    longer = make.user("Longer", email=f"x.{TOKENS['address']}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE id IN (%s, %s)", [lea.pk, longer.pk])
        before = cursor.fetchone()
        leave(leaver)
        cursor.execute(f"SELECT count(*) FROM {table} WHERE id IN (%s, %s)", [lea.pk, longer.pk])
        assert cursor.fetchone() == before
    longer.refresh_from_db()
    assert longer.email == f"x.{TOKENS['address']}"


def test_all_or_nothing(leaver, monkeypatch):
    before = traces()

    def stumble(names):
        raise RuntimeError

    monkeypatch.setattr(forgetting, "_replace_names", stumble)
    with pytest.raises(RuntimeError):
        forgetting.forget(leaver)
    assert traces() == before and User.objects.filter(pk=leaver.pk).exists()


# --- an address that goes from one clerk to the next --------------------------------------------------------


CLERK = "clerk@town.example"


def move(person, address):
    person.email = address
    person.save()
    EmailAddress.objects.filter(user=person).update(email=address)


def accepted(town, person, by, **fields):
    """An invitation to the address the person has now, which they took up."""
    times = {"status": "accepted", "answered_by": person, "answered_at": timezone.now()}
    return make.invitation(town, by=by, email=person.email, name=person.name, **times, **fields)


def test_the_next_clerk_keeps_the_address(lakeside, rivermouth, lea):
    """Ann was the clerk, at the clerk's address; Bea is, and has it."""
    ann = make.user("Ann Olden", email=CLERK)
    hers = make.application(lakeside, by=lea, contact_name="Ann Olden", contact_email=CLERK)
    joined = accepted(lakeside, ann, lea)
    missed = make.invitation(lakeside, by=lea, email=CLERK, name="Ann Olden", status="withdrawn")
    move(ann, "ann@town.example")
    bea = make.user("Bea Nouveau", email=CLERK.title())
    contact = make.application(rivermouth, by=bea, contact_name="Bea Nouveau", contact_email=CLERK)
    waiting = make.invitation(rivermouth, by=lea, email=CLERK, name="Bea Nouveau")
    _write("to Bea", bea, "Welcome, Bea")
    _write("to the clerk", (CLERK, "en"), "Anybody there?")
    forgetting.forget(ann)
    for row in [bea, hers, joined, missed, contact, waiting]:
        row.refresh_from_db()
    assert bea.email == bea.emailaddress_set.get().email == CLERK.title()
    assert {row.email for row in bea.history.all()} == {CLERK.title()}
    assert (contact.contact_name, contact.contact_email) == ("Bea Nouveau", CLERK)
    assert (waiting.status, waiting.email, waiting.name) == ("waiting", CLERK, "Bea Nouveau")
    assert all(OutgoingMessage.objects.values_list("text", flat=True))
    assert not any({hers.contact_name, hers.contact_email, joined.name, joined.email, missed.name})
    assert not [place for place, text in everything().items() if "Olden" in text]


def test_the_clerk_before_keeps_their_past(lakeside, lea):
    """Bea had the address before Ann, who has it now and goes."""
    bea = make.user("Bea Nouveau", email=CLERK)
    joined = accepted(lakeside, bea, lea)
    _write("to Bea", bea, "Welcome, Bea")
    move(bea, "bea@town.example")
    forgetting.forget(make.user("Ann Olden", email=CLERK))
    joined.refresh_from_db()
    assert joined.name == "Bea Nouveau"
    assert {row.email for row in bea.history.all()} == {CLERK, "bea@town.example"}
    message = OutgoingMessage.objects.get(key="to Bea")
    assert (message.recipient, message.subject, message.status) == (bea, "Welcome, Bea", "queued")


def test_an_address_proved_to_be_theirs_goes_whoever_claims_it(lea, lakeside):
    ann = make.user("Ann Olden", email=CLERK)
    application = make.application(lakeside, by=lea, contact_name="A. Olden", contact_email=CLERK)
    EmailAddress.objects.create(user=lea, email=CLERK, verified=False)
    forgetting.forget(ann)
    application.refresh_from_db()
    assert application.contact_name == ""
    assert EmailAddress.objects.get(user=lea, verified=False).email == CLERK


def test_an_address_given_up_after_an_invitation_was_answered_goes_too(leaver, rivermouth):
    """Nothing else knows any more that it was theirs."""
    invitation = Invitation.objects.get(email=TOKENS["second address"].lower())
    _write(f"invitation-{invitation.pk}-invite-1-contact", (invitation.email, "en"), "Join Rivermouth")
    Invitation.objects.filter(pk=invitation.pk).update(status="accepted", answered_by=leaver)
    EmailAddress.objects.filter(email=TOKENS["second address"]).delete()
    leave(leaver)
    assert traces() == set()
    assert Invitation.objects.get(pk=invitation.pk).status == "accepted"
    letter = OutgoingMessage.objects.get(key=f"invitation-{invitation.pk}-invite-1-contact")
    assert (letter.to_address, letter.text) == ("", "")


# --- what is asked and said first --------------------------------------------------------------------------


def test_it_is_asked_who_is_there(leaver):
    client = Client()
    client.force_login(leaver)
    for ask in (client.get, client.post):
        assert ask(LEAVE).url.startswith(CONFIRM)
    assert User.objects.filter(pk=leaver.pk).exists()


def test_the_last_coordinator_is_told_to_hand_over(leaver, lea, lakeside, sam):
    client = Client()
    client.force_login(leaver)
    path = f"{CONFIRM}?next={LEAVE}"
    page = client.post(path, {"password": make.PASSWORD, "next": LEAVE}, follow=True).content.decode()
    assert "last coordinator" not in page and "You are the contact person of Lakeside" in page
    Member.objects.filter(user=lea).delete()
    assert "You are the last coordinator of Lakeside" in client.get(LEAVE).content.decode()
    OutgoingMessage.objects.all().delete()
    client.post(LEAVE)
    told = OutgoingMessage.objects.get()
    assert (told.recipient, told.subject) == (sam, "Lakeside has no coordinator any more")
    assert "Zebulon" not in told.text


def test_nobody_is_told_where_somebody_is_left(leaver):
    OutgoingMessage.objects.all().delete()
    leave(leaver)
    assert not OutgoingMessage.objects.exists()


def test_other_sessions_end(leaver):
    elsewhere = Client()
    elsewhere.force_login(leaver)
    leave(leaver)
    assert not is_signed_in(elsewhere)


# --- a restored copy ---------------------------------------------------------------------------------------


def forget_again(lines, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(lines))
    out = StringIO()
    call_command("forget", stdout=out)
    return out.getvalue().strip()


def listed():
    out = StringIO()
    call_command("forget", list=True, stdout=out)
    return out.getvalue()


def test_a_restored_copy_forgets_again(leaver, nora, monkeypatch):
    key, joined_at, password = leaver.pk, leaver.date_joined, leaver.password
    leave(leaver)
    lines = listed()
    assert re.fullmatch(rf"{key} \S+\n", lines) and not any(token in lines for token in TOKENS.values())
    Departure.objects.all().delete()  # the copy is older
    again = User.objects.create(pk=key, email=TOKENS["address"], name=TOKENS["name"], password=password)
    assert forget_again(lines, monkeypatch) == "0 deleted"  # the number was given to somebody else
    User.objects.filter(pk=key).update(date_joined=joined_at)
    assert forget_again(lines, monkeypatch) == "1 deleted"
    assert traces() == set() and User.objects.filter(pk=nora.pk).exists() and again.pk == key
    assert forget_again(lines, monkeypatch) == "0 deleted"
    assert listed() == lines
    with pytest.raises(CommandError):
        forget_again("nonsense\n", monkeypatch)


def test_a_person_may_ask_by_letter(leaver):
    call_command("forget", address=TOKENS["address"].upper())
    assert traces() == set()
    with pytest.raises(CommandError):
        call_command("forget", address=TOKENS["address"])


def test_the_last_of_the_secretariat_is_told(leaver, sam):
    User.objects.filter(pk=leaver.pk).update(is_secretariat=True, is_superuser=True)
    client = Client()
    client.force_login(leaver)
    ask = {"password": make.PASSWORD, "next": LEAVE}
    page = client.post(f"{CONFIRM}?next={LEAVE}", ask, follow=True).content.decode()
    assert "last person of the secretariat" not in page and "You are the last administrator" in page
    sam.is_secretariat = False
    sam.save()
    assert "last person of the secretariat" in client.get(LEAVE).content.decode()
