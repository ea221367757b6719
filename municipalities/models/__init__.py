from .application import Application
from .application_request import ApplicationRequest
from .bulk_message import BulkMessage
from .document import Document
from .former_slug import FormerSlug
from .handover import Handover
from .interest import Interest
from .invitation import Invitation
from .member import Member, Role
from .membership import Membership
from .membership_period import MembershipPeriod
from .municipality import Municipality
from .note import Note
from .proposal import Proposal
from .province import Province

__all__ = [
    "Application",
    "ApplicationRequest",
    "BulkMessage",
    "Document",
    "FormerSlug",
    "Handover",
    "Interest",
    "Invitation",
    "Member",
    "Membership",
    "MembershipPeriod",
    "Municipality",
    "Note",
    "Proposal",
    "Province",
    "Role",
]
