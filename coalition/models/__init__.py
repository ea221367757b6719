from .event import Event
from .outgoing_message import OutgoingMessage
from .user import User

__all__ = ["Event", "OutgoingMessage", "User"]
