"""A request, what each person decided, what was given out, who was told, the map, the drill.

No personal data is kept here: a key that stands for a person, names of columns, a digest.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.sharing import rules


class SharingRequest(models.Model):
    """One request, from asking to receipt or refusal.

    `asked` is what was asked, as `dueregard.sharing` reads it; `decision` the answer with
    everything that it looked at, so that it can be given again. `use` and `partner` are blank
    only where a life was at risk and nobody waited to look.
    """

    use = models.ForeignKey(
        "identify.Use", on_delete=models.PROTECT, null=True, related_name="+"
    )
    partner = models.ForeignKey(
        "manage.Partner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recipient = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=20, choices=list(rules.WAY_NAMES.items()))
    state = models.CharField(max_length=20, choices=list(rules.STATE_NAMES.items()))
    asked = models.JSONField()
    collected_for_law = models.BooleanField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    event = models.CharField(max_length=80, blank=True)
    group = models.CharField(max_length=80, blank=True)
    signs = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    more_wanted = models.TextField(blank=True)
    assessed_words = models.TextField(blank=True)
    assessed_by_name = models.CharField(max_length=120, blank=True)
    assessed_at = models.DateTimeField(null=True)
    two_people = models.BooleanField(default=False)
    decision = models.JSONField(null=True)
    items = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)
    refused_because = models.TextField(blank=True)
    not_shared = models.ForeignKey(
        "manage.NotShared", on_delete=models.PROTECT, null=True, related_name="+"
    )
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    look_by = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_by_name = models.CharField(max_length=120, blank=True)
    looked_found = models.CharField(
        max_length=20, blank=True, choices=list(rules.FOUND_NAMES.items())
    )
    looked_words = models.TextField(blank=True)
    band = models.CharField(max_length=20, blank=True)
    band_by_name = models.CharField(max_length=120, blank=True)
    band_at = models.DateTimeField(null=True)
    band_because = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys((
            "id", "use", "partner", "way", "group", "asked_by", "asked_by_name",
            "assessed_by_name", "two_people", "shared_by", "look_by", "looked_at",
            "looked_by_name", "looked_found", "looked_words", "band", "band_by_name", "band_at",
            "band_because", "not_shared", "collected_for_law", "subject", "event", "signs",
            "assessed_words", "decision", "items", "closed_because",
        ), Audience.FORCE),
        # What was asked is whoever asked's own; the key of the person is not in it.
        **dict.fromkeys((
            "asked", "recipient", "state", "asked_at", "more_wanted", "assessed_at", "settled_at",
            "refused_because", "closed_at",
        ), Audience.PARTNER),
    }

    class Meta:
        indexes = (
            models.Index(fields=("state", "asked_at"), name="requests_waiting"),
            models.Index(fields=("subject", "asked_at"), name="requests_of_subject"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(way=rules.Way.LIFE.value)
                | models.Q(use__isnull=False, partner__isnull=False),
                name="a_request_has_an_agreement",
            ),
        )

    def __str__(self) -> str:
        return rules.ref_of(self.pk)


class SharingOpinion(models.Model):
    """What one person decided of one request. Of two, none is shown before both are in."""

    request = models.ForeignKey(
        SharingRequest, on_delete=models.CASCADE, related_name="opinions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    share = models.BooleanField()
    items = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    consequences = models.TextField(blank=True)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "request": Audience.FORCE, "at": Audience.FORCE,
        **dict.fromkeys(
            ("person", "name", "share", "items", "reason", "consequences"), Audience.NAMED
        ),
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("request", "person"), name="one_opinion_a_person"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Disclosure(models.Model):
    """One time that something was given out: which columns, how many rows, its digest.

    The data itself is nowhere here. `entry` is its line in the log of processing.
    """

    request = models.ForeignKey(
        SharingRequest, on_delete=models.PROTECT, related_name="disclosures"
    )
    partner = models.ForeignKey(
        "manage.Partner", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recipient = models.CharField(max_length=200)
    means = models.CharField(max_length=20)
    items = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    rows = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    policy_sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(null=True)
    decision = models.JSONField()
    quality = models.JSONField(default=list)
    missing = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    entry = models.BigIntegerField()
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    collected_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=120, blank=True)
    received_post = models.CharField(max_length=160, blank=True)
    received_by_key = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    recalled_because = models.TextField(blank=True)
    recalled_by_name = models.CharField(max_length=120, blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(("id", "request", "partner", "left_out", "decision", "by", "by_name",
                         "entry", "collected_at", "recalled_by_name"), Audience.FORCE),
        **dict.fromkeys((
            "recipient", "means", "items", "columns", "rows", "sha256", "policy_sha256", "version",
            "quality", "missing", "at", "corrects", "received_by", "received_post",
            "received_by_key", "received_at", "recalled_at", "recalled_because",
        ), Audience.PARTNER),
    }

    class Meta:
        indexes = (models.Index(fields=("partner", "-at"), name="disclosures_of_partner"),)

    def __str__(self) -> str:
        return f"disclosure-{self.pk}"


class DisclosureNotice(models.Model):
    """A correction or a recall that is to reach whoever was sent it, and whether it did."""

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=20)
    words = models.TextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_whom = models.CharField(max_length=200, blank=True)
    told_by_name = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True)
    done_words = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(("id", "disclosure", "by_name", "told_by_name"), Audience.FORCE),
        **dict.fromkeys(("kind", "words", "at", "told_at", "told_whom", "done_at", "done_words"),
                        Audience.PARTNER),
    }

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d}"


class ToldAtOnce(models.Model):
    """Somebody who is told that something went out because a life was at risk, and when."""

    request = models.ForeignKey(SharingRequest, on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    as_what = models.CharField(max_length=60)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "request", "person", "as_what", "at", "sent_at"), Audience.FORCE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("request", "person"), name="told_once_a_person"),
        )

    def __str__(self) -> str:
        return self.as_what


class SourceSystem(models.Model):
    """One system in which what is shared is kept: what it holds, how current, what it lacks."""

    name = models.CharField(max_length=120, unique=True)
    holds = models.TextField()
    items = models.JSONField(default=list)
    current = models.TextField()
    gaps = models.TextField()
    kept_by = models.CharField(max_length=160, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        **dict.fromkeys(("id", "holds", "items", "kept_by", "by_name", "at", "ended_at"),
                        Audience.FORCE),
        **dict.fromkeys(("name", "current", "gaps"), Audience.PARTNER),
    }

    def __str__(self) -> str:
        return self.name


class SharingDrill(models.Model):
    """One yearly drill: which disclosures were drawn, what was shown of each, how long it took."""

    seed = models.CharField(max_length=64)
    drawn = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "seed", "drawn", "shown", "begun_at", "ended_at", "passed", "words", "by_name"),
        Audience.FORCE,
    )

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}"
