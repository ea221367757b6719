"""The language ledger: of each text which version leads, and whether the other one is missing, out of date or ready."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from coalition.ledger import Gaps, gaps_by_town, gaps_of, inherit, texts_of
from coalition.models import Event, Translation
from commitments.copying import carry_over
from commitments.models import Action
from reports.models import ProgressReport

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(reference, lakeside, lea):
    return make.action(make.plan(lakeside, by=lea), 1, title_en="A help line", title_fr="", description_en="")


def write(action, **words):
    """By the road that no method of a model sees."""
    Action.objects.filter(pk=action.pk).update(**words)


def standing(action, field="title"):
    line = Translation.objects.filter(model="commitments.action", row_id=action.pk, field=field).first()
    return line and (line.original, line.state, line.translated_from)


def test_a_text_in_one_language_lacks_the_other(action):
    assert standing(action) == ("en", "missing", "")
    assert standing(action, "description") is None, "nothing is said there in either language"


def test_the_other_version_is_ready_once_written_and_out_of_date_when_the_original_changes(action):
    write(action, title_fr="Une ligne d’aide")
    assert standing(action) == ("en", "ready", "")
    write(action, title_en="A help line, day and night")
    assert standing(action) == ("en", "outdated", "A help line")
    write(action, title_en="A help line in ten languages")
    assert standing(action) == ("en", "outdated", "A help line"), "what the version was made from stays known"
    write(action, title_fr="Une ligne d’aide en dix langues")
    assert standing(action) == ("en", "ready", "")


def test_an_original_that_says_again_what_it_said_makes_the_version_ready(action):
    write(action, title_fr="Une ligne d’aide")
    write(action, title_en="Something else")
    write(action, title_en="A help line")
    assert standing(action) == ("en", "ready", "A help line")


def test_the_follower_becomes_the_original_when_the_original_is_emptied(action):
    write(action, title_fr="Une ligne d’aide")
    write(action, title_en="")
    assert standing(action) == ("fr", "missing", "")
    write(action, title_fr="")
    assert standing(action) is None


def test_of_two_versions_written_in_one_go_the_one_that_changes_alone_leads(action):
    write(action, title_en="", title_fr="")
    write(action, title_en="A desk", title_fr="Un guichet")
    assert standing(action) == ("", "ready", "")
    write(action, title_en="A help desk", title_fr="Un guichet d’aide")
    assert standing(action) == ("", "ready", "")
    write(action, title_fr="Un guichet d’aide et d’écoute")
    assert standing(action) == ("fr", "outdated", "Un guichet d’aide")


def test_every_road_keeps_the_ledger(action):
    action.title_fr = "Une ligne d’aide"
    Action.objects.bulk_update([action], ["title_fr"])
    assert standing(action)[1] == "ready"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE commitments_action SET title_en = 'Other' WHERE id = %s", [action.pk])
    assert standing(action)[1] == "outdated"
    number = action.pk
    action.delete()
    assert not Translation.objects.filter(model="commitments.action", row_id=number).exists()


def test_a_copy_inherits_what_the_ledger_says_of_the_one_it_was_made_from(action):
    write(action, title_fr="Une ligne d’aide")
    write(action, title_en="A help line, day and night")
    copy = Action.objects.get(pk=action.pk)
    copy.pk, copy.lineage = None, uuid4()
    copy.save()
    assert standing(copy) == ("", "ready", ""), "a copy alone looks as if both were written in one go"
    inherit([(action, copy)])
    assert standing(copy) == ("en", "outdated", "A help line")


@pytest.fixture
def report(action, lakeside, lea):
    make.priorities(lakeside, 1)
    report = make.report(lakeside, by=lea)
    ProgressReport.objects.filter(pk=report.pk).update(overview_en="A good year.")
    report.sections.filter(commitment=1).update(text_fr="Beaucoup de travail.")
    return report


def test_the_gaps_of_a_town_are_counted_in_one_query_and_those_of_all_too(
    report, lakeside, rivermouth, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert gaps_by_town() == {lakeside.pk: Gaps(missing=3)}
    with django_assert_num_queries(1):
        assert gaps_of(lakeside) == Gaps(missing=3)
    assert not gaps_of(rivermouth)


def test_the_list_shows_each_text_with_its_state(report, lakeside, eli, sign_in):
    page = sign_in(eli).get(reverse("translations", args=[lakeside.slug])).content.decode()
    assert "A help line" in page and "French missing" in page and "English missing" in page
    shown = sign_in(eli).get(reverse("translations", args=[lakeside.slug]), {"state": "ready"})
    assert "A help line" not in shown.content.decode()


def line_of(field, lakeside):
    return next(text for text in texts_of(lakeside) if text.field == field)


def post(client, name, text, town, **data):
    return client.post(reverse(name, args=[town.slug, text.line.pk]), data)


def shown(client, text, town):
    """What the browser would send back of the page as it was drawn."""
    page = client.get(reverse("translation", args=[town.slug, text.line.pk]))
    form = page.context["form"]
    return {name: form[name].value() or "" for name in ("seen", "original", "version")}


def test_the_missing_version_is_written_beside_the_original(report, lakeside, eli, sign_in):
    client, text = sign_in(eli), line_of("overview", lakeside)
    answer = post(
        client,
        "translation",
        text,
        lakeside,
        **shown(client, text, lakeside) | {"version": "Une bonne année.", "then": "next"},
    )
    report.refresh_from_db()
    assert (report.overview_en, report.overview_fr) == ("A good year.", "Une bonne année.")
    assert (
        answer.status_code == 302 and "/languages/" in answer.url and not answer.url.endswith("/languages/")
    )
    assert gaps_of(lakeside) == Gaps(missing=2)


def test_two_people_on_one_version_see_both_texts(report, lakeside, eli, lea, sign_in):
    client, text = sign_in(eli), line_of("overview", lakeside)
    page = shown(client, text, lakeside)
    ProgressReport.objects.filter(pk=report.pk).update(overview_fr="Un bon cru.")
    answer = post(client, "translation", text, lakeside, **page | {"version": "Une bonne année."})
    assert answer.status_code == 409
    assert "Un bon cru." in answer.content.decode() and "Une bonne année." in answer.content.decode()
    report.refresh_from_db()
    assert report.overview_fr == "Un bon cru."


def test_an_original_that_changed_meanwhile_is_read_again_before_the_version_is_kept(
    report, lakeside, eli, sign_in
):
    client, text = sign_in(eli), line_of("overview", lakeside)
    page = shown(client, text, lakeside)
    ProgressReport.objects.filter(pk=report.pk).update(overview_en="A very good year.")
    answer = post(client, "translation", text, lakeside, **page | {"version": "Une bonne année."})
    assert "Read it again, then save" in answer.content.decode()
    report.refresh_from_db()
    assert not report.overview_fr
    again = answer.context["form"]
    data = {name: again[name].value() for name in ("seen", "original", "version")}
    assert post(client, "translation", text, lakeside, **data).status_code == 302
    report.refresh_from_db()
    assert report.overview_fr == "Une bonne année."


def test_what_changed_in_the_original_is_shown_and_an_old_version_may_still_hold(
    report, lakeside, eli, sign_in
):
    ProgressReport.objects.filter(pk=report.pk).update(overview_fr="Une bonne année.")
    ProgressReport.objects.filter(pk=report.pk).update(overview_en="A very good year.")
    client, text = sign_in(eli), line_of("overview", lakeside)
    page = client.get(reverse("translation", args=[lakeside.slug, text.line.pk])).content.decode()
    assert re.search(r"<ins>.*?very .*?</ins>", page)
    post(client, "confirm_translation", text, lakeside)
    assert line_of("overview", lakeside).state == "ready"


def test_the_versions_change_places(report, lakeside, eli, sign_in):
    client, text = sign_in(eli), line_of("overview", lakeside)
    post(client, "lead_translation", text, lakeside)
    assert line_of("overview", lakeside).line.original == "en", "a version that is not there cannot lead"
    ProgressReport.objects.filter(pk=report.pk).update(overview_fr="Une bonne année.")
    post(client, "lead_translation", line_of("overview", lakeside), lakeside)
    assert line_of("overview", lakeside).line.original == "fr"


def test_a_report_that_is_with_the_secretariat_is_not_translated(report, lakeside, lea, eli, sign_in):
    make.filed(report, by=lea)
    client, text = sign_in(eli), line_of("overview", lakeside)
    page = client.get(reverse("translation", args=[lakeside.slug, text.line.pk]))
    assert page.context["form"] is None and "with the secretariat" in page.content.decode()
    assert post(client, "translation", text, lakeside, version="Une bonne année.").status_code == 409


def test_the_public_plan_is_translated_and_the_edition_being_written_follows(
    reference, lakeside, lea, eli, sign_in
):
    plan = make.published_plan(lakeside, by=lea)
    action = plan.actions.first()
    write(action, title_en="A help line", title_fr="")
    draft = make.plan(lakeside, by=lea)
    carry_over(plan, draft)
    client = sign_in(eli)
    text = next(text for text in texts_of(lakeside) if text.row.pk == action.pk and text.field == "title")
    data = shown(client, text, lakeside) | {"version": "Une ligne d’aide"}
    assert post(client, "translation", text, lakeside, **data).status_code == 302
    assert set(Action.objects.filter(lineage=action.lineage).values_list("title_fr", flat=True)) == {
        "Une ligne d’aide"
    }
    assert Event.objects.about(plan).filter(action="translate", actor=eli).exists()


def test_the_secretariat_sees_which_towns_lack_a_version_and_writes_it_on_their_behalf(
    report, lakeside, sam, sign_in
):
    client = sign_in(sam)
    page = client.get(reverse("language_gaps")).content.decode()
    assert reverse("translations", args=[lakeside.slug]) in page and "In all" in page
    text = line_of("title", lakeside)
    data = shown(client, text, lakeside) | {"version": "Une ligne d’aide"}
    assert post(client, "translation", text, lakeside, **data).status_code == 302
    event = Event.objects.get(action="translate")
    assert event.is_on_behalf
