"""The council pack: what a town's council reads of the report, in both languages, in one file.

Made from the report's facts (freezing.py) and the few things only people know (models/council.py). It is told as plain
blocks - headings, texts, lists, tables - so that the PDF (templates/pdf/council.typ) and the Word file
(council_word.py) say the same.
"""

import hashlib
import json
from collections import Counter

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition import ring as rings
from coalition.i18n import other_language, speaking
from coalition.moments import say_day, say_instant
from coalition.pdf import compile_pdf, ring_drawing
from commitments.models import Action

from .blocks import heading, listing, table, text
from .freezing import facts
from .models.section import ActionUpdate
from .reading import best, read

VERSION_LENGTH = 8


def compose(report, paper, filed_at=None):
    """The pack as JSON-able facts; a draft, of this moment, where `filed_at` is None."""
    data = facts(report)
    actions = [update.action for update in report.updates.exclude(outcome="dropped").select_related("action")]
    made_at = filed_at or timezone.now()
    first = report.municipality.language
    halves = []
    for language in (first, other_language(first)):
        with speaking(language):
            halves.append(_half(report, paper, data, actions, language))
    said = json.dumps(halves, sort_keys=True).encode()
    version = hashlib.sha256(said).hexdigest()[:VERSION_LENGTH]
    for half in halves:
        with speaking(half["language"]):
            half["marking"] = _marking(report, made_at, filed_at, version)
    return {
        "language": first,
        "made_at": made_at.isoformat(),
        "is_draft": filed_at is None,
        "ring": data["ring"],
        "halves": halves,
    }


def render_pdf(pack):
    """The pack's bytes as an accessible PDF: the same for the same pack."""
    made_at = timezone.datetime.fromisoformat(pack["made_at"])
    with speaking(pack["language"]):
        return compile_pdf("council.typ", {**pack, "ring_svg": ring_drawing(pack["ring"])}, made_at)


def _marking(report, made_at, filed_at, version):
    words = {"moment": say_instant(made_at, report.municipality.time_zone), "version": version}
    if filed_at is None:
        return _("Draft of %(moment)s, version %(version)s") % words
    return _("Filed on %(moment)s, receipt %(number)s") % {**words, "number": report.number}


def _half(report, paper, data, actions, language):
    reading = read(data)
    return {
        "language": language,
        "language_name": _("In English") if language == "en" else _("In French"),
        "coalition": _("Coalition of Inclusive Municipalities"),
        "town": reading.town,
        "title": _("Report to council: progress report %(year)s") % {"year": reading.year},
        "invented": _("Demonstration: this town is invented.") if reading.is_invented else "",
        "ring": _("The ten commitments: %(states)s.") % {"states": rings.describe(reading.ring)},
        "facts": [fact for fact in _cover(report, paper, reading) if fact[1]],
        "page": _("Page"),
        "of": _("of"),
        "blocks": [
            *_motion(paper, reading),
            *_background(reading),
            *_asked(),
            *_year(reading),
            *_commitments(reading),
            *_indicators(reading),
            *_finance(paper, actions),
            *_next_steps(report, reading, actions),
        ],
    }


def _cover(report, paper, reading):
    return [
        (_("Meeting of"), say_day(paper.meeting_on) if paper.meeting_on else ""),
        (_("File number"), paper.file_number),
        (_("Subject"), _("Progress report %(year)s") % {"year": reading.year}),
        (_("Contact"), paper.contact),
        (
            _("Signed for the municipality"),
            _(", ").join(filter(None, [report.signed_name, report.signed_title])),
        ),
    ]


def _motion(paper, reading):
    typed = _typed(paper, "recommendation")
    if typed:
        return [heading(_("Recommendation: draft motion")), text(typed)]
    words = {"town": reading.town, "year": reading.year}
    return [
        heading(_("Recommendation: draft motion")),
        text(_("That council:")),
        listing(
            [
                _(
                    "receive the progress report of %(town)s for %(year)s to the Coalition of Inclusive"
                    " Municipalities;"
                )
                % words,
                _("authorize staff to file the report with the secretariat of the Coalition; and"),
                _("ask the clerk to send a copy of this resolution to the secretariat."),
            ],
            is_ordered=True,
        ),
    ]


def _background(reading):
    said = [
        _(
            "The Coalition of Inclusive Municipalities is led by the Canadian Commission for UNESCO. Its members sign a"
            " Declaration with ten Common Commitments against racism and discrimination, keep an action plan, and"
            " report every year on what they have done."
        )
    ]
    if reading.declaration_signed_on:
        said.append(
            _("%(town)s signed the Declaration on %(date)s.")
            % {"town": reading.town, "date": say_day(reading.declaration_signed_on)}
        )
    if reading.plan_adopted_on:
        said.append(
            _("Council adopted the action plan on %(date)s.") % {"date": say_day(reading.plan_adopted_on)}
        )
    return [heading(_("Background")), text(" ".join(said))]


def _asked():
    return [
        heading(_("What the Declaration asks")),
        text(
            _(
                "A member works towards the ten Common Commitments at its own pace: it may start with some of them as"
                " priorities. It makes a plan, with the communities concerned, and says every year in public what"
                " became of each action."
            )
        ),
    ]


def _year(reading):
    blocks = [heading(_("What was done in %(year)s") % {"year": reading.year})]
    if reading.overview:
        blocks.append(text(reading.overview))
    if reading.actions:
        blocks.append(text(_say_outcomes(reading.actions)))
    return blocks


def _say_outcomes(lines):
    """ "Of 7 actions: 3 done, 4 unchanged." """
    counts = Counter(line.outcome for line in lines)
    said = [
        _("%(outcome)s: %(count)d") % {"outcome": str(label), "count": counts[outcome]}
        for outcome, label in ActionUpdate.Outcome.choices
        if counts[outcome]
    ]
    total = ngettext("%(count)d action is reported on.", "%(count)d actions are reported on.", len(lines)) % {
        "count": len(lines)
    }
    return f"{total} {_('; ').join(said)}."


def _commitments(reading):
    blocks = [
        heading(_("The ten commitments at a glance")),
        table(
            [_("No."), _("Commitment"), _("State"), _("Actions")],
            [
                [str(section.number), section.title, section.state_name, str(section.count)]
                for section in reading.sections
            ],
            [1, 7, 3, 2],
        ),
        heading(_("What was done, commitment by commitment")),
    ]
    for section in reading.told:
        blocks.append(heading(f"{section.number}. {section.short_title}", level=2))
        if section.text:
            blocks.append(text(section.text))
        if section.actions:
            blocks.append(_actions(section.actions))
        blocks += [
            text(
                _("“%(action)s” serves this commitment too: see commitment %(number)d.")
                % {"action": line.title.text, "number": min(line.commitments)}
            )
            for line in section.elsewhere
        ]
    if reading.other_actions:
        blocks += [heading(_("Other actions"), level=2), _actions(reading.other_actions)]
    return blocks


def _actions(lines):
    return table(
        [_("Action"), _("What became of it"), _("In a few words")],
        [[line.title, line.outcome_name, line.text] for line in lines],
        [4, 3, 6],
    )


def _indicators(reading):
    rows = []
    for group in reading.indicators:
        for line in group.lines:
            unit = f" ({line.unit})" if line.unit else ""
            rows.append([f"{line.name}{unit}", line.answer, _before(line)])
    if not rows:
        return []
    before = str(reading.year_before or _("Before"))
    return [
        heading(_("Indicators")),
        table([_("Indicator"), str(reading.year), before], rows, [6, 3, 3]),
    ]


def _before(line):
    """The same of a definition that changed as the public report says."""
    if line.is_broken:
        return _("Another definition: not comparable with earlier years.")
    if line.is_redefined:
        return f"{line.before} ({_('The definition changed between the two years.')})"
    return line.before


def _finance(paper, actions):
    counts = Counter(action.budget for action in actions)
    said = [
        _("%(band)s: %(count)s")
        % {
            "band": label,
            "count": ngettext("%(count)d action", "%(count)d actions", counts[band])
            % {"count": counts[band]},
        }
        for band, label in [*Action.Budget.choices, ("", _("Cost not estimated"))]
        if counts[band]
    ]
    blocks = [heading(_("Financial implications"))]
    if said:
        blocks += [text(_("The plan estimates the cost of its actions in bands:")), listing(said)]
    if typed := _typed(paper, "finance"):
        blocks.append(text(typed))
    elif not said:
        blocks.append(text(_("None: the report says what was done within the budgets council adopted.")))
    return blocks


def _next_steps(report, reading, actions):
    coming = sorted(
        (action for action in actions if action.due_on and action.due_on.year == reading.year + 1),
        key=lambda action: (action.due_on, action.pk),
    )
    steps = [
        _("The report is due at the secretariat on %(date)s.")
        % {"date": say_instant(report.cycle.due_at, report.municipality.time_zone)},
        _("The secretariat reads it, and accepts it or asks for changes; once accepted, it is public."),
        *(
            _("“%(action)s” is due on %(date)s.")
            % {"action": _title(action).text, "date": say_day(action.due_on)}
            for action in coming
        ),
    ]
    return [heading(_("Next steps")), listing(steps)]


def _title(action):
    return best({"en": action.title_en or "", "fr": action.title_fr or ""})


def _typed(paper, field):
    return best({code: getattr(paper, f"{field}_{code}") or "" for code, _name in settings.LANGUAGES})
