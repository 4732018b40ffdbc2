"""The tables of this stage."""

from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.conditions.models import Condition
from dueregard.manage.gates.models import GateAnswer, Passing
from dueregard.manage.happenings.models import Happening

__all__ = [
    "Advice", "AdviceItem", "Condition", "Decision", "GateAnswer", "Happening", "Matter",
    "Opinion", "Passing",
]
