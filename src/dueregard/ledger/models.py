"""One row an entry. No foreign keys: nothing that happens elsewhere can block or rewrite it.

Beside the entries: what was signed of them and by whom, and what the log of processing asks for.
"""

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
        indexes = (
            models.Index(fields=("about", "-seq"), name="ledger_about"),
            models.Index(fields=("verb", "-seq"), name="ledger_verb"),
            # The newest of them is asked for at every call of a partner's system.
            models.Index(fields=("-seq",), name="ledger_but_processing",
                         condition=~models.Q(verb__startswith="processing:data:")),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.about}".strip()


class SignedHead(models.Model):
    """What the force signed of the ledger at one moment: how many entries, and the root over them.

    `note` is the checkpoint as it was signed, with none of the witnesses' signatures; `key` what
    its signature is checked with.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    key = models.CharField(max_length=250)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("size", "root", "note", "key", "at"), Audience.PUBLIC
    )

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


class Part(models.Model):
    """The root of 256 entries in a row, so that no proof has to read them all again.

    It holds nothing that the entries do not say: it can be worked out from them at any time.
    """

    number = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(("number", "root"), Audience.PUBLIC)

    def __str__(self) -> str:
        return f"{self.number} {self.root}"


class Witness(models.Model):
    """Somebody outside who signs our heads too. `key` is their verifier key."""

    name = models.CharField(max_length=120, unique=True)
    body = models.CharField(max_length=200)
    key = models.CharField(max_length=250, unique=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "name", "body", "key", "added_at", "ended_at"), Audience.PUBLIC
    )

    def __str__(self) -> str:
        return self.body


class Cosignature(models.Model):
    """A witness's signature under one of our heads, as a line of the note, and when it signed."""

    head = models.ForeignKey(SignedHead, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="cosignatures")
    line = models.TextField()
    signed_at = models.DateTimeField()
    taken_in_at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "head", "witness", "line", "signed_at", "taken_in_at"), Audience.PUBLIC
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("head", "witness"), name="one_cosignature"),
        )

    def __str__(self) -> str:
        return self.line


class ProcessingTerms(models.Model):
    """What the force asks of whoever uses personal data, beyond the law. One row, or none yet."""

    reason = models.BooleanField(default=True)
    case_ref = models.BooleanField(default=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "reason", "case_ref"), Audience.FORCE
    )

    def __str__(self) -> str:
        return f"reason {self.reason}, case {self.case_ref}"
