"""A forecast as it was made, and what is known of it since."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class Forecast(models.Model):
    """What somebody in a role expected: a chance that it happens, or a 90% range of a figure.

    What was forecast never changes. What happened is written once, with where it is known from;
    or, where nobody can ever know, why not (`never_known`). `effect` is what a weighing rested on.
    """

    use = models.ForeignKey(
        "identify.Use", on_delete=models.CASCADE, null=True, related_name="forecasts"
    )
    effect = models.ForeignKey(
        "prioritise.Effect", on_delete=models.SET_NULL, null=True, related_name="forecasts"
    )
    what = models.TextField()
    role = models.CharField(max_length=40)
    chance = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unit = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    due_on = models.DateField()
    happened = models.BooleanField(null=True)
    came_to = models.FloatField(null=True)
    known_on = models.DateField(null=True)
    source = models.CharField(max_length=500, blank=True)
    never_known = models.CharField(max_length=500, blank=True)
    scored_by = models.CharField(max_length=120, blank=True)
    scored_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "use", "effect", "what", "role", "chance", "low", "high", "unit", "made_at",
         "by_name", "due_on", "happened", "came_to", "known_on", "source", "never_known",
         "scored_by", "scored_at"),
        Audience.FORCE,
    )

    def __str__(self) -> str:
        return self.what[:60]
