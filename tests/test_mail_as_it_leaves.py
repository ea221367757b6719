"""A mail as it leaves: who it says it is from, its languages, and a text that fills the screen it is read on."""

import re

import pytest
from django.core import mail

from coalition import outbox
from coalition.models import OutgoingMessage
from coalition.outbox import Stranger
from coalition.outbox.flowed import flowed
from coalition.outbox.letters import as_mail

from . import make

pytestmark = pytest.mark.django_db
TEXT = {
    "short": "Hello,\n\nThis is short.\n\n--\nThe Coalition\n",
    "long": "A report that is due and not written yet " * 12,
    "quoted": "> What somebody wrote and went on writing about for longer than a line is " * 3,
    "a list": "- The report of a town with a long name is due on the last day of the month, at midnight\n"
    "  https://portal.example.org/" + "a" * 100 + "/",
    "one word": "é" * 300,
    "French": "Le rapport d’étape 2027 est attendu\xa0: « d’ici le 31\xa0mars »; " * 5,
    "From": "From the clerk, who has asked about this and that and more besides in a long line, From me",
}


def joined(text):
    """What a program that knows RFC 3676 shows: lines that end in a space go on."""
    shown, goes_on, before = [], False, ""
    for line in text.split("\n"):
        mark = re.match(r">+ ?", line)[0] if line.startswith(">") else ""
        said = line[len(mark) :].removeprefix("" if mark else " ")
        if goes_on and mark == before:
            shown[-1] += said
        else:
            shown.append(mark + said)
        goes_on, before = said.endswith(" "), mark
    return "\n".join(shown)


@pytest.mark.parametrize("name", TEXT)
def test_text_is_flowed(name):
    text = "\n".join(line.rstrip() for line in TEXT[name].split("\n"))
    made = flowed(text)
    assert all(len(line) <= 76 or " " not in line.strip(" >") for line in made.split("\n"))
    assert not re.search(r"(?m)^From ", made)
    shown = joined(made)
    # A line of a quotation that begins anew has the mark anew.
    assert shown.replace("> ", "") == text.replace("> ", "")


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Coalition of Inclusive Municipalities"), ("fr", "Coalition des municipalités inclusives")],
)
def test_the_sender_has_a_name(language, name, settings):
    message = make.mail(("marie@example.org", language))
    assert as_mail(message).from_email == f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>'
    settings.DEFAULT_FROM_EMAIL = "Portail <portail@example.org>"
    assert as_mail(message).from_email == settings.DEFAULT_FROM_EMAIL


def test_whose_language_nobody_knows_gets_both(lakeside, lea):
    message = outbox.queue(
        key="both",
        category="report",
        to=Stranger("marie@example.org", "fr"),
        template="application_declined",
        context={
            "application": make.application(lakeside, by=lea),
            "municipality": lakeside,
            "has_account": False,
        },
    )
    assert OutgoingMessage.objects.get() == message and message.recipient is None
    assert (message.language, message.is_bilingual) == ("fr", True)
    outbox.deliver()
    sent = mail.outbox[0].message()
    assert sent["Content-Language"] == "fr-CA, en-CA"
    assert re.match(r"Demande .*Bord-du-Lac.* / Declined.*Lakeside", mail.outbox[0].subject)
    text, html = message.text, message.html
    assert text.index("Bonjour,") < text.index("Hello,") and html.index("Bonjour,") < html.index("Hello,")
    assert '<html lang="fr-CA"' in html
    assert sent.get_payload(0).get_param("format") == "flowed"
    assert sent.get_payload(1).get_param("format") is None


def test_a_subject_of_two_languages_fits(lea):
    long = "A very long title of something that somebody wrote " * 5
    words = {"heading": long, "paragraphs": [], "audience": "everybody", "is_trial": False}
    both = outbox.compose(
        key="x",
        category="application",
        to=Stranger("a@example.org", "en"),
        template="bulk_message",
        context=words,
    )
    assert len(both.subject) <= 250 and " / " in both.subject
