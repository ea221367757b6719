"""A plan from a table of one's own, then the report as a workbook, in a real browser, in both languages."""

import io

import openpyxl
import pytest
from django.core.management import call_command

from municipalities.models import Role

from . import make
from .sheets import Filled
from .test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ACTIONS = 3


def file(name, content):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": name, "mimeType": kind, "buffer": content}


def table_of_their_own():
    book, content = openpyxl.Workbook(), io.BytesIO()
    rows = [
        ["Quoi", "Qui", "Axe"],
        ["Ouvrir un guichet", "Greffe", "1"],
        ["Former la police", "Police", "4; 1"],
    ]
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def fits(walker):
    for width in (320, 1280):
        walker.page.set_viewport_size({"width": width, "height": 800})
        assert walker.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, (width, walker.page.url)
        walker.look()


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_from_a_table_to_a_report(walk, language, scheme):
    call_command("load_reference", verbosity=0, members=False)
    town = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    make.membership(town)
    person = make.user("Lea Tran", language=language)
    person.set_password(make.PASSWORD)
    person.save()
    make.member(town, person, Role.COORDINATOR)
    plan = make.plan(town, by=person)
    lea = walk(language, "lea", color_scheme=scheme)
    sign_in(lea, person)

    lea.open("plan", town.slug).follow("import_plan", town.slug)
    fits(lea)
    lea.fill(file=file("plan.xlsx", table_of_their_own())).save()
    fits(lea)
    lea.fill(title_fr="1", lead="2", commitments="3").save()
    assert "Former la police" in lea.text
    fits(lea)
    lea.page.locator('form:has([name="seen"]) button').click()
    lea.look()
    assert plan.actions.count() == 2

    plan.publish(person)
    report = make.report(town, by=person)
    lea.open("report", town.slug, 2026).follow("report_workbook", town.slug, 2026)
    fits(lea)
    at = lea.server_url + lea.address("report_workbook_file", town.slug, 2026)
    filled = Filled(lea.context.request.get(at).body())
    title = "Ouvrir un guichet"
    filled.write(ACTIONS, title, "What became of it?", "Done")
    filled.write(ACTIONS, title, "In a few words, in English", "Open since May.\n\nIt answers 340 calls.")
    wrong = filled.cell(ACTIONS, "Former la police", "What became of it?")
    wrong.value = "Nearly"
    lea.fill(file=file("report.xlsx", filled.bytes())).save()
    assert "Nearly" in lea.text
    fits(lea)
    wrong.value = None
    report.updates.filter(action__title_fr=title).update(text_en="Open since June.")
    lea.open("report_workbook", town.slug, 2026)
    lea.fill(file=file("report.xlsx", filled.bytes())).save()
    assert "Open since June." in lea.text
    fits(lea)
    lea.fill(chosen=True).save()
    assert report.updates.get(action__title_fr=title).text_en.startswith("Open since May.")
