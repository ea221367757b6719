from .change_request import ChangeRequest
from .cycle import ReportingCycle
from .report import ProgressReport
from .section import ActionUpdate, IndicatorReading, ReportSection
from .snapshot import Snapshot
from .submission import Submission

__all__ = [
    "ActionUpdate",
    "ChangeRequest",
    "IndicatorReading",
    "ProgressReport",
    "ReportSection",
    "ReportingCycle",
    "Snapshot",
    "Submission",
]
