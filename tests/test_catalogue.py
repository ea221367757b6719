"""Every sentence is in the catalogue, translated, with its placeholders and tags; and the judge can tell."""

import polib
import pytest

from coalition import messages_extraction as extraction
from coalition.messages_catalogue import LOCALE

FRENCH = LOCALE / "fr" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def collected():
    return extraction.collect()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_catalogue_is_fresh(language, collected):
    assert extraction.stale(collected, LOCALE / language / "LC_MESSAGES" / "django.po") == []


def test_the_french_is_complete_and_sound():
    assert FRENCH.exists()
    assert extraction.problems(polib.pofile(str(FRENCH))) == []


def test_sentences_of_code_and_templates_are_found(collected):
    places = {place.split("/")[0] for entry in collected for place, _ in entry.occurrences}
    assert {"coalition", "municipalities", "commitments", "reports", "templates"} <= places


@pytest.mark.parametrize(
    ("original", "translation", "problem"),
    [
        ("Save", "", "not translated"),
        ("Hello, %(name)s", "Bonjour, %(nom)s", "placeholders differ"),
        ("Hello, {name}", "Bonjour", "placeholders differ"),
        ("Read <a href='/x'>this</a>", "Lisez <b>ceci</b>", "HTML tags differ"),
    ],
)
def test_an_unsound_translation_is_named(original, translation, problem):
    file = polib.POFile()
    file.append(polib.POEntry(msgid=original, msgstr=translation))
    assert extraction.problems(file) == [f"{problem}: {original!r}"]


def test_a_fuzzy_translation_is_named():
    file = polib.POFile()
    file.append(polib.POEntry(msgid="Save", msgstr="Sauver", flags=["fuzzy"]))
    assert extraction.problems(file) == ["fuzzy: 'Save'"]


def test_updating_keeps_translations_and_drops_what_is_gone(tmp_path):
    path = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    old, new = polib.POFile(), polib.POFile()
    old.append(polib.POEntry(msgid="Save", msgstr="Enregistrer", tcomment="a button"))
    old.append(polib.POEntry(msgid="Gone", msgstr="Disparu"))
    new.append(polib.POEntry(msgid="Save", occurrences=[("templates/x.html", "")]))
    new.append(polib.POEntry(msgid="Send"))
    assert extraction.write(old, path)
    assert extraction.write(extraction.merge(new, path), path)
    merged = polib.pofile(str(path))
    assert [(entry.msgid, entry.msgstr, entry.tcomment) for entry in merged] == [
        ("Save", "Enregistrer", "a button"),
        ("Send", "", ""),
    ]
    assert not extraction.write(extraction.merge(new, path), path), "a second update changes nothing"
