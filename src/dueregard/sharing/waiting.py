"""What waits, and what comes next: red at once, then whatever has the least slack.

Without this file whoever shouts loudest, or writes twice, would be served first. Reports of the
same thing become one piece of work, what repeats or grows worse is flagged, and a person may
overrule the sheet with a reason that is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dueregard.answers import DueRegardError
from dueregard.sharing.sheet import (
    ESCALATING,
    RED,
    REPEAT,
    Band,
    Severity,
    Sheet,
    load,
    severity,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One thing that came in. `subject` is a key and never a name; `event` what it is about.

    `signs` are the answers to the points sheet: true, false, or None and left out for not known.
    `group` is whatever figures are told apart by, such as an area or an ethnic group as recorded.
    """

    ref: str
    received: datetime
    sender: str
    subject: str = ""
    event: str = ""
    group: str = ""
    signs: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier event about the same person, as the record has it: when, and its points then."""

    at: datetime
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's word against the sheet's: another band, who says so, when and why."""

    band: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One piece of work: a report with whatever else came in about the same, and how it stands.

    `severity` is by the sheet; `band` is the one that counts, which a person may have changed.
    """

    reports: tuple[Report, ...]
    severity: Severity
    history: frozenset[str]
    override: Override | None = None
    band: Band

    @property
    def ref(self) -> str:
        """The reference of the first report."""
        return self.reports[0].ref

    @property
    def received(self) -> datetime:
        """When the first report came in: the clock runs from then."""
        return self.reports[0].received

    @property
    def latest(self) -> datetime:
        """The latest safe time."""
        return self.received + self.band.allowed

    def slack(self, now: datetime) -> float:
        """Time left as a share of the time allowed: 1 when it comes in, below 0 when late."""
        return (self.latest - now) / self.band.allowed


def folded(reports: Iterable[Report], *, sheet: Sheet | None = None) -> list[tuple[Report, ...]]:
    """Reports in pieces of work, each in the order of coming in.

    One piece are those about the same person and the same event; where one of two names no
    event, those that came in within `fold_hours` of its first. A report without a person stands
    alone: nobody can know that it is the same.
    """
    within = (sheet or load()).fold
    pieces: list[list[Report]] = []
    of: dict[str, list[list[Report]]] = {}
    for report in sorted(reports, key=lambda each: (each.received, each.ref)):
        about = of.setdefault(report.subject, []) if report.subject else []
        for piece in about:
            events = {each.event for each in piece if each.event}
            near = report.received - piece[0].received <= within
            if report.event in events or (near and not (report.event and events)):
                piece.append(report)
                break
        else:
            about.append([report])
            pieces.append(about[-1])
    return [tuple(each) for each in pieces]


def work(
    reports: Sequence[Report], *, earlier: Iterable[Earlier] = (), sheet: Sheet | None = None
) -> Work:
    """One piece of work from reports of the same thing, with what the record has of the person.

    Where reports differ, yes counts before no, and either before not known.
    """
    if not reports:
        raise DueRegardError("A piece of work needs at least one report.")
    sheet = sheet or load()
    came = tuple(sorted(reports, key=lambda each: (each.received, each.ref)))
    signs = _merged(came)
    bare = severity(signs, sheet=sheet)
    flags = _history(bare.points, came[0].received, tuple(earlier), sheet)
    found = severity(signs, history=flags, sheet=sheet) if flags else bare
    return Work(reports=came, severity=found, history=flags, band=found.band)


def overridden(
    piece: Work, *, band: str, by: str, at: datetime, reason: str, sheet: Sheet | None = None
) -> Work:
    """The same in another band. What the sheet said stays beside it; a reason must be given."""
    found = (sheet or load()).band(band)
    if not reason.strip():
        raise DueRegardError("Say in a sentence why the sheet is wrong here. The reason is kept.")
    if not by.strip():
        raise DueRegardError("Say who overrules the sheet. The name is kept with the reason.")
    if found == piece.band:
        raise DueRegardError(f"It is {found.name.lower()} already. There is nothing to overrule.")
    return replace(piece, band=found, override=Override(
        band=band, by=by.strip(), at=at, reason=reason.strip()))


def urgency(piece: Work, now: datetime) -> tuple[bool, float, int, datetime, str]:
    """The key of the order: smaller is sooner. Red first, then the least slack."""
    return (piece.band.id != RED, piece.slack(now), -piece.severity.points, piece.received,
            piece.ref)


def in_order(pieces: Iterable[Work], *, now: datetime) -> list[Work]:
    """What to do next, first to last."""
    return sorted(pieces, key=lambda each: urgency(each, now))


def why_here(piece: Work, *, now: datetime) -> tuple[str, ...]:
    """Why it stands where it stands, in sentences: the band, the clock, and every reason."""
    left = (piece.latest - now).total_seconds() / 3600
    allowed = piece.band.allowed.total_seconds() / 3600
    lines = [
        f"{piece.band.name}: {piece.severity.points} points.",
        f"{left:.1f} of {allowed:.0f} hours are left." if left >= 0 else
        f"It is {-left:.1f} hours past the latest safe time.",
    ]
    if piece.override:
        lines.insert(1, f"{piece.override.by} changed it from {piece.severity.band.name.lower()}: "
                        f"{piece.override.reason}")
    if len(piece.reports) > 1:
        lines.append(f"{len(piece.reports)} reports of the same are one piece of work.")
    return (*lines, *(f"{each.points}: {each.said}" for each in piece.severity.reasons))


def _merged(reports: Iterable[Report]) -> dict[str, bool]:
    merged: dict[str, bool] = {}
    for report in reports:
        for sign, answer in report.signs.items():
            if answer is not None:
                merged[sign] = answer or merged.get(sign) is True
    return merged


def _history(
    points: int, at: datetime, earlier: tuple[Earlier, ...], sheet: Sheet
) -> frozenset[str]:
    """Whether it repeats, and whether it grows: more often lately, and worse than before."""
    known = [each for each in earlier if at - sheet.history_span <= each.at < at]
    flags = {REPEAT} if len(known) >= sheet.repeat_from else set()
    lately = 1 + sum(each.at >= at - sheet.lately for each in known)
    before = 1 + len(known) - lately
    oftener = lately * (sheet.history_span - sheet.lately) > before * sheet.lately
    if lately >= 2 and oftener and points > sum(each.points for each in known) / len(known):
        flags.add(ESCALATING)
    return frozenset(flags)
