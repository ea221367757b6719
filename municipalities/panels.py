"""The shapes that upper apps hand to pages of this app through municipalities/extensions.py."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model


@dataclass(frozen=True)
class Panel:
    """A section of a town's public profile: a template and the facts it says.

    `changed_at`: when what it shows last became public, for the page's date; None where nobody keeps that.
    """

    anchor: str
    title: str
    template: str
    facts: dict = field(default_factory=dict)
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Matter:
    """Something a town has to do or has under way: a line of its workspace."""

    title: str
    url: str
    status: str
    due_on: date | None = None
    hint: str = ""
    is_late: bool = False
    due_said: str = ""  # the day and the hour in words, where the hour matters
    remark: str = ""  # said wherever the day is said, to a new member too


@dataclass(frozen=True)
class QueueRow:
    """Something that waits for the secretariat: a line of its queue, oldest first.

    `kind_key` is what its filter stands under in the address, `heading` what the filter is called (many of the kind).
    """

    kind: str
    municipality: Model
    title: str
    url: str
    status: str
    since: datetime
    next_step: str
    kind_key: str = "other"
    heading: str = ""
    holder: Model | None = None  # who of the secretariat has it

    @property
    def is_late(self):
        return self.status == "late"


@dataclass(frozen=True)
class Record:
    """Something a town has handed in or made public: a line of its page for the secretariat."""

    title: str
    url: str
    status: str
    on: date | None = None
