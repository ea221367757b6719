"""Subscribing and registering in a real browser: with a script on a telephone, without one on a desk; by the letter's link."""

import re

import pytest
from django.core import mail

from coalition import outbox, visitors
from network.models import Registration, Subscription

from . import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {
    "en, no script": {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False},
    "fr": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark", "java_script_enabled": True},
}


def open_letter(visitor):
    """The page that the link of the newest letter leads to."""
    outbox.deliver()
    path = re.search(
        r"https?://[^/\s]+(/(?:en|fr)/(?:bulletin|events|evenements)/\S+/\S+/)", mail.outbox[-1].body
    )
    visitor.page.goto(visitor.server_url + path.group(1))
    return visitor.look()


@pytest.mark.parametrize("screen", SCREENS)
def test_subscribed_registered_and_left(walk, monkeypatch, screen):
    monkeypatch.setattr(visitors, "SOONEST", 0)
    sam, language = make.user("Sam", is_secretariat=True), screen[:2]
    event = make.gathering(by=sam, capacity=1)
    issue = make.sent_bulletin(by=sam)
    visitor = walk(language, f"network visitor {screen}", **SCREENS[screen])

    visitor.open("bulletin").fill(email="ana@example.net").save()
    assert visitor.page.locator(".error-summary").count() == 1  # nothing without the tick
    visitor.fill(email="ana@example.net", consents=True).save()
    open_letter(visitor).page.locator("main form button").click()
    visitor.look()
    reader = Subscription.objects.get()
    assert reader.is_active and reader.language == language
    visitor.follow("bulletin").follow("bulletin_issue", issue.number)
    visitor.open("bulletin_subscription", reader.token).press("bulletin_subscription", reader.token)
    reader.refresh_from_db()
    assert reader.status == "ended"

    visitor.open("events").follow("event", event.slug).follow("register_for_event", event.slug)
    visitor.fill(name="Ana Roy", email="ana@example.net", access_needs="Captions").save()
    open_letter(visitor)
    guest = Registration.objects.get()
    visitor.press("confirm_registration", guest.token)
    guest.refresh_from_db()
    assert guest.status == "registered"
    visitor.press("leave_event", guest.token)
    guest.refresh_from_db()
    assert guest.status == "left"
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not visitor.context.cookies()
