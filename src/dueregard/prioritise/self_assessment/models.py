"""Rounds of the self-assessment, and every answer that was given in them."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.prioritise.self_assessment import rules


class SelfRound(models.Model):
    """One time that the force looked at itself. Settled by a named person, and then closed."""

    number = models.PositiveSmallIntegerField(unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "number", "opened_at", "opened_by", "settled_at", "settled_by"), Audience.FORCE
    )

    def __str__(self) -> str:
        return f"Round {self.number}"


class SelfAnswer(models.Model):
    """One answer, with the words of the statement as they were. A later one does not remove it."""

    round = models.ForeignKey(SelfRound, on_delete=models.CASCADE, related_name="answers")
    statement = models.CharField(max_length=60)
    rev = models.PositiveSmallIntegerField()
    words = models.TextField()
    said = models.CharField(max_length=20, choices=list(rules.SAID_NAMES.items()))
    evidence = models.TextField(blank=True)
    use = models.ForeignKey(
        "identify.Use", on_delete=models.SET_NULL, null=True, related_name="self_answers"
    )
    link = models.CharField(max_length=500, blank=True)
    newest = models.BooleanField(default=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "round", "statement", "rev", "words", "said", "evidence", "use", "link", "newest",
         "by_name", "at"), Audience.FORCE,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "statement"), condition=models.Q(newest=True),
                name="one_newest_self_answer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.statement}: {self.said}"
