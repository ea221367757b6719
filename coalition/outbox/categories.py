"""The kinds of mail: what each is to its reader, and how often it comes unless they choose otherwise (docs/adr/0048).

Each app registers its own (<app>/kinds_of_mail.py). Mail of a category that is not registered cannot be composed.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy


class Rhythm(TextChoices):
    AT_ONCE = "at_once", gettext_lazy("At once")
    DAILY = "daily", gettext_lazy("Once a day")
    WEEKLY = "weekly", gettext_lazy("Once a week, on Monday")
    NEVER = "never", gettext_lazy("Not by mail")


class Readers(Enum):
    PEOPLE = "people"  # whoever has an account
    SECRETARIAT = "secretariat"
    ADDRESSES = "addresses"  # nobody with an account, or only in answer to what they did a moment ago


@dataclass(frozen=True)
class Kind:
    key: str  # the category of its messages
    title: str
    sentence: str = ""  # what it says, to its reader
    why: str = ""  # of a service message: why it always comes
    rhythm: Rhythm = Rhythm.AT_ONCE  # for whoever did not choose
    rhythms: tuple = tuple(Rhythm)  # to choose from
    readers: Readers = Readers.PEOPLE
    is_noticed: bool = True  # whether the portal shows it too: nothing secret, nothing it has shown already
    is_gathering: bool = False  # the mail that daily and weekly ones are gathered into

    @property
    def is_service(self):
        return bool(self.why)

    def concerns(self, person):
        return self.readers is Readers.PEOPLE or (
            self.readers is Readers.SECRETARIAT and person.is_secretariat
        )


KINDS = {}


def register(*kinds):
    """In the order in which people read of them."""
    for kind in kinds:
        KINDS[kind.key] = kind


def kind_of(category):
    try:
        return KINDS[category]
    except KeyError:
        raise LookupError(f"Mail of the category {category!r} is registered by no app.") from None


def name_of(category):
    return KINDS[category].title if category in KINDS else category


def rhythm_of(person, category):
    """How often this kind comes to the person: as they chose, where the kind leaves them the choice."""
    kind = kind_of(category)
    chosen = person.rhythms.get(category)
    return Rhythm(chosen) if not kind.is_service and chosen in kind.rhythms else kind.rhythm


def is_by_mail(person, category):
    return rhythm_of(person, category) != Rhythm.NEVER


def chosen_by(person):
    """The kinds that the person may choose the rhythm of."""
    return [kind for kind in KINDS.values() if kind.concerns(person) and kind.rhythms and not kind.is_service]


def always_to(person):
    """The service messages that may come to the person."""
    return [kind for kind in KINDS.values() if kind.concerns(person) and kind.is_service]


def ended_by(person, kind):
    """The kinds that one click in a mail of this kind ends: of a mail that gathers others, all that is gathered."""
    if kind.is_service:
        return []
    if not kind.is_gathering:
        return [kind]
    gathered = {Rhythm.DAILY, Rhythm.WEEKLY}
    return [each for each in chosen_by(person) if rhythm_of(person, each.key) in gathered]
