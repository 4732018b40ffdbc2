"""A body, a seat on it for a term, and an interest that somebody declared."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.bodies import rules


class Body(models.Model):
    """One body that speaks to the force. Made by the ethics lead, or once by an upgrade."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    quorum = models.PositiveSmallIntegerField()
    founded_by = models.CharField(max_length=120)
    founded_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "name": Audience.PUBLIC, "kind": Audience.PUBLIC,
        "quorum": Audience.PUBLIC, "founded_by": Audience.FORCE, "founded_at": Audience.COMMITTEE,
    }

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """One person's seat for one term. Without an account it has only a name."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="seats"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    post = models.CharField(max_length=20, choices=list(rules.POST_NAMES.items()))
    served = models.CharField(
        max_length=20, choices=list(rules.SERVED_NAMES.items()), default=rules.Served.SIGNS_IN
    )
    since = models.DateField()
    until = models.DateField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "body": Audience.COMMITTEE, "person": Audience.COMMITTEE,
        "name": Audience.COMMITTEE, "email": Audience.FORCE, "post": Audience.COMMITTEE,
        "served": Audience.COMMITTEE, "since": Audience.COMMITTEE, "until": Audience.COMMITTEE,
    }

    def __str__(self) -> str:
        return f"{self.name}, {self.get_post_display().lower()} of {self.body}"


class Interest(models.Model):
    """What a member declared, on the register for as long as it stands."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="interests")
    text = models.TextField()
    declared_on = models.DateField()
    entered_by = models.CharField(max_length=120)
    ended_on = models.DateField(null=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "seat", "text", "declared_on", "entered_by", "ended_on"), Audience.COMMITTEE
    )

    def __str__(self) -> str:
        return self.text[:60]
