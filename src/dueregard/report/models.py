"""The tables of this stage."""

from dueregard.report.annual.models import YearStatement
from dueregard.report.bulletins.models import Bulletin
from dueregard.report.contracts.models import Contract, ContractList
from dueregard.report.declarations.models import Asking, Declaration
from dueregard.report.inspection.models import Archive, Draw, Lodging
from dueregard.report.links.models import PublishedLink
from dueregard.report.particulars.models import HoursChanged, ParticularText, Promise, UsageCount
from dueregard.report.patterns.models import Bundle, CamePattern, KnownKey, OwnPattern
from dueregard.report.perception.models import GapCard, SurveyWave
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.quarterly.models import QuarterAsks
from dueregard.report.questions.models import Question, QuestionAnswer
from dueregard.report.returns.models import LikeForce, LoadedReturn, OwnReturn
from dueregard.report.statements.models import StatementCheck
from dueregard.report.withholding.models import Withheld
from dueregard.report.wordings.models import BroughtRecord, Wording

__all__ = [
    "Archive", "Asking", "BroughtRecord", "Bulletin", "Bundle", "CamePattern", "Contract",
    "ContractList", "Declaration", "Draw", "GapCard", "HoursChanged", "KnownKey", "LikeForce",
    "LoadedReturn", "Lodging", "OwnPattern", "OwnReturn", "ParticularText", "Promise",
    "Publication", "PublishedLink", "QuarterAsks", "Question", "QuestionAnswer", "StatementCheck",
    "StatusNotice", "SurveyWave", "UsageCount", "Withheld", "Wording", "YearStatement",
]
