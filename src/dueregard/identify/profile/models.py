"""One row is one thing that the force says of itself."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.lenses.profile import SORT_NAMES


class ProfileLine(models.Model):
    """A community, a past event, a priority or a kind of area. Named groups, never persons.

    Rows are never deleted: one that no longer holds has a day on which it ended.
    """

    sort = models.CharField(
        max_length=20, choices=[(each.value, name) for each, name in SORT_NAMES.items()]
    )
    title = models.CharField(max_length=160)
    area = models.CharField(max_length=40, blank=True)
    targeted = models.BooleanField(default=False)
    happened = models.CharField(max_length=40, blank=True)
    lenses = models.JSONField(default=list)
    words = models.JSONField(default=list)
    technologies = models.JSONField(default=list)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "sort": Audience.COMMITTEE, "title": Audience.COMMITTEE,
        "area": Audience.COMMITTEE, "targeted": Audience.COMMITTEE,
        "happened": Audience.COMMITTEE, "lenses": Audience.COMMITTEE,
        "words": Audience.COMMITTEE, "technologies": Audience.COMMITTEE,
        "by_name": Audience.FORCE, "at": Audience.FORCE, "ended_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.title
