"""The tables of this stage."""

from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply
from dueregard.prioritise.weighing.models import Control, Detail, Ranking, Standing, Weighing

__all__ = [
    "Assessment", "Control", "Detail", "Effect", "Option", "Ranking", "Reply", "Standing",
    "Weighing",
]
