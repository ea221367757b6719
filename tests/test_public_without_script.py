"""What visitors come for, in a browser that runs no script: each way ends where it should, and leaves no cookie.

Elsewhere, without script too: searching everything (tests/test_search_in_browser.py), comparing towns and the map by
keyboard (tests/test_places_in_browser.py), filtering and taking up practices (tests/test_practice_journey.py).
"""

import pytest
from django.conf import settings
from django.core import mail

from coalition import outbox, visitors
from coalition.models import Opinion
from municipalities.models import Endorsement, Research

from .scene import build_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db, monkeypatch):
    monkeypatch.setattr(visitors, "SOONEST", 0)  # a robot is told by its speed, and so would this be
    return build_scene()


@pytest.fixture
def visitor(walk, scene):
    walkers = [
        walk(language, "visitor", viewport={"width": 1280, "height": 800}, java_script_enabled=False)
        for language in ("en", "fr")
    ]
    yield lambda language: walkers[language == "fr"]
    assert all(not walker.context.cookies() for walker in walkers)


def test_a_town_is_found_read_and_written_about(visitor, scene):
    walker = visitor("en").open("home").fill(q="lakesid").save()
    walker.follow("municipality", "lakeside-on").follow("public_plan", "lakeside-on")
    assert "Action 1" in walker.text
    walker.open("municipality", "lakeside-on").follow("public_report", "lakeside-on", 2025)
    assert "A good year." in walker.text
    walker.open("directory").fill(province="ON").save()
    found = {}
    for view in ("list", "table", "map"):
        walker.page.locator("main .tabs a").nth(["list", "table", "map"].index(view)).click()
        walker.look()
        found[view] = walker.page.locator("main #results").inner_text()
        assert "Lakeside" in walker.text and "Rivermouth" not in walker.text, view
    assert len(set(found.values())) == 1

    walker = visitor("fr").open("get_involved").fill(q="freetown").save()
    walker.follow("letter_to_mayor", "freetown-on")
    letter = walker.page.locator("#text-fr").inner_text()
    assert "12\u00a0345 personnes" in letter
    assert not walker.page.locator(
        "[data-copy]"
    ).first.is_visible()  # copying needs the script, selecting does not
    assert walker.page.locator('main a[href^="mailto:"]').count() == 2
    walker.follow("agenda_request", "freetown-on")
    assert "Freetown" in walker.page.locator("#text-fr").inner_text()
    walker = visitor("en").open("where_to_get_help").fill(kind="legal").save()
    services = walker.page.locator("main .services").inner_text()
    assert "Legal clinic" in services and "Complaint office" not in services
    walker.page.locator("details:has(#opinion-comment) summary").click()
    walker.page.locator("#opinion-comment").fill("Say when they open.")
    walker.page.locator('button[name="useful"][value="no"]').click()
    walker.look()
    said = Opinion.objects.get(comment="Say when they open.")
    assert not said.is_useful and said.path == "/en/help/"
    assert walker.page.url.endswith("/en/opinion/thanks/")


def test_what_is_sent_arrives(visitor, scene):
    who = {"name": "Ana Roy", "email": "ana@example.net", "text": "When is the next report?"}
    visitor("en").open("contact").fill(**who).save()
    assert (
        "There is a problem" in visitor("en").text
    )  # what it is about was left out; the rest is still there
    visitor("en").fill(about="press").save()
    visitor("fr").open("municipality", "lakeside-on").follow("write_to_municipality", "lakeside-on")
    visitor("fr").fill(**who).save()
    outbox.deliver()
    readers = [each.to[0] for each in mail.outbox if each.reply_to == ["ana@example.net"]]
    assert set(readers) == {settings.CONTACT_EMAIL, scene.people["lea"].email}
    assert visitor("en").page.url.endswith("?sent") and visitor("fr").page.url.endswith("?sent")

    who = {"contact_name": "Ana Roy", "contact_email": "ana@example.net"}
    walker = visitor("fr").open("get_involved").follow("endorse")
    walker.fill(name="Chorale du lac", organization="labour", may_speak=True, **who).save()
    offer = Endorsement.objects.get(name="Chorale du lac")
    walker.open("verify_offer", offer.token)
    walker.page.locator('main form[method="post"] button').first.click()
    walker.look()
    offer.refresh_from_db()
    assert offer.status == "waiting"
    walker = visitor("en").open("get_involved").follow("contribute_research")
    words = {
        "title": "Who answers",
        "authors": "A. Roy",
        "year": "2024",
        "written_in": "en",
        "summary": "Few do.",
    }
    walker.fill(**words, link="https://www.example.org/", **who).save()
    assert Research.objects.get(title="Who answers").status == "unverified"
    outbox.deliver()
    assert [each.to[0] for each in mail.outbox].count("ana@example.net") == 2  # a link to confirm each
