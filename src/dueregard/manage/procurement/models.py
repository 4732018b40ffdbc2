"""What a supplier was asked, and what it said: an enquiry is one round about one version."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.procurement import rules


class Enquiry(models.Model):
    """Questions put to a supplier about one version of a product. Made by a procurement officer."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="enquiries")
    supplier = models.CharField(max_length=200)
    product = models.CharField(max_length=200)
    version = models.CharField(max_length=80)
    answer_by = models.DateField()
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.OPEN
    )
    inherits = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    link_expires_at = models.DateTimeField(null=True)
    link_revoked_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "supplier": Audience.FORCE,
        "product": Audience.FORCE, "version": Audience.FORCE, "answer_by": Audience.FORCE,
        "state": Audience.FORCE, "inherits": Audience.FORCE, "token_hash": Audience.NAMED,
        "link_expires_at": Audience.FORCE, "link_revoked_at": Audience.FORCE,
        "said_by": Audience.FORCE, "submitted_at": Audience.FORCE, "by_name": Audience.FORCE,
        "at": Audience.FORCE, "closed_at": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.supplier}: {self.product} {self.version}"


class SupplierAnswer(models.Model):
    """One question of an enquiry, its words as asked, and what came of it.

    `draft` is what the supplier has saved, `said` what it has sent. `said_for` is the version
    that an answer taken over from an earlier enquiry was given for; it counts once `confirmed`.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=40)
    rev = models.PositiveSmallIntegerField()
    asked = models.JSONField()
    draft = models.JSONField(default=dict)
    said = models.JSONField(default=dict)
    said_at = models.DateTimeField(null=True)
    said_for = models.CharField(max_length=80, blank=True)
    earlier_grade = models.CharField(max_length=20, blank=True)
    confirmed = models.BooleanField(default=True)
    evidence = models.ForeignKey(
        "identify.Evidence", on_delete=models.PROTECT, null=True, related_name="+"
    )
    grade = models.CharField(
        max_length=20, blank=True, choices=list(rules.GRADE_NAMES.items())
    )
    why = models.TextField(blank=True)
    seen = models.CharField(
        max_length=20, choices=list(rules.SEEN_NAMES.items()), default=rules.Seen.NOTHING
    )
    report_read = models.CharField(max_length=300, blank=True)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    graded_at = models.DateTimeField(null=True)
    follow_up = models.TextField(blank=True)
    follow_up_state = models.CharField(
        max_length=20, blank=True, choices=list(rules.FOLLOW_UP_NAMES.items())
    )
    condition = models.ForeignKey(
        "manage.Condition", on_delete=models.PROTECT, null=True, related_name="+"
    )

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "enquiry": Audience.FORCE, "number": Audience.FORCE,
        "question": Audience.FORCE, "rev": Audience.FORCE, "asked": Audience.FORCE,
        "draft": Audience.NAMED, "said": Audience.FORCE, "said_at": Audience.FORCE,
        "said_for": Audience.FORCE, "earlier_grade": Audience.FORCE,
        "confirmed": Audience.FORCE, "evidence": Audience.FORCE, "grade": Audience.FORCE,
        "why": Audience.FORCE, "seen": Audience.FORCE, "report_read": Audience.FORCE,
        "graded_by": Audience.FORCE, "graded_at": Audience.FORCE, "follow_up": Audience.FORCE,
        "follow_up_state": Audience.FORCE, "condition": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("enquiry", "number"), name="one_answer_a_number"),
            models.UniqueConstraint(fields=("enquiry", "question"), name="one_answer_a_question"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.question}"
