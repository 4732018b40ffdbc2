"""What was read for a key, kept while nothing changes: a system asks a hundred times a second.

Without it each call would read the key, its agreement and the partner's vetting anew, and find the
same. Whoever suspends a partner, ends an agreement or revokes a key leaves an entry on the ledger
in the same transaction, and the next call sees that entry first.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from dueregard.ledger import queries as ledger

Found = TypeVar("Found")
_lock = Lock()
_stamp: tuple[str, datetime] | None = None
_found: dict[Any, Any] = {}


def stamp(now: datetime) -> tuple[str, datetime]:
    """The mark of the ledger and the minute: a day that is over ends a step by itself."""
    return ledger.mark(), now.replace(second=0, microsecond=0)


def once(key: Any, make: Callable[[], Found], *, at: tuple[str, datetime]) -> Found:
    """What `make` gave under this stamp for this key, or gives now.

    The stamp must have been taken before: what is read after it is never older than it. Nothing
    (None) is not kept: whoever tries made-up keys would fill the memory with it.
    """
    global _stamp
    with _lock:
        if at != _stamp:
            _stamp = at
            _found.clear()
        if key in _found:
            return _found[key]  # type: ignore[no-any-return]
    made = make()
    with _lock:
        if made is not None and at == _stamp:
            _found[key] = made
    return made
