"""What is told back: to each sender, and by group, how much came, how late, and what came of it.

Without this file a sender would go on sending what nobody can use, and nobody would see that one
group waits longer than another. These are counts: who may see them is decided where they are
shown, and small ones are hidden there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from dueregard.sharing.sheet import Sheet, load
from dueregard.sharing.waiting import Work

NOT_RECORDED = "not recorded"


class Result(StrEnum):
    """What came of a piece of work."""

    SHARED = "shared"
    REFUSED = "refused"
    NO_ACTION = "no-further-action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A piece of work, and when and how it was answered; None while it waits."""

    work: Work
    at: datetime | None = None
    result: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The figures of one sender or group. Counts are reports; `hours` the middle time to answer.

    `late` are those answered late, by the band that counted; `overdue` wait past their time now.
    `raised` and `lowered` were overruled by a person.
    """

    name: str
    sent: int
    folded: int
    answered: int
    late: Mapping[str, int]
    waiting: int
    overdue: int
    results: Mapping[Result, int]
    hours: float | None
    raised: int
    lowered: int

    @property
    def late_share(self) -> float | None:
        """The share of those answered that were late; None where none was answered."""
        return sum(self.late.values()) / self.answered if self.answered else None

    @property
    def no_action_share(self) -> float | None:
        """The share of those answered of which nothing came; None where none was answered."""
        return self.results[Result.NO_ACTION] / self.answered if self.answered else None


def by_sender(answers: Iterable[Answered], *, now: datetime) -> tuple[Told, ...]:
    """Figures for each sender, by name. A report that was folded counts for whoever sent it."""
    return _told(answers, "sender", now)


def by_group(answers: Iterable[Answered], *, now: datetime) -> tuple[Told, ...]:
    """Figures for each group, by name. Where nothing was recorded is a group of its own."""
    return _told(answers, "group", now)


def _told(answers: Iterable[Answered], field: str, now: datetime) -> tuple[Told, ...]:
    of: dict[str, list[tuple[Answered, bool]]] = {}
    for answer in answers:
        for place, report in enumerate(answer.work.reports):
            name = str(getattr(report, field)).strip() or NOT_RECORDED
            of.setdefault(name, []).append((answer, place > 0))
    sheet = load()
    return tuple(_one(name, of[name], now, sheet) for name in sorted(of))


def _one(name: str, sent: list[tuple[Answered, bool]], now: datetime, sheet: Sheet) -> Told:
    done = [(each, each.at) for each, _ in sent if each.at is not None]
    waiting = [each for each, _ in sent if each.at is None]
    rank = {each.id: place for place, each in enumerate(sheet.bands)}
    moved = [
        rank[each.work.severity.band.id] - rank[each.work.band.id] for each, _ in sent
        if each.work.override
    ]
    return Told(
        name=name, sent=len(sent), folded=sum(again for _, again in sent), answered=len(done),
        late={band.id: sum(each.work.band.id == band.id and at > each.work.latest
                           for each, at in done) for band in sheet.bands},
        waiting=len(waiting), overdue=sum(now > each.work.latest for each in waiting),
        results={result: sum(each.result is result for each, _ in done) for result in Result},
        hours=median((at - each.work.received).total_seconds() / 3600 for each, at in done)
        if done else None,
        raised=sum(each > 0 for each in moved), lowered=sum(each < 0 for each in moved),
    )
