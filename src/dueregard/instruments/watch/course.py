"""How the evidence ran: after every row, when it was highest, and when it first crossed the line.

Without this file an alarm that had sounded in March could be forgotten by June.
"""

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dueregard.findings.eprocess import rate_evidence, share_evidence, two_shares_evidence
from dueregard.findings.finding import Row
from dueregard.instruments.watch.meant import Claim, Meant
from dueregard.instruments.watch.stream import Stream

MOST_POINTS = 24
# A figure beyond this says no more than that it is beyond doubt.
MOST_EVIDENCE = 1e9
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What was counted: of the watched group (or of all), and of the one it is compared with."""

    events: float = 0.0
    exposure: float = 0.0
    other_events: float = 0.0
    other_exposure: float = 0.0

    @property
    def seen(self) -> float:
        """Everything that was watched, in the unit of the exposure."""
        return self.exposure + self.other_exposure


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where the evidence stands, its highest, the alarm, and points on the way for a picture."""

    totals: Totals
    evidence: float
    highest: float
    alarm: Row | None
    points: tuple[Row, ...]


def course(
    stream: Stream, *, meant: Meant, before: Totals, highest: float, alarm: Row | None,
    points: tuple[Row, ...],
) -> Course:
    """Follow the stream from `before` on, keeping an alarm and a highest that came earlier."""
    import numpy

    steps = _cumulated(stream, meant=meant, before=before)
    if not len(steps[0]):
        now = _value(float(_log_evidence(meant, before)))
        return Course(totals=before, evidence=now, highest=highest, alarm=alarm, points=points)
    looked = _looks(stream, meant=meant)
    logs = numpy.asarray(_log_evidence(
        meant, Totals(**dict(zip(_FIELDS, (each[looked] for each in steps), strict=True)))))
    bar = -math.log(meant.level)
    crossed = numpy.flatnonzero(logs >= bar)
    top = int(logs.argmax())

    def at(place: int, measure: str) -> Row:
        return _point(measure, stream, row=int(looked[place]), steps=steps,
                      value=_value(float(logs[place])))

    if alarm is None and len(crossed):
        rung = at(int(crossed[0]), "alarm")
        alarm = replace(rung, group={"alarm_after": rung.group["after"]})
    chosen = set(numpy.linspace(0, len(looked) - 1, MOST_POINTS).round().astype(int).tolist())
    chosen |= {top} | ({int(crossed[0])} if len(crossed) else set())
    drawn = {row.group["after"]: row for row in points}
    drawn |= {row.group["after"]: row
              for row in (at(place, "evidence") for place in sorted(chosen))}
    return Course(
        totals=Totals(**{name: float(each[-1])
                         for name, each in zip(_FIELDS, steps, strict=True)}),
        evidence=_value(float(logs[-1])), highest=max(highest, _value(float(logs[top]))),
        alarm=alarm, points=_thinned(tuple(drawn.values())),
    )


_FIELDS = ("events", "exposure", "other_events", "other_exposure")


def _cumulated(stream: Stream, *, meant: Meant, before: Totals) -> tuple[Any, Any, Any, Any]:
    import numpy

    watched = stream.watched.astype(float)
    if meant.claim is Claim.SHARE:
        each = (watched, numpy.ones_like(watched), None, None)
    elif meant.claim is Claim.LIMIT:
        each = (stream.events, stream.exposure, None, None)
    else:
        each = (watched * stream.events, watched, (1 - watched) * stream.events, 1 - watched)
    none = numpy.zeros_like(watched)
    return tuple(  # type: ignore[return-value]
        start + numpy.cumsum(none if values is None else values)
        for start, values in zip(
            (before.events, before.exposure, before.other_events, before.other_exposure), each,
            strict=True)
    )


def _looks(stream: Stream, *, meant: Meant) -> Any:
    """After which rows to look: between events a rate only falls, so those rows cannot ring."""
    import numpy

    rows = len(stream.watched)
    if meant.claim is not Claim.LIMIT:
        return numpy.arange(rows)
    return numpy.union1d(numpy.flatnonzero(stream.events > 0), [rows - 1])


def _log_evidence(meant: Meant, totals: Totals) -> Any:
    if meant.claim is Claim.SHARE:
        return share_evidence(events=totals.events, trials=totals.exposure, share=meant.exposure)
    if meant.claim is Claim.LIMIT:
        return rate_evidence(events=totals.events, expected=totals.exposure * meant.limit)
    return two_shares_evidence(
        events=totals.events, trials=totals.exposure,
        other_events=totals.other_events, other_trials=totals.other_exposure)


def _value(log: float) -> float:
    return min(MOST_EVIDENCE, math.exp(min(log, 700.0)))


def _point(measure: str, stream: Stream, *, row: int, steps: Any, value: float) -> Row:
    seen = float(steps[1][row] + steps[3][row])
    stratum = {} if stream.moment is None else {"when": moment_words(int(stream.moment[row]))}
    return Row(
        measure=measure, group={"after": f"{seen:,.15g}"}, stratum=stratum, value=value,
        unit="number", events=int(steps[0][row] + steps[2][row]), exposure=seen,
    )


def moment_words(moment: int) -> str:
    """A moment as a date, with its time where it has one."""
    when = _BEGINNING + timedelta(microseconds=moment)
    return when.replace(tzinfo=None).isoformat(sep=" ").removesuffix(" 00:00:00")


def moment_number(words: str) -> int:
    """The moment that those words mean."""
    when = datetime.fromisoformat(words).replace(tzinfo=UTC)
    return (when - _BEGINNING) // timedelta(microseconds=1)


def _thinned(points: tuple[Row, ...]) -> tuple[Row, ...]:
    """No more points than can be read, the first, the highest and the last among them."""
    if len(points) <= MOST_POINTS:
        return points
    top = max(range(len(points)), key=lambda place: points[place].value or 0.0)
    step = (len(points) - 1) / (MOST_POINTS - 1)
    kept = {round(place * step) for place in range(MOST_POINTS)} | {top, len(points) - 1}
    return tuple(points[place] for place in sorted(kept))
