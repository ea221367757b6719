from .bulletin import Bulletin
from .bulletin_item import BulletinItem
from .calendar_key import CalendarKey
from .gathering import Gathering
from .registration import Registration
from .subscription import Consent, Subscription

__all__ = [
    "Bulletin",
    "BulletinItem",
    "CalendarKey",
    "Consent",
    "Gathering",
    "Registration",
    "Subscription",
]
