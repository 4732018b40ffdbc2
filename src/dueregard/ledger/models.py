"""One row an entry. No foreign keys: nothing that happens elsewhere can block or rewrite it."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class Entry(models.Model):
    """One thing that was done, or refused. Written by ledger.actions alone, never changed."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    about = models.CharField(max_length=80, blank=True)
    refused = models.BooleanField(default=False)
    commitment = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, null=True)
    body = models.JSONField(null=True)
    once = models.CharField(max_length=64, null=True, unique=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "seq": Audience.PUBLIC, "at": Audience.PUBLIC, "commitment": Audience.PUBLIC,
        "head": Audience.PUBLIC, "verb": Audience.FORCE, "about": Audience.FORCE,
        "refused": Audience.FORCE, "salt": Audience.FORCE, "body": Audience.FORCE,
        "once": Audience.NAMED,
    }

    class Meta:
        ordering = ("seq",)
        indexes = (models.Index(fields=("about", "-seq"), name="ledger_about"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.about}".strip()
