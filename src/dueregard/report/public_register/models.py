"""What the public door can read. These tables live in a database of their own."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class PublicRecord(models.Model):
    """One version of one public record, or the dated note that it was withdrawn.

    `words` are those it can be found by. Of `stated` fields `withheld` are kept back.
    """

    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    newest = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    words = models.TextField(blank=True)
    stated = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "slug", "version", "newest", "title", "summary", "words", "stated", "withheld",
         "status",
         "digest", "published_at", "withdrawn_at", "withdrawn_because"), Audience.PUBLIC,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("slug", "version"), name="one_public_version"),
        )
        indexes = (models.Index(fields=("newest", "status", "title"), name="record_on_shelf"),)

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"


class RecordText(models.Model):
    """The document of one version, apart: a list of ten thousand records never passes by it.

    There is none for a version that was withdrawn. `drawn` is its page as `drawing` makes
    it, and `drawn_by` the release that made it; empty before any has.
    """

    record = models.OneToOneField(
        PublicRecord, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    document = models.JSONField()
    drawn = models.JSONField(default=dict)
    # Asked of every record at each fill: the pages themselves are not read for it.
    drawn_by = models.CharField(max_length=40, blank=True, db_index=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("record", "document", "drawn", "drawn_by"), Audience.PUBLIC
    )

    def __str__(self) -> str:
        return str(self.record)


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
    """What every public page carries: the force's name and the ledger's newest head. One row.

    `changes` counts how often anything here was changed.
    """

    force_name = models.CharField(max_length=120)
    contact_email = models.EmailField(blank=True)
    example = models.BooleanField(default=False)
    ledger_seq = models.BigIntegerField(default=0)
    ledger_head = models.CharField(max_length=64)
    changes = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "force_name", "contact_email", "example", "ledger_seq", "ledger_head", "changes",
         "at"),
        Audience.PUBLIC,
    )

    def __str__(self) -> str:
        return self.force_name


class AskedQuestion(models.Model):
    """A question that was asked here and waits to be fetched; then its row goes.

    What is here has its personal details taken out, and nobody has read it: it is for those
    inside, and no page shows its words. Nothing in it says who asked, or at what time of day.
    """

    number = models.CharField(max_length=8, unique=True)
    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    asked_on = models.DateField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "number": Audience.PUBLIC, "slug": Audience.PUBLIC,
        "version": Audience.PUBLIC, "words": Audience.FORCE, "asked_on": Audience.PUBLIC,
    }

    def __str__(self) -> str:
        return self.number


class PublicQuestion(models.Model):
    """A question as everybody may read it: its words only where they are shown."""

    number = models.CharField(max_length=8, unique=True)
    slug = models.SlugField(max_length=120)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    reason = models.CharField(max_length=20, blank=True)
    repeats = models.CharField(max_length=8, blank=True)
    answers = models.JSONField(default=list)
    answered_on = models.DateField(null=True)
    days = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "number", "slug", "version", "state", "words", "asked_on", "due_on", "reason",
         "repeats", "answers", "answered_on", "days", "changed_at"), Audience.PUBLIC,
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="shown") | models.Q(words="", answers=[]),
                name="only_what_is_shown_has_words",
            ),
        )
        indexes = (
            models.Index(fields=("slug", "state"), name="question_of_record"),
            models.Index(fields=("state", "answered_on"), name="question_answered"),
        )

    def __str__(self) -> str:
        return self.number


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


class PublicHead(models.Model):
    """A head of the ledger that the force signed, with the signatures of witnesses under it.

    `proof` shows that the head over `since` entries, which is the one before, is its beginning.
    """

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    note = models.TextField()
    key = models.CharField(max_length=250)
    since = models.BigIntegerField()
    proof = models.TextField(blank=True)
    signatures = models.PositiveSmallIntegerField(default=0)
    witnesses = models.JSONField(default=list)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("size", "at", "note", "key", "since", "proof", "signatures", "witnesses"),
        Audience.PUBLIC,
    )

    def __str__(self) -> str:
        return f"{self.size} entries"
