"""Saving by itself in a real browser: whatever happens to the connection, the session or a colleague's text, nothing
typed is lost and the page says how it stands."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from municipalities.models import Role
from reports.models import ActionUpdate

from . import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE, THEIRS = "Four clerks were hired.", "The desk opened in May."
EN = '[name="words-words_en"]'


@pytest.fixture
def report(db):
    call_command("load_reference", verbosity=0, members=False)
    town = make.municipality("Lakeside", name_fr="Bord-du-Lac", slug="lakeside-on")
    make.membership(town)
    people = {}
    for name, role in (("Lea Tran", Role.COORDINATOR), ("Eli Novak", Role.CONTRIBUTOR)):
        person = people[name.split()[0].lower()] = make.user(name)
        person.set_password(make.PASSWORD)
        person.save()
        make.member(town, person, role)
    plan = make.plan(town, by=people["lea"])
    for number in (1, 2, 3):
        make.action(plan, 1, title=f"Action {number}", position=number)
    plan.publish(people["lea"])
    report = make.report(town, by=people["lea"])
    report.people = people
    return report


@pytest.fixture
def editor(report, walk):
    """`editor()` is Lea's window, open on the first section; its requests of saving are counted."""

    def begin(name="lea", language="en", **context):
        walker = walk(language, name, **context)
        walker.enter_as(report.people[name])
        walker.open("report_section", "lakeside-on", 2026, 1)
        return walker

    return begin


def words(report):
    return report.sections.get(commitment=1).text_en or ""


def says(walker, text):
    walker.page.wait_for_function(
        "text => document.querySelector('[data-save-summary]').textContent.includes(text)",
        arg=text,
        timeout=20000,
    )


def saving(walker):
    return walker.server_url + walker.address("save_part", "lakeside-on", 2026, "1")


def test_writing_is_saved_and_one_press_confirms(report, editor):
    lea = editor()
    says(lea, "Everything is saved")
    lea.page.fill(EN, MINE)
    says(lea, "Saved at")
    assert words(report) == MINE
    # One key says "unchanged", and the next action waits for the same key; then the rest together.
    first = lea.page.locator("[data-confirm]").first
    first.focus()
    lea.page.keyboard.press("Enter")
    assert "Action 2" in lea.page.evaluate("document.activeElement.textContent")
    lea.page.locator('[data-confirm="all"]').click()
    lea.page.wait_for_function("document.querySelectorAll('.status--quiet').length >= 3")
    says(lea, "Saved at")
    assert set(report.updates.values_list("outcome", flat=True)) == {ActionUpdate.Outcome.UNCHANGED}
    assert lea.page.locator("[data-confirm]").count() == 0
    lea.look()


def test_offline_then_online(report, editor):
    lea = editor()
    lea.context.set_offline(True)
    lea.page.fill(EN, MINE)
    says(lea, "no connection")
    assert lea.page.input_value(EN) == MINE and not words(report)
    lea.complaints.clear()
    lea.context.set_offline(False)
    says(lea, "Saved at")
    assert words(report) == MINE
    lea.complaints.clear()


def test_trouble_then_success_one_request_at_a_time(report, editor):
    """Twice the portal fails; meanwhile more is typed in two places. Never are two requests under way."""
    lea = editor()
    under_way, most, tries = [], [], []

    def answer(route):
        tries.append(route.request.post_data)
        under_way.append(route)
        most.append(len(under_way))
        time.sleep(0.3)
        under_way.remove(route)
        if len(tries) <= 2:
            route.fulfill(status=(500, 429)[len(tries) - 1], body="", headers={"Retry-After": "1"})
        else:
            route.continue_()

    lea.page.route(saving(lea), answer)
    lea.page.fill(EN, "Four")
    lea.page.wait_for_timeout(1300)
    lea.page.fill('[name="words-words_fr"]', "Quatre personnes.")
    lea.page.fill(EN, MINE)
    lea.page.locator('article [value="done"]').first.check()
    says(lea, "Saved at")
    lea.page.wait_for_function("!document.querySelector('.is-unsaved')")
    assert words(report) == MINE and report.sections.get(commitment=1).text_fr == "Quatre personnes."
    assert report.updates.filter(outcome="done").count() == 1
    assert max(most) == 1 and len(tries) >= 4
    lea.complaints.clear()


def test_an_answer_that_is_lost_or_late_overwrites_nothing(report, editor):
    """The first request arrives, its answer never; what is typed then is kept, and is no conflict with oneself."""
    lea = editor()
    asked = []

    def lose(route):
        asked.append(route)
        if len(asked) == 1:
            route.fetch()  # the portal keeps it
            route.abort()  # the page hears nothing of it
        else:
            route.continue_()

    lea.page.route(saving(lea), lose)
    lea.page.fill(EN, "Four")
    says(lea, "no connection")
    assert words(report) == "Four"
    lea.page.fill(EN, MINE)
    says(lea, "Saved at")
    assert words(report) == MINE and lea.page.locator(".conflict").count() == 0
    lea.complaints.clear()


def test_a_colleague_changed_it_meanwhile(report, editor):
    lea = editor()
    report.sections.filter(commitment=1).update(text_en=THEIRS)
    lea.page.fill(EN, MINE)
    says(lea, "a colleague changed this")
    assert lea.page.input_value(EN) == MINE and words(report) == THEIRS
    assert THEIRS in lea.page.locator(".conflict").inner_text()
    # More typing decides nothing.
    lea.page.fill(EN, MINE + " And a fifth.")
    lea.page.wait_for_timeout(1600)
    assert words(report) == THEIRS
    lea.look()
    lea.page.get_by_role("button", name="Keep what I typed").click()
    says(lea, "Saved at")
    assert words(report) == MINE + " And a fifth."
    report.sections.filter(commitment=1).update(text_en=THEIRS)
    lea.page.fill(EN, "Another.")
    says(lea, "a colleague changed this")
    lea.page.get_by_role("button", name="Take what is saved").click()
    assert lea.page.input_value(EN) == THEIRS and words(report) == THEIRS


def test_the_session_ends_and_saving_goes_on_after_signing_in_in_another_window(report, editor):
    lea = editor("lea")
    Session.objects.all().delete()
    lea.page.fill(EN, MINE)
    says(lea, "you have been signed out")
    assert lea.page.input_value(EN) == MINE and not words(report)
    lea.look()
    with lea.context.expect_page() as opened:
        lea.page.get_by_role("link", name="Sign in again").click()
    other = opened.value
    other.fill('[name="login"]', report.people["lea"].email)
    other.fill('[name="password"]', make.PASSWORD)
    other.locator('form:has([name="password"]) button').first.click()
    other.wait_for_url("**/signed-in-again/")
    other.close()
    lea.page.bring_to_front()
    says(lea, "Saved at")
    assert words(report) == MINE
    assert lea.page.locator(".session-end.is-shown").count() == 0


def test_five_minutes_before_the_end_one_press_extends(report, editor):
    lea = editor()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=4))
    lea.open("report_section", "lakeside-on", 2026, 1)
    lea.page.get_by_text("You are about to be signed out").wait_for()
    lea.look()
    lea.page.get_by_role("button", name="Stay signed in").click()
    lea.page.get_by_text("You stay signed in").wait_for()
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=1)


def test_the_page_is_closed_while_a_request_is_under_way(report, editor):
    lea = editor()
    lea.page.fill(EN, MINE)
    with lea.page.expect_request(saving(lea)):
        lea.page.locator(EN).blur()
    lea.page.close()
    for _wait in range(50):
        if words(report) == MINE:
            break
        time.sleep(0.1)
    assert words(report) == MINE


def test_the_role_is_taken_back_meanwhile(report, editor):
    lea = editor("eli")
    report.people["eli"].roles.all().delete()
    lea.page.fill(EN, MINE)
    says(lea, "you may not change this any more")
    assert lea.page.input_value(EN) == MINE and not words(report)
