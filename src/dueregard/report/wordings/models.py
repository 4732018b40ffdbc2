"""Texts for the public under the headings of standards, and records of others on their way in."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class Wording(models.Model):
    """What somebody wrote for the public under one heading, or brought in with a record.

    `place` counts what comes several times, such as models. Without a `key` it is a heading that
    we do not know: it is kept, and stays inside.
    """

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="wordings")
    key = models.CharField(max_length=60, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    source_label = models.CharField(max_length=200, blank=True)
    source_number = models.CharField(max_length=20, blank=True)
    source_version = models.CharField(max_length=40, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "key": Audience.PUBLIC,
        "place": Audience.PUBLIC, "text": Audience.PUBLIC, "source_label": Audience.FORCE,
        "source_number": Audience.FORCE, "source_version": Audience.FORCE,
        "source_name": Audience.FORCE, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use", "key", "place"), condition=~models.Q(key=""),
                name="one_wording_a_place",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key or self.source_label}: {self.text[:60]}"


class BroughtRecord(models.Model):
    """A record that follows somebody's standard, read and waiting to be added to the register."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "Waiting to be looked at"
        ADDED = "added", "Added to the register"

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=40, blank=True)
    found = models.JSONField()
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    ref = models.CharField(max_length=20, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "name", "sha256", "version", "found", "notes", "state", "ref", "by_name", "at"),
        Audience.FORCE,
    )

    def __str__(self) -> str:
        return self.name
