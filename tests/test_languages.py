"""Two languages alike: every page links to itself in the other one, and nothing is said in the wrong one unmarked."""

import re
from functools import cache

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coalition.messages_catalogue import LOCALE
from commitments.models import Action
from reports.models import ProgressReport

from .markup import Page
from .rounds import address, client_of, in_its_state, names

OTHER = {"en": "fr", "fr": "en"}
# Files, words for machines, and a developer's mails.
WITHOUT_LANGUAGE = {
    *("interest_letter_docx", "model_resolution_docx", "signature_certificate", "membership_certificate"),
    *("root", "robots", "security", "healthz", "readyz", "session", "document"),
    *("document_preview", "public_document", "public_document_preview"),
    *("public_report_pdf", "public_plan_pdf", "public_report_data", "members_export"),
    *("mfa_download_recovery_codes", "public_report_actions", "public_report_indicators", "report_schema"),
    *("permanent_report", "newest_report", "council_pack_pdf", "council_pack_word", "filed_pack"),
    *("report_calendar", "cycle_calendar", "cycle_export"),
    *(
        "outgoing_message_html",
        "mail_sample_html",
        "caught_mails",
        "caught_mail",
        "caught_mail_html",
        "register_csv",
        "declaration_text",
    ),
    *("report_workbook_file", "plan_template", "practices_feed", "practice_pdf", "bulletin_feed"),
    *("events_feed", "events_calendar", "event_calendar", "personal_calendar", "event_registrations_csv"),
    *("members_csv", "members_geojson", "members_feed", "town_feed"),
    *("letter_to_mayor_docx", "agenda_request_docx", "presentation_notes_docx"),
    "resolution_for_council_docx",
    *("services_csv", "services_json", "progress_csv", "sitemap", "sitemap_section", "portal_picture"),
}
PAGES = [name for name in names("GET") if name not in WITHOUT_LANGUAGE]
OF_AN_ACCOUNT = {name for name in PAGES if name.startswith(("account_", "mfa_"))}
OF_AN_ACCOUNT |= {"profile", "own_bulletin", "own_calendar", "my_reminders", "own_mail"}
# The newest revision or edition stands at two addresses: machines are told the shorter one.
TOLD_AS = {"public_revision": "public_report", "public_edition": "public_plan"}
# What no page knows: the lists stay whole, and the links must keep it.
QUERY = "?page=1&unknown=Bord-du-Lac%20%C3%A9t%C3%A9"
ONLY_FRENCH = "Ouvrir un guichet pour les plaintes"
ONLY_ENGLISH = "Translate the forms into six languages"


def say_in_one_language(scene):
    slug = scene.arguments["town"]["slug"]
    actions = Action.objects.filter(plan__municipality__slug=slug)
    actions.filter(commitments=1).update(title_en="", title_fr=ONLY_FRENCH)
    actions.exclude(commitments=1).update(title_en=ONLY_ENGLISH, title_fr="")
    reports = ProgressReport.objects.filter(municipality__slug=slug, cycle__year=2026)
    reports.update(overview_en="", overview_fr=ONLY_FRENCH)


def open_page(scene, name, language, query=""):
    """The page as whoever it is for reads it; None where it sends people on."""
    answer = client_of(scene, name).get(address(scene, name, language) + query)
    assert answer.status_code in {200, 302, 409}
    return None if answer.status_code == 302 else Page(answer.text)


@pytest.fixture(scope="module")
def opened(scene):
    """`opened(name)` is {language: the page}, where some of what towns write stands in one language only."""

    @cache
    def pages(name):
        with in_its_state(scene, name):
            say_in_one_language(scene)
            found = {language: open_page(scene, name, language, QUERY) for language in OTHER}
        return {language: page for language, page in found.items() if page}

    return pages


def language_link(page):
    [link] = [anchor for anchor in page.anchors if anchor.get("class") == "language"]
    return link


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_there_in_the_other_language(db, scene, opened, name):
    """By the link, which keeps what was asked; and for machines."""
    paths = {code: address(scene, name, code) for code in OTHER}
    assert len(opened(name)) in {0, 2}
    for language, page in opened(name).items():
        assert page.language == language
        link = language_link(page)
        assert link["href"] == paths[OTHER[language]] + QUERY
        assert link["hreflang"] == link["lang"] == OTHER[language]
        # Without the query; pages of one person's account are nothing to be found.
        told = {code: settings.SITE_URL + address(scene, TOLD_AS.get(name, name), code) for code in OTHER}
        assert name in OF_AN_ACCOUNT or alternates(page) == {
            "canonical": told[language],
            "en-CA": told["en"],
            "fr-CA": told["fr"],
            "x-default": told["en"],
        }


def alternates(page):
    # A feed is an alternate too, and says so by its type.
    found = [
        link for link in page.links if link["rel"] in {"canonical", "alternate"} and not link.get("type")
    ]
    return {link.get("hreflang") or link["rel"]: link["href"] for link in found}


@pytest.mark.parametrize("query", ["", "?q=Bord-du-Lac%20%C3%A9t%C3%A9&page=1&province=ON&stage=plan"])
def test_the_language_link_asks_for_the_same(db, scene, query):
    for language, other in OTHER.items():
        page = open_page(scene, "directory", language, query)
        assert language_link(page)["href"] == address(scene, "directory", other) + query


# --- what exists in one language only -------------------------------------------------------------------

# Where the test below must have found it.
SHOWN = {"municipality", "plan", "remove_action", "report_section", "report_check", "review_report"}


@pytest.mark.parametrize("name", PAGES)
def test_a_fallback_says_its_language(db, opened, name):
    found = 0
    for language, page in opened(name).items():
        for said_in, text, tag in page.texts:
            # Neither can hold mark-up.
            if tag in {"title", "option"}:
                continue
            for code, sentence in (("fr", ONLY_FRENCH), ("en", ONLY_ENGLISH)):
                if sentence in text:
                    found += 1
                    assert said_in == code, f"{language} page, <{tag}>: {text[:100]}"
    assert found or name not in SHOWN


# --- which language first -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "cookie", "language"),
    [
        ("fr", None, "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.5", None, "fr"),
        ("en-CA,fr;q=0.5", None, "en"),
        ("de,es;q=0.9", None, "en"),
        ("de,fr;q=0.2", None, "fr"),
        ("", None, "en"),
        ("en", "fr", "fr"),
        ("fr", "en", "en"),
        ("fr", "klingon", "fr"),
        ("\x00;q=x", None, "en"),
    ],
)
def test_the_first_page_speaks_the_readers_language(db, accepted, cookie, language):
    client = Client(headers={"Accept-Language": accepted})
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get(reverse("root"))
    with translation.override(language):
        assert answer["Location"] == reverse("home")
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in answer["Vary"].split(",")}


# --- nothing left in English ----------------------------------------------------------------------------


def english_sentences():
    """The pieces of four words or more of every message, between its placeholders and tags."""
    pieces = set()
    for entry in polib.pofile(str(LOCALE / "fr" / "LC_MESSAGES" / "django.po")):
        if entry.obsolete or entry.msgid == entry.msgstr:
            continue
        for text in (entry.msgid, entry.msgid_plural):
            for piece in re.split(r"%\(\w+\)[sd]|%[sd]|<[^>]+>", text.replace("%%", "%")):
                words = " ".join(piece.split())
                if len(words.split()) >= 4:
                    pieces.add(words)
    return pieces


@pytest.fixture(scope="module")
def english():
    sentences = english_sentences()
    assert len(sentences) > 300
    return sentences


@pytest.mark.parametrize("name", PAGES)
def test_french_pages_say_nothing_in_english(db, opened, name, english):
    page = opened(name).get("fr")
    said = page.text("fr") if page else ""
    assert [sentence for sentence in english if sentence in said] == []


def test_english_would_be_found(db, scene, english):
    said = open_page(scene, "join", "en").text("en")
    assert [sentence for sentence in english if sentence in said]
