"""Drafts of translations by a machine, where a service is set up (TRANSLATION_URL).

The service speaks the interface of LibreTranslate: POST {q, source, target, format, api_key} -> {"translatedText"}.
A draft waits in the ledger until a person has read it; nothing here writes what the public reads. The texts sent are
those a town means to publish.
"""

import http.client
import json
import logging
import urllib.request

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from . import doorbell
from .ledger import find_text
from .models import Translation
from .text import clean_text

logger = logging.getLogger(__name__)

PATIENCE = 20  # seconds for one text
LARGEST = 1_000_000  # bytes of an answer
MOST = 50  # drafts in one round


def is_configured():
    return bool(settings.TRANSLATION_URL)


def ask(text):
    """Have the other version of a text drafted; the worker is rung once that is certain."""
    Translation.objects.filter(pk=text.line.pk).update(draft_asked_at=timezone.now(), draft="", draft_of="")
    transaction.on_commit(_ring, robust=True)


def fetch_asked():
    """Fetch the drafts that were asked for; how many came. What fails is asked again at the next round."""
    came = 0
    asked = Translation.objects.filter(draft="").exclude(draft_asked_at=None).order_by("draft_asked_at")
    for pk in asked.values_list("pk", flat=True)[:MOST]:
        text = find_text(pk)
        if text is None:
            continue
        try:
            draft = translate(text.original_text, text.leader, text.follower)
        except (OSError, ValueError, http.client.HTTPException) as problem:
            logger.warning("No draft for line %s of the ledger: %s", pk, type(problem).__name__)
            break
        came += asked.filter(pk=pk).update(draft=draft, draft_of=text.original_text)
    return came


def translate(words, source, target):
    """The words in the other language, as the service says them. OSError or ValueError where it does not."""
    asked = {"q": words, "source": source, "target": target, "format": "text"}
    if settings.TRANSLATION_KEY:
        asked["api_key"] = settings.TRANSLATION_KEY
    request = urllib.request.Request(
        settings.TRANSLATION_URL,
        data=json.dumps(asked).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        said = json.loads(answer.read(LARGEST))
    draft = said.get("translatedText") if isinstance(said, dict) else None
    if not isinstance(draft, str) or not draft.strip():
        raise ValueError("the service sent no translation")
    return clean_text(draft)


def _ring():
    doorbell.ring("coalition.tasks.fetch_drafts")
