"""The list that was lodged, each sample drawn from it, and each archive made of a sample."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class Lodging(models.Model):
    """Every record by its digest, and the ledger's head, as they were before any seed was known.

    `text` is the list as a file; `root` its SHA-256. `shape` is which fields of which tables the
    digests cover, so that a later version of the software compares the same ones.
    """

    inspection = models.CharField(max_length=120)
    text = models.TextField()
    root = models.CharField(max_length=64)
    shape = models.JSONField()
    count = models.PositiveIntegerField()
    ledger_seq = models.BigIntegerField()
    ledger_head = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "inspection", "text", "root", "shape", "count", "ledger_seq", "ledger_head",
         "by_name", "at"), Audience.FORCE,
    )

    def __str__(self) -> str:
        return f"List {self.pk} for {self.inspection}"


class Draw(models.Model):
    """One sample: an inspector's seed, how many were asked for, and which records it gave."""

    lodging = models.ForeignKey(Lodging, on_delete=models.PROTECT, related_name="draws")
    seed = models.CharField(max_length=200)
    size = models.PositiveSmallIntegerField()
    strata = models.JSONField(default=dict)
    sampled = models.JSONField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "lodging", "seed", "size", "strata", "sampled", "by_name", "at"), Audience.FORCE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("seed",), name="one_draw_a_seed"),
        )

    def __str__(self) -> str:
        return f"Sample {self.pk}"


class Archive(models.Model):
    """That an archive of a sample was made: its digest, its size, and up to which entry."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="archives")
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    ledger_seq = models.BigIntegerField()
    ledger_head = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "draw", "digest", "size", "ledger_seq", "ledger_head", "by_name", "at"),
        Audience.FORCE,
    )

    def __str__(self) -> str:
        return f"Archive {self.pk}"
