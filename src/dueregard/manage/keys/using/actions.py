"""Noting that a key is used. What was done with it leaves its own line."""

from datetime import datetime

from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.keys.rules import NOTED_EVERY


def note(key_id: int, *, last_used_at: datetime | None, now: datetime) -> None:
    """Note that a key is used now, to five minutes: a write a call would slow every call."""
    if last_used_at is None or now - last_used_at >= NOTED_EVERY:
        PartnerKey.objects.filter(pk=key_id).update(last_used_at=now)
