"""One row is one thing that could happen to people: raised by a pack or by a person.

Without this file nobody could say later whose words a point has, or what became part of it.
"""

from typing import ClassVar

from django.conf import settings
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
    # Who put it forward; nobody for a point of the packs.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The words it had before the owner changed them; empty while they are as they were.
    first_words = models.JSONField(default=dict)
    reworded_by = models.CharField(max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts"
    )

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "key": Audience.COMMITTEE,
        "pack": Audience.COMMITTEE, "kind": Audience.PUBLIC, "lens": Audience.PUBLIC,
        "title": Audience.PUBLIC, "text": Audience.PUBLIC, "reason": Audience.COMMITTEE,
        "affected": Audience.PUBLIC, "evidence_wanted": Audience.COMMITTEE,
        "instrument": Audience.COMMITTEE, "precedents": Audience.COMMITTEE,
        "find_out": Audience.COMMITTEE, "state": Audience.COMMITTEE,
        "state_reason": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.FORCE,
        "by": Audience.FORCE, "first_words": Audience.COMMITTEE, "reworded_by": Audience.FORCE,
        "merged_into": Audience.COMMITTEE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use", "key"), condition=~models.Q(key=""), name="one_point_a_key"
            ),
            models.CheckConstraint(
                condition=models.Q(state=rules.State.MERGED, merged_into__isnull=False)
                | (~models.Q(state=rules.State.MERGED) & models.Q(merged_into__isnull=True)),
                name="merged_points_say_into_what",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Heard(models.Model):
    """One person has said what they see in a use, or that they have nothing to add."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="heard")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    nothing_to_add = models.BooleanField()
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "person": Audience.FORCE,
        "nothing_to_add": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("use", "person"), name="heard_once_on_a_use"),
        )

    def __str__(self) -> str:
        return f"{self.person} on {self.use}"
