"""How often somebody without an account may knock, counted in the cache of our own database.

Without this file a program could try links all night, and fill the ledger by reading one.
A count may be a little low where several knock at the same moment; it is never high.
"""

from datetime import datetime

from django.core.cache import cache


def knocks(kind: str, who: str, *, now: datetime, seconds: int) -> int:
    """How often they have knocked in this stretch of time so far, without counting."""
    return int(cache.get(_key(kind, who, now=now, seconds=seconds), 0))


def knock(kind: str, who: str, *, now: datetime, seconds: int) -> int:
    """Count one knock; how many that makes in this stretch of time."""
    key = _key(kind, who, now=now, seconds=seconds)
    made = int(cache.get(key, 0)) + 1
    cache.set(key, made, timeout=seconds)
    return made


def _key(kind: str, who: str, *, now: datetime, seconds: int) -> str:
    return f"knock:{kind}:{who}:{int(now.timestamp()) // seconds}"
