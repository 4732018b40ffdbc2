"""From a table to the finding of a watch: rows, verdict and what to know.

Without this file the pieces of a watch would be put together differently by each who calls them.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dueregard.findings.about import About
from dueregard.findings.conclusions import Conclusion, conclude
from dueregard.findings.counts import OVERLONG
from dueregard.findings.eprocess import ANYTIME, rate_range, share_range
from dueregard.findings.estimates import Estimate, estimate
from dueregard.findings.finding import Caveat, Data, Finding, Method, NotComputed, Row, SetAside
from dueregard.findings.reading_tables import Table
from dueregard.findings.wording import percent
from dueregard.instruments.watch import words
from dueregard.instruments.watch.continuing import Before, before, only_new
from dueregard.instruments.watch.course import Course, Totals, course, moment_words
from dueregard.instruments.watch.meant import Claim, Meant, meant
from dueregard.instruments.watch.stream import Stream, stream


def watched(
    table: Table, *, about: About, chosen: Mapping[str, Any],
    say: Callable[[int, int, str], None],
) -> Finding:
    """Watch a table as one stream, going on from a state where one is given."""
    say(0, 3, "Finding the columns")
    asked = meant(chosen, columns=table.columns)
    options = {name: value for name, value in chosen.items() if name != "state"}
    earlier = before(chosen["state"], options=options)
    say(1, 3, "Putting the rows in order")
    whole = stream(table, meant=asked, known=earlier.any)
    fresh, seen = only_new(whole, meant=asked, earlier=earlier)
    say(2, 3, "Following the evidence")
    its = course(fresh, meant=asked, before=earlier.totals, highest=earlier.highest,
                 alarm=earlier.alarm, points=earlier.points)
    line = 1 / asked.level
    until = _until(fresh, earlier)
    rows = _rows(its, meant=asked, stream=fresh, until=until, line=line)
    compared = next(row for row in rows if row.measure in _COMPARED)
    say(3, 3, "Done")
    return Finding(
        instrument=about.name, version=about.version, question=about.question,
        verdict=words.verdict(its, meant=asked, stream=fresh, share=compared, alarm_line=line,
                              concluded=_concluded(compared, meant=asked)),
        rows=tuple(rows),
        caveats=(
            *(Caveat(code="reading", sentence=note) for note in (*table.notes, *fresh.notes)),
            *words.caveats(its, meant=asked, stream=fresh, until=earlier.until, alarm_line=line),
        ),
        data=_data(table, fresh=fresh, aside=(*whole.set_aside, *seen)),
        method=Method(
            name=f"evidence after every row, for any number of looks: that {asked.claim.value}",
            options=options),
    )


_COMPARED = ("share_over_exposure", "rate_per_unit", "share_ratio")


def _rows(
    its: Course, *, meant: Meant, stream: Stream, until: str, line: float
) -> list[Row]:
    rows = [*_counted(its.totals, meant=meant, stream=stream, until=until)]
    rows += _compared(its.totals, meant=meant, stream=stream)
    rows += [
        _number("evidence", its.evidence), _number("highest_evidence", its.highest),
        _number("alarm_line", line),
    ]
    rows += [its.alarm] if its.alarm else []
    rows += its.points
    return rows


def _number(measure: str, value: float) -> Row:
    return Row(measure=measure, value=value, unit="number")


def _counted(totals: Totals, *, meant: Meant, stream: Stream, until: str) -> list[Row]:
    """How much was watched: the rows from which a next run takes the watch up."""
    stratum = {"until": until} if until else {}
    sides: list[tuple[dict[str, str], float, float]] = [({}, totals.events, totals.exposure)]
    if meant.claim is Claim.PAIR:
        sides = [({meant.group: stream.of}, totals.events, totals.exposure),
                 ({meant.group: stream.versus}, totals.other_events, totals.other_exposure)]
    return [
        Row(measure="watched", group=group, stratum=stratum, unit="count", value=exposure,
            events=int(events), exposure=exposure)
        for group, events, exposure in sides
    ]


def _compared(totals: Totals, *, meant: Meant, stream: Stream) -> list[Row]:
    level = 1 - meant.level
    if meant.claim is Claim.LIMIT:
        found = rate_range(events=totals.events, exposure=totals.exposure, level=level)
        return [_row("rate_per_unit", _estimated(totals.events, totals.exposure, found),
                     unit="number", events=totals.events, exposure=totals.exposure,
                     reference=f"a limit of {meant.limit:g}")]
    if meant.claim is Claim.SHARE:
        share = _share(totals.events, totals.exposure, level=level)
        return [
            _row("share_of_alerts", share, unit="share", events=totals.events,
                 exposure=totals.exposure, group={meant.group: stream.of}),
            _row("share_over_exposure", _divided(share, meant.exposure), unit="ratio",
                 group={meant.group: stream.of}, events=totals.events, exposure=totals.exposure,
                 reference=f"an exposure of {percent(meant.exposure)}"),
        ]
    sides = {
        stream.of: (totals.events, totals.exposure),
        stream.versus: (totals.other_events, totals.other_exposure),
    }
    rows = [
        _row("share_of_events", _share(*counts, level=level), unit="share", events=counts[0],
             exposure=counts[1], group={meant.group: name})
        for name, counts in sides.items()
    ]
    # Each at half the level, so that both ranges hold together and so does their ratio.
    one, other = (_share(*counts, level=1 - meant.level / 2) for counts in sides.values())
    return [*rows, _row("share_ratio", _ratio(one, other, level=level), unit="ratio",
                        group={meant.group: stream.of}, reference=stream.versus)]


def _share(events: float, out_of: float, *, level: float) -> Estimate | NotComputed:
    return _estimated(events, out_of,
                      share_range(events=int(events), trials=int(out_of), level=level))


def _estimated(events: float, exposure: float, found: Any) -> Estimate | NotComputed:
    if isinstance(found, NotComputed):
        return found
    return estimate(value=events / exposure, within=found)


def _divided(share: Estimate | NotComputed, exposure: float) -> Estimate | NotComputed:
    if isinstance(share, NotComputed):
        return share
    return replace(share, value=share.value / exposure, low=share.low / exposure,
                   high=share.high / exposure)


def _ratio(
    one: Estimate | NotComputed, other: Estimate | NotComputed, *, level: float
) -> Estimate | NotComputed:
    if isinstance(one, NotComputed):
        return one
    if isinstance(other, NotComputed):
        return other
    if not other.low:
        return NotComputed(
            reason="The group compared with has no events so far, so the ratio has no upper end. "
            f"It is at least {one.low / other.high:.2g}."
        )
    return Estimate(value=one.value / other.value, low=one.low / other.high,
                    high=one.high / other.low, level=level, method=ANYTIME)


def _row(
    measure: str, found: Estimate | NotComputed, *, unit: str,
    group: dict[str, str] | None = None, events: float | None = None,
    exposure: float | None = None, reference: str | None = None,
) -> Row:
    counts = None if events is None else int(events)
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group or {}, unit=unit, events=counts,
                   exposure=exposure, reference=reference, not_computed=found)
    return Row(
        measure=measure, group=group or {}, unit=unit, value=found.value, low=found.low,
        high=found.high, level=found.level, method=found.method, events=counts,
        exposure=exposure, reference=reference,
    )


def _concluded(compared: Row, *, meant: Meant) -> Conclusion:
    if compared.value is None or compared.low is None or compared.high is None:
        return Conclusion.CANNOT_TELL
    if meant.claim is Claim.LIMIT:
        held = compared.high <= meant.limit
        return Conclusion.RULED_OUT if held else Conclusion.CANNOT_TELL
    return conclude(Estimate(value=compared.value, low=compared.low, high=compared.high,
                             level=1 - meant.level, method=ANYTIME), margin=meant.margin)


def _until(fresh: Stream, earlier: Before) -> str:
    if fresh.moment is None or not len(fresh.moment):
        return earlier.until
    return moment_words(int(fresh.moment[-1]))


def _fingerprint(fresh: Stream) -> str:
    """Of what was watched itself, where there is no file: a data frame or a database."""
    taken = hashlib.sha256()
    for each in (fresh.moment, fresh.watched, fresh.events, fresh.exposure):
        if each is not None:
            taken.update(each.tobytes())
    return taken.hexdigest()


def _data(table: Table, *, fresh: Stream, aside: tuple[SetAside, ...]) -> Data:
    aside = (*aside, *((SetAside(reason=OVERLONG, rows=table.overlong),) if table.overlong else ()))
    seen = tuple(each for each in aside if each.rows)
    return Data(
        sha256=table.sha256 or _fingerprint(fresh),
        rows_read=table.rows_read, rows_used=len(fresh.watched), set_aside=seen,
    )
