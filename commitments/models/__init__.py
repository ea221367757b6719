from .action import Action
from .action_plan import ActionPlan
from .commitment import CommitmentGroup, CommonCommitment, SampleAction
from .declaration import Declaration, Signature
from .indicator import Indicator
from .indicator_version import IndicatorVersion
from .inventory import InventoryEntry
from .milestone import Milestone
from .priority import Priority
from .target import Target

__all__ = [
    "Action",
    "ActionPlan",
    "CommitmentGroup",
    "CommonCommitment",
    "Declaration",
    "Indicator",
    "IndicatorVersion",
    "InventoryEntry",
    "Milestone",
    "Priority",
    "SampleAction",
    "Signature",
    "Target",
]
