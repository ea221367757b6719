from .comment import Comment
from .event import Event
from .outgoing_message import OutgoingMessage
from .user import User

__all__ = ["Comment", "Event", "OutgoingMessage", "User"]
