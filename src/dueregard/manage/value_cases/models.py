"""A value case and its rows, a review, a decision not to share, a story of good sharing."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.value_cases import rules


class ValueCase(models.Model):
    """What sharing is to bring about, and for whom. One for each use that shares."""

    use = models.OneToOneField("identify.Use", on_delete=models.CASCADE, related_name="+")
    outcome = models.TextField(blank=True)
    who_benefits = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "outcome": Audience.COMMITTEE,
        "who_benefits": Audience.COMMITTEE, "dissent": Audience.COMMITTEE,
        "by_name": Audience.FORCE, "at": Audience.COMMITTEE,
    }

    def __str__(self) -> str:
        return self.outcome[:60]


class ValueRow(models.Model):
    """One thing that an option does, as a product of numbers with ranges and sources."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="+")
    option = models.CharField(max_length=20, choices=list(rules.OPTION_NAMES.items()))
    sort = models.CharField(max_length=20, choices=list(rules.SORT_NAMES.items()))
    text = models.TextField()
    who = models.CharField(max_length=200)
    unit = models.CharField(max_length=120)
    factors = models.JSONField()
    count = models.BooleanField(default=False)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "option": Audience.COMMITTEE,
        "sort": Audience.COMMITTEE, "text": Audience.COMMITTEE, "who": Audience.COMMITTEE,
        "unit": Audience.COMMITTEE, "factors": Audience.COMMITTEE, "count": Audience.COMMITTEE,
        "by_name": Audience.FORCE, "at": Audience.COMMITTEE, "dropped_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.text[:60]


class AgreementReview(models.Model):
    """One time that an agreement was looked at: what was counted, and what was decided."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=list(rules.VERDICT_NAMES.items()))
    words = models.TextField()
    why_uncounted = models.TextField(blank=True)
    # What was predicted then and what was counted, row by row, as it stood.
    counts = models.JSONField(default=list)
    due_on = models.DateField(null=True)
    next_due = models.DateField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "verdict": Audience.COMMITTEE,
        "words": Audience.COMMITTEE, "why_uncounted": Audience.COMMITTEE,
        "counts": Audience.COMMITTEE, "due_on": Audience.COMMITTEE,
        "next_due": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.COMMITTEE,
    }

    def __str__(self) -> str:
        return f"{self.verdict}, {self.at:%Y-%m-%d}"


class NotShared(models.Model):
    """A decision not to share, what may come of it, who looked at it, and what came of it."""

    use = models.ForeignKey(
        "identify.Use", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    partner = models.ForeignKey(
        "manage.Partner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    what = models.TextField()
    reason = models.TextField()
    consequences = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    found = models.CharField(max_length=20, blank=True, choices=list(rules.FOUND_NAMES.items()))
    found_words = models.TextField(blank=True)
    reviewer_name = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    came_of_it = models.TextField(blank=True)
    came_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "partner": Audience.FORCE,
        "what": Audience.FORCE, "reason": Audience.FORCE, "consequences": Audience.FORCE,
        "decided_by": Audience.FORCE, "decided_by_name": Audience.FORCE,
        "decided_at": Audience.FORCE, "found": Audience.FORCE, "found_words": Audience.FORCE,
        "reviewer_name": Audience.FORCE, "reviewed_at": Audience.FORCE,
        "came_of_it": Audience.FORCE, "came_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.what[:60]


class SharingStory(models.Model):
    """A time when sharing did good, without names. `outside` is whether the public reads it."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    happened_on = models.DateField(null=True)
    outside = models.BooleanField(default=False)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "title": Audience.PUBLIC,
        "text": Audience.PUBLIC, "happened_on": Audience.FORCE, "outside": Audience.FORCE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.title
