"""What people chose to read once a day or once a week: messages that wait for their next digest (docs/adr/0048)."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from coalition.models import Notification, OutgoingMessage
from coalition.outbox.categories import Rhythm, name_of, rhythm_of

from ..extensions import open_matters
from ..models import Member
from . import working_days
from .matters import Call, OpenMatter, Said, Step

MONDAY = 0
LOOK_BACK = timedelta(
    days=50
)  # shorter than that of planning.py: what it has forgotten, no digest tells again
GATHERED = (Step("gathered", 0),)


@dataclass(frozen=True)
class Gathered(OpenMatter):
    notification: Notification = None

    is_deadline = False
    is_to_do = False
    is_told_late = True

    @property
    def heading(self):
        return _("What is new")

    def key_of(self, step):
        """Without a day: it is told once, however late."""
        return step.kind

    def said(self, call, today, at):
        return Said(
            subject=self.notification.title,
            title=str(name_of(self.notification.message.category)),
            sentence=self.notification.title,
            url=self.notification.url,
            button=_("See it in the portal"),
        )


@open_matters.register(order=100)
def gathered_messages(at, towns=None):
    """Of the people of these towns, and of whoever works for none. What was read in the portal needs no mail."""
    waiting = (
        Notification.objects.filter(
            read_at=None,
            message__status=OutgoingMessage.Status.GATHERED,
            message__created_at__gt=at - LOOK_BACK,
            person__is_active=True,
        )
        .select_related("person", "message")
        .defer("message__text", "message__html")
    )
    if towns is not None:
        works = Member.objects.filter(user=OuterRef("person"))
        waiting = waiting.filter(Exists(works.filter(municipality__in=towns)) | ~Q(Exists(works)))
    people = {}  # one object for each, as they are told of many
    for notification in waiting.order_by("pk"):
        person = people.setdefault(notification.person_id, notification.person)
        yield Gathered(
            key=f"message:{notification.message_id}",
            municipality=None,
            last=day_of(notification.message, person),
            calls=[Call(person, GATHERED)],
            notification=notification,
        )


def day_of(message, person):
    """The working day of the digest that tells it: of the next day, or of the Monday after."""
    zone = ZoneInfo(person.zone or settings.TIME_ZONE)
    day = message.created_at.astimezone(zone).date() + timedelta(days=1)
    if rhythm_of(person, message.category) == Rhythm.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return working_days.first_from(day, working_days.OF_SECRETARIAT)
