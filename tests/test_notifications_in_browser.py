"""What people are written, and how often it comes by mail, in a real browser: at a desk, and without scripts on a telephone
in the dark; both languages."""

import pytest
from django.conf import settings

from coalition.outbox.leaving import links

from . import make
from .sampling import share
from .test_look_in_browser import WIDER_THAN_THE_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {
    "en": {"viewport": {"width": 1280, "height": 900}},
    "fr": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "fr, no script": {
        "viewport": {"width": 320, "height": 640},
        "color_scheme": "dark",
        "java_script_enabled": False,
    },
}


@pytest.mark.parametrize("screen", share(SCREENS, 0, 2))
def test_read_and_chosen_then_ended_by_the_link_of_a_mail(lea, walk, screen):
    language = screen[:2]
    for n in range(3):
        make.mail(lea, category="bulk_message", subject=f"Dates of the spring {n}")
    window = walk(language, f"lea {screen}", **SCREENS[screen])
    window.enter_as(lea)
    first = lea.notifications.order_by("pk").first()
    fits(window.open("notifications"))
    window.press("read_notification", first.pk)
    assert lea.notifications.unread().count() == 2
    window.press("read_notifications")
    assert not lea.notifications.unread()
    fits(window.press("open_notification", first.pk))
    assert "Dates of the spring 0" in window.page.locator("h1").inner_text()

    fits(window.open("own_mail")).fill(practice="weekly").save()
    assert rhythms_of(lea) == {"practice": "weekly"}

    window.context.clear_cookies()
    lea.language = language
    leaving, choosing = (address.removeprefix(settings.SITE_URL) for address in links(lea, "bulk_message"))
    window.page.goto(window.server_url + leaving)
    fits(window.look())
    window.page.locator(f'form[action="{leaving}"] button').click()
    window.look()
    assert rhythms_of(lea) == {"practice": "weekly", "bulk_message": "never"}
    window.page.locator(f'main a[href="{choosing}"]').click()
    fits(window.look()).fill(bulk_message="daily").save()
    assert rhythms_of(lea) == {"practice": "weekly", "bulk_message": "daily"}


def fits(window):
    if window.has_scripts:  # or nothing can be asked of the page
        assert window.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, window.page.url
    return window


def rhythms_of(person):
    return type(person).objects.get(pk=person.pk).rhythms
