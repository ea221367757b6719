"""The public is told that a text lags behind the other language's: of the plan, and of an accepted report for good."""

import io
import json

import pypdfium2
import pytest
from django.urls import reverse

from coalition.i18n import speaking
from commitments.models import Action

from . import make
from .test_report_schema import problems, schema_of

pytestmark = pytest.mark.usefixtures("reference")
LAGS_IN_FRENCH = "(Le texte anglais a changé depuis"


def words_of(pdf):
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def in_french(client, name, *args):
    with speaking("fr"):
        answer = client.get(reverse(name, args=["lakeside-on", *args]))
    return answer.text if "html" in answer["Content-Type"] else words_of(answer.content)


def test_the_plan_says_which_texts_lag_behind(lakeside, lea, client):
    plan = make.plan(lakeside, by=lea)
    action = make.action(plan, 1, title_en="Open a desk", description_en="Two clerks.")
    step = make.milestone(action, "Rent a room")
    Action.objects.filter(pk=action.pk).update(title_fr="Ouvrir un guichet", description_fr="Deux commis.")
    type(step).objects.filter(pk=step.pk).update(text_fr="Louer une salle")
    plan.publish(lea)
    pages = ("public_plan", []), ("public_edition", [1]), ("public_plan_pdf", [1])
    assert not [name for name, args in pages if LAGS_IN_FRENCH in in_french(client, name, *args)]
    Action.objects.filter(pk=action.pk).update(title_en="Open a big desk", description_en="Four clerks.")
    type(step).objects.filter(pk=step.pk).update(text_en="Rent a house")
    for name, args in pages:
        assert in_french(client, name, *args).count(LAGS_IN_FRENCH) == 3, name
    assert "may be out of date" not in client.get(reverse("public_plan", args=["lakeside-on"])).text


def test_a_report_keeps_how_the_two_versions_of_each_text_stood(filed, lea, sam, client):
    report = type(filed).objects.filter(pk=filed.pk)
    report.update(overview_fr="Une bonne année.")
    report.update(overview_en="A very good year.")
    section = filed.sections.filter(commitment=1)
    section.update(text_fr="Tout va bien.")
    update = filed.updates.filter(pk=filed.updates.first().pk)
    update.update(text_en="Opened.", text_fr="Ouvert.")
    filed.refresh_from_db()
    snapshot = filed.accept(sam)
    data = json.loads(client.get(snapshot.files()[0][1]).content)
    schema = schema_of(client, 2)
    assert list(problems(data, schema, schema)) == []
    assert data["overview_versions"] == {"original": "en", "other": "outdated"}
    assert data["commitments"][0]["text_versions"] == {"original": "en", "other": "ready"}
    silent = next(each for each in data["commitments"] if not any(each["text"].values()))
    assert silent["text_versions"] is None
    assert data["actions"][0]["title_versions"] == {"original": "en", "other": "missing"}
    assert data["actions"][0]["text_versions"]["other"] == "ready"
    page = in_french(client, "public_report", 2026)
    assert page.count(LAGS_IN_FRENCH) == 1 and "Une bonne année." in page
    assert words_of(snapshot.pdf_fr.read()).count(LAGS_IN_FRENCH) == 1
    # What is frozen stays, though the town writes on.
    report.update(overview_fr="Une très bonne année.")
    assert in_french(client, "public_report", 2026).count(LAGS_IN_FRENCH) == 1
    assert "may be out of date" not in client.get(reverse("public_report", args=["lakeside-on", 2026])).text
