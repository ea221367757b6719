"""A published plan as a PDF, laid out by templates/pdf/plan.typ."""

import hashlib
import json

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalition import ring as rings
from coalition.i18n import other_language, speaking
from coalition.moments import say_day
from coalition.pdf import as_text, compile_pdf, mark_drawing, ring_drawing
from coalition.templatetags.coalition_tags import FALLBACK_NOTES, OUTDATED_NOTES, in_language

from . import outline
from .editions import editions_of
from .ring import compute_ring

KEPT_FOR = 24 * 60 * 60  # seconds


def render_plan(plan, language):
    """The PDF's bytes, of a plan in full with its evidence shown (evidence.py): the same for the same facts.

    Laying out takes a second of a processor, and anybody may ask: what was laid out is kept for a day.
    """
    with speaking(language):
        content = contents(plan)
        digest = hashlib.sha256(json.dumps(content, default=as_text, sort_keys=True).encode()).hexdigest()
        key = f"plan-pdf-{digest}"
        if (pdf := cache.get(key)) is None:
            pdf = compile_pdf("plan.typ", content, plan.published_at)
            cache.set(key, pdf, KEPT_FOR)
        return pdf


def contents(plan):
    """Everything the layout says, in the active language."""
    town = plan.municipality
    ring = compute_ring(town, plan)
    edition = next(each for each in editions_of(town) if each.plan.pk == plan.pk)
    public_on = timezone.localdate(plan.published_at, town.time_zone)
    return {
        "language": get_language(),
        "town": in_language(town, "name"),
        "address": settings.SITE_URL + plan.get_public_url(),
        "fallback_notes": {code: str(note) for code, note in FALLBACK_NOTES.items()},
        "outdated_notes": {code: str(note) for code, note in OUTDATED_NOTES.items()},
        "ring_svg": ring_drawing(ring),
        "marks": [mark_drawing(number) for number in range(1, rings.COMMITMENTS + 1)],
        "facts": [fact for fact in facts_of(plan, public_on) if fact[1]],
        "chapters": [
            chapter_contents(plan, chapter)
            for chapter in outline.by_commitment(plan, ring)
            if chapter.actions
        ],
        "changes": [
            {"title": phrase(change, "title") if change.title else None, "words": change.words}
            for change in edition.changes
        ],
        "words": words(plan, edition, ring),
    }


def chapter_contents(plan, chapter):
    """An action that serves two commitments is described under the first."""
    number = chapter.commitment.number
    first = {action.pk: min(each.number for each in action.commitments.all()) for action in chapter.actions}
    return {
        "number": number,
        "title": chapter.commitment.short_title,
        "state": str(chapter.state_name),
        "actions": [action_contents(action) for action in chapter.actions if first[action.pk] == number],
        "elsewhere": [
            {
                "title": phrase(action, "title"),
                "where": _("See commitment %(number)d.") % {"number": first[action.pk]},
            }
            for action in chapter.actions
            if first[action.pk] != number
        ],
    }


def action_contents(action):
    others = sorted(each.number for each in action.commitments.all())[1:]
    facts = [
        (_("Lead department"), action.lead),
        (_("Due on"), action.due_on and say_day(action.due_on)),
        (_("Starts on"), action.starts_on and say_day(action.starts_on)),
        (_("People concerned"), action.people_concerned),
        (_("Partners"), action.partners),
        (_("Budget"), action.budget and action.get_budget_display()),
        (_("Also serves"), ", ".join(map(str, others))),
        (_("After an action of"), action.copied_from and in_language(action.copied_from, "name")),
    ]
    if action.is_existing:
        facts.insert(0, (_("Already done by the municipality"), _("Yes")))
    return {
        "title": phrase(action, "title"),
        "text": phrase(action, "description"),
        "status": str(action.get_status_display()),
        "facts": [[str(label), str(value)] for label, value in facts if value],
        "milestones": [
            {"text": phrase(step, "text"), "state": say_milestone(step)} for step in action.milestones.all()
        ],
        "targets": [
            [each.version.name, each.newer_in_words, *say_target(each)] for each in action.targets.all()
        ],
        "evidence": [evidence_contents(document) for document in action.shown_evidence],
    }


def say_milestone(step):
    if step.reached_on:
        return _("Reached on %(day)s") % {"day": say_day(step.reached_on)}
    return _("Due on %(day)s") % {"day": say_day(step.due_on)} if step.due_on else _("Not reached yet")


def say_target(target):
    """(baseline, target) in words, each with its year."""
    pairs = (
        (target.baseline_in_words, target.baseline_year),
        (target.target_in_words, target.target_year),
    )
    return [
        _("%(value)s, %(year)s") % {"value": value, "year": year} if value else "" for value, year in pairs
    ]


def evidence_contents(document):
    address = document.link or settings.SITE_URL + reverse(
        "public_document", args=[document.municipality.slug, document.pk]
    )
    return {"title": str(document), "address": address}


def phrase(thing, name):
    """A bilingual text in the reader's language, else in the other one, and which."""
    language = get_language()
    for code in (language, other_language(language)):
        if text := getattr(thing, f"{name}_{code}"):
            is_outdated = (name, code) in getattr(thing, "outdated", ())
            return {
                "text": text,
                "language": code,
                "is_fallback": code != language,
                "is_outdated": is_outdated,
            }
    return {"text": "", "language": language, "is_fallback": False, "is_outdated": False}


def facts_of(plan, public_on):
    period = ""
    if plan.starts_on and plan.ends_on:
        period = _("From %(start)s to %(end)s") % {
            "start": say_day(plan.starts_on),
            "end": say_day(plan.ends_on),
        }
    elif plan.starts_on:
        period = _("From %(start)s") % {"start": say_day(plan.starts_on)}
    elif plan.ends_on:
        period = _("Until %(end)s") % {"end": say_day(plan.ends_on)}
    return [
        (_("Province or territory"), plan.municipality.province.name),
        (_("Period"), period),
        (_("Adopted by council on"), plan.adopted_on and say_day(plan.adopted_on)),
        (_("Published on"), say_day(public_on)),
    ]


def words(plan, edition, ring):
    """Every sentence of the layout, in the active language."""
    town = in_language(plan.municipality, "name")
    return {
        "coalition": _("Coalition of Inclusive Municipalities"),
        "document_title": _("%(town)s, action plan") % {"town": town},
        "plan": _("Action plan"),
        "edition": _("Edition %(number)s") % {"number": plan.edition},
        "replaced": "" if edition.is_current else _("A newer edition has taken its place."),
        "invented": _("Demonstration: this town is invented.") if plan.municipality.is_invented else "",
        "ring": _("The ten commitments: %(states)s.") % {"states": rings.describe(ring)},
        "actions": _("Actions by commitment"),
        "milestones": _("Milestones"),
        "indicator": _("Indicator"),
        "baseline": _("Baseline"),
        "target": _("Target"),
        "evidence": _("Evidence"),
        "changes": edition.since and _("What changed since %(day)s") % {"day": say_day(edition.since)},
        "about": _("About this document"),
        "permanent": _("Permanent address"),
        "about_text": _(
            "This is the plan as the municipality published it; the states of the actions follow its accepted reports "
            "until a newer edition takes its place."
        ),
        "page": _("Page"),
        "of": _("of"),
    }
