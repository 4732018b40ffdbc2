"""One row a key, with a digest in place of its secret; and what systems report with theirs."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.keys import rules


class PartnerKey(models.Model):
    """A key of one partner under one agreement. It is never deleted: who asked stays known."""

    agreement = models.ForeignKey(
        "manage.Agreement", on_delete=models.PROTECT, related_name="keys"
    )
    partner = models.ForeignKey("manage.Partner", on_delete=models.PROTECT, related_name="keys")
    handle = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    label = models.CharField(max_length=80)
    expires_on = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=120, blank=True)
    revoked_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "agreement": Audience.FORCE, "partner": Audience.FORCE,
        "handle": Audience.FORCE, "digest": Audience.NAMED, "label": Audience.PARTNER,
        "expires_on": Audience.PARTNER, "made_by": Audience.FORCE,
        "made_by_name": Audience.FORCE, "made_at": Audience.FORCE,
        "last_used_at": Audience.FORCE, "revoked_at": Audience.FORCE,
        "revoked_by_name": Audience.FORCE, "revoked_because": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.label} ({self.handle})"


class ProblemReport(models.Model):
    """A partner's system says that something is wrong with what it asked for or was sent."""

    key = models.ForeignKey(PartnerKey, on_delete=models.PROTECT, related_name="reports")
    request = models.ForeignKey(
        "manage.SharingRequest", on_delete=models.PROTECT, related_name="reports"
    )
    disclosure = models.ForeignKey(
        "manage.Disclosure", on_delete=models.PROTECT, null=True, related_name="reports"
    )
    kind = models.CharField(max_length=20, choices=list(rules.PROBLEM_NAMES.items()))
    words = models.TextField()
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=120, blank=True)
    settled_words = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(("id", "key", "request", "disclosure", "settled_by_name"), Audience.FORCE),
        **dict.fromkeys(("kind", "words", "at", "settled_at", "settled_words"), Audience.PARTNER),
    }

    class Meta:
        indexes = (models.Index(fields=("settled_at", "at"), name="problems_open"),)

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d}"
