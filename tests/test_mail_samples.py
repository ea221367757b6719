"""Every mail of the portal, by its samples: both languages, text and HTML, what the law asks for, links that lead somewhere."""

import re
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from coalition.models import OutgoingMessage
from coalition.outbox.samples import all_samples

from .test_colours import contrast, tokens

TEMPLATES = settings.BASE_DIR / "templates"
LONGEST = 100_000  # Gmail clips at 102 kB
LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"')]+")
WORDS = {
    "en": {"the", "and", "of", "is", "your", "you", "this", "for", "with", "are", "it", "not", "was", "has"},
    "fr": {"le", "la", "les", "et", "du", "des", "est", "votre", "vous", "ce", "pour", "une", "dans", "pas"},
}
SENDER = {
    "en": ["Coalition of Inclusive Municipalities", "Led by the Canadian Commission for UNESCO"],
    "fr": ["Coalition des municipalités inclusives", "Sous la direction de la Commission canadienne"],
}
REASON = {
    "en": ("You receive", "A message of", "This is a trial"),
    "fr": ("Vous recevez", "Message du", "Ceci est un essai"),
}

ACCOUNT = {"en": "your account", "fr": "un compte"}


class Reading(HTMLParser):
    """What a person sees of the HTML, its links, and its tables that are none."""

    HIDDEN = {"style", "title", "head"}

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.tables, self.tags, self._hidden = [], [], [], set(), 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        if tag in self.HIDDEN or (tag == "div" and attributes.get("class") == "preheader"):
            self._hidden += 1
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "table":
            self.tables.append(attributes.get("role"))

    def handle_endtag(self, tag):
        if tag in self.HIDDEN or (tag == "div" and self._hidden):
            self._hidden -= 1
        elif tag in {"p", "li", "td", "h1", "h2", "h3"}:
            self.words.append("\n")

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


@pytest.fixture(scope="module")
def letters():
    """{(key, language): OutgoingMessage} of every sample. No database: one that asked for it would fail here."""
    found = {}
    for key, sample in all_samples().items():
        for language, _name in settings.LANGUAGES:
            found[key, language] = sample.message(language)
    return found


def wrong(letters, look):
    """{key and language: what `look` found wrong}"""
    found = {name: look(message) for name, message in letters.items()}
    return {name: fault for name, fault in found.items() if fault}


def test_every_template_has_a_sample():
    known = {sample.template for sample in all_samples().values()}
    of_mail = {path.stem for path in (TEMPLATES / "mail").glob("*.subject")}
    folders = [TEMPLATES / app / "email" for app in ("account", "mfa")]
    of_accounts = {
        str(path.relative_to(TEMPLATES)).removesuffix("_message.txt")
        for folder in folders
        for path in folder.glob("*_message.txt")
    }
    assert of_mail | of_accounts == known


def test_each_says_something_of_its_own(letters):
    """The names are different, and so are the letters: no variant that says nothing new."""
    assert len({(message.subject, message.text) for message in letters.values()}) == len(letters)
    assert not wrong(letters, lambda message: "" if message.subject.strip() else "no subject")


def test_the_two_parts_say_the_same(letters):
    def look(message):
        html, text = Reading(message.html), message.text
        links = {link.removeprefix("mailto:") for link in html.links} ^ set(
            LINK.findall(text) + re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]*\w", LINK.sub("", text))
        )
        # Addresses of people may stand in a sentence, where they lead nowhere.
        links = {link for link in links if "@" not in link or link not in html.text}
        numbers = set(re.findall(r"\d+", LINK.sub("", html.text))) ^ set(
            re.findall(r"\d+", LINK.sub("", text))
        )
        return sorted(links | numbers)

    assert not wrong(letters, look)


def test_links_are_whole_and_lead_somewhere(letters):
    def look(message):
        faults = []
        for link in Reading(message.html).links:
            path = link.removeprefix(settings.SITE_URL).partition("#")[0].partition("?")[0]
            if link.startswith(settings.SITE_URL):
                try:
                    with translation.override(path[1:3]):
                        resolve(path)
                except Resolver404:
                    faults.append(link)
            elif not link.startswith(("https://example.org/", "mailto:")):
                faults.append(link)
        return faults

    assert not wrong(letters, look)


def test_links_stand_on_lines_of_their_own(letters):
    """In the text; but not what the secretariat wrote, with links of Markdown or in a sentence."""
    ours = re.compile(rf"\S[^\n]*{re.escape(settings.SITE_URL)}|{re.escape(settings.SITE_URL)}\S*[ \t]+\S")
    assert not wrong(letters, lambda message: ours.findall(message.text))


def test_every_letter_says_who_writes_and_why(letters):
    """Canada's anti-spam law: the name, who runs it, where it can be reached, and here also why."""
    asked = [settings.POSTAL_ADDRESS, settings.CONTACT_EMAIL]

    def look(message):
        html = Reading(message.html).text.replace("\n", " ")
        faults = []
        for language, text in message.text_parts:
            foot = text.rpartition("\n--\n")[2]
            for said in [*SENDER[language], *asked]:
                faults += [said for words in (foot, html) if said not in words]
            faults += [] if any(reason in foot for reason in REASON[language]) else ["why"]
            faults += [] if any(reason in html for reason in REASON[language]) else ["why, in HTML"]
            if message.recipient is None and ACCOUNT[language] in foot:
                faults.append("there is no account")
        return faults

    assert not wrong(letters, look)


def fragments(text):
    """The sentences of an entry of the catalogue, between what is filled in: long enough to be of one language only."""
    parts = re.split(r"%\(\w+\)[sd]|\{\w+\}", text)
    return {part.strip() for part in parts if len(part.strip()) >= 16 and len(part.split()) >= 3}


def test_no_sentence_is_in_the_wrong_language(letters):
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale/fr/LC_MESSAGES/django.po"))
    said = {"en": set(), "fr": set()}
    for entry in catalogue:
        english = [entry.msgid, entry.msgid_plural]
        said["en"] |= {part for text in english for part in fragments(text)}
        said["fr"] |= {
            part for text in [entry.msgstr, *entry.msgstr_plural.values()] for part in fragments(text)
        }
    other = {"en": said["fr"] - said["en"], "fr": said["en"] - said["fr"]}

    def look(message):
        faults = []
        for language, text in message.text_parts:
            text = text.replace(SAYS_OTHER[language], "", 1)
            faults += [part for part in other[language] if part in text]
            for line in text.splitlines():  # also what only the samples say
                if message.is_bilingual and line.startswith("> "):
                    continue  # somebody wrote it in a language of theirs
                words = re.findall(r"[a-zà-ÿ]+", line.lower())
                counts = {code: sum(word in known for word in words) for code, known in WORDS.items()}
                strange = "fr" if language == "en" else "en"
                faults += [line] if counts[strange] > counts[language] + 1 else []
        return faults

    assert not wrong(letters, look)


SAYS_OTHER = {"en": "Le texte français se trouve plus bas.", "fr": "The text in English is further down."}


def test_the_html_holds_in_every_mail_program(letters):
    """Layout by tables that say so, a button that Word draws, nothing from elsewhere, nothing that runs, short."""

    def look(message):
        html, reading = message.html, Reading(message.html)
        faults = sorted(reading.tags & {"img", "script", "link", "form", "svg"})
        faults += [table for table in reading.tables if table != "presentation"]
        faults += [f"{len(html.encode())} bytes"] if len(html.encode()) > LONGEST else []
        faults += re.findall(r"url\(|@import|@font-face", html)
        faults += ["no style in a paragraph"] if re.search(r"<p>", html) else []
        for cell in re.findall(r"<td[^>]*button-cell[^>]*>", html):
            faults += [] if 'bgcolor="#' in cell and "mso-padding-alt" in cell else [cell]
        faults += [] if f'<html lang="{message.language}-CA"' in html else ["no language"]
        faults += re.findall(r"\bNone\b|\{\{|\{%|  +\S", message.subject)
        return faults

    assert not wrong(letters, look)


def test_the_beginning_is_told_beside_the_subject(letters):
    def look(message):
        told = re.search(r'<div class="preheader"[^>]*>([^<]*)', message.html)[1]
        told = re.sub(r"[\u034f\xa0]{2,}$", "", told).strip()
        is_told = len(told) >= 20 and not told.startswith(("Hello", "Bonjour")) and "http" not in told
        return "" if is_told else told or "nothing"

    assert not wrong(letters, look)


def test_who_has_not_chosen_a_language_gets_both(letters):
    both = {key for (key, _language), message in letters.items() if message.is_bilingual}
    assert {
        "invitation-new",
        "invitation_lapses",
        "report_month_late",
        "application_approved-contact",
    } <= both
    english, french = (letters["invitation-new", language] for language in ("en", "fr"))
    assert english.subject.split(" / ") == french.subject.split(" / ")[::-1]
    assert english.text.startswith(SAYS_OTHER["en"]) and french.text.startswith(SAYS_OTHER["fr"])
    for message in (english, french):
        cells = re.findall(r'<td [^>]*class="letter"[^>]*>', message.html)
        assert [re.search(r'lang="(..)-CA"', cell)[1] for cell in cells] == [
            code for code, _ in message.text_parts
        ]
        assert "/en/invitations/" in message.html and "/fr/invitations/" in message.html
    assert not letters["digest", "en"].is_bilingual and " / " not in letters["digest", "en"].subject


# --- the pages ------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_secretariat_reads_them(sam, sign_in, language, mailoutbox):
    client = sign_in(sam)
    with translation.override(language):
        there = reverse("mail_samples")
        page = client.get(there).text
        addresses = [reverse("mail_sample", args=[key]) for key in all_samples()]
        assert all(f'href="{address}"' in page for address in addresses)
        page = client.get(reverse("mail_sample", args=["digest"])).text
        frames = [reverse("mail_sample_html", args=["digest", code]) for code in ("en", "fr")]
    assert "This waits for you:" in page and "Voici ce qui vous attend" in page
    for frame, words in zip(frames, ("This waits for you:", "Voici ce qui vous attend"), strict=True):
        assert f'src="{frame}"' in page and "sandbox" in page
        answer = client.get(frame)
        assert words in answer.text and answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not OutgoingMessage.objects.exists() and not mailoutbox


@pytest.mark.django_db
def test_there_are_no_others(sam, sign_in):
    client = sign_in(sam)
    for path in ("nothing/", "digest/html/de/", "nothing/html/en/"):
        assert client.get(f"/en/secretariat/mail/samples/{path}").status_code == 404


# --- colours ----------------------------------------------------------------------------------------------


def test_colours_are_those_of_the_site_and_can_be_read():
    css = (TEMPLATES / "mail/mail.css").read_text()
    frame = (TEMPLATES / "mail/frame.html").read_text()
    known = tokens()
    assert set(re.findall(r"#[0-9a-f]{6}", css)) <= set(known["light"].values())
    assert set(
        re.findall(r"#[0-9a-f]{6}", frame.partition("prefers-color-scheme: dark")[2].partition("</style>")[0])
    ) <= set(known["dark"].values())
    pairs = [("ink", "card"), ("ink", "sunken"), ("brand", "card"), ("muted", "sunken"), ("brand", "sunken")]
    for scheme, colours in known.items():
        for one, other in [*pairs, ("ink", "paper"), ("on-brand", "brand")]:
            assert contrast(colours[one], colours[other]) >= 4.5, (scheme, one, other)
