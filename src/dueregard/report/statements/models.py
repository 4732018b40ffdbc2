"""A check of a statement that was made, as it was shown."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.statements import grounds


class StatementCheck(models.Model):
    """What was about to be said, what the records said of it, and which records those were.

    `held_against` has a digest of the register, of the declarations and of the contracts on that
    day, and the head of the ledger: a later reader can tell whether they moved.
    """

    text = models.TextField()
    outcome = models.CharField(max_length=30, choices=list(grounds.OUTCOME_NAMES.items()))
    results = models.JSONField()
    held_against = models.JSONField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "text": Audience.FORCE, "outcome": Audience.FORCE,
        "results": Audience.FORCE, "held_against": Audience.FORCE, "by_name": Audience.FORCE,
        "at": Audience.FORCE,
    }

    class Meta:
        indexes = (models.Index(fields=("-at",), name="statement_check_at"),)

    def __str__(self) -> str:
        return self.text[:60]
