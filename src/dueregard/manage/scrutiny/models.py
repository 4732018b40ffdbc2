"""A sitting of a panel, its clips and ratings, what it reported and what came of it.

Footage is never here: a clip is an id in the force's own system.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.committee.deciding import SAID_NAMES
from dueregard.manage.scrutiny import rules

_PUBLIC, _PANEL, _NAMED = Audience.PUBLIC, Audience.PANEL, Audience.NAMED


class Sitting(models.Model):
    """One sitting of a panel. `voices` are kept in no order, apart from `heard`, who spoke."""

    body = models.ForeignKey("manage.Body", on_delete=models.CASCADE, related_name="sittings")
    on = models.DateField()
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.LISTING
    )
    called_by = models.CharField(max_length=120)
    called_at = models.DateTimeField()
    list_text = models.TextField(blank=True)
    list_digest = models.CharField(max_length=64, blank=True)
    listed = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    lodged_by = models.CharField(max_length=120, blank=True)
    lodger_id = models.BigIntegerField(null=True)
    lodged_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=200, blank=True)
    size = models.PositiveSmallIntegerField(default=0)
    minimum = models.PositiveSmallIntegerField(default=0)
    strata = models.JSONField(default=list)
    shares = models.JSONField(default=list)
    seeded_by = models.CharField(max_length=120, blank=True)
    seeded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    members = models.PositiveSmallIntegerField(default=0)
    finished = models.PositiveSmallIntegerField(default=0)
    debriefed_on = models.DateField(null=True)
    debrief = models.TextField(blank=True)
    report = models.JSONField(null=True)
    report_digest = models.CharField(max_length=64, blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=120, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=120, blank=True)
    told_words = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=120, blank=True)
    voices = models.JSONField(default=list)
    heard = models.JSONField(default=list)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(
            ("id", "body", "state", "called_by", "called_at", "list_text", "notes", "lodged_by",
             "lodger_id", "lodged_at", "seeded_by", "closed_at", "closed_by", "debriefed_on",
             "debrief", "reported_by", "replied_by", "told_by"), _PANEL),
        **dict.fromkeys(
            ("on", "list_digest", "listed", "seed", "size", "strata", "minimum", "shares",
             "seeded_at", "members", "finished", "report", "report_digest", "reported_at",
             "reply", "replied_at", "told_words", "told_at"), _PUBLIC),
        "voices": _NAMED, "heard": _NAMED,
    }

    def __str__(self) -> str:
        return f"{self.body}, {self.on}"


class Clip(models.Model):
    """One encounter that was drawn, under the id that the force's own system has for it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="clips")
    number = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=200)
    power = models.CharField(max_length=120)
    unit = models.CharField(max_length=120)
    when = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=120)
    key = models.CharField(max_length=64)
    stratum_drawn = models.PositiveSmallIntegerField()
    stratum_listed = models.PositiveIntegerField()
    standing = models.CharField(
        max_length=20, choices=list(rules.STANDING_NAMES.items()),
        default=rules.Standing.WAITING,
    )
    why = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    accounted_by = models.CharField(max_length=120, blank=True)
    accounted_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(
            ("id", "sitting", "number", "ref", "when", "key", "stratum_drawn",
             "stratum_listed", "accounted_by", "accounted_at"), _PANEL),
        # Told to the public only as counts, small ones hidden; the reason as the force wrote it.
        **dict.fromkeys(("power", "unit", "group", "standing", "why", "reason"), _PUBLIC),
    }

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("sitting", "number"), name="one_clip_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.ref}"


class Aside(models.Model):
    """That a member does not rate a clip, or any clip of a unit. A reason need not be given."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="asides")
    seat = models.ForeignKey("manage.Seat", on_delete=models.PROTECT, related_name="+")
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, null=True, related_name="asides")
    unit = models.CharField(max_length=120, blank=True)
    interest = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "sitting", "seat", "clip", "unit", "interest", "reason", "at"), _NAMED
    )

    def __str__(self) -> str:
        return f"{self.seat}: {self.clip or self.unit}"


class Rating(models.Model):
    """What one member made of one clip. Once ratings are closed it has a letter, and no seat."""

    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="ratings")
    seat = models.ForeignKey("manage.Seat", on_delete=models.PROTECT, null=True, related_name="+")
    rater = models.CharField(max_length=4, blank=True)
    colour = models.CharField(max_length=10)
    view = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    entered = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)

    # Hidden until ratings are closed, as an opinion is; `rules` says when they may be read.
    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "clip", "seat", "rater", "colour", "view", "answers", "comment", "entered",
         "given_at"), _NAMED,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clip", "seat"), name="one_rating_a_seat"),
        )

    def __str__(self) -> str:
        return f"{self.clip}: {self.colour}"


class PanelPoint(models.Model):
    """One point of a panel's report: what the force says to it, does about it, and what changed."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=list(rules.POINT_NAMES.items()))
    text = models.TextField()
    said = models.CharField(max_length=20, blank=True, choices=list(SAID_NAMES.items()))
    reasons = models.TextField(blank=True)
    action = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_on = models.DateField(null=True)
    changed = models.TextField(blank=True)
    changed_on = models.DateField(null=True)
    changed_by = models.CharField(max_length=120, blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(("id", "sitting", "number", "kind", "text", "said", "reasons", "action",
                         "due_on", "changed", "changed_on"), _PUBLIC),
        "owner": Audience.FORCE, "changed_by": Audience.FORCE,
    }

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("sitting", "number"), name="one_point_a_number"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Clearance(models.Model):
    """That a member's vetting or confidentiality agreement was seen, and its last day."""

    seat = models.ForeignKey("manage.Seat", on_delete=models.CASCADE, related_name="clearances")
    paper = models.CharField(max_length=20, choices=list(rules.PAPER_NAMES.items()))
    until = models.DateField()
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "seat", "paper", "until", "entered_by", "entered_at"), Audience.COMMITTEE
    )

    def __str__(self) -> str:
        return f"{self.seat}: {self.paper} until {self.until}"


class Makeup(models.Model):
    """Which groups a panel's members say they belong to, as counts; the gap, and a plan for it."""

    body = models.ForeignKey("manage.Body", on_delete=models.CASCADE, related_name="makeups")
    groups = models.JSONField(default=dict)
    gap = models.TextField()
    plan = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_on = models.DateField()
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": _PANEL, "body": _PANEL, "groups": _NAMED, "gap": _PUBLIC, "plan": _PUBLIC,
        "owner": Audience.FORCE, "due_on": _PUBLIC, "entered_by": _PANEL, "entered_at": _PANEL,
    }

    def __str__(self) -> str:
        return self.gap[:60]
