"""Something that happened to a use, or round it, and that asks for another look."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.happenings import rules


class Happening(models.Model):
    """What happened, told by a person or found by the clock; it opens a review.

    `key` is what the clock found, so that it is told once. A review is closed by an assessment or
    a decision after it, or by a named person who says why none is needed.
    """

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="happenings")
    kind = models.CharField(max_length=30, choices=list(rules.KIND_NAMES.items()))
    key = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    happened_on = models.DateField()
    said_by = models.CharField(max_length=200)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(blank=True)
    closed_by = models.CharField(max_length=120, blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "kind": Audience.PUBLIC,
        "key": Audience.FORCE, "words": Audience.COMMITTEE, "happened_on": Audience.PUBLIC,
        "said_by": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.FORCE,
        "closed_at": Audience.COMMITTEE, "closed_because": Audience.COMMITTEE,
        "closed_by": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use", "key"), condition=~models.Q(key=""), name="one_finding_a_key"
            ),
        )
        indexes = (
            models.Index(
                fields=("kind", "use"), condition=models.Q(closed_at=None), name="happening_open"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.words[:60]}"
