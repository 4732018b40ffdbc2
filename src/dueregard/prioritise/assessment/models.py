"""One time round: the questions answered, the options, and what each would do to whom."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.prioritise.assessment import rules


class Assessment(models.Model):
    """One time round the cycle for one use. Opened by a person, settled by its owner."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="assessments")
    round = models.PositiveSmallIntegerField()
    tier = models.PositiveSmallIntegerField()
    packs = models.JSONField()
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.OPEN
    )
    why_this_order = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_because = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "round": Audience.PUBLIC,
        "tier": Audience.PUBLIC, "packs": Audience.COMMITTEE, "state": Audience.FORCE,
        "why_this_order": Audience.PUBLIC, "opened_at": Audience.COMMITTEE,
        "opened_because": Audience.COMMITTEE, "settled_at": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("use", "round"), name="one_assessment_a_round"),
            models.UniqueConstraint(
                fields=("use",), condition=models.Q(state="open"), name="one_open_assessment"
            ),
        )

    def __str__(self) -> str:
        return f"Assessment {self.round} of {self.use}"


class Reply(models.Model):
    """The answer to one lens question, with the words of the question as they were asked."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="replies")
    question = models.CharField(max_length=40)
    rev = models.PositiveSmallIntegerField()
    words = models.TextField()
    lens = models.CharField(max_length=20)
    answer = models.CharField(max_length=20, choices=list(rules.ANSWER_NAMES.items()))
    text = models.TextField(blank=True)
    publish = models.BooleanField(default=False)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "question": Audience.COMMITTEE,
        "rev": Audience.COMMITTEE, "words": Audience.PUBLIC, "lens": Audience.PUBLIC,
        "answer": Audience.PUBLIC, "text": Audience.PUBLIC, "publish": Audience.FORCE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "question"), name="one_reply_a_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class Option(models.Model):
    """One thing that could be done. Number 0 is always carrying on as now."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "assessment": Audience.FORCE, "number": Audience.PUBLIC,
        "name": Audience.PUBLIC, "text": Audience.PUBLIC, "place": Audience.PUBLIC,
    }

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("assessment", "number"), name="one_option_a_number"),
        )

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """What one option would do to somebody, for better or worse, through one lens."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=20, choices=list(rules.KIND_NAMES.items()))
    lens = models.CharField(max_length=20)
    affected = models.CharField(max_length=200)
    text = models.TextField()
    chance = models.CharField(max_length=30, choices=list(rules.CHANCE_NAMES.items()))
    size = models.CharField(max_length=20, choices=list(rules.SIZE_NAMES.items()))
    evidence = models.ForeignKey("identify.Evidence", on_delete=models.PROTECT, null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "option": Audience.FORCE, "kind": Audience.PUBLIC,
        "lens": Audience.PUBLIC, "affected": Audience.PUBLIC, "text": Audience.PUBLIC,
        "chance": Audience.PUBLIC, "size": Audience.PUBLIC, "evidence": Audience.COMMITTEE,
        "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.text[:60]
