"""What the public door can read. These tables live in a database of their own."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class PublicRecord(models.Model):
    """One version of one public record, or the dated note that it was withdrawn."""

    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    newest = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    status = models.CharField(max_length=20)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "slug", "version", "newest", "title", "summary", "status", "document",
         "digest", "published_at", "withdrawn_at", "withdrawn_because"), Audience.PUBLIC,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("slug", "version"), name="one_public_version"),
        )
        indexes = (models.Index(fields=("newest", "status", "title"), name="record_on_shelf"),)

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"


class Notice(models.Model):
    """A status notice on a public record: something lapsed. Posted by the clock."""

    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, unique=True)
    text = models.TextField()
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "slug", "version", "key", "text", "at"), Audience.PUBLIC
    )

    def __str__(self) -> str:
        return self.text[:60]


class Signboard(models.Model):
    """What every public page carries: the force's name and the ledger's newest head. One row."""

    force_name = models.CharField(max_length=120)
    contact_email = models.EmailField(blank=True)
    example = models.BooleanField(default=False)
    ledger_seq = models.BigIntegerField(default=0)
    ledger_head = models.CharField(max_length=64)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "force_name", "contact_email", "example", "ledger_seq", "ledger_head", "at"),
        Audience.PUBLIC,
    )

    def __str__(self) -> str:
        return self.force_name


class PublicPaper(models.Model):
    """One version of a paper that is not about one use, or the dated note that it was withdrawn."""

    kind = models.CharField(max_length=40)
    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    newest = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "kind", "slug", "version", "newest", "title", "summary", "document", "digest",
         "published_at", "withdrawn_at", "withdrawn_because"), Audience.PUBLIC,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("slug", "version"), name="one_paper_version"),
        )

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"
