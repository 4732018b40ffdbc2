"""A force's deployment log: each file that was sent, and each row that is kept of it."""

from typing import ClassVar

from django.db import models

from dueregard.documents.audience import Audience


class DeploymentLog(models.Model):
    """One file that somebody sent. The file itself is not kept; its digest is."""

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="logs")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    left_out = models.JSONField(default=list)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=120, blank=True)
    taken_back_because = models.TextField(blank=True)

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("id", "use", "file_name", "sha256", "left_out", "by_name", "at", "taken_back_at",
         "taken_back_by", "taken_back_because"), Audience.FORCE,
    )

    def __str__(self) -> str:
        return self.file_name


class Deployment(models.Model):
    """One time that a technology was taken out: where, for what, and counts. No person is in it.

    A row is never changed: a later one that corrects it stands beside it.
    """

    use = models.ForeignKey("identify.Use", on_delete=models.CASCADE, related_name="deployments")
    log = models.ForeignKey(DeploymentLog, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    date = models.DateField()
    place = models.CharField(max_length=300, blank=True)
    deployment = models.CharField(max_length=200, blank=True)
    use_case = models.CharField(max_length=300, blank=True)
    minutes = models.FloatField(null=True)
    cameras = models.PositiveIntegerField(null=True)
    watchlist_size = models.PositiveIntegerField(null=True)
    threshold = models.FloatField(null=True)
    faces_seen = models.PositiveBigIntegerField(null=True)
    alerts = models.PositiveIntegerField()
    true_confirmed = models.PositiveIntegerField(null=True)
    true_unconfirmed = models.PositiveIntegerField(null=True)
    false_confirmed = models.PositiveIntegerField(null=True)
    false_unconfirmed = models.PositiveIntegerField(null=True)
    true_engagements = models.PositiveIntegerField(null=True)
    false_engagements = models.PositiveIntegerField(null=True)
    arrests = models.PositiveIntegerField(null=True)
    other_disposal = models.PositiveIntegerField(null=True)
    no_action = models.PositiveIntegerField(null=True)
    corrected_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="corrects"
    )

    audiences: ClassVar[dict[str, Audience]] = dict.fromkeys(
        ("date", "place", "deployment", "use_case", "minutes", "cameras", "watchlist_size",
         "threshold", "faces_seen", "alerts", "true_confirmed", "true_unconfirmed",
         "false_confirmed", "false_unconfirmed", "true_engagements", "false_engagements",
         "arrests", "other_disposal", "no_action"), Audience.PUBLIC,
    ) | dict.fromkeys(("id", "use", "log", "row", "corrected_by"), Audience.FORCE)

    class Meta:
        indexes = (models.Index(fields=("use", "date"), name="deployment_use_date"),)

    def __str__(self) -> str:
        return f"{self.date} {self.place or self.deployment}"
