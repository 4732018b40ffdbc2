"""Patterns of ours, the bundles made of them, the keys we know, and the patterns that came."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.patterns import rules


class OwnPattern(models.Model):
    """A pattern of this force, on the list of those to share."""

    content = models.JSONField()
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "content": Audience.PARTNER, "made_by": Audience.FORCE,
        "made_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return str(self.content.get("title", ""))


class Bundle(models.Model):
    """A signed file of patterns, kept as it left the force."""

    text = models.TextField()
    digest = models.CharField(max_length=64)
    titles = models.JSONField(default=list)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "text": Audience.PARTNER, "digest": Audience.PARTNER,
        "titles": Audience.PARTNER, "made_by": Audience.FORCE, "made_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.digest[:12]


class KnownKey(models.Model):
    """The key of another force, whose fingerprint a person has compared."""

    public_key = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=60)
    force_name = models.CharField(max_length=120)
    confirmed_by = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "public_key", "fingerprint", "force_name", "confirmed_by", "confirmed_at"),
        Audience.FORCE,
    )

    def __str__(self) -> str:
        return f"{self.force_name}: {self.fingerprint}"


class CamePattern(models.Model):
    """A pattern of another force. It does nothing until somebody here adopts it."""

    key = models.ForeignKey(KnownKey, on_delete=models.PROTECT, related_name="patterns")
    content = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.SUGGESTED
    )
    reason = models.TextField(blank=True)
    said_by = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(null=True)
    brought_by = models.CharField(max_length=120)
    brought_at = models.DateTimeField()

    # The committee is offered the words of those that were adopted.
    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "key": Audience.FORCE, "content": Audience.COMMITTEE,
        "digest": Audience.FORCE, "state": Audience.COMMITTEE, "reason": Audience.FORCE,
        "said_by": Audience.FORCE, "said_at": Audience.FORCE, "brought_by": Audience.FORCE,
        "brought_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return str(self.content.get("title", ""))
