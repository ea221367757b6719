from .assignment import Assignment
from .change_request import ChangeRequest
from .cycle import ReportingCycle
from .report import ProgressReport
from .saving_page import SavingPage
from .section import ActionUpdate, IndicatorReading, ReportSection
from .snapshot import Snapshot

__all__ = [
    "ActionUpdate",
    "Assignment",
    "ChangeRequest",
    "IndicatorReading",
    "ProgressReport",
    "ReportSection",
    "ReportingCycle",
    "SavingPage",
    "Snapshot",
]
