"""The town's task list: the parts of its report, how each stands, who has it, and what is left with whom."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import remarks
from .completeness import part_gaps
from .forms.part import PartForms
from .pages import words


@dataclass(frozen=True)
class Task:
    """A line of the task list; report/task.html shows it."""

    title: str
    url: str
    status: str
    hint: str = ""
    number: int | None = None
    short_title: str = ""
    label: str = ""
    key: str = ""
    left: int = 0
    owner: str = ""
    is_mine: bool = False
    is_invited: bool = False  # the owner has not answered the invitation yet
    is_ready: bool = False
    is_changed_since: bool = False  # since it was marked ready
    remarks: int = 0  # threads among the town's people that are not settled


@dataclass(frozen=True)
class Share:
    """What one person has of the report; nobody's share has no name."""

    name: str
    parts: int
    ready: int
    left: int


@dataclass(frozen=True)
class Tasks:
    mine: list
    rest: list  # what else needs answers, in the order of the report
    others: list  # commitments that need nothing
    shares: list = field(default_factory=list)


def tasks(report, outline, last, user):
    holders = {each.part: each for each in _assignments(report)}
    counts = remarks.count_open(report)

    def line(part):
        return task(report, part, holders.get(part.key), user, last, counts.get(part.key, 0))

    needed = [line(part) for part in outline.parts if part.is_needed]
    others = [
        line(part)
        for part in outline.others
        if part.is_open or words(part.section, "text") or part.key in holders
    ]
    mine = [each for each in [*needed, *others] if each.is_mine]
    return Tasks(
        mine=mine,
        rest=[each for each in needed if not each.is_mine],
        others=[each for each in others if not each.is_mine],
        shares=shares([*needed, *others]) if holders else [],
    )


def _assignments(report):
    return report.assignments.standing().select_related("member__user", "invitation")


def task(report, part, assignment, user, last, remarks_there):
    left = len(part_gaps(report, part))
    if part.requests and not left:
        status, label = "returned", _("Change asked for")
    elif not part.is_needed:
        is_written = part.section and (part.section.text_en or part.section.text_fr)
        status, label = ("complete", _("Written")) if is_written else ("not_started", _("Nothing needed"))
    elif not left:
        status, label = "complete", ""
    else:
        status = "incomplete"
        label = ngettext("%(count)d answer missing", "%(count)d answers missing", left) % {"count": left}
    is_ready = bool(assignment and assignment.ready_at)
    return Task(
        title=part.title,
        url=part.url,
        status=status,
        label=label,
        hint=_hint(part),
        number=part.commitment.number if part.commitment else None,
        short_title=part.commitment.short_title if part.commitment else "",
        key=part.key,
        left=left,
        owner=assignment.whose if assignment else "",
        is_mine=bool(assignment and assignment.is_held_by(user)),
        is_invited=bool(assignment and assignment.member is None),
        is_ready=is_ready,
        is_changed_since=is_ready and assignment.ready_mark != PartForms(report, part, last).mark,
        remarks=remarks_there,
    )


def _hint(part):
    said = []
    if part.updates:
        said.append(
            ngettext("%(count)d action", "%(count)d actions", len(part.updates))
            % {"count": len(part.updates)}
        )
    if part.readings:
        said.append(
            ngettext("%(count)d indicator", "%(count)d indicators", len(part.readings))
            % {"count": len(part.readings)}
        )
    if part.questions:
        said.append(
            ngettext("%(count)d question", "%(count)d questions", len(part.questions))
            % {"count": len(part.questions)}
        )
    return _(", ").join(said)


def shares(lines):
    """Who has how much, by name; what nobody has comes last."""
    by_name = {}
    for line in lines:
        if line.owner or line.left:
            by_name.setdefault(line.owner, []).append(line)
    found = [
        Share(
            name=name,
            parts=len(each),
            ready=sum(line.is_ready for line in each),
            left=sum(line.left for line in each),
        )
        for name, each in by_name.items()
    ]
    return sorted(found, key=lambda share: (not share.name, share.name))
