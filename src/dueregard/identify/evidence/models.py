"""One row is one thing that is known or claimed about a use, with who says so."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.identify.evidence import rules


class Evidence(models.Model):
    """A finding measured here, or a claim that somebody made. Never changed, only superseded."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=200)
    statement = models.TextField()
    source = models.CharField(max_length=20, choices=list(rules.SOURCE_NAMES.items()))
    said_by = models.CharField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField()
    lens = models.CharField(max_length=20)
    dated_on = models.DateField(null=True)
    instrument = models.CharField(max_length=40, blank=True)
    finding = models.JSONField(null=True)
    document = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "title": Audience.PUBLIC,
        "statement": Audience.PUBLIC, "source": Audience.PUBLIC, "said_by": Audience.COMMITTEE,
        "level": Audience.PUBLIC, "lens": Audience.PUBLIC, "dated_on": Audience.PUBLIC,
        "instrument": Audience.PUBLIC, "finding": Audience.FORCE, "document": Audience.FORCE,
        "digest": Audience.PUBLIC, "file_name": Audience.FORCE, "replaced_by": Audience.FORCE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(level__lte=5), name="level_0_to_5"),
        )

    def __str__(self) -> str:
        return self.title
