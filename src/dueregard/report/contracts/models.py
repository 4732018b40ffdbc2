"""Lists of contracts that were brought in, and the contracts in them."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.contracts import rules


class ContractList(models.Model):
    """One list: the file, how it was read, up to which day it goes, and what came of it."""

    class State(models.TextChoices):
        """How far it has come."""

        READ = "read", "Read, and waiting to be taken in"
        DONE = "done", "Taken in"

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    layout = models.CharField(max_length=60)
    as_of = models.DateField()
    headings = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    set_aside = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State.choices, default=State.READ)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "name": Audience.FORCE, "sha256": Audience.FORCE,
        "layout": Audience.FORCE, "as_of": Audience.FORCE, "headings": Audience.FORCE,
        "lines": Audience.FORCE, "set_aside": Audience.FORCE, "notes": Audience.FORCE,
        "state": Audience.FORCE, "added": Audience.FORCE, "changed": Audience.FORCE,
        "known": Audience.FORCE, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """One contract. `key` is its reference, so that the same one is never here twice."""

    key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    buyer = models.CharField(max_length=300, blank=True)
    suppliers = models.JSONField(default=list)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    awarded_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    notes = models.JSONField(default=list)
    source = models.ForeignKey(ContractList, on_delete=models.PROTECT, related_name="contracts")
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.WAITING
    )
    use = models.ForeignKey(
        "identify.Use", on_delete=models.SET_NULL, null=True, related_name="contracts"
    )
    because = models.TextField(blank=True)
    settled_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "key": Audience.FORCE, "title": Audience.FORCE,
        "description": Audience.FORCE, "buyer": Audience.FORCE, "suppliers": Audience.FORCE,
        "value": Audience.FORCE, "currency": Audience.FORCE, "awarded_on": Audience.FORCE,
        "starts_on": Audience.FORCE, "ends_on": Audience.FORCE, "notes": Audience.FORCE,
        "source": Audience.FORCE, "state": Audience.FORCE, "use": Audience.FORCE,
        "because": Audience.FORCE, "settled_by": Audience.FORCE, "settled_at": Audience.FORCE,
    }

    class Meta:
        indexes = (models.Index(fields=("state", "-id"), name="contract_state"),)

    def __str__(self) -> str:
        return self.title
