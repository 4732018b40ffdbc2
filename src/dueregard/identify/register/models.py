"""A use, and the facts known about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.identify.register import rules


class Use(models.Model):
    """One use of technology or data: one tool, for one purpose, in one setting."""

    number = models.PositiveIntegerField(unique=True)
    slug = models.SlugField(max_length=120, unique=True, null=True)
    affected = models.TextField(blank=True)
    affected_count = models.CharField(
        max_length=20, choices=list(rules.AFFECTED_NAMES.items()), default=rules.Affected.UNKNOWN
    )
    name = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    what_it_does = models.TextField(blank=True)
    technology = models.CharField(max_length=60, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="uses"
    )
    owner_named = models.CharField(max_length=160, blank=True)
    department = models.CharField(max_length=160, blank=True)
    supplier = models.CharField(max_length=160, blank=True)
    contract = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=list(rules.STATUS_NAMES.items()), default=rules.Status.IDEA
    )
    status_reason = models.TextField(blank=True)
    tier = models.PositiveSmallIntegerField(null=True)
    tier_reasons = models.JSONField(default=list)
    tier_because = models.TextField(blank=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    facts_changed_at = models.DateTimeField(null=True)
    imported = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "number": Audience.FORCE, "slug": Audience.PUBLIC,
        "affected": Audience.PUBLIC, "affected_count": Audience.PUBLIC, "name": Audience.PUBLIC,
        "purpose": Audience.PUBLIC, "what_it_does": Audience.PUBLIC,
        "technology": Audience.PUBLIC, "owner": Audience.FORCE, "owner_named": Audience.FORCE,
        "department": Audience.PUBLIC, "supplier": Audience.PUBLIC, "contract": Audience.FORCE,
        "status": Audience.PUBLIC, "status_reason": Audience.PUBLIC, "tier": Audience.PUBLIC,
        "tier_reasons": Audience.COMMITTEE, "tier_because": Audience.PUBLIC,
        "started_on": Audience.PUBLIC,
        "ended_on": Audience.PUBLIC, "review_on": Audience.PUBLIC,
        "facts_changed_at": Audience.FORCE, "imported": Audience.FORCE,
        "added_at": Audience.FORCE, "changed_at": Audience.FORCE,
    }

    class Meta:
        indexes = (
            models.Index(fields=("status", "-tier"), name="use_status_tier"),
            models.Index(fields=("review_on",), name="use_review_on"),
            models.Index(fields=("-changed_at",), name="use_changed"),
        )

    def __str__(self) -> str:
        return f"{rules.ref(self.number)} {self.name}"


class Fact(models.Model):
    """The answer to one question of a pack about one use. Blank is an answer: not known."""

    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(max_length=60)
    value = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "key": Audience.COMMITTEE,
        "value": Audience.COMMITTEE, "at": Audience.COMMITTEE, "by_name": Audience.FORCE,
    }

    class Meta:
        constraints = (models.UniqueConstraint(fields=("use", "key"), name="one_fact_a_key"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
