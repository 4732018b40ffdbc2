"""One row is one thing that could happen to people: raised by a pack or by a person."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.identify.points import rules


class Point(models.Model):
    """A risk, an opportunity, or a risk of doing nothing, of one use."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="points")
    key = models.CharField(max_length=40, blank=True)
    pack = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=list(rules.KIND_NAMES.items()))
    lens = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    text = models.TextField()
    reason = models.TextField(blank=True)
    affected = models.TextField(blank=True)
    evidence_wanted = models.TextField(blank=True)
    instrument = models.CharField(max_length=40, blank=True)
    precedents = models.JSONField(default=list)
    find_out = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.RAISED
    )
    state_reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "key": Audience.COMMITTEE,
        "pack": Audience.COMMITTEE, "kind": Audience.PUBLIC, "lens": Audience.PUBLIC,
        "title": Audience.PUBLIC, "text": Audience.PUBLIC, "reason": Audience.COMMITTEE,
        "affected": Audience.PUBLIC, "evidence_wanted": Audience.COMMITTEE,
        "instrument": Audience.COMMITTEE, "precedents": Audience.COMMITTEE,
        "find_out": Audience.COMMITTEE, "state": Audience.COMMITTEE,
        "state_reason": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use", "key"), condition=~models.Q(key=""), name="one_point_a_key"
            ),
        )

    def __str__(self) -> str:
        return self.title
