"""The four ways a decision can end, counted for every group, and the measures made of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.counts import CountTable, set_aside
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import Condition, alike, grouping, truths
from dueregard.findings.people import Kind, Moments, separate_trials
from dueregard.findings.splits import Name, largest

# Yes and it happened; yes and it did not; no and it happened; no and it did not.
RIGHT_YES, WRONG_YES, WRONG_NO, RIGHT_NO = range(4)
# Groups of one column and of all crossings: beyond these nobody could read what is found.
MOST_GROUPS, MOST_CROSSINGS = 500, 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share of some cells in others: which count as the event, out of which."""

    name: str
    events: tuple[int, ...]
    out_of: tuple[int, ...]
    nobody: str
    compared: bool = True


MEASURES = (
    Measure(name="base_rate", events=(RIGHT_YES, WRONG_NO), out_of=(0, 1, 2, 3),
            nobody="Nobody is in this group.", compared=False),
    Measure(name="selection_rate", events=(RIGHT_YES, WRONG_YES), out_of=(0, 1, 2, 3),
            nobody="Nobody is in this group."),
    Measure(name="false_positive_rate", events=(WRONG_YES,), out_of=(WRONG_YES, RIGHT_NO),
            nobody="To everybody in this group it happened, so nobody could be wrongly chosen."),
    Measure(name="false_negative_rate", events=(WRONG_NO,), out_of=(RIGHT_YES, WRONG_NO),
            nobody="To nobody in this group did it happen, so nobody could be wrongly left out."),
    Measure(name="positive_predictive_value", events=(RIGHT_YES,), out_of=(RIGHT_YES, WRONG_YES),
            nobody="Nobody in this group was chosen."),
    Measure(name="negative_predictive_value", events=(RIGHT_NO,), out_of=(WRONG_NO, RIGHT_NO),
            nobody="Everybody in this group was chosen."),
)
BY_NAME = {each.name: each for each in MEASURES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Events out of a number, and as how many independent ones they count where people repeat."""

    events: int
    out_of: int
    worth: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The count table with its values read: the four cells of each group, what was set aside.

    `kinds` says what each combination is, None where it was set aside; `unanswered` counts, for
    each group, the rows whose outcome is not known.
    """

    columns: tuple[str, ...]
    cells: dict[Name, tuple[int, ...]]
    kinds: tuple[Kind | None, ...]
    references: tuple[str, ...]
    unanswered: dict[Name, int]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]

    @property
    def rows_used(self) -> int:
        """The rows in any cell of any group."""
        return sum(map(sum, self.cells.values()))


class _Sorted:
    """Combinations while they are put into cells, or aside."""

    def __init__(self) -> None:
        self.kinds: list[Kind | None] = []
        self.aside: dict[str, int] = {}
        self.unanswered: dict[Name, int] = {}
        self.cells: dict[Name, list[int]] = {}

    def set_aside(self, why: str, rows: int, *, unanswered: Name | None = None) -> None:
        self.aside[why] = self.aside.get(why, 0) + rows
        if unanswered is not None:
            self.unanswered[unanswered] = self.unanswered.get(unanswered, 0) + rows
        self.kinds.append(None)

    def use(self, name: Name, *, yes: bool, came: bool, rows: int) -> None:
        cell = (RIGHT_YES if came else WRONG_YES) if yes else (WRONG_NO if came else RIGHT_NO)
        self.cells.setdefault(name, [0] * 4)[cell] += rows
        self.kinds.append(Kind(groups=name, cell=cell))


def read(
    counted: CountTable, *, columns: Sequence[str], decision: Condition, outcome: Condition,
    reference: str,
) -> Read:
    """Read the values of a count table: groups, decision and outcome.

    Raises a sentence where a column holds so many values that they cannot be groups.
    """
    groups = [grouping(counted.distinct(each), heading=each) for each in columns]
    decided = truths(decision, counted.distinct(decision.heading))
    happened = truths(outcome, counted.distinct(outcome.heading))
    places = [counted.place(each) for each in columns]
    at, then = counted.place(decision.heading), counted.place(outcome.heading)
    for its, heading in zip(groups, columns, strict=True):
        _check_size(len(set(its.of.values())), heading=heading)
    sorted_ = _Sorted()
    for each in counted.combinations:
        name = tuple(its.of[each.labels[place]] for its, place in zip(groups, places, strict=True))
        yes, came = decided[each.labels[at]], happened[each.labels[then]]
        if yes is None:
            sorted_.set_aside(_why(decision, each.labels[at]), each.rows)
        elif came is None:
            sorted_.set_aside(_why(outcome, each.labels[then]), each.rows, unanswered=name)
        else:
            sorted_.use(name, yes=yes, came=came, rows=each.rows)
    frozen = {name: tuple(counts) for name, counts in sorted_.cells.items()}
    if len(frozen) > MOST_CROSSINGS:
        raise DueRegardError(
            f"{', '.join(columns)} make {len(frozen):,} groups together, more than anybody can "
            "read. Give fewer group columns, or columns with fewer values."
        )
    return Read(
        columns=tuple(columns), cells=frozen, kinds=tuple(sorted_.kinds),
        references=tuple(
            _reference(frozen, place=place, asked=reference) for place in range(len(columns))
        ),
        unanswered=sorted_.unanswered,
        set_aside=set_aside(sorted_.aside, rest=(
            f"'{decision.heading}' or '{outcome.heading}' holds something else that answers "
            "nothing"
        )),
        notes=tuple(note for its in groups for note in its.notes),
    )


def counts_of(
    cells: Sequence[int], measure: Measure, *, moments: Moments | None = None
) -> Counts:
    """The events and the trials of a measure in a group, and what they are worth."""
    events = sum(cells[place] for place in measure.events)
    out_of = sum(cells[place] for place in measure.out_of)
    if moments is None or not out_of:
        return Counts(events=events, out_of=out_of)
    worth = separate_trials(
        events=events, trials=out_of,
        squares_events=moments.product(measure.events, measure.events),
        products=moments.product(measure.events, measure.out_of),
        squares_trials=moments.product(measure.out_of, measure.out_of),
    )
    # Where nobody comes up twice, each row is a person and there is nothing to allow for.
    return Counts(events=events, out_of=out_of, worth=worth if worth < out_of else None)


def named(asked: str) -> dict[str, str]:
    """The groups that a person named as references, one for each column: 'White' or 'White,Male'.

    Each is known by how it compares, and so is the whole, which may have a comma of its own.
    """
    return {alike(each): each.strip() for each in (asked, *asked.split(",")) if each.strip()}


def _reference(cells: dict[Name, tuple[int, ...]], *, place: int, asked: str) -> str:
    wanted = named(asked)
    sizes: dict[str, int] = {}
    for name, counts in cells.items():
        sizes[name[place]] = sizes.get(name[place], 0) + sum(counts)
    found = [each for each in sizes if alike(each) in wanted]
    return found[0] if found else largest(sizes.items())


def _check_size(groups: int, *, heading: str) -> None:
    if groups > MOST_GROUPS:
        raise DueRegardError(
            f"'{heading}' holds {groups:,} different values, more than anybody can compare. Choose "
            "a column of groups, such as bands instead of single values."
        )


def _why(asked: Condition, value: str | None) -> str:
    if value is None or not value.strip():
        return f"'{asked.heading}' is blank, so '{asked.words}' cannot be answered"
    return f"'{asked.heading}' holds '{value}', which does not answer '{asked.words}'"
