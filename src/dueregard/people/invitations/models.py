"""One row is one link that was sent to one person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience


class Invitation(models.Model):
    """A link that sets a password, once. Only a digest of its key is kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "person": Audience.FORCE, "digest": Audience.NAMED,
        "sent_at": Audience.FORCE, "sent_by": Audience.FORCE, "expires_at": Audience.FORCE,
        "used_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"Invitation of {self.person}"
