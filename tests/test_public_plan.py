"""The published plan as everybody reads it: on the profile, on its own page, as PDF."""

from datetime import date

import pytest

from commitments.models import ActionPlan

from . import make
from .planning import at, count_queries, text

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
