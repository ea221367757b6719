from .action import Action
from .action_plan import ActionPlan
from .commitment import CommitmentGroup, CommonCommitment, SampleAction
from .declaration import Declaration, Signature
from .indicator import Indicator
from .indicator_version import IndicatorVersion
from .inventory import InventoryEntry
from .priority import Priority

__all__ = [
    "Action",
    "ActionPlan",
    "CommitmentGroup",
    "CommonCommitment",
    "Declaration",
    "Indicator",
    "IndicatorVersion",
    "InventoryEntry",
    "Priority",
    "SampleAction",
    "Signature",
]
