"""How often somebody without an account may knock, counted in the cache of our own database.

Without this file a program could try links all night, and fill the ledger by reading one.
A count may be a little low where several knock at the same moment; it is never high.
"""

from datetime import datetime
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import cache

# Of calls that come by the hundred, a process tells the others so often.
TOLD_EVERY = 50
_MOST_HERE = 1_000
_here: dict[str, tuple[int, int]] = {}
_lock = Lock()


def address_of(request: Any) -> str:
    """From which address a request came; "" where that is not known."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        # Behind the proxy of deploy/nginx.conf, which overwrites this header.
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return address


def knocks(kind: str, who: str, *, now: datetime, seconds: int) -> int:
    """How often they have knocked in this stretch of time so far, without counting."""
    return int(cache.get(_key(kind, who, now=now, seconds=seconds), 0))


def knock(kind: str, who: str, *, now: datetime, seconds: int) -> int:
    """Count one knock; how many that makes in this stretch of time."""
    key = _key(kind, who, now=now, seconds=seconds)
    made = int(cache.get(key, 0)) + 1
    cache.set(key, made, timeout=seconds)
    return made


def knock_often(kind: str, who: str, *, now: datetime, seconds: int) -> int:
    """As `knock`, for what comes so often that a write each time would be most of the work.

    Each process counts by itself and adds every fiftieth to the common count, so that several
    processes may let through that many more each.
    """
    key = _key(kind, who, now=now, seconds=seconds)
    with _lock:
        if len(_here) >= _MOST_HERE:
            _here.clear()
        known, own = _here.get(key, (0, 0))
        own += 1
        if own < TOLD_EVERY:
            _here[key] = (known, own)
            return known + own
        _here[key] = (known + own, 0)
    made = int(cache.get(key, 0)) + own
    cache.set(key, made, timeout=seconds)
    with _lock:
        _here[key] = (max(made, _here.get(key, (0, 0))[0]), _here.get(key, (0, 0))[1])
    return made


def _key(kind: str, who: str, *, now: datetime, seconds: int) -> str:
    return f"knock:{kind}:{who}:{int(now.timestamp()) // seconds}"
