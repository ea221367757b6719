"""Mail of the demonstration that did not arrive: what the secretariat finds on its pages about mail."""

import tomllib
from datetime import timedelta

from coalition import outbox
from coalition.models import Bounce, OutgoingMessage, SuppressedAddress

from .towns import FOLDER

FILE = FOLDER / "office" / "mail.toml"
REFUSED = "SMTPRecipientsRefused: 550 5.1.1 No such user here"
LATER = "SMTPRecipientsRefused: 451 4.3.2 The system is busy, come back later"
TOLD = "Wrote that she left; asked to be taken off."


def happenings(calendar, users):
    """One address that does not exist, one that the secretariat took off, one server that says "later"."""
    letters = {letter["key"]: letter for letter in tomllib.loads(FILE.read_text(encoding="utf-8"))["letters"]}
    yield calendar.noon(letters["refused"]["on"]), refuse(letters["refused"])
    yield calendar.noon(letters["moved"]["on"]), keep_back(letters["moved"], users["camille"])
    yield calendar.noon(letters["later"]["on"]), put_off(letters["later"])


def write(letter):
    message = outbox.compose(
        key=f"demonstration-{letter['key']}",
        category="bulk_message",
        to=(letter["to"], letter["language"]),
        template="bulk_message",
        context={
            "heading": letter["subject"],
            "paragraphs": [letter["text"]],
            "audience": "coordinators",
            "is_trial": False,
        },
    )
    return outbox.put([message])[message.key]


def refuse(letter):
    def do(at):
        message = write(letter)
        stand(message, status="failed", tries=1, last_error=REFUSED, failing_since=at, failed_at=at)
        Bounce.objects.create(
            key=message.key,
            message=message,
            address=message.to_address,
            kind=Bounce.Kind.HARD,
            told_by="smtp",
            said=REFUSED,
            at=at,
        )
        reason = SuppressedAddress.Reason.BOUNCED
        date_back(SuppressedAddress.suppress(message.to_address, reason, said=REFUSED), at)

    return do


def keep_back(letter, by):
    def do(at):
        reason = SuppressedAddress.Reason.OFFICE
        date_back(SuppressedAddress.suppress(letter["to"], reason, by=by, said=TOLD), at)
        write(letter)

    return do


def put_off(letter):
    def do(at):
        message = write(letter)
        stand(message, tries=9, last_error=LATER, failing_since=at, next_try_at=at + timedelta(hours=36))

    return do


def date_back(suppressed, at):
    SuppressedAddress.objects.filter(pk=suppressed.pk).update(since=at)


def stand(message, **facts):
    OutgoingMessage.objects.filter(pk=message.pk).update(**facts)
