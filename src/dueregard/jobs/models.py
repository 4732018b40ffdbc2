"""One row is one piece of long work: what was asked, how far it is, what came of it."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.jobs.rules import STATE_NAMES, State


class Job(models.Model):
    """Work that takes longer than a page should. Made by the action that asks for it."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    asked = models.JSONField()
    by = models.JSONField()
    state = models.CharField(
        max_length=20, choices=list(STATE_NAMES.items()), default=State.WAITING
    )
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.TextField(blank=True)
    result = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    heartbeat = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        (
            "id", "kind", "title", "asked", "by", "state", "done", "total", "message", "result",
            "attempts", "asked_at", "heartbeat",
        ),
        Audience.FORCE,
    )

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"
