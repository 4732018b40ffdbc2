"""What is counted of sharing in a hurry, and what each count means.

Without it "looked at in time" would be reckoned anew on each page, and what nobody looked at
could be left out of the sum. A power that is never silent is one whose uses are counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dueregard.manage.sharing.rules import URGENT_LOOK, Found, Way

HURRIED = (Way.LIFE, Way.URGENT)


class Look(StrEnum):
    """How soon somebody else looked at what went out; exactly one is so."""

    SOON = "soon"
    IN_TIME = "in-time"
    LATE = "late"
    NOBODY = "nobody"
    STILL = "still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurried:
    """One use of the urgent path or of the risk to life.

    `look_by` is blank where nothing went out at once: two people decided, or the agreement did
    not allow it. Nothing in it points at a person.
    """

    id: int
    ref: str
    way: Way
    at: datetime
    by: str
    look_by: datetime | None
    looked_at: datetime | None
    found: Found | None

    @property
    def at_once(self) -> bool:
        """Whether it went out on one person's word."""
        return self.look_by is not None

    def look(self, *, now: datetime) -> Look | None:
        """How soon somebody else looked; None where nothing went out at once.

        `SOON` is within 24 hours; `IN_TIME` later, and within the longer time that a risk to life
        has; `STILL` is not looked at, while the time for it runs.
        """
        if self.look_by is None:
            return None
        if self.looked_at is None:
            return Look.STILL if now <= self.look_by else Look.NOBODY
        if self.looked_at > self.look_by:
            return Look.LATE
        return Look.SOON if self.looked_at - self.at <= URGENT_LOOK else Look.IN_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Uses of one way in some days: all, those that went out at once, and of these the looks.

    The looks add up to `at_once`; what was found adds up to those that somebody looked at.
    """

    used: int
    at_once: int
    looks: dict[Look, int]
    found: dict[Found, int]

    @property
    def looked(self) -> int:
        """How many somebody else has looked at, whenever."""
        return self.looks[Look.SOON] + self.looks[Look.IN_TIME] + self.looks[Look.LATE]


def counted(uses: Iterable[Hurried], *, way: Way, now: datetime) -> Counts:
    """The counts of one way among these uses; nought is said as nought."""
    of_way = [each for each in uses if each.way is way]
    looks = Counter(each.look(now=now) for each in of_way if each.at_once)
    found = Counter(each.found for each in of_way if each.at_once and each.looked_at)
    return Counts(
        used=len(of_way), at_once=sum(each.at_once for each in of_way),
        looks={each: looks[each] for each in Look}, found={each: found[each] for each in Found},
    )


def is_known(*, last: date, since: date | None) -> bool:
    """Whether days up to `last` can be told: the record had begun, on `since`, by their end.

    A record that was not yet kept says nothing about how often; that is no nought.
    """
    return since is not None and since <= last
