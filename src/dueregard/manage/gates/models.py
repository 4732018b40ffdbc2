"""What was said at the gates of a use, and each time that a gate was gone through."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.gates import rules


class GateAnswer(models.Model):
    """What was said to one thing asked at gates; the newest counts, the earlier are kept."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="gate_answers")
    fact = models.CharField(max_length=60)
    rev = models.PositiveSmallIntegerField()
    words = models.TextField()
    rows = models.JSONField(default=list)
    none_because = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "fact": Audience.COMMITTEE,
        "rev": Audience.COMMITTEE, "words": Audience.COMMITTEE, "rows": Audience.COMMITTEE,
        "none_because": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.COMMITTEE,
    }

    class Meta:
        indexes = (models.Index(fields=("use", "fact", "-at"), name="gate_answer_use_fact"),)

    def __str__(self) -> str:
        return f"{self.fact}: {self.words[:60]}"


class Passing(models.Model):
    """One time that a gate was passed, overridden or left out, with what stood in the way then.

    `answers` is what was said at the gate as it stood; `obstacles` may be published whole.
    `newest` is false once the same gate was gone through again; nothing else changes.
    """

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="passings")
    gate = models.CharField(max_length=60)
    gate_rev = models.PositiveSmallIntegerField()
    gate_title = models.CharField(max_length=120)
    round = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=20, choices=list(rules.HOW_NAMES.items()))
    post = models.CharField(max_length=160)
    reason = models.TextField()
    document_title = models.CharField(max_length=200, blank=True)
    document_reference = models.CharField(max_length=200, blank=True)
    obstacles = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    impact = models.CharField(max_length=60)
    ends_on = models.DateField(null=True)
    newest = models.BooleanField(default=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "gate": Audience.PUBLIC,
        "gate_rev": Audience.COMMITTEE, "gate_title": Audience.PUBLIC, "round": Audience.PUBLIC,
        "how": Audience.PUBLIC, "post": Audience.PUBLIC, "reason": Audience.PUBLIC,
        "document_title": Audience.COMMITTEE, "document_reference": Audience.COMMITTEE,
        "obstacles": Audience.PUBLIC, "warnings": Audience.COMMITTEE,
        "answers": Audience.COMMITTEE, "impact": Audience.COMMITTEE, "ends_on": Audience.PUBLIC,
        "newest": Audience.PUBLIC,
        "by_name": Audience.COMMITTEE, "at": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("use", "gate", "round"), name="one_passing_a_round"),
        )
        indexes = (models.Index(fields=("gate", "ends_on"), name="passing_gate_ends"),)

    def __str__(self) -> str:
        return f"{self.gate_title}: {self.how}"
