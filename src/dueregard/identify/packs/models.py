"""One row is one pack that came as a file: its words whole, who brought it in, and when."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class PackRelease(models.Model):
    """A version of a pack that was brought in. It is never changed; it may be withdrawn."""

    pack_id = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    ids = models.JSONField(default=list)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        (
            "id", "pack_id", "version", "digest", "text", "ids", "note", "by_name", "at",
            "withdrawn_at", "withdrawn_by", "withdrawn_because",
        ),
        Audience.FORCE,
    )

    class Meta:
        indexes = (models.Index(fields=("pack_id", "withdrawn_at"), name="pack_in_force"),)

    def __str__(self) -> str:
        return f"{self.pack_id} {self.version}"
