"""Taking a watch up where the last run left it: the state is the last finding itself.

Without this file a nightly run would begin anew every night and never gather evidence, or count
Monday's alerts again on Tuesday.
"""

from dataclasses import dataclass, replace
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.about import BEGIN
from dueregard.findings.finding import Finding, Row, SetAside
from dueregard.findings.reading import finding_from_json
from dueregard.findings.wording import counted
from dueregard.instruments.watch.course import Totals, moment_number
from dueregard.instruments.watch.meant import Claim, Meant
from dueregard.instruments.watch.stream import Stream

# What makes two runs one watch. Whoever changes one of these begins another.
_SAME = ("group", "of", "exposure", "versus", "limit", "events", "count", "per", "date", "level")
NEW = "Begin another watch with another file of state, or give the same options as before."


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What earlier runs saw; nothing at all on the first night."""

    totals: Totals
    highest: float
    alarm: Row | None
    points: tuple[Row, ...]
    until: str

    @property
    def any(self) -> bool:
        """Whether there was an earlier run."""
        return bool(self.until)


NOTHING = Before(totals=Totals(), highest=1.0, alarm=None, points=(), until="")


def before(state: str | None, *, options: dict[str, Any]) -> Before:
    """Read a state; a sentence where it is none, or is of another watch."""
    if not state or state == BEGIN:
        return NOTHING
    try:
        kept = finding_from_json(state)
    except DueRegardError:
        kept = None
    if kept is None or kept.instrument != "watch":
        raise DueRegardError(
            "The file of --state is not the state of a watch. Name the file that an earlier run "
            "wrote, or one that is not there yet to begin anew."
        )
    for name in _SAME:
        was = kept.method.options.get(name)
        if was != options.get(name):
            raise DueRegardError(
                f"The state is of another watch: its --{name} is "
                f"{_said(was)}, and now it is {_said(options.get(name))}. {NEW}"
            )
    return _read(kept)


def only_new(
    stream: Stream, *, meant: Meant, earlier: Before
) -> tuple[Stream, tuple[SetAside, ...]]:
    """The rows after those that were watched already; a sentence where the past has changed.

    A file may hold only what is new, or the whole log again, grown at its end.
    """
    if not earlier.any or stream.moment is None:
        return stream, ()
    last = moment_number(earlier.until)
    old = stream.moment <= last
    count = int(old.sum())
    if not count:
        return stream, ()
    if _totals(stream, old, meant=meant) != earlier.totals:
        raise DueRegardError(
            f"The file has {counted(count, one='row')} up to {earlier.until}, until when the "
            "watch has looked, and they are not the same as it saw. Rows came late or were "
            "changed. Give only rows after that moment; or give the whole log with a new file of "
            "state, and the watch begins anew."
        )
    fresh = ~old
    kept = replace(
        stream, moment=stream.moment[fresh], watched=stream.watched[fresh],
        events=stream.events[fresh], exposure=stream.exposure[fresh],
    )
    return kept, (SetAside(reason="it was watched in an earlier run", rows=count),)


def _totals(stream: Stream, chosen: Any, *, meant: Meant) -> Totals:
    watched, events = stream.watched[chosen], stream.events[chosen]
    if meant.claim is Claim.SHARE:
        return Totals(events=float(watched.sum()), exposure=float(len(watched)))
    if meant.claim is Claim.LIMIT:
        return Totals(events=float(events.sum()), exposure=float(stream.exposure[chosen].sum()))
    return Totals(
        events=float(events[watched].sum()), exposure=float(watched.sum()),
        other_events=float(events[~watched].sum()), other_exposure=float((~watched).sum()),
    )


def _read(kept: Finding) -> Before:
    rows: dict[str, list[Row]] = {}
    for row in kept.rows:
        rows.setdefault(row.measure, []).append(row)
    counts = rows.get("watched", [])
    points = tuple(row for row in rows.get("evidence", []) if row.group)
    until = next((row.stratum["until"] for row in counts if "until" in row.stratum), "")
    if not until:
        return NOTHING
    sides = [row for row in counts if row.group] or counts
    own, other = sides[0], sides[1] if len(sides) > 1 else None
    return Before(
        totals=Totals(
            events=float(own.events or 0), exposure=own.exposure or 0.0,
            other_events=float(other.events or 0) if other else 0.0,
            other_exposure=(other.exposure or 0.0) if other else 0.0,
        ),
        highest=max((row.value or 1.0 for row in rows.get("highest_evidence", [])), default=1.0),
        alarm=next(iter(rows.get("alarm", [])), None), points=points, until=until,
    )


def _said(value: Any) -> str:
    return "not given" if value is None else f"'{value}'"
