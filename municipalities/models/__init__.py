from .application import Application
from .application_request import ApplicationRequest
from .document import Document
from .member import Member, Role
from .membership import Membership
from .municipality import Municipality
from .province import Province

__all__ = [
    "Application",
    "ApplicationRequest",
    "Document",
    "Member",
    "Membership",
    "Municipality",
    "Province",
    "Role",
]
