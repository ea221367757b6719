from .bulletin import Bulletin
from .bulletin_item import BulletinItem
from .subscription import Consent, Subscription

__all__ = ["Bulletin", "BulletinItem", "Consent", "Subscription"]
