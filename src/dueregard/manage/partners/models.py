"""A partner, what each step of vetting found, who signed it off, and when it was stopped."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from dueregard.documents.audience import Audience
from dueregard.manage.partners import rules


class Partner(models.Model):
    """One body with which the force shares, or would. Its standing is worked out, never stored."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    control = models.CharField(
        max_length=20, choices=list(rules.CONTROL_NAMES.items()), default=rules.Control.UNKNOWN
    )
    regime = models.CharField(
        max_length=20, choices=list(rules.REGIME_NAMES.items()), default=rules.Regime.UNKNOWN
    )
    ico_number = models.CharField(max_length=40, blank=True)
    dpo_name = models.CharField(max_length=120, blank=True)
    dpo_reach = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_reach = models.CharField(max_length=200, blank=True)
    deputy_name = models.CharField(max_length=120, blank=True)
    deputy_reach = models.CharField(max_length=200, blank=True)
    breach_reach = models.CharField(max_length=200, blank=True)
    accord_by = models.CharField(max_length=120, blank=True)
    accord_post = models.CharField(max_length=160, blank=True)
    accord_on = models.DateField(null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_by_name = models.CharField(max_length=120)
    entered_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "name": Audience.PUBLIC, "kind": Audience.PUBLIC,
        "control": Audience.PUBLIC, "regime": Audience.PUBLIC, "ico_number": Audience.PUBLIC,
        "dpo_name": Audience.FORCE, "dpo_reach": Audience.FORCE,
        "contact_name": Audience.FORCE, "contact_reach": Audience.FORCE,
        "deputy_name": Audience.FORCE, "deputy_reach": Audience.FORCE,
        "breach_reach": Audience.FORCE, "accord_by": Audience.FORCE,
        "accord_post": Audience.FORCE, "accord_on": Audience.COMMITTEE,
        "entered_by": Audience.FORCE, "entered_by_name": Audience.FORCE,
        "entered_at": Audience.FORCE, "ended_on": Audience.COMMITTEE,
        "ended_because": Audience.FORCE,
    }

    def __str__(self) -> str:
        return self.name


class VettingStep(models.Model):
    """What one step found on one day. The newest of each step counts; earlier ones stay."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    result = models.CharField(max_length=10, choices=list(rules.RESULT_NAMES.items()))
    option = models.CharField(max_length=120, blank=True)
    evidence = models.TextField()
    expires = models.DateField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "partner": Audience.FORCE, "step": Audience.COMMITTEE,
        "result": Audience.COMMITTEE, "option": Audience.COMMITTEE, "evidence": Audience.FORCE,
        "expires": Audience.COMMITTEE, "by": Audience.FORCE, "by_name": Audience.FORCE,
        "at": Audience.COMMITTEE,
    }

    class Meta:
        indexes = (models.Index(fields=("partner", "step", "-id"), name="vetting_newest"),)

    def __str__(self) -> str:
        return f"{self.step}: {self.result}"


class Drill(models.Model):
    """One try whether a contact answers."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="drills")
    contact = models.CharField(max_length=200)
    tried_at = models.DateTimeField()
    answered = models.BooleanField()
    minutes = models.PositiveIntegerField(null=True)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "partner": Audience.FORCE, "contact": Audience.FORCE,
        "tried_at": Audience.COMMITTEE, "answered": Audience.COMMITTEE,
        "minutes": Audience.COMMITTEE, "words": Audience.FORCE, "by_name": Audience.FORCE,
    }

    def __str__(self) -> str:
        return f"{self.contact}, {self.tried_at:%Y-%m-%d}"


class SignOff(models.Model):
    """A partner signed off: by one person, then by another who entered none of it."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="sign_offs")
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_name = models.CharField(max_length=120)
    first_at = models.DateTimeField()
    words = models.TextField()
    cleared_to = models.CharField(max_length=20, choices=list(rules.MARKING_NAMES.items()))
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    second_name = models.CharField(max_length=120, blank=True)
    second_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    # The newest step that the second person had before them.
    last_step = models.PositiveBigIntegerField(default=0)
    sent_back_by = models.CharField(max_length=120, blank=True)
    sent_back_because = models.TextField(blank=True)
    sent_back_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "partner": Audience.FORCE, "first": Audience.FORCE,
        "first_name": Audience.FORCE, "first_at": Audience.COMMITTEE, "words": Audience.FORCE,
        "cleared_to": Audience.COMMITTEE, "second": Audience.FORCE, "second_name": Audience.FORCE,
        "second_at": Audience.COMMITTEE, "until": Audience.COMMITTEE,
        "last_step": Audience.FORCE, "sent_back_by": Audience.FORCE,
        "sent_back_because": Audience.FORCE, "sent_back_at": Audience.FORCE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("partner",), name="one_sign_off_at_a_time",
                condition=models.Q(second_at=None, sent_back_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(first=models.F("second")),
                name="two_people_sign",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_name}, {self.second_name or '-'}"


class Suspension(models.Model):
    """A partner stopped by one person; lifted by one who asks and another who agrees."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="suspensions")
    because = models.TextField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by_name = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_words = models.TextField(blank=True)
    turned_down = models.TextField(blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_by_name = models.CharField(max_length=120, blank=True)
    lifted_at = models.DateTimeField(null=True)

    audiences: ClassVar[dict[str, Audience]] = {
        "id": Audience.FORCE, "partner": Audience.FORCE, "because": Audience.FORCE,
        "by_name": Audience.FORCE, "at": Audience.COMMITTEE, "asked_by": Audience.FORCE,
        "asked_by_name": Audience.FORCE, "asked_at": Audience.FORCE,
        "asked_words": Audience.FORCE, "turned_down": Audience.FORCE,
        "lifted_by": Audience.FORCE, "lifted_by_name": Audience.FORCE,
        "lifted_at": Audience.COMMITTEE,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("partner",), name="one_suspension_at_a_time",
                condition=models.Q(lifted_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_by=None) | ~models.Q(asked_by=models.F("lifted_by")),
                name="two_people_lift",
            ),
        )

    def __str__(self) -> str:
        return self.because[:60]


class PartnerBreach(models.Model):
    """Something that went wrong at a partner with data it holds. The history is never cleared."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="breaches")
    happened_on = models.DateField()
    words = models.TextField()
    put_right = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "partner", "happened_on", "words", "put_right", "by_name", "at"), Audience.FORCE
    )

    def __str__(self) -> str:
        return self.words[:60]
