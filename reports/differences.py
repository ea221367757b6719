"""What a report says that it did not say before, last year or at the last submission: what a reviewer reads first.

Compares two sayings (reports/said.py), part by part.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.wording import abridged
from coalition.wording import differences as words_between
from commitments.models import IndicatorVersion

from .measures import change_between, say_reading
from .models import ActionUpdate, IndicatorReading
from .pages import languages

Outcome, Answer = ActionUpdate.Outcome, IndicatorReading.Answer
ORDER = [Outcome.DONE, Outcome.UPDATED, Outcome.DROPPED, Outcome.UNCONFIRMED, Outcome.UNCHANGED]
CHANGED, FIRST, LOST = "changed", "first", "lost"
NOTHING = {"text_en": "", "text_fr": ""}


@dataclass(frozen=True)
class TextChange:
    """A text in one language; `kind` is "changed", "first" (said for the first time) or "lost" (no longer said)."""

    language: str
    kind: str
    pieces: list


@dataclass(frozen=True)
class ActionChange:
    """`said` has the title in both languages and the outcome; `before` is the former outcome, "" where there is none."""

    kind: str
    said: dict
    before: str
    texts: list

    @property
    def before_name(self):
        return Outcome(self.before).label if self.before else ""


@dataclass(frozen=True)
class ReadingChange:
    """An indicator answered otherwise; `change` says by how much, "" where that has no sense."""

    kind: str
    version: IndicatorVersion
    before: str
    after: str
    change: str
    is_jump: bool
    note: list  # pieces, empty where the note is the same


@dataclass(frozen=True)
class AnswerChange:
    """A question of the year answered otherwise; `said` has the question in both languages."""

    said: dict
    texts: list


@dataclass
class PartChange:
    """What changed in one part, and of how many actions and indicators."""

    part: object
    texts: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    readings: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    of_actions: int = 0
    of_readings: int = 0

    @property
    def is_any(self):
        return bool(self.texts or self.actions or self.readings or self.questions)

    @property
    def summary(self):
        """ "3 actions of 8 changed, 1 new, words changed": one line."""
        kinds = [action.kind for action in self.actions]
        said = []
        if changed := kinds.count(CHANGED):
            said.append(
                ngettext(
                    "%(changed)d action of %(count)d changed",
                    "%(changed)d actions of %(count)d changed",
                    changed,
                )
                % {"changed": changed, "count": self.of_actions}
            )
        if first := kinds.count(FIRST):
            said.append(ngettext("%(count)d new action", "%(count)d new actions", first) % {"count": first})
        if lost := kinds.count(LOST):
            said.append(
                ngettext("%(count)d action no longer there", "%(count)d actions no longer there", lost)
                % {"count": lost}
            )
        if self.readings:
            said.append(
                ngettext(
                    "%(changed)d indicator of %(count)d changed",
                    "%(changed)d indicators of %(count)d changed",
                    len(self.readings),
                )
                % {"changed": len(self.readings), "count": self.of_readings}
            )
        if self.questions:
            said.append(
                ngettext("%(count)d answer changed", "%(count)d answers changed", len(self.questions))
                % {"count": len(self.questions)}
            )
        if self.texts:
            kinds = {text.kind for text in self.texts}
            said.append(
                _("words for the first time")
                if kinds == {FIRST}
                else _("words no longer there")
                if kinds == {LOST}
                else _("words changed")
            )
        return _(", ").join(said) or _("nothing changed")


def differences(before, after, parts, *, is_year=False):
    """[PartChange] of every part, also of those that are the same.

    `is_year`: `before` is last year's report, so an action that is said to be unchanged is no difference.
    """
    versions = {}
    for version in IndicatorVersion.objects.filter(
        indicator__in={*before["indicators"], *after["indicators"]}
    ):
        versions.setdefault(version.indicator_id, {})[version.number] = version
    changes = {part.key: PartChange(part) for part in parts}
    for key, change in changes.items():
        change.texts = text_changes(before["words"].get(key, NOTHING), after["words"].get(key, NOTHING))
    for _lineage, said, former in _paired(before["actions"], after["actions"]):
        if change := changes.get((said or former)["part"]):
            change.of_actions += said is not None
            found = (_action_of_year if is_year else _action)(said, former)
            change.actions += [found] if found else []
    for code, said, former in _paired(before["indicators"], after["indicators"]):
        if change := changes.get((said or former)["part"]):
            change.of_readings += said is not None
            found = _reading(versions[code], said, former, is_year)
            change.readings += [found] if found else []
    for _words, said, former in _paired(before.get("questions", {}), after.get("questions", {})):
        texts = text_changes(former or NOTHING, said or NOTHING)
        if texts and (change := changes.get((said or former)["part"])) and (said or not is_year):
            change.questions.append(AnswerChange(said or former, texts))
    for change in changes.values():
        change.actions.sort(key=lambda action: (action.kind == LOST, ORDER.index(action.said["outcome"])))
    return list(changes.values())


def text_changes(before, after):
    """[TextChange], the reader's language first."""
    found = []
    for language in languages():
        former, text = before[f"text_{language}"], after[f"text_{language}"]
        if former != text:
            kind = FIRST if not former else LOST if not text else CHANGED
            found.append(TextChange(language, kind, abridged(words_between(former, text))))
    return found


def _paired(before, after):
    """(key, said now or None, said before or None), what is said now first."""
    yield from ((key, said, before.get(key)) for key, said in after.items())
    yield from ((key, None, former) for key, former in before.items() if key not in after)


def _action(said, former):
    if said is None:
        return ActionChange(LOST, former, former["outcome"], [])
    if former is None:
        return ActionChange(FIRST, said, "", text_changes(NOTHING, said))
    texts = text_changes(former, said)
    if texts or said["outcome"] != former["outcome"]:
        return ActionChange(CHANGED, said, former["outcome"], texts)
    return None


def _action_of_year(said, former):
    """Of two years: what stands unchanged is no difference, and what was dropped last year is not missed."""
    if said is None:
        return None if former["outcome"] == Outcome.DROPPED else _action(said, former)
    if former is None:
        return _action(said, former)
    # Last year's words are not taken back where this year has none.
    texts = [text for text in text_changes(former, said) if text.kind != LOST]
    if said["outcome"] == Outcome.UNCHANGED and not texts:
        return None
    return ActionChange(CHANGED, said, former["outcome"], texts)


def _reading(versions, said, former, is_year):
    """None where it is the same; over the years also where there was no figure and there is none."""
    answered = said is not None and said["answer"] != Answer.UNANSWERED
    was_answered = former is not None and former["answer"] != Answer.UNANSWERED
    if not (answered or was_answered):
        return None
    if is_year and Answer.VALUE not in {(said or {}).get("answer"), (former or {}).get("answer")}:
        return None
    kind = CHANGED if answered and was_answered else FIRST if answered else LOST
    notes = abridged(words_between((former or {}).get("note", ""), (said or {}).get("note", "")))
    rows = [_row(each, versions) for each in (former, said)]
    versions = [row and row.version for row in rows]
    same = kind == CHANGED and all(former[name] == said[name] for name in ("answer", "value"))
    if same and not notes:
        return None
    change, is_jump = "", False
    has_both = kind == CHANGED and all(row.value is not None for row in rows)
    if has_both and not same and versions[1].is_comparable_with(versions[0]):
        change, is_jump = change_between(rows[0].value, rows[1].value, versions[1])
    return ReadingChange(
        kind=kind,
        version=versions[1] or versions[0],
        before=say_reading(rows[0]) if was_answered else "",
        after=say_reading(rows[1]) if answered else "",
        change=change,
        is_jump=is_jump,
        note=notes,
    )


def _row(said, versions):
    """A reading that is said, as a row that is not stored."""
    if said is None:
        return None
    value = said["value"] and Decimal(said["value"])
    return IndicatorReading(answer=said["answer"], value=value, version=versions[said["version"]])
