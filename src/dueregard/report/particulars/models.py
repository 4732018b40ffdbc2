"""What a force tells the public of a use in words and counts, and what it promises them."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.particulars import rules


class ParticularText(models.Model):
    """One thing told in words. The ledger keeps what it said before."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "key": Audience.PUBLIC,
        "text": Audience.PUBLIC, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("use", "key"), name="one_text_a_key"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:60]}"


class UsageCount(models.Model):
    """How often a use was made of in one quarter, what was counted, and where that comes from."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="+")
    begins = models.DateField()
    count = models.PositiveBigIntegerField()
    what = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "begins": Audience.PUBLIC,
        "count": Audience.PUBLIC, "what": Audience.PUBLIC, "source": Audience.PUBLIC,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("use", "begins"), name="one_count_a_quarter"),
        )

    def __str__(self) -> str:
        return f"{self.count} {self.what}"


class HoursChanged(models.Model):
    """What a use does to people's time, with the test that shows it. One standing row a use."""

    use = models.OneToOneField("identify.Use", on_delete=models.CASCADE, related_name="+")
    time = models.CharField(max_length=10, choices=list(rules.TIME_NAMES.items()))
    hours = models.PositiveIntegerField()
    whose = models.CharField(max_length=160)
    instead = models.TextField(blank=True)
    evidence = models.ForeignKey("identify.Evidence", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "time": Audience.PUBLIC,
        "hours": Audience.PUBLIC, "whose": Audience.PUBLIC, "instead": Audience.PUBLIC,
        "evidence": Audience.FORCE, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.hours} hours a month {self.time}"


class Promise(models.Model):
    """A way to reach us that people are promised to keep; ended only with a day and a reason."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=30)
    post = models.CharField(max_length=160)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "channel": Audience.PUBLIC,
        "post": Audience.PUBLIC, "made_on": Audience.PUBLIC, "ended_on": Audience.PUBLIC,
        "ended_because": Audience.PUBLIC, "by_name": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use", "channel"), condition=models.Q(ended_on=None),
                name="one_standing_promise",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel}, since {self.made_on}"
