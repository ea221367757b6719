"""The quick way to write a message says what Django's way says, whatever stands in it."""

from email import message_from_bytes, policy

import pytest
from django.core.mail.message import BadHeaderError

from coalition.models import OutgoingMessage
from coalition.outbox.letters import as_bytes, as_mail

from . import make

pytestmark = pytest.mark.django_db
WORDS = {
    "plain": "Your report",
    "French": "Rappel\xa0: le rapport d’étape de Val-des-Trilles est attendu",
    "long": "A report that is due " * 11,
    "long French": "Élèves, éléments et événements " * 7,
    "looks encoded": "=?utf-8?q?no?=",
    "emoji": "🎉 " * 40,
    "dots": ".\n..\n.leading\nand = trailing \n\ttab",
    "one line of 5,000": "é" * 5_000,
}


def read(content):
    return message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("words", WORDS)
def test_it_says_the_same(words, html, settings):
    settings.DEFAULT_FROM_EMAIL = '"Coalition, équipe" <portal@coalition.example>'
    said = WORDS[words]
    message = make.mail(
        ("marie@exämple.org", "fr"),
        reply_to="a@example.org",
        unsubscribe_url=f"https://example.org/{'x' * 200}/",
    )
    OutgoingMessage.objects.filter(pk=message.pk).update(
        subject=" ".join(said.split())[:250], text=f"{said}\n", html=f"<p>{said}</p>\n" if html else ""
    )
    message.refresh_from_db()
    content = as_bytes(message)
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"") and content.isascii() and content.endswith(b"\r\n")
    ours, theirs = read(content), read(as_mail(message).message().as_bytes(linesep="\r\n"))
    mime = {"date", "content-type", "content-transfer-encoding", "mime-version"}
    assert {n.lower(): str(v).strip() for n, v in ours.items() if n.lower() not in mime} == {
        n.lower(): str(v).strip() for n, v in theirs.items() if n.lower() not in mime
    }
    assert ours["Date"] and ours.get_content_type() == theirs.get_content_type()
    for kind in ("plain", "html") if html else ("plain",):
        assert ours.get_body([kind]).get_content().rstrip() == theirs.get_body([kind]).get_content().rstrip()


@pytest.mark.parametrize("field", ["subject", "to_address", "reply_to"])
def test_no_header_has_two_lines(field):
    message = make.mail()
    setattr(message, field, "a@example.org\r\nBcc: b@example.org")
    with pytest.raises((BadHeaderError, ValueError)):
        as_bytes(message)
