from .assignment import Assignment
from .change_request import ChangeRequest
from .council import CouncilPaper, FiledPack
from .cycle import ReportingCycle
from .extension import Extension
from .guidance import Guidance
from .question import Question, QuestionAnswer
from .reading import IndicatorReading
from .report import ProgressReport
from .saving_page import SavingPage
from .section import ActionUpdate, ReportSection
from .snapshot import Snapshot
from .submission import Submission
from .summary import ActionCount, IndicatorAnswer, ReportText

__all__ = [
    "ActionCount",
    "ActionUpdate",
    "Assignment",
    "ChangeRequest",
    "CouncilPaper",
    "FiledPack",
    "Extension",
    "Guidance",
    "IndicatorAnswer",
    "IndicatorReading",
    "ProgressReport",
    "Question",
    "QuestionAnswer",
    "ReportSection",
    "ReportText",
    "ReportingCycle",
    "SavingPage",
    "Snapshot",
    "Submission",
]
