"""A list of systems that the force already keeps, on its way into the register."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class ListImport(models.Model):
    """One list of systems brought in: the file, how its columns were read, what came of it."""

    class State(models.TextChoices):
        """How far it has come."""

        MAPPING = "mapping", "Waiting for its columns to be matched"
        DONE = "done", "Done"

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    headings = models.JSONField()
    rows = models.JSONField()
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.MAPPING)
    added = models.PositiveIntegerField(default=0)
    set_aside = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "name": Audience.FORCE, "sha256": Audience.FORCE,
        "headings": Audience.FORCE, "rows": Audience.FORCE, "mapping": Audience.FORCE,
        "state": Audience.FORCE, "added": Audience.FORCE, "set_aside": Audience.FORCE,
        "notes": Audience.FORCE, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.name
