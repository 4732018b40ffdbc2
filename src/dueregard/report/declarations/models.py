"""What a member of staff says that they use, and when all of them were asked."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.declarations import rules


class Declaration(models.Model):
    """One tool or source of data that somebody uses in their work.

    `said_by` is empty where they chose to give no name: then nothing here or in the ledger tells
    who they are. Only the day is kept, not the moment.
    """

    tool = models.CharField(max_length=rules.LONGEST_TOOL)
    purpose = models.TextField()
    technology = models.CharField(max_length=60, blank=True)
    since = models.CharField(max_length=60, blank=True)
    data_kinds = models.JSONField(default=list)
    device = models.CharField(max_length=20, choices=list(rules.DEVICE_NAMES.items()))
    paid = models.CharField(max_length=20, choices=list(rules.PAID_NAMES.items()))
    said_by = models.CharField(max_length=120, blank=True)
    said_on = models.DateField()
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.OPEN
    )
    use = models.ForeignKey(
        "identify.Use", on_delete=models.SET_NULL, null=True, related_name="declarations"
    )
    because = models.TextField(blank=True)
    settled_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "tool": Audience.FORCE, "purpose": Audience.FORCE,
        "technology": Audience.FORCE, "since": Audience.FORCE, "data_kinds": Audience.FORCE,
        "device": Audience.FORCE, "paid": Audience.FORCE, "said_by": Audience.NAMED,
        "said_on": Audience.FORCE, "state": Audience.FORCE, "use": Audience.FORCE,
        "because": Audience.FORCE, "settled_by": Audience.FORCE, "settled_at": Audience.FORCE,
    }

    class Meta:
        indexes = (models.Index(fields=("state", "-id"), name="declaration_state"),)

    def __str__(self) -> str:
        return self.tool


class Asking(models.Model):
    """A day on which all staff were asked what they use, and how."""

    asked_on = models.DateField()
    how = models.CharField(max_length=300)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "asked_on": Audience.FORCE, "how": Audience.FORCE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.asked_on}: {self.how}"
