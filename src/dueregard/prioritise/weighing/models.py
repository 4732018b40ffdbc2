"""What effects lack for weighing, safeguards, gates, members' own values, and each weighing."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.prioritise.weighing import rules
from dueregard.weighing.shapes import ACTION_NAMES


class Detail(models.Model):
    """How many people an effect falls on in a year, and how that is known."""

    effect = models.OneToOneField(
        "prioritise.Effect", on_delete=models.CASCADE, related_name="detail"
    )
    people_word = models.CharField(max_length=20, blank=True)
    people_low = models.FloatField(null=True)
    people_high = models.FloatField(null=True)
    evidence = models.ForeignKey(
        "identify.Evidence", on_delete=models.PROTECT, null=True, related_name="+"
    )
    judged = models.TextField(blank=True)
    before_after = models.ForeignKey(
        "identify.Evidence", on_delete=models.PROTECT, null=True, related_name="+"
    )
    find_out = models.TextField(blank=True)
    effort = models.CharField(
        max_length=10, choices=list(rules.EFFORT_NAMES.items()), blank=True
    )
    shared = models.CharField(max_length=80, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "effect": Audience.FORCE, "people_word": Audience.COMMITTEE,
        "people_low": Audience.COMMITTEE, "people_high": Audience.COMMITTEE,
        "evidence": Audience.COMMITTEE, "judged": Audience.COMMITTEE,
        "before_after": Audience.COMMITTEE, "find_out": Audience.COMMITTEE,
        "effort": Audience.COMMITTEE, "shared": Audience.COMMITTEE, "by_name": Audience.FORCE,
        "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"Detail of {self.effect}"


class GroupWeight(models.Model):
    """A group to which what happens counts more, so many times, with the reason as published."""

    assessment = models.ForeignKey(
        "prioritise.Assessment", on_delete=models.CASCADE, related_name="group_weights"
    )
    name = models.CharField(max_length=200)
    times = models.FloatField()
    reason = models.TextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "name": Audience.COMMITTEE,
        "times": Audience.COMMITTEE, "reason": Audience.COMMITTEE, "by_name": Audience.FORCE,
        "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("assessment", "name"), name="one_weight_a_group"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.times:g} times"


class Control(models.Model):
    """A safeguard that takes a share away from risks. `effects` are the ids of those risks."""

    assessment = models.ForeignKey(
        "prioritise.Assessment", on_delete=models.CASCADE, related_name="controls"
    )
    name = models.CharField(max_length=200)
    effects = models.JSONField()
    reduces = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=list(rules.STATE_NAMES.items()))
    shown = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=list(ACTION_NAMES.items()))
    effort = models.CharField(
        max_length=10, choices=list(rules.EFFORT_NAMES.items()), blank=True
    )
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "name": Audience.COMMITTEE,
        "effects": Audience.COMMITTEE, "reduces": Audience.COMMITTEE, "state": Audience.COMMITTEE,
        "shown": Audience.COMMITTEE, "kind": Audience.COMMITTEE, "effort": Audience.COMMITTEE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """What somebody said of how one option stands at one gate."""

    assessment = models.ForeignKey(
        "prioritise.Assessment", on_delete=models.CASCADE, related_name="standings"
    )
    option = models.PositiveSmallIntegerField()
    gate = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=list(rules.GATE_NAMES.items()))
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "option": Audience.COMMITTEE,
        "gate": Audience.COMMITTEE, "state": Audience.COMMITTEE, "reason": Audience.COMMITTEE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "option", "gate"), name="one_standing_a_gate"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gate}, option {self.option}: {self.state}"


class Ranking(models.Model):
    """Which lenses matter most to one member. Others see a seat, and never whose it is."""

    assessment = models.ForeignKey(
        "prioritise.Assessment", on_delete=models.CASCADE, related_name="rankings"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    seat = models.PositiveSmallIntegerField()
    order = models.JSONField()
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "person": Audience.NAMED,
        "seat": Audience.COMMITTEE, "order": Audience.COMMITTEE, "at": Audience.NAMED,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "person"), name="one_ranking_a_member"
            ),
            models.UniqueConstraint(fields=("assessment", "seat"), name="one_ranking_a_seat"),
        )

    def __str__(self) -> str:
        return f"Seat {self.seat}"


class Weighing(models.Model):
    """The options weighed on a day: everything that went in and came out, never changed.

    `sensitivity` is what hangs on the method, once somebody asked.
    """

    assessment = models.ForeignKey(
        "prioritise.Assessment", on_delete=models.CASCADE, related_name="weighings"
    )
    weighed = models.TextField()
    paper = models.JSONField()
    sensitivity = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    version = models.CharField(max_length=20)
    constants = models.CharField(max_length=64)
    seed = models.PositiveIntegerField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "assessment": Audience.FORCE, "weighed": Audience.COMMITTEE,
        "paper": Audience.COMMITTEE, "sensitivity": Audience.COMMITTEE,
        "digest": Audience.COMMITTEE, "version": Audience.COMMITTEE,
        "constants": Audience.COMMITTEE, "seed": Audience.COMMITTEE, "by_name": Audience.FORCE,
        "at": Audience.COMMITTEE,
    }

    def __str__(self) -> str:
        return f"Weighing {self.pk} of {self.assessment}"
