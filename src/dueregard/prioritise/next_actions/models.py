"""What to do next over every use: the newest list, one row an action, in its order."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class RankedList(models.Model):
    """One working out of the list: when, for whom, and over how many uses."""

    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    uses = models.PositiveIntegerField()
    weighed = models.PositiveIntegerField()
    profile = models.PositiveIntegerField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "made_at", "by_name", "uses", "weighed", "profile"), Audience.FORCE
    )

    def __str__(self) -> str:
        return f"List of {self.made_at:%Y-%m-%d}"


class RankedAction(models.Model):
    """One thing to do next, at its place. `ref` is blank for what is about the force itself."""

    ranked = models.ForeignKey(RankedList, on_delete=models.CASCADE, related_name="actions")
    place = models.PositiveIntegerField()
    place_without_profile = models.PositiveIntegerField()
    ref = models.CharField(max_length=20, blank=True)
    use_name = models.CharField(max_length=200, blank=True)
    what = models.TextField()
    kind = models.CharField(max_length=30)
    weighed = models.BooleanField()
    effort = models.CharField(max_length=10)
    who = models.CharField(max_length=200, blank=True)
    why = models.TextField()
    because = models.JSONField(default=list)
    overdue_days = models.IntegerField(default=0)
    key = models.CharField(max_length=120)
    since = models.DateField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "ranked", "place", "place_without_profile", "ref", "use_name", "what", "kind",
         "effort", "who", "why", "because", "overdue_days", "key", "since",
         "weighed"), Audience.FORCE,
    )

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("ranked", "place"), name="one_action_a_place"),
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.what[:60]}"
