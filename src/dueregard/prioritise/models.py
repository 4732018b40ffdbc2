"""The tables of this stage."""

from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply
from dueregard.prioritise.forecasts.models import Forecast
from dueregard.prioritise.next_actions.models import RankedAction, RankedList
from dueregard.prioritise.panel.models import Asked, Panelist, Range
from dueregard.prioritise.self_assessment.models import SelfAnswer, SelfRound
from dueregard.prioritise.weighing.models import Control, Detail, Ranking, Standing, Weighing

__all__ = [
    "Asked", "Assessment", "Control", "Detail", "Effect", "Forecast", "Option", "Panelist", "Range",
    "RankedAction", "RankedList", "Ranking", "Reply", "SelfAnswer", "SelfRound", "Standing",
    "Weighing",
]
