"""One row is what one person said of one piece of our guidance."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience


class Remark(models.Model):
    """Whether it was clear, what was not, and the answer."""

    about = models.CharField(max_length=60)
    clear = models.BooleanField()
    words = models.TextField(blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="remarks"
    )
    said_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.PANEL, "about": Audience.PANEL, "clear": Audience.PANEL,
        "words": Audience.PANEL, "said_by": Audience.NAMED, "said_at": Audience.PANEL,
        "answer": Audience.PANEL, "answered_by": Audience.PANEL, "answered_at": Audience.PANEL,
    }

    class Meta:
        indexes = (models.Index(fields=("about", "-said_at"), name="remark_about"),)

    def __str__(self) -> str:
        return f"{self.about}: {self.words[:60]}"
