"""What was written of a use for one yearly report."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class YearStatement(models.Model):
    """What the record does not hold of a use and a year. Blank is not written down."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="years")
    year = models.CharField(max_length=10)
    amount = models.TextField(blank=True)
    shared_with = models.TextField(blank=True)
    shared_what = models.TextField(blank=True)
    shared_law = models.TextField(blank=True)
    shared_why = models.TextField(blank=True)
    areas = models.TextField(blank=True)
    complaints = models.TextField(blank=True)
    audits = models.TextField(blank=True)
    breaches = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    crime = models.TextField(blank=True)
    costs = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("year", "amount", "shared_with", "shared_what", "shared_law", "shared_why", "areas",
         "complaints", "audits", "breaches", "effect", "crime", "costs", "changes"),
        Audience.PUBLIC,
    ) | dict.fromkeys(("id", "use", "notes", "by_name", "at"), Audience.FORCE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("use", "year"), name="one_statement_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.use}"
