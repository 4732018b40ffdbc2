"""The tables of this stage."""

from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply
from dueregard.prioritise.panel.models import Asked, Panelist, Range
from dueregard.prioritise.weighing.models import Control, Detail, Ranking, Standing, Weighing

__all__ = [
    "Asked", "Assessment", "Control", "Detail", "Effect", "Option", "Panelist", "Range", "Ranking",
    "Reply", "Standing", "Weighing",
]
