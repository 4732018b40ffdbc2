"""The tables of this stage."""

from dueregard.prioritise.assessment.models import Assessment, Effect, Option, Reply

__all__ = ["Assessment", "Effect", "Option", "Reply"]
