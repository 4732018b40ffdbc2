"""A hub under load: reports come at random, few people answer them one after another.

Arrivals are a Poisson process and answers take exponential times, which is the textbook queue
M/M/1; the mix of bands is 10% red, 30% amber and 60% green. Made up, and enough to set orders
side by side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from dueregard.sharing.waiting import Report, Work, work

START = datetime(2026, 1, 5, tzinfo=UTC)
SIGNS = {"red": {"life-now": True}, "amber": {"weapon": True}, "green": {}}


@dataclass(frozen=True)
class Seen:
    """One answer of the simulation."""

    work: Work
    begun: datetime

    @property
    def late(self):
        return self.begun > self.work.latest

    @property
    def hours(self):
        return (self.begun - self.work.received).total_seconds() / 3600


def arrivals(seed: int, *, number: int, load: float) -> list[tuple[Work, timedelta]]:
    """Pieces of work with the time that each takes, in the order of coming in."""
    from dueregard.sharing.sheet import load as sheet

    random, at, made = Random(seed), START, []
    nothing = dict.fromkeys(sheet().signs, False)
    for place in range(number):
        at += timedelta(hours=random.expovariate(4 * load))
        band = random.choices(list(SIGNS), (1, 3, 6))[0]
        report = Report(ref=f"{place:05}", received=at, sender="s", signs=nothing | SIGNS[band])
        made.append((work([report]), timedelta(hours=random.expovariate(4))))
    return made


def answered(
    coming: list[tuple[Work, timedelta]], order: Callable[[Work, datetime], object]
) -> list[Seen]:
    """Everything answered one after another, always the smallest by `order` among what waits."""
    now, waiting, seen, rest = START, [], [], list(reversed(coming))
    while rest or waiting:
        while rest and (rest[-1][0].received <= now or not waiting):
            waiting.append(rest.pop())
            now = max(now, waiting[-1][0].received)
        chosen = min(waiting, key=lambda each: order(each[0], now))
        waiting.remove(chosen)
        seen.append(Seen(work=chosen[0], begun=now))
        now += chosen[1]
    return seen
