"""When the threshold changed: each time a decision about who is wrongly stopped and who is missed.

Without this file a threshold could be lowered for a month because leads fell, and nobody would
ask who decided it, and with which equality analysis.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.findings import intervals
from dueregard.findings.finding import Caveat, NotComputed, Row
from dueregard.findings.wording import counted, listed, long_date
from dueregard.instruments.deployments.log import Deployment, threshold_words

SEVERAL = "more than one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in a row on which the same threshold was in use, or the same several."""

    thresholds: frozenset[float]
    first: date
    last: date
    deployments: tuple[Deployment, ...]

    @property
    def threshold(self) -> str:
        """The threshold, where there was one."""
        return threshold_words(min(self.thresholds)) if len(self.thresholds) == 1 else SEVERAL

    @property
    def words(self) -> str:
        """All thresholds of the stretch."""
        return " and ".join(threshold_words(each) for each in sorted(self.thresholds))

    @property
    def dates(self) -> str:
        """From when to when."""
        if self.first == self.last:
            return long_date(self.first)
        return f"{long_date(self.first)} to {long_date(self.last)}"


def stretches(log: Sequence[Deployment]) -> tuple[Stretch, ...]:
    """The days of the log with a date and a threshold, cut where the thresholds in use changed."""
    days: dict[date, list[Deployment]] = defaultdict(list)
    for each in log:
        if each.date and each.threshold is not None:
            days[each.date].append(each)
    found: list[tuple[frozenset[float], list[date]]] = []
    for day in sorted(days):
        used = frozenset(each.threshold for each in days[day] if each.threshold is not None)
        if found and found[-1][0] == used:
            found[-1][1].append(day)
        else:
            found.append((used, [day]))
    return tuple(
        Stretch(thresholds=used, first=its[0], last=its[-1],
                deployments=tuple(each for day in its for each in days[day]))
        for used, its in found
    )


def rows(found: Sequence[Stretch], *, level: float) -> Iterator[Row]:
    """How often alerts were false in each stretch; nothing where the threshold never changed."""
    if len(found) < 2:
        return
    for each in found:
        known = [its for its in each.deployments if its.false_alerts is not None]
        false = sum(its.false_alerts or 0 for its in known)
        alerts = sum(its.alerts for its in known)
        group = {"threshold": each.threshold, "in_use": each.dates}
        within = intervals.wilson(events=false, trials=alerts, level=level)
        if isinstance(within, NotComputed):
            yield Row(measure="false_alerts_per_alert", group=group, events=false,
                      exposure=float(alerts), not_computed=within)
        else:
            yield Row(measure="false_alerts_per_alert", group=group, value=false / alerts,
                      low=within.low, high=within.high, level=level, method=within.method,
                      events=false, exposure=float(alerts))


def changes(found: Sequence[Stretch]) -> Iterator[Caveat]:
    """Each change of threshold, flagged as a decision that needs an equality analysis."""
    told = [
        f"on {long_date(after.first)} from {before.words} to {after.words}"
        for before, after in zip(found, found[1:], strict=False)
    ]
    if told:
        yield Caveat(code="threshold-changed", sentence=(
            f"The threshold changed {counted(len(told), one='time')}: {listed(told)}. Each change "
            "is a decision about who is wrongly stopped and who is missed. Each needs its reasons, "
            "a name and an equality analysis on record; whether it has them, this log cannot show."
        ))
