"""Who is asked for ranges, for which effects, and what each said in each round."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience


class Panelist(models.Model):
    """Somebody who is asked for ranges in one round of an assessment."""

    assessment = models.ForeignKey(
        "prioritise.Assessment", on_delete=models.CASCADE, related_name="panel"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    seat = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "person": Audience.FORCE,
        "seat": Audience.COMMITTEE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "person"), name="one_chair_a_panelist"
            ),
            models.UniqueConstraint(fields=("assessment", "seat"), name="one_panelist_a_chair"),
        )

    def __str__(self) -> str:
        return f"Person {self.seat}"


class Asked(models.Model):
    """An effect for which ranges are asked, in place of the words."""

    effect = models.OneToOneField(
        "prioritise.Effect", on_delete=models.CASCADE, related_name="asked"
    )
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "effect": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"Ranges for {self.effect}"


class Range(models.Model):
    """What one person gave for one effect in one round. Theirs alone until all are in."""

    panelist = models.ForeignKey(Panelist, on_delete=models.CASCADE, related_name="ranges")
    effect = models.ForeignKey(
        "prioritise.Effect", on_delete=models.CASCADE, related_name="ranges"
    )
    round = models.PositiveSmallIntegerField()
    chance_low = models.FloatField()
    chance_high = models.FloatField()
    size_low = models.FloatField()
    size_high = models.FloatField()
    because = models.TextField(blank=True)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.NAMED, "panelist": Audience.NAMED, "effect": Audience.NAMED,
        "round": Audience.NAMED, "chance_low": Audience.NAMED, "chance_high": Audience.NAMED,
        "size_low": Audience.NAMED, "size_high": Audience.NAMED, "because": Audience.NAMED,
        "at": Audience.NAMED,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("panelist", "effect", "round"), name="one_range_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"Round {self.round} of {self.panelist}"
