"""One row is one thing that was asked of a use."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.conditions import rules


class Condition(models.Model):
    """A condition on a use: testable, with an owner and a date. Made by a decision."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="conditions")
    text = models.TextField()
    test = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="conditions"
    )
    due_on = models.DateField()
    evidence_wanted = models.TextField(blank=True)
    due_at_stage = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.OPEN
    )
    what_was_done = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    check_words = models.TextField(blank=True)
    checked_by = models.CharField(max_length=120, blank=True)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=120, blank=True)
    held_words = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "text": Audience.PUBLIC,
        "test": Audience.PUBLIC, "owner": Audience.FORCE, "due_on": Audience.PUBLIC,
        "state": Audience.PUBLIC, "what_was_done": Audience.COMMITTEE,
        "answered_by": Audience.FORCE, "answered_at": Audience.COMMITTEE,
        "check_words": Audience.COMMITTEE, "checked_by": Audience.FORCE,
        "set_by": Audience.COMMITTEE, "set_at": Audience.COMMITTEE,
        "settled_at": Audience.PUBLIC, "evidence_wanted": Audience.COMMITTEE,
        "due_at_stage": Audience.PUBLIC, "held_at": Audience.PUBLIC,
        "held_by": Audience.FORCE, "held_words": Audience.COMMITTEE,
    }

    class Meta:
        indexes = (models.Index(fields=("state", "due_on"), name="condition_state_due"),)

    def __str__(self) -> str:
        return self.text[:60]


class Reminder(models.Model):
    """That the owner of a condition was reminded of it, once of each kind. Made by the clock."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=list(rules.REMINDER_NAMES.items()))
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "condition", "kind", "at"), Audience.FORCE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("condition", "kind"), name="one_reminder_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.condition}"
