"""The tables of this stage."""

from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply
from dueregard.prioritise.forecasts.models import Forecast
from dueregard.prioritise.next_actions.models import RankedAction, RankedList
from dueregard.prioritise.self_assessment.models import SelfAnswer, SelfRound

__all__ = [
    "Assessment", "Effect", "Forecast", "Option", "RankedAction", "RankedList", "Reply",
    "SelfAnswer", "SelfRound",
]
