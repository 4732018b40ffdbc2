"""A meeting of a body, its agenda, who came, and whom the pack reached."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.meetings import rules


class Meeting(models.Model):
    """One meeting. Its pack and its minutes are frozen papers. Called by the chair or secretary."""

    body = models.ForeignKey("manage.Body", on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    place = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.PLANNED
    )
    called_by = models.CharField(max_length=120)
    called_at = models.DateTimeField()
    pack = models.JSONField(null=True)
    pack_digest = models.CharField(max_length=64, blank=True)
    packed_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    minutes = models.JSONField(null=True)
    minutes_digest = models.CharField(max_length=64, blank=True)
    settled_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)
    called_off_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "body", "on", "place", "state", "called_by", "called_at", "pack", "pack_digest",
         "packed_at", "words", "minutes", "minutes_digest", "settled_by", "settled_at",
         "called_off_because"), Audience.COMMITTEE,
    )

    def __str__(self) -> str:
        return f"{self.body}, {self.on}"


class AgendaItem(models.Model):
    """One matter on the agenda, and what was said about it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey("manage.Matter", on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "meeting", "matter", "number", "words"), Audience.COMMITTEE
    )

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="one_matter_a_number"),
            models.UniqueConstraint(fields=("meeting", "matter"), name="one_number_a_matter"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.matter}"


class Attendance(models.Model):
    """Whether somebody with a seat came. Recorded by the secretary."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey("manage.Seat", on_delete=models.PROTECT, related_name="+")
    came = models.CharField(max_length=20, choices=list(rules.CAME_NAMES.items()))

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "meeting", "seat", "came"), Audience.COMMITTEE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "seat"), name="one_attendance_a_seat"),
        )

    def __str__(self) -> str:
        return f"{self.seat}: {self.came}"


class Delivery(models.Model):
    """That the pack went to a member who does not sign in: by e-mail, or handed over on paper."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="deliveries")
    seat = models.ForeignKey("manage.Seat", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "meeting", "seat", "at", "by_name"), Audience.COMMITTEE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "seat"), name="one_delivery_a_seat"),
        )

    def __str__(self) -> str:
        return f"{self.seat} on {self.at:%Y-%m-%d}"
