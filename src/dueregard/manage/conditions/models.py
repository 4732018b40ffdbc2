"""One row is one thing that was asked of a use."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience


class Condition(models.Model):
    """A condition on a use: testable, with an owner and a date. Made by a decision."""

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", "To be met"
        ANSWERED = "answered", "Said to be met, not yet checked"
        MET = "met", "Met"
        LAPSED = "lapsed", "Not met in time"

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="conditions")
    text = models.TextField()
    test = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="conditions"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    what_was_done = models.TextField(blank=True)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "text": Audience.PUBLIC,
        "test": Audience.PUBLIC, "owner": Audience.FORCE, "due_on": Audience.PUBLIC,
        "state": Audience.PUBLIC, "what_was_done": Audience.COMMITTEE,
        "set_by": Audience.COMMITTEE, "set_at": Audience.COMMITTEE,
        "settled_at": Audience.PUBLIC,
    }

    def __str__(self) -> str:
        return self.text[:60]
