from .comment import Comment
from .departure import Departure
from .event import Event
from .outgoing_message import OutgoingMessage
from .translation import Translation
from .user import User

__all__ = ["Comment", "Departure", "Event", "OutgoingMessage", "Translation", "User"]
