"""`python -m tests.mail_pictures FOLDER [WORD]`: every sample of a mail, or those whose name holds the word, as a picture:
in both languages, light and dark, on a telephone and in a window of 600. Nothing is asked of a database."""

import os
import sys
from pathlib import Path

SCHEMES, WIDTHS = ("light", "dark"), (320, 600)


def draw(browser, messages, folder):
    """`messages` are {name: OutgoingMessage}; how many pictures there are now."""
    count = 0
    for scheme in SCHEMES:
        for width in WIDTHS:
            window = {"viewport": {"width": width, "height": 600}, "color_scheme": scheme}
            context = browser.new_context(java_script_enabled=False, **window)
            page = context.new_page()
            for name, message in messages.items():
                page.set_content(message.html)
                page.screenshot(path=folder / f"{name}-{scheme}-{width}.png", full_page=True)
                count += 1
            context.close()
    return count


def main(folder, word=""):
    import django

    from .servers import ENVIRONMENT

    nowhere = {
        "DATABASE_URL": "postgres://nobody@localhost/nothing",
        "REDIS_URL": "redis://localhost/0",
        "MEDIA_ROOT": "media",
    }
    os.environ.update(ENVIRONMENT | nowhere)
    django.setup()
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from coalition.outbox.samples import all_samples

    from . import chromium
    from .browser import QUIET

    messages = {
        f"{key}-{language}": sample.message(language)
        for key, sample in all_samples().items()
        if word in key
        for language, _name in settings.LANGUAGES
    }
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, message in messages.items():
        words = f"Subject: {message.subject}\n\n{message.text}"
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    executable = chromium.path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        print(f"{draw(browser, messages, folder)} pictures of {len(messages)} mails in {folder}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
