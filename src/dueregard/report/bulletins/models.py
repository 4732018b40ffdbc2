"""The versions of papers for the public."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.publication import rules


class Bulletin(models.Model):
    """A version of a paper. The stored Document is what the public reads."""

    kind = models.CharField(max_length=40)
    edition = models.CharField(max_length=40, blank=True)
    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.PROPOSED
    )
    proposed_by = models.CharField(max_length=120)
    proposer_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    published_by = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("kind", "edition", "slug", "version", "document", "digest", "state", "published_at",
         "withdrawn_at", "withdrawn_because"), Audience.PUBLIC,
    ) | dict.fromkeys(
        ("id", "proposed_by", "proposer_id", "proposed_at", "published_by"), Audience.FORCE
    )

    class Meta:
        constraints = (
            # A dropped proposal gives its number back: the public never sees a gap.
            models.UniqueConstraint(
                fields=("slug", "version"), condition=~models.Q(state="dropped"),
                name="one_bulletin_a_number",
            ),
            models.UniqueConstraint(
                fields=("slug",), condition=models.Q(state="proposed"),
                name="one_bulletin_proposed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} version {self.version}"
