"""A matter, what each member thinks, what the committee advises, what was decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.committee import rules


class Matter(models.Model):
    """One thing put to the committee: a question and the frozen paper it was asked on."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="matters")
    body = models.ForeignKey(
        "manage.Body", on_delete=models.PROTECT, null=True, related_name="matters"
    )
    question = models.TextField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.OPINIONS
    )
    deadline = models.DateField()
    referred_by = models.CharField(max_length=120)
    referred_at = models.DateTimeField()
    closed_how = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "use": Audience.COMMITTEE, "body": Audience.PUBLIC,
        "question": Audience.PUBLIC,
        "document": Audience.COMMITTEE, "digest": Audience.PUBLIC, "state": Audience.COMMITTEE,
        "deadline": Audience.COMMITTEE, "referred_by": Audience.FORCE,
        "referred_at": Audience.PUBLIC, "closed_how": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("use",), condition=~models.Q(state="decided"), name="one_open_matter"
            ),
        )

    def __str__(self) -> str:
        return self.question[:60]


class Opinion(models.Model):
    """One member's own view, asked for at referral, hidden until all are in or it is closed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="opinions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    seat = models.ForeignKey(
        "manage.Seat", on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    outcome = models.CharField(max_length=40, blank=True)
    outcome_text = models.CharField(max_length=80, blank=True)
    reasons = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    interest = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)
    entered_by = models.CharField(max_length=120, blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.NAMED, "matter": Audience.COMMITTEE, "member": Audience.COMMITTEE,
        "seat": Audience.COMMITTEE, "outcome": Audience.NAMED, "outcome_text": Audience.NAMED,
        "reasons": Audience.NAMED, "conditions": Audience.NAMED,
        "interest": Audience.COMMITTEE, "given_at": Audience.COMMITTEE,
        "entered_by": Audience.COMMITTEE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("matter", "member"), name="one_opinion_a_member"),
            models.UniqueConstraint(fields=("matter", "seat"), name="one_opinion_a_seat"),
        )

    def __str__(self) -> str:
        return f"{self.member or self.seat} on {self.matter}"


class Advice(models.Model):
    """What the committee advises. Advice is not a decision."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="advice")
    outcome = models.CharField(max_length=40)
    outcome_text = models.CharField(max_length=80, blank=True)
    leaning = models.CharField(max_length=10, blank=True)
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.CharField(max_length=120, blank=True)
    replied_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "matter": Audience.COMMITTEE, "outcome": Audience.PUBLIC,
        "outcome_text": Audience.PUBLIC, "leaning": Audience.PUBLIC,
        "reasons": Audience.PUBLIC, "dissent": Audience.PUBLIC, "by_name": Audience.COMMITTEE,
        "at": Audience.PUBLIC, "reply": Audience.PUBLIC, "replied_by": Audience.COMMITTEE,
        "replied_at": Audience.PUBLIC,
    }

    def __str__(self) -> str:
        return self.outcome


class AdviceItem(models.Model):
    """One thing the committee asks for, and what the decision maker says to it."""

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    test = models.TextField()
    answer = models.CharField(max_length=20, blank=True)
    reasons = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "advice": Audience.COMMITTEE, "number": Audience.PUBLIC,
        "text": Audience.PUBLIC, "test": Audience.PUBLIC, "answer": Audience.PUBLIC,
        "reasons": Audience.PUBLIC,
    }

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("advice", "number"), name="one_item_a_number"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Decision(models.Model):
    """What the decision maker decided, kept apart from the advice."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    departs_because = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    by_name = models.CharField(max_length=120)
    by_post = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.COMMITTEE, "matter": Audience.COMMITTEE, "outcome": Audience.PUBLIC,
        "reasons": Audience.PUBLIC, "departs_because": Audience.PUBLIC,
        "review_on": Audience.PUBLIC, "by_name": Audience.COMMITTEE,
        "by_post": Audience.PUBLIC, "at": Audience.PUBLIC,
    }

    def __str__(self) -> str:
        return self.outcome


class AdviceWord(models.Model):
    """A word in which committees here advise, as the ethics lead changed or added it."""

    key = models.CharField(max_length=40, unique=True)
    text = models.CharField(max_length=80)
    meaning = models.TextField()
    leaning = models.CharField(max_length=10)
    offered = models.BooleanField(default=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "key", "text", "meaning", "leaning", "offered"), Audience.PUBLIC
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text
