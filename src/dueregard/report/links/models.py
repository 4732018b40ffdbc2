"""One address elsewhere that a published page sends people to."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.links import rules


class PublishedLink(models.Model):
    """Whether it answered when it was last looked at, and since when that has been so."""

    address = models.CharField(max_length=500, unique=True)
    answers = models.CharField(max_length=20, choices=list(rules.ANSWER_NAMES.items()))
    since = models.DateTimeField()
    checked_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "address", "answers", "since", "checked_at"), Audience.FORCE
    )

    def __str__(self) -> str:
        return f"{self.address}: {self.answers}"
