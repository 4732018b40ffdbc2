"""One row is what a person said of one rule of law about one use, and what shows it."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience
from dueregard.identify.law import rules


class RuleSaying(models.Model):
    """Met, not met, or no concern of ours; the newest of a rule counts, the earlier are kept.

    The rule's words are kept as they were shown, so that a later wording is not answered by it.
    """

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="rule_sayings")
    rule = models.CharField(max_length=40)
    rev = models.PositiveIntegerField()
    rule_title = models.CharField(max_length=200)
    rule_check = models.TextField()
    rule_citation = models.TextField()
    said = models.CharField(max_length=20, choices=list(rules.SAID_NAMES.items()))
    named = models.CharField(max_length=120)
    post = models.CharField(max_length=160)
    document_title = models.CharField(max_length=200, blank=True)
    document_reference = models.CharField(max_length=200, blank=True)
    evidence = models.ForeignKey("identify.Evidence", on_delete=models.PROTECT, null=True)
    dated_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "rule": Audience.COMMITTEE,
        "rev": Audience.COMMITTEE, "rule_title": Audience.COMMITTEE,
        "rule_check": Audience.COMMITTEE, "rule_citation": Audience.COMMITTEE,
        "said": Audience.COMMITTEE, "named": Audience.FORCE, "post": Audience.COMMITTEE,
        "document_title": Audience.COMMITTEE, "document_reference": Audience.COMMITTEE,
        "evidence": Audience.COMMITTEE, "dated_on": Audience.COMMITTEE,
        "note": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.FORCE,
    }

    class Meta:
        indexes = (models.Index(fields=("use", "rule", "-at"), name="saying_use_rule_at"),)

    def __str__(self) -> str:
        return f"{self.rule}: {self.said}"
