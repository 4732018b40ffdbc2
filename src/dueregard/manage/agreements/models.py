"""An agreement of a use, its versions, what was found about direct access, the notices sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.agreements import rules


class Agreement(models.Model):
    """The agreement of one use that shares data. What was agreed is in its versions."""

    use = models.OneToOneField(
        "identify.Use", on_delete=models.CASCADE, related_name="agreement"
    )
    preset = models.CharField(max_length=40, blank=True)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    brought_from = models.CharField(max_length=200, blank=True)
    # What of the row of a spreadsheet could not be read, in sentences.
    unread = models.JSONField(default=list)
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)
    ended_by = models.CharField(max_length=120, blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "use": Audience.FORCE, "preset": Audience.COMMITTEE,
        "deputy": Audience.FORCE, "brought_from": Audience.FORCE, "unread": Audience.FORCE,
        "begun_by": Audience.FORCE, "begun_at": Audience.COMMITTEE, "ended_on": Audience.PUBLIC,
        "ended_because": Audience.PUBLIC, "ended_by": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"agreement of {self.use_id}"


class AgreementVersion(models.Model):
    """One version of the terms. Once in force it is never changed; a later one replaces it.

    `public_facts` is what anybody may read of it, made when it is written: the terms as a whole
    are for the parties.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=list(rules.STATE_NAMES.items()), default=rules.State.DRAFT
    )
    terms = models.JSONField()
    public_facts = models.JSONField(default=dict)
    policy_sha256 = models.CharField(max_length=64)
    because = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "agreement": Audience.FORCE, "number": Audience.PUBLIC,
        "state": Audience.PUBLIC, "terms": Audience.PARTNER, "public_facts": Audience.PUBLIC,
        "policy_sha256": Audience.PUBLIC, "because": Audience.PARTNER,
        "by_name": Audience.FORCE, "written_at": Audience.PARTNER, "since": Audience.PUBLIC,
        "until": Audience.PUBLIC,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "number"), name="one_number_an_agreement"
            ),
            models.UniqueConstraint(
                fields=("agreement",), name="one_draft_at_a_time",
                condition=models.Q(state="draft"),
            ),
            models.UniqueConstraint(
                fields=("agreement",), name="one_version_in_force",
                condition=models.Q(state="in-force"),
            ),
        )
        indexes = (models.Index(fields=("policy_sha256",), name="terms_by_digest"),)

    def __str__(self) -> str:
        return f"{self.agreement_id} v{self.number}"


class DirectAccessCheck(models.Model):
    """What was found when direct access was looked at for one partner. The newest counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="checks")
    partner = models.ForeignKey("manage.Partner", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "agreement": Audience.FORCE, "partner": Audience.FORCE,
        "answers": Audience.COMMITTEE, "by_name": Audience.FORCE, "at": Audience.COMMITTEE,
    }

    def __str__(self) -> str:
        return f"{self.partner_id}, {self.at:%Y-%m-%d}"


class AgreementNotice(models.Model):
    """One notice that a review comes or is late, so that none is sent twice."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="notices")
    review_due = models.DateField()
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "agreement", "review_due", "kind", "at"), Audience.FORCE
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "review_due", "kind"), name="one_notice_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}, {self.review_due}"
