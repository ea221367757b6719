from .comment import Comment
from .departure import Departure
from .event import Event
from .kept_answers import KeptAnswers
from .outgoing_message import OutgoingMessage
from .spreadsheet_upload import SpreadsheetUpload
from .translation import Translation
from .user import User
from .visitor_post import VisitorPost

__all__ = [
    "Comment",
    "Departure",
    "Event",
    "KeptAnswers",
    "OutgoingMessage",
    "SpreadsheetUpload",
    "Translation",
    "User",
    "VisitorPost",
]
