"""One row is what one person chose. Who chose nothing has no row, and no letter."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.people.digests.rules import RHYTHM_NAMES, Rhythm


class Digest(models.Model):
    """How often a person wants to be written to, and when they last were."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest"
    )
    rhythm = models.CharField(
        max_length=20, choices=[(each.value, name) for each, name in RHYTHM_NAMES.items()],
        default=Rhythm.OFF,
    )
    chosen_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "person": Audience.FORCE, "rhythm": Audience.NAMED,
        "chosen_at": Audience.NAMED, "sent_at": Audience.NAMED,
    }

    def __str__(self) -> str:
        return f"{self.person}: {self.rhythm}"
