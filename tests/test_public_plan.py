"""The published plan as everybody reads it: on the profile, on its own page, as PDF."""

import io
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.core.cache import cache

from commitments.models import ActionPlan, IndicatorVersion

from . import make
from .planning import at, count_queries, tab, text

pytestmark = pytest.mark.usefixtures("reference")


def test_the_profile_shows_the_ten_and_the_published_plan(lakeside, lea, client):
    plan = make.plan(lakeside, by=lea, starts_on=date(2026, 1, 1), ends_on=date(2029, 12, 31))
    make.action(plan, 7, title_en="", title_fr="Informer les locataires", lead="Logement", status="under_way")
    plan.publish(lea)
    page = text(client.get(at("municipality", lakeside)))
    assert page.count('href="/en/commitments/') >= 10
    assert '<span lang="fr">Informer les locataires</span> <span class="fallback">(in French)</span>' in page
    assert "Logement" in page
    french = text(client.get(at("municipality", lakeside, language="fr")))
    assert "Informer les locataires" in french and '<span lang="fr">' not in french


def test_an_action_for_two_commitments_is_described_once(lakeside, lea, client):
    plan = make.plan(lakeside, by=lea)
    make.action(
        plan, 3, 9, title="Train the staff", description_en="Two days a year.", lead="Human resources"
    )
    plan.publish(lea)
    page = text(client.get(at("municipality", lakeside)))
    assert (page.count("Train the staff"), page.count("Two days a year.")) == (2, 1)
    assert page.index('id="plan-3"') < page.index("Two days a year.") < page.index('id="plan-9"')


def test_queries_of_the_profile_do_not_grow_with_the_actions(lakeside, lea, client):
    make.published_plan(lakeside, by=lea, actions=1)
    before = count_queries(client, at("municipality", lakeside))
    edition = ActionPlan.start(lakeside, lea)
    for number in range(1, 11):
        make.action(edition, number, 1 + number % 10)
    edition.publish(lea)
    assert count_queries(client, at("municipality", lakeside)) == before


@pytest.fixture
def plan(lakeside, lea):
    """With one of everything, published."""
    plan = make.plan(
        lakeside, by=lea, starts_on=date(2026, 1, 1), ends_on=date(2029, 12, 31), adopted_on=date(2025, 12, 8)
    )
    action = make.action(
        plan,
        3,
        7,
        title_en="Open a desk",
        title_fr="Ouvrir un guichet",
        due_on=date(2027, 6, 30),
        budget="small",
        description_en="Élodie said: “œuvre”.",
        partners="Legal clinic",
        people_concerned="Tenants",
    )
    make.action(plan, 1, title_en="", title_fr="Écouter", due_on=date(2026, 12, 1), status="under_way")
    make.milestone(action, "Choose the place", text_fr="Choisir le lieu", due_on=date(2027, 1, 31))
    make.milestone(action, "Hire", text_fr="Embaucher", reached_on=date(2026, 2, 1))
    make.target(action, "I17", baseline="12.5", target="50")
    action.evidence.add(make.evidence(lakeside, title="Housing study", access="public"))
    plan.publish(lea)
    return plan


def test_everybody_reads_the_whole_plan_by_commitment_or_by_date(lakeside, plan, client):
    page = text(client.get(at("public_plan", lakeside)))
    for words in (
        "Choose the place",
        "Due on January 31, 2027",
        "Reached on February 1, 2026",
        "12.5%",
        "Housing study",
        "Under $25,000",
        "Legal clinic",
        "December 8, 2025",
        "Edition 1",
    ):
        assert words in page, words
    assert page.count("Choose the place") == 1  # an action that serves two commitments is described once
    assert '<span lang="fr">Écouter</span>' in page
    dated = text(client.get(at("public_plan", lakeside) + "?order=date"))
    assert dated.index("Écouter") < dated.index("Open a desk")
    french = text(client.get(at("public_plan", lakeside, language="fr")))
    for words in ("Choisir le lieu", "12,5", "Ouvrir un guichet"):
        assert words in french, words
    profile = text(client.get(at("municipality", lakeside)))
    assert at("public_plan", lakeside) in profile and at("public_plan_pdf", lakeside, 1) in profile


def test_what_is_not_published_is_not_there(lakeside, lea, client):
    make.action(make.plan(lakeside, by=lea), 1)
    for name, args in (("public_plan", []), ("public_edition", [1]), ("public_plan_pdf", [1])):
        assert client.get(at(name, lakeside, *args)).status_code == 404


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pdf_says_the_same_and_is_accessible(lakeside, plan, client, language):
    answer = client.get(at("public_plan_pdf", lakeside, 1, language=language))
    pdf = answer.content
    assert answer["Content-Type"] == "application/pdf"
    for part in (
        b"/StructTreeRoot",
        b"pdfuaid:part",
        b"/H1",
        b"/TH",
        b"/Outlines",
        f"/Lang({language}-CA)".encode(),
    ):
        assert part in pdf, part
    said = words_of(io.BytesIO(pdf))
    expected = {
        "en": (
            "Open a desk",
            "Élodie said: “œuvre”.",
            "Choose the place",
            "12.5%",
            "Housing study",
            "Page 1 of",
        ),
        "fr": ("Ouvrir un guichet", "Écouter", "Choisir le lieu", "12,5", "Housing study", "Page 1 de"),
    }[language]
    for words in expected:
        assert words in said, (words, said)
    cache.clear()
    assert client.get(at("public_plan_pdf", lakeside, 1, language=language)).content == pdf


def test_the_pdf_is_laid_out_once_and_anew_when_the_plan_says_something_else(
    lakeside, plan, client, monkeypatch
):
    laid_out = []
    monkeypatch.setattr("commitments.plan_pdf.compile_pdf", lambda *given: laid_out.append(given) or b"%PDF-")
    address = at("public_plan_pdf", lakeside, 1)
    for _visit in range(3):
        client.get(address)
    assert len(laid_out) == 1
    plan.actions.update(status="done")  # as an accepted report does
    client.get(address)
    assert len(laid_out) == 2


def test_hostile_text_is_only_text_in_the_pdf(lakeside, lea, client):
    plan = make.plan(lakeside, by=lea)
    hostile = '#read("/etc/passwd") $x^2$ \u202e 😀 ' + "x" * 150
    action = make.action(plan, 1, title_en=hostile, description_en=hostile * 20, lead=hostile[:150])
    make.milestone(action, hostile[:200])
    plan.publish(lea)
    answer = client.get(at("public_plan_pdf", lakeside, 1))
    assert answer.status_code == 200 and '#read("/etc/passwd")' in words_of(io.BytesIO(answer.content))


@pytest.mark.parametrize("name", ["public_plan", "public_plan_pdf"])
def test_queries_do_not_grow_from_25_to_200_actions(lakeside, lea, client, monkeypatch, name):
    monkeypatch.setattr("commitments.plan_pdf.compile_pdf", lambda *given: b"%PDF-")
    study = make.evidence(lakeside, access="public")

    def edition(actions):
        plan = ActionPlan.start(lakeside, lea)
        for number in range(actions):
            action = make.action(plan, 1 + number % 10, position=number, copied_from=lakeside)
            make.milestone(action)
            make.target(action)
            action.evidence.add(study)
        plan.publish(lea)
        return plan.edition

    counts = []
    for actions in (25, 175):
        number = edition(actions)
        cache.clear()
        counts.append(
            count_queries(client, at(name, lakeside, *([number] if name == "public_plan_pdf" else [])))
        )
    assert counts[0] == counts[1]


def test_says_that_an_indicator_was_defined_anew_since_its_target_was_set(
    lakeside, plan, lea, client, sign_in
):
    version = IndicatorVersion.objects.get(indicator="I17")
    version.pk, version.number, version.from_year, version.comparable_since = None, 2, 2026, 2
    version.name_en, version.name_fr = "Another name", "Un autre nom"
    version.save()
    broken = "Defined anew from 2026 on, after these numbers were set. They cannot be compared"
    page = text(client.get(at("public_plan", lakeside)))
    assert broken in page and "Another name" not in page, "the target is said by its own definition"
    said = " ".join(words_of(io.BytesIO(client.get(at("public_plan_pdf", lakeside, 1)).content)).split())
    assert broken in said
    IndicatorVersion.objects.filter(pk=version.pk).update(comparable_since=1)
    assert "They can still be compared." in text(client.get(at("public_plan", lakeside)))
    # The next edition keeps what it was set against, until somebody sets it anew or says that it holds.
    edition = ActionPlan.start(lakeside, lea)
    action = edition.actions.get(title_en="Open a desk")
    assert action.targets.get().version.number == 1
    opened = tab(sign_in(lea), lakeside, action)
    assert "They can still be compared." in opened.page.text()
    assert opened.save(title_en="Open a good desk").status_code == 302
    assert action.targets.get().version.number == 1
    assert tab(sign_in(lea), lakeside, action).save(**{"target-I17-still_holds": "on"}).status_code == 302
    now = action.targets.get()
    assert (now.version.number, now.baseline, now.target) == (2, Decimal("12.5"), 50)
    assert "still_holds" not in text(sign_in(lea).get(at("action", lakeside, action.pk)))
    assert plan.actions.get(title_en="Open a desk").targets.get().version.number == 1
