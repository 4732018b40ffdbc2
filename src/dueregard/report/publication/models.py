"""One row is one version of a public record: proposed by one person, published by another."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class Publication(models.Model):
    """A version of a use's public record. The stored Document is what the public reads."""

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", "Proposed"
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Replaced by a later version"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DROPPED = "dropped", "Not published"

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="publications")
    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
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
            models.UniqueConstraint(fields=("slug", "version"), name="one_version_a_number"),
            models.UniqueConstraint(
                fields=("use",), condition=models.Q(state="proposed"), name="one_proposal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} version {self.version}"
