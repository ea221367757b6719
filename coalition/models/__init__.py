from .comment import Comment
from .departure import Departure
from .event import Event
from .kept_answers import KeptAnswers
from .outgoing_message import OutgoingMessage
from .spreadsheet_upload import SpreadsheetUpload
from .translation import Translation
from .tried_link import TriedLink
from .user import User

__all__ = [
    "Comment",
    "Departure",
    "Event",
    "KeptAnswers",
    "OutgoingMessage",
    "SpreadsheetUpload",
    "Translation",
    "TriedLink",
    "User",
]
