"""The waves of a survey of what people think, and the gaps that the force tells people of."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class SurveyWave(models.Model):
    """One wave: who asked whom, when and how, what was found, and what was true that day.

    The answers themselves are gone: their file is deleted once it is measured.
    """

    name = models.CharField(max_length=120, unique=True)
    asked_from = models.DateField()
    asked_to = models.DateField()
    asked_by = models.CharField(max_length=200)
    asked_whom = models.TextField()
    asked_how = models.TextField()
    sample = models.TextField()
    finding = models.JSONField()
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "name": Audience.PUBLIC, "asked_from": Audience.PUBLIC,
        "asked_to": Audience.PUBLIC, "asked_by": Audience.PUBLIC, "asked_whom": Audience.PUBLIC,
        "asked_how": Audience.PUBLIC, "sample": Audience.PUBLIC, "finding": Audience.FORCE,
        "facts": Audience.PUBLIC, "sha256": Audience.PUBLIC, "file_name": Audience.FORCE,
        "by_name": Audience.FORCE, "at": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sha256",), name="one_wave_a_file"),
        )

    def __str__(self) -> str:
        return self.name


class GapCard(models.Model):
    """A gap that the force tells people of, with what it does about it."""

    wave = models.ForeignKey(SurveyWave, on_delete=models.CASCADE, related_name="cards")
    technology = models.CharField(max_length=60)
    doing = models.TextField()
    picked_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "wave": Audience.FORCE, "technology": Audience.PUBLIC,
        "doing": Audience.PUBLIC, "picked_by": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wave", "technology"), name="one_card_a_technology"),
        )

    def __str__(self) -> str:
        return self.technology
