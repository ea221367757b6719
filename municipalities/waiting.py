"""What waits for the secretariat, whatever its kind, and how long it has."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Min, Q
from django.utils import timezone

from . import extensions
from .models import Application
from .panels import QueueRow

LONG = 14  # days after which a matter is marked


@dataclass(frozen=True)
class Wait:
    """A row with its age."""

    row: QueueRow
    days: int

    @property
    def is_long(self):
        return self.days > LONG


@dataclass(frozen=True)
class Kind:
    """A filter of the queue."""

    key: str
    heading: str
    count: int
    is_chosen: bool


MINE, FREE = "mine", "nobodys"


class Queue:
    """What waits on a day, the oldest first; of one kind where one is asked for that waits, and of one person's."""

    def __init__(self, today, kind="", whose="", reader=None):
        everything = [row for source in extensions.queue_sources for row in source()]
        self.of_each = {
            MINE: sum(row.holder == reader for row in everything),
            FREE: sum(row.holder is None for row in everything),
        }
        self.is_shared = any(row.holder for row in everything)
        self.of_all = len(everything)
        self.whose = whose if self.is_shared and whose in self.of_each else ""
        holder = {MINE: reader, FREE: None}.get(self.whose)
        rows = [row for row in everything if not self.whose or row.holder == holder]
        counts = Counter(row.kind_key for row in rows)  # in the order of the sources, whatever waits
        headings = {row.kind_key: row.heading or row.kind for row in rows}
        self.chosen = kind if kind in counts else ""
        self.kinds = [Kind(key, headings[key], counts[key], key == self.chosen) for key in counts]
        self.total = len(rows)
        rows.sort(key=lambda row: row.since)
        waits = [Wait(row, max((today - timezone.localdate(row.since)).days, 0)) for row in rows]
        self.waits = [wait for wait in waits if self.chosen in ("", wait.row.kind_key)]
        self.late = sum(wait.row.is_late for wait in self.waits)
        self.long = sum(wait.is_long and not wait.row.is_late for wait in self.waits)


def with_the_towns():
    """Applications returned for changes, the longest ago first: since when (`asked_at`) and until when (`answer_by`)."""
    return (
        Application.objects.awaiting_changes()
        .annotate(answer_by=Min("requests__answer_by", filter=Q(requests__resolved_at=None)))
        .select_related("municipality__province")
    )
