"""How many people there are at each score, by what happened to them and by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dueregard.findings.counts import Label, weighted
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import grouping, is_blank, number_of, truths
from dueregard.findings.roles import fold
from dueregard.findings.splits import Name, largest
from dueregard.instruments.scores.columns import Columns
from dueregard.instruments.scores.counting import Counted
from dueregard.instruments.scores.scale import Kind

Whole = npt.NDArray[np.int64]

# More different reasons than this are no reasons any more.
_MOST_REASONS = 20
NO_MARK = "0"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """The people of a group at each score, and the sum of their scores as probabilities."""

    happened: Whole
    not_happened: Whole
    total: float

    @property
    def events(self) -> int:
        """Those to whom it happened."""
        return int(self.happened.sum())

    @property
    def people(self) -> int:
        """Everybody."""
        return int(self.happened.sum() + self.not_happened.sum())

    def plus(self, other: "Tally") -> "Tally":
        """Both groups together."""
        return Tally(happened=self.happened + other.happened, total=self.total + other.total,
                     not_happened=self.not_happened + other.not_happened)

    def less(self, other: "Tally") -> "Tally":
        """This group without another that is part of it."""
        return Tally(happened=self.happened - other.happened, total=self.total - other.total,
                     not_happened=self.not_happened - other.not_happened)


class AsIf(StrEnum):
    """Which rows are taken: those that are used, or others to see what that changes."""

    USED = "used"
    WITH_FLAGGED = "with-flagged-rows"
    WITHOUT_JUMP = "without-jump-rows"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Read:
    """The count table with its values read.

    `scores` are the different scores in order, as probabilities where they are any; `cells` hold
    the people of each crossing of the groups. `flagged` are those in periods in which the outcome
    cannot be right, who are set aside; `jumped` those in a period to which its share jumps, who
    are used. `unanswered` counts rows without an outcome.
    """

    columns: tuple[str, ...]
    kind: Kind
    scores: npt.NDArray[np.float64]
    cells: Mapping[Name, Tally]
    flagged: Mapping[Name, Tally]
    jumped: Mapping[Name, Tally]
    references: tuple[str, ...]
    unanswered: Mapping[Name, int]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]
    rows_used: int

    @property
    def is_risk(self) -> bool:
        """Whether the score is a probability that can be checked against what happened."""
        return self.kind is not Kind.POINTS

    def groups(self, places: Sequence[int], as_if: AsIf = AsIf.USED) -> dict[Name, Tally]:
        """The people of each group, told by these of its labels."""
        found: dict[Name, Tally] = {}

        def put(name: Name, its: Tally) -> None:
            short = tuple(name[place] for place in places)
            found[short] = found[short].plus(its) if short in found else its

        for name, its in self.cells.items():
            left = its
            if as_if is AsIf.WITHOUT_JUMP and name in self.jumped:
                left = its.less(self.jumped[name])
            put(name, left)
        if as_if is AsIf.WITH_FLAGGED:
            for name, its in self.flagged.items():
                put(name, its)
        return found

    def everyone(self, as_if: AsIf = AsIf.USED) -> Tally:
        """All people together."""
        return self.groups((), as_if)[()]


class _Aside:
    """Why rows are set aside, and how many for each reason."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}

    def add(self, reason: str, rows: int, *, other: str) -> None:
        if reason not in self.rows and len(self.rows) >= _MOST_REASONS:
            reason = other
        self.rows[reason] = self.rows.get(reason, 0) + rows

    def no_score(self, counted: Counted, label: str | None, *, rows: int, heading: str) -> None:
        """A row whose score is none."""
        self.add(_why_no_score(counted, label, heading=heading), rows,
                 other=f"'{heading}' holds something else that is not a number")

    def no_outcome(self, columns: Columns, label: str | None, *, rows: int) -> None:
        """A row of which nobody knows what happened."""
        self.add(_why_no_outcome(columns, label), rows,
                 other=f"'{columns.outcome.heading}' holds something else")


def read(
    counted: Counted, *, columns: Columns, reference: str, left_out: Mapping[str, str], flag: str
) -> Read:
    """Read the values of a count table: groups, outcome, score, and whether a row is flagged.

    `flag` is the key that holds the mark of a row, `left_out` why rows with some marks are set
    aside; rows with another mark but 0 are those of a jump.
    """
    table = counted.table
    gone: tuple[SetAside, ...] = ()
    if columns.weight:
        table, gone = weighted(counted.table, weight=columns.weight)
    groups = [grouping(table.distinct(each), heading=each) for each in columns.groups]
    happened = truths(columns.outcome, table.distinct(columns.outcome.heading))
    scores, place_of = _ordered(counted)
    totals = _totals(counted, weight=columns.weight)
    aside, unanswered = _Aside(), dict[Name, int]()
    cells, flagged, jumped = dict[Name, _Cell](), dict[Name, _Cell](), dict[Name, _Cell]()
    places = [table.place(each) for each in columns.groups]
    at, then, marked = map(table.place, (columns.score, columns.outcome.heading, flag))
    for each in table.combinations:
        name = tuple(its.of[each.labels[place]] for its, place in zip(groups, places, strict=True))
        came, score = happened[each.labels[then]], place_of.get(each.labels[at])
        if score is None:
            aside.no_score(counted, each.labels[at], rows=each.rows, heading=columns.score)
            continue
        if came is None:
            unanswered[name] = unanswered.get(name, 0) + each.rows
            aside.no_outcome(columns, each.labels[then], rows=each.rows)
            continue
        mark = each.labels[marked] or NO_MARK
        total = totals[each.labels] if totals else float(scores[score]) * each.rows
        into = (cells,) if mark == NO_MARK else (cells, jumped)
        if mark in left_out:
            into = (flagged,)
            aside.add(left_out[mark], each.rows, other=left_out[mark])
        for kept in into:
            _cell(kept, name, size=len(scores)).add(
                came=came, score=score, rows=each.rows, total=total)
    every = {name: its.tally() for name, its in cells.items()}
    return Read(
        columns=columns.groups, kind=counted.kind, scores=scores, cells=every,
        flagged={name: its.tally() for name, its in flagged.items()},
        jumped={name: its.tally() for name, its in jumped.items()},
        references=_references(every, columns=columns, asked=reference), unanswered=unanswered,
        set_aside=(*(SetAside(reason=why, rows=rows) for why, rows in sorted(aside.rows.items())
                     if rows), *gone),
        notes=tuple(note for its in groups for note in its.notes),
        rows_used=sum(its.people for its in every.values()),
    )


class _Cell:
    """The counts of a group while they are being added up."""

    def __init__(self, size: int) -> None:
        self.counts = np.zeros((2, size), dtype=np.int64)
        self.total = 0.0

    def add(self, *, came: bool, score: int, rows: int, total: float) -> None:
        self.counts[0 if came else 1, score] += rows
        self.total += total

    def tally(self) -> Tally:
        return Tally(happened=self.counts[0], not_happened=self.counts[1], total=self.total)


def _cell(kept: dict[Name, _Cell], name: Name, *, size: int) -> _Cell:
    """The counts of a group, made where there are none yet."""
    if name not in kept:
        kept[name] = _Cell(size)
    return kept[name]


def _ordered(counted: Counted) -> tuple[npt.NDArray[np.float64], dict[Label, int]]:
    """The different scores from low to high, and at which of them each label stands."""
    per = 100 if counted.kind is Kind.PERCENTAGE else 1
    of = {label: value / per for label, value in counted.score_of.items() if value is not None}
    scores = np.array(sorted(set(of.values())), dtype=float)
    place = {value: number for number, value in enumerate(scores.tolist())}
    return scores, {label: place[value] for label, value in of.items()}


def _totals(counted: Counted, *, weight: str) -> dict[tuple[Label, ...], float]:
    """The exact sums of scores, where scores were rounded, with the weights put in."""
    if not counted.sums:
        return {}
    table = counted.table
    place = table.place(weight) if weight else None
    per = 100 if counted.kind is Kind.PERCENTAGE else 1
    found: dict[tuple[Label, ...], float] = {}
    for labels, total in counted.sums.items():
        times, kept = 1.0, labels
        if place is not None:
            times = number_of(labels[place]) or 0.0
            kept = (*labels[:place], *labels[place + 1:])
        found[kept] = found.get(kept, 0.0) + total / per * times
    return found


def _references(
    cells: Mapping[Name, Tally], *, columns: Columns, asked: str
) -> tuple[str, ...]:
    """For each column the group that was asked for, else the largest."""
    found = []
    for place in range(len(columns.groups)):
        sizes: dict[str, int] = {}
        for name, its in cells.items():
            sizes[name[place]] = sizes.get(name[place], 0) + its.people
        named = [each for each in sizes if asked and fold(each) == fold(asked)]
        found.append(named[0] if named else largest(sizes.items()))
    return tuple(found)


def _why_no_score(counted: Counted, label: Label, *, heading: str) -> str:
    if is_blank(label):
        return f"'{heading}' is blank"
    if counted.step:
        return f"'{heading}' holds what is not a number, such as '{counted.word}'"
    return f"'{heading}' holds '{label}', which is not a number"


def _why_no_outcome(columns: Columns, label: Label) -> str:
    if is_blank(label):
        return (f"'{columns.outcome.heading}' is blank, so '{columns.outcome.words}' cannot be "
                "answered")
    return (f"'{columns.outcome.heading}' holds '{label}', which does not answer "
            f"'{columns.outcome.words}'")
