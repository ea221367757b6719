from .change_request import ChangeRequest
from .cycle import ReportingCycle
from .reading import IndicatorReading
from .report import ProgressReport
from .section import ActionUpdate, ReportSection
from .snapshot import Snapshot

__all__ = [
    "ActionUpdate",
    "ChangeRequest",
    "IndicatorReading",
    "ProgressReport",
    "ReportSection",
    "ReportingCycle",
    "Snapshot",
]
