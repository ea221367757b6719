from .comment import Comment
from .departure import Departure
from .event import Event
from .outgoing_message import OutgoingMessage
from .spreadsheet_upload import SpreadsheetUpload
from .user import User

__all__ = ["Comment", "Departure", "Event", "OutgoingMessage", "SpreadsheetUpload", "User"]
