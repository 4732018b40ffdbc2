"""When a digest is due: not at all, each Monday morning, or on the first of the month.

Without this file people would be written to whenever something moved, and stop reading.
"""

from datetime import datetime, timedelta
from enum import StrEnum

MORNING = 7


class Rhythm(StrEnum):
    """How often a person wants to be written to."""

    OFF = "off"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


RHYTHM_NAMES: dict[Rhythm, str] = {
    Rhythm.OFF: "Never",
    Rhythm.WEEKLY: "Each Monday morning",
    Rhythm.MONTHLY: "On the first of each month",
}


def due(*, rhythm: Rhythm, since: datetime, now: datetime) -> bool:
    """Whether the newest letter day came after `since`: the last letter, or the choice.

    `now` is local time, so that a morning is a morning. After a fault of some days the letter
    comes once, late, and not once for each day.
    """
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if rhythm is Rhythm.WEEKLY:
        start = morning - timedelta(days=now.weekday())
        if start > now:
            start -= timedelta(days=7)
    elif rhythm is Rhythm.MONTHLY:
        start = morning.replace(day=1)
        if start > now:
            start = (start - timedelta(days=1)).replace(day=1)
    else:
        return False
    return since < start
