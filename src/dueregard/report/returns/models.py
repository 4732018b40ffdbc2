"""Our own returns, the returns of other forces as they came, and who is like whom."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.returns import rules


class OwnReturn(models.Model):
    """Our return for one period. Figures may be typed and explained until it is signed."""

    first_day = models.DateField()
    last_day = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    because = models.TextField(blank=True)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.DRAFT
    )
    content = models.JSONField()
    counted = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=120, blank=True)
    signed_post = models.CharField(max_length=160, blank=True)
    signed_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "first_day": Audience.PARTNER, "last_day": Audience.PARTNER,
        "revision": Audience.PARTNER, "because": Audience.PARTNER, "state": Audience.FORCE,
        "content": Audience.PARTNER, "counted": Audience.FORCE, "digest": Audience.PARTNER,
        "made_by": Audience.FORCE, "made_at": Audience.FORCE, "signed_by": Audience.FORCE,
        "signed_post": Audience.PARTNER, "signed_at": Audience.PARTNER,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("first_day", "last_day", "revision"), name="one_return_a_revision"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}, {self.revision}"


class LoadedReturn(models.Model):
    """A return of another force, as it came. It is never changed; a corrected one replaces it."""

    force_key = models.CharField(max_length=80)
    force_name = models.CharField(max_length=120)
    show_name = models.BooleanField(default=False)
    first_day = models.DateField()
    last_day = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    stands = models.BooleanField(default=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    loaded_by = models.CharField(max_length=120)
    loaded_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "force_key", "force_name", "show_name", "first_day", "last_day", "revision",
         "content", "digest", "file_name", "stands", "replaced_by", "loaded_by", "loaded_at"),
        Audience.FORCE,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("force_key", "first_day", "last_day"),
                condition=models.Q(stands=True), name="one_return_that_stands",
            ),
        )

    def __str__(self) -> str:
        return f"{self.force_name}, {self.first_day} to {self.last_day}"


class LikeForce(models.Model):
    """Which group of similar forces a force belongs to, from a file of groups."""

    force_key = models.CharField(max_length=80, unique=True)
    group = models.CharField(max_length=80)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "force_key", "group"), Audience.FORCE
    )

    def __str__(self) -> str:
        return f"{self.force_key}: {self.group}"
