"""What an accepted report says otherwise than an earlier one: another year's, or an earlier revision of its own.

From the data of two snapshots only (freezing.py), in the active language.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coalition import ring as rings
from coalition.moments import say_day
from coalition.wording import GONE, NEW, Piece, differences

from .reading import Words, read


@dataclass(frozen=True)
class TextChange:
    """A text that changed, as differences() of coalition/wording.py; `language` is its own, "" where it is the reader's."""

    label: str
    pieces: list[Piece]
    language: str

    @property
    def is_rewritten(self):
        """Whether one whole text took the place of another."""
        return [piece.kind for piece in self.pieces] == [GONE, NEW]


@dataclass(frozen=True)
class ActionChange:
    """An action both reports have. Outcomes and places only where they differ."""

    lineage: str
    title: Words
    outcome_before: str
    outcome: str
    commitments_before: list[int]
    commitments: list[int]
    dates: TextChange | None
    title_change: TextChange | None
    text_change: TextChange | None

    @property
    def wordings(self):
        return [change for change in (self.title_change, self.dates, self.text_change) if change]


@dataclass(frozen=True)
class IndicatorChange:
    name: str
    unit: str
    before: str
    after: str
    is_comparable: bool


@dataclass(frozen=True)
class Changes:
    """Everything that differs. `moves` are commitments further along or back: (number, title, before, after)."""

    texts: list[TextChange]
    moves: list[tuple[int, str, str, str]]
    gained: list
    lost: list
    changed: list[ActionChange]
    indicators: list[IndicatorChange]
    facts: list[TextChange]

    @property
    def is_any(self):
        return any(vars(self).values())


def compare(before, after):
    """The Changes from the data of one snapshot to another's."""
    old, new = read(before), read(after)
    old_actions, new_actions = ({line.lineage: line for line in each.actions} for each in (old, new))
    return Changes(
        texts=list(filter(None, texts(old, new))),
        moves=list(moves(old, new)),
        gained=[line for lineage, line in new_actions.items() if lineage not in old_actions],
        lost=[line for lineage, line in old_actions.items() if lineage not in new_actions],
        changed=list(changed_actions(old_actions, new_actions)),
        indicators=list(changed_indicators(old, new, before, after)),
        facts=list(filter(None, facts(old, new))),
    )


def texts(old, new):
    yield text_change(_("The year in short"), old.overview, new.overview)
    former = {section.number: section.text for section in old.sections}
    for section in new.sections:
        yield text_change(
            f"{section.number}. {section.short_title}", former.get(section.number), section.text
        )


def text_change(label, before, after):
    """None where both say the same. A text that changed its language is another text."""
    before, after = before or Words("", after.language, False), after or Words("", before.language, False)
    if before.text == after.text:
        return None
    told = after if after.text else before
    language = told.language if told.is_fallback else ""
    return TextChange(label, differences(before.text, after.text), language)


def moves(old, new):
    former = {section.number: section.state for section in old.sections}
    for section in new.sections:
        before = former.get(section.number, 0)
        if before != section.state:
            yield (
                section.number,
                section.short_title,
                capfirst(str(rings.STATE_NAMES[before])),
                section.state_name,
            )


def changed_actions(old, new):
    for lineage, line in new.items():
        was = old.get(lineage)
        if was is None:
            continue
        change = ActionChange(
            lineage=lineage,
            title=line.title,
            outcome_before=was.outcome_name if was.outcome != line.outcome else "",
            outcome=line.outcome_name if was.outcome != line.outcome else "",
            commitments_before=was.commitments if was.commitments != line.commitments else [],
            commitments=line.commitments if was.commitments != line.commitments else [],
            dates=text_change(_("Period"), plain(period(was)), plain(period(line))),
            title_change=text_change(_("Title"), was.title, line.title),
            text_change=text_change(_("In a few words"), was.text, line.text),
        )
        parts = (change.outcome, change.commitments, change.dates, change.title_change, change.text_change)
        if any(parts):
            yield change


def period(line):
    return " – ".join(say_day(day) for day in (line.starts_on, line.due_on) if day)


def plain(text):
    return Words(text, "", False)


def changed_indicators(old, new, before, after):
    """Answered otherwise, or by another definition: then the two figures are not comparable."""
    former = {line.code: line for group in old.indicators for line in group.lines}
    versions = {line["code"]: line["definition_version"] for line in before["indicators"]}
    current = {line["code"]: line["definition_version"] for line in after["indicators"]}
    oldest = {
        line["code"]: line.get("comparable_since", line["definition_version"]) for line in after["indicators"]
    }
    for group in new.indicators:
        for line in group.lines:
            was = former.get(line.code)
            is_comparable = was is None or oldest[line.code] <= versions[line.code] <= current[line.code]
            if was is None or was.answer != line.answer or not is_comparable:
                yield IndicatorChange(
                    line.name, line.unit, was.answer if was else "", line.answer, is_comparable
                )
    kept = {line.code for group in new.indicators for line in group.lines}
    for code, was in former.items():
        if code not in kept:
            yield IndicatorChange(was.name, was.unit, was.answer, "", True)


def facts(old, new):
    """Who signed, and under which name the town reported."""
    yield text_change(_("Municipality"), plain(old.town), plain(new.town))
    yield text_change(_("Signed for the municipality"), plain(signature(old)), plain(signature(new)))


def signature(reading):
    return ", ".join(filter(None, [reading.signatory_name, reading.signatory_title]))
