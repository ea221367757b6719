"""The secretariat's pages about mail in a real browser: on a telephone in the dark, and at a desk; both languages."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from coalition.outbox.samples import all_samples

from . import make
from .browser import RULES
from .test_look_in_browser import WIDER_THAN_THE_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "telephone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.fixture
def letters(lea, sam):
    """One in each state, with long words."""
    now = timezone.now()
    long = "Saint-Augustin-de-Desmaures: rapport d’étape de l’année visée"
    refused = {"last_error": "SMTPRecipientsRefused: 550 5.1.1 No such user", "failing_since": now}
    make.mail(lea, subject="Your report is due in 14 days", status="sent", sent_at=now, tries=1)
    make.mail(lea, subject="Your code", category="account", status="cancelled")
    make.mail(("front.desk.of.the.town@a-very-long-name-of-a-town.example.org", "fr"), subject=long)
    make.mail(
        tries=3, subject="Where to send the resolution", next_try_at=now + timedelta(hours=2), **refused
    )
    failed = make.mail(("gone@example.org", "en"), status="failed", failed_at=now, tries=1, **refused)
    make.bounce(failed)
    suppressed = make.suppressed()
    make.mail((suppressed.address, "en"), subject="Kept back")
    return failed, suppressed


@pytest.mark.parametrize(("screen", "language"), [("desk", "en"), ("telephone", "fr")])
def test_they_are_easy_to_read_and_to_use(letters, sam, walk, screen, language):
    failed, suppressed = letters
    window = walk(language, f"sam-{screen}", **SCREENS[screen])
    window.enter_as(sam)
    for name, *args in (
        ("secretariat",),
        ("outgoing_mail",),
        ("outgoing_message", failed.pk),
        ("suppressed_addresses",),
        ("suppressed_address", suppressed.pk),
        ("suppress_address",),
        ("bounces",),
        ("mail_samples",),
        ("mail_sample", "report_returned"),
    ):
        window.open(name, *args)
        assert window.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, name
    window.open("suppressed_address", suppressed.pk).fill(send=True).save()
    window.open("outgoing_message", failed.pk)
    frame = window.page.frame_locator("iframe.mail-frame")
    assert frame.locator(".sheet").count() == 1  # drawn, though nothing in it may run
    window.press("retry_message", failed.pk)
    assert not window.page.locator(f'form[action="{window.address("lift_address", suppressed.pk)}"]').count()


# One of each kind of part: list and headings, quotations, code, panel, two languages, what Markdown makes.
DRAWN = [
    "digest",
    "report_returned-again",
    "password_reset_code",
    "event_registered",
    "invitation-new",
    "bulletin",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mails_obey_the_rules_and_fit_a_telephone(browser, scheme):
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    samples = all_samples()
    for key in samples:
        for language, _name in settings.LANGUAGES if key in DRAWN else [("fr", "")]:
            page.set_content(samples[key].message(language).html)
            assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, (key, language)
            if key in DRAWN:
                found = Axe().run(page, options=RULES)
                assert found.violations_count == 0, f"{key} {language}\n{found.generate_report()}"
    assert not asked  # nothing is fetched
    context.close()
