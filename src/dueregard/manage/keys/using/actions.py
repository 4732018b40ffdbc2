"""Noting that a key is used. What was done with it leaves its own line."""

from datetime import datetime

from dueregard.manage.keys.models import PartnerKey
from dueregard.manage.keys.queries import Entered
from dueregard.manage.keys.rules import NOTED_EVERY

# What was read of a key is kept for a while, and with it when it was last used.
_noted: dict[str, datetime] = {}


def note(entered: Entered, *, now: datetime) -> None:
    """Note that a key is used now, to five minutes: a write a call would slow every call."""
    last = max(filter(None, (entered.last_used_at, _noted.get(entered.handle))), default=None)
    if last is None or now - last >= NOTED_EVERY:
        PartnerKey.objects.filter(pk=entered.key_id).update(last_used_at=now)
        _noted[entered.handle] = now
