from .bounce import Bounce
from .comment import Comment
from .departure import Departure
from .event import Event
from .feature import Feature
from .kept_answers import KeptAnswers
from .notice import Notice
from .notification import Notification
from .opinion import Opinion
from .outgoing_message import OutgoingMessage
from .page import Page
from .page_link import PageLink
from .page_version import PageVersion
from .spreadsheet_upload import SpreadsheetUpload
from .suppressed_address import SuppressedAddress
from .translation import Translation
from .tried_link import TriedLink
from .user import User
from .visitor_post import VisitorPost

__all__ = [
    "Bounce",
    "Comment",
    "Departure",
    "Event",
    "Feature",
    "KeptAnswers",
    "Notice",
    "Notification",
    "Opinion",
    "OutgoingMessage",
    "Page",
    "PageLink",
    "PageVersion",
    "SpreadsheetUpload",
    "SuppressedAddress",
    "Translation",
    "TriedLink",
    "User",
    "VisitorPost",
]
