from .application import Application
from .application_request import ApplicationRequest
from .bulk_message import BulkMessage
from .document import Document
from .former_slug import FormerSlug
from .handover import Handover
from .interest import Interest
from .invitation import Invitation
from .local_service import LocalService
from .member import Member, Role
from .membership import Membership
from .membership_period import MembershipPeriod
from .municipality import Municipality
from .note import Note
from .offer import Endorsement, Research
from .proposal import Proposal
from .province import Province
from .reminder import Reminder, Snooze

__all__ = [
    "Application",
    "ApplicationRequest",
    "BulkMessage",
    "Document",
    "Endorsement",
    "FormerSlug",
    "Handover",
    "Interest",
    "Invitation",
    "LocalService",
    "Member",
    "Membership",
    "MembershipPeriod",
    "Municipality",
    "Note",
    "Proposal",
    "Province",
    "Reminder",
    "Research",
    "Role",
    "Snooze",
]
