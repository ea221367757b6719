"""The model of a council resolution."""

from io import BytesIO

import pytest
from docx import Document

from municipalities.models import Role

from . import make
from .applying import address
from .markup import Page


@pytest.fixture
def town(reference, nora):
    town = make.municipality("Newtown <b>", name_fr="Neuville", slug="newtown-on")
    make.member(town, nora, Role.VIEWER)
    make.application(town, by=nora)
    return town


@pytest.mark.parametrize(("language", "first"), [("en", "Newtown <b>"), ("fr", "Neuville")])
def test_both_languages_stand_on_the_page_the_readers_first(town, nora, sign_in, language, first):
    answer = sign_in(nora).get(address("model_resolution", town, language))
    page = Page(answer.text)
    models = {model.language: model for model in answer.context["models"]}
    assert answer.context["models"][0].language == language
    for code, name in (("en", "Newtown <b>"), ("fr", "Neuville")):
        said = page.text(code)
        assert name in said and all(" ".join(clause.split()) in said for clause in models[code].resolves)
    assert first in models[language].resolves[0]
    assert models["en"].title != models["fr"].title
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?language=fr", "Neuville"),
        ("?language=en", "Newtown <b>"),
        ("", "Newtown <b>"),
        ("?language=de", "Newtown <b>"),
    ],
)
def test_the_file_holds_the_language_asked_for(town, nora, sign_in, query, name):
    answer = sign_in(nora).get(address("model_resolution_docx", town) + query)
    file = Document(BytesIO(answer.content))
    assert any(name in paragraph.text for paragraph in file.paragraphs)
    assert file.core_properties.language == ("fr-CA" if "fr" in query else "en-CA")
    assert answer["Content-Disposition"].startswith("attachment; filename")


def test_it_leads_there_and_back(town, nora, sign_in):
    client = sign_in(nora)
    assert address("model_resolution", town) in client.get(address("application_resolution", town)).text
    assert address("application_resolution", town) in client.get(address("model_resolution", town)).text
