"""What the force asks of the local policing body in a quarter."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class QuarterAsks(models.Model):
    """The asks of one quarter, one a line, as the ethics lead wrote them last."""

    quarter = models.CharField(max_length=10, unique=True)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "quarter": Audience.PUBLIC, "words": Audience.PUBLIC,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.quarter}: {self.words[:60]}"
