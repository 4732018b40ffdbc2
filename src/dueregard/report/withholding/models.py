"""One field of one use that is kept back from the public for a while."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class Withheld(models.Model):
    """A field, the coded reason, why it holds here, and the day on which somebody looks again."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="withheld")
    source = models.CharField(max_length=80)
    reason = models.CharField(max_length=30)
    because = models.TextField()
    review_on = models.DateField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "source": Audience.PUBLIC,
        "reason": Audience.PUBLIC, "because": Audience.FORCE, "review_on": Audience.PUBLIC,
        "by_name": Audience.FORCE, "at": Audience.FORCE, "lifted_at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use", "source"), condition=models.Q(lifted_at=None),
                name="one_standing_withholding",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"
