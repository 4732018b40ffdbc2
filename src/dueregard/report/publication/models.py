"""The versions of public records, and the notices that the clock puts beside them."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.publication import rules


class Publication(models.Model):
    """A version of a use's public record. The stored Document is what the public reads."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="publications")
    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=20)
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

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "slug": Audience.PUBLIC,
        "version": Audience.PUBLIC, "document": Audience.PUBLIC, "digest": Audience.PUBLIC,
        "status": Audience.PUBLIC, "state": Audience.PUBLIC, "proposed_by": Audience.FORCE,
        "proposer_id": Audience.FORCE, "proposed_at": Audience.FORCE,
        "published_by": Audience.FORCE, "published_at": Audience.PUBLIC,
        "withdrawn_at": Audience.PUBLIC, "withdrawn_because": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            # A dropped proposal gives its number back: the public never sees a gap.
            models.UniqueConstraint(
                fields=("slug", "version"), condition=~models.Q(state="dropped"),
                name="one_version_a_number",
            ),
            models.UniqueConstraint(
                fields=("use",), condition=models.Q(state="proposed"), name="one_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} version {self.version}"


class StatusNotice(models.Model):
    """Something lapsed on a published use. Posted by the clock, beside the version it is about."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=80)
    text = models.TextField()
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "publication": Audience.FORCE, "key": Audience.FORCE,
        "text": Audience.PUBLIC, "at": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("publication", "key"), name="one_notice_a_lapse"),
        )

    def __str__(self) -> str:
        return self.text[:60]
