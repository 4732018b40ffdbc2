"""The tables of this stage."""

from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.conditions.models import Condition

__all__ = ["Advice", "AdviceItem", "Condition", "Decision", "Matter", "Opinion"]
