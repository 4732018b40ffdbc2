"""A question from the public as the workbench keeps it, and the answers to it."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.report.questions import rules


class Question(models.Model):
    """What somebody outside asked about one version of a public record.

    `words` are for those who read it first, and empty once it is shown or forgotten;
    `shown_words` are what everybody reads. Who asked is not known to anybody.
    """

    number = models.CharField(max_length=8, unique=True)
    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="questions")
    version = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    words = models.TextField(blank=True)
    shown_words = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=list(rules.STATE_NAMES.items()), default=rules.State.WAITING
    )
    reason = models.CharField(
        max_length=20, choices=list(rules.REASON_NAMES.items()), blank=True
    )
    repeats = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="repeated_by"
    )
    received_at = models.DateTimeField()
    moderated_by = models.CharField(max_length=120, blank=True)
    moderated_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "number": Audience.PUBLIC, "use": Audience.FORCE,
        "version": Audience.PUBLIC, "asked_on": Audience.PUBLIC, "words": Audience.FORCE,
        "shown_words": Audience.PUBLIC, "state": Audience.PUBLIC, "reason": Audience.PUBLIC,
        "repeats": Audience.PUBLIC, "received_at": Audience.FORCE,
        "moderated_by": Audience.FORCE, "moderated_at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            # Words have one reader at a time: whoever looks at them first, or everybody.
            models.CheckConstraint(
                condition=models.Q(state="shown") | models.Q(shown_words=""),
                name="only_a_shown_question_has_shown_words",
            ),
        )
        indexes = (models.Index(fields=("state", "asked_on"), name="question_state"),)

    def __str__(self) -> str:
        return self.number


class QuestionAnswer(models.Model):
    """One answer, by a post, on a day, about one version. A later one stands below it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField()
    post = models.CharField(max_length=120)
    answered_on = models.DateField()
    version = models.PositiveSmallIntegerField()
    changed_to = models.PositiveSmallIntegerField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "question": Audience.PUBLIC, "words": Audience.PUBLIC,
        "post": Audience.PUBLIC, "answered_on": Audience.PUBLIC, "version": Audience.PUBLIC,
        "changed_to": Audience.PUBLIC, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.question}: {self.words[:60]}"
