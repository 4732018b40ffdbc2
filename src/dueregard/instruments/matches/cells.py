"""Searches sorted by threshold, group and how they ended; what could not be used, with why.

Without this file more matches than searches would become a rate above one, and a blank score
would count as a person rightly left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dueregard.answers import DueRegardError
from dueregard.findings.counts import CountTable, Label, set_aside
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import Condition, grouping, is_blank, number_of, truths
from dueregard.findings.people import Kind
from dueregard.findings.splits import Name
from dueregard.findings.trial_counts import ALONE, FOUND, GONE, WRONG
from dueregard.findings.trials import threshold_words
from dueregard.instruments.matches.columns import Shape

MOST_GROUPS, MOST_CROSSINGS = 500, 5_000
BAND = "score band"
_UNREAD, _NO_SCORE = "unread", "blank"


@dataclass(slots=True, kw_only=True)
class Read:
    """What was read: cells by threshold and group, and what kind each combination is."""

    columns: tuple[str, ...]
    cells: dict[str, dict[Name, list[int]]] = field(default_factory=dict)
    kinds: list[Kind | None] = field(default_factory=list)
    used: int = 0
    blank_scores: int = 0
    gone: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Rows that could not be used, by reason."""
        return set_aside(self.gone, rest="another cell cannot be read")

    def leave(self, why: str, rows: int) -> None:
        """Set rows aside."""
        self.gone[why] = self.gone.get(why, 0) + rows
        self.kinds.append(None)

    def at(self, threshold: str, name: Name) -> list[int]:
        """The cells of a group at a threshold."""
        return self.cells.setdefault(threshold, {}).setdefault(name, [0] * 6)


def counts(counted: CountTable, *, columns: Sequence[str], shape: Shape) -> Read:
    """Read a table of counts: a row a group and threshold."""
    read, names = _begun(counted, columns=columns)
    for each in counted.combinations:
        value = {role: each.labels[counted.place(heading)]
                 for role, heading in shape.headings.items() if heading in counted.keys}
        why, threshold = _threshold(value, shape=shape)
        numbers: dict[str, int] = {}
        if not why:
            why = _numbers(value, shape=shape, into=numbers)
        if why:
            read.leave(why, each.rows)
            continue
        cells = read.at(threshold, names[each.labels])
        mated, found = numbers.get("mated", 0), numbers.get("true_identified", 0)
        nonmated, wrong = numbers.get("nonmated", 0), numbers.get("false_identified", 0)
        people = numbers.get("subjects", 0)
        others = numbers.get("nonmated_subjects", people)
        for place, number in enumerate(
            (found, wrong, mated - found, nonmated - wrong, people, others)
        ):
            cells[place] += number * each.rows
        read.used += each.rows
    _check(read)
    return read


def searches(
    counted: CountTable, *, columns: Sequence[str], shape: Shape, thresholds: Sequence[str]
) -> Read:
    """Read a table with a row a search; of scores, at each of these thresholds."""
    read, names = _begun(counted, columns=columns)
    mated = Condition(heading=shape.of("mated"))
    on_list = truths(mated, counted.distinct(mated.heading))
    key = BAND if shape.scores else shape.of("identified")
    hits = {} if shape.scores else truths(Condition(heading=key), counted.distinct(key))
    for each in counted.combinations:
        value = {role: each.labels[counted.place(heading)]
                 for role, heading in shape.headings.items() if heading in counted.keys}
        ended = each.labels[counted.place(key)]
        why, threshold = ("", "") if shape.scores else _threshold(value, shape=shape)
        listed = on_list[each.labels[counted.place(mated.heading)]]
        if listed is None:
            why = _why(shape.of("mated"), value["mated"], "is neither yes nor no")
        if not why:
            why = _why_no_end(ended, hit=hits.get(ended), shape=shape)
        if why:
            read.blank_scores += each.rows if ended == _NO_SCORE and shape.scores else 0
            read.leave(why, each.rows)
            continue
        _put(read, names[each.labels], listed=bool(listed), rows=each.rows, threshold=threshold,
             reached=int(ended or 0) if shape.scores else None, hit=bool(hits.get(ended)),
             thresholds=thresholds)
    _check(read)
    return read


def _put(
    read: Read, name: Name, *, listed: bool, rows: int, threshold: str, reached: int | None,
    hit: bool, thresholds: Sequence[str],
) -> None:
    """Count rows into their cell; a score into one at every threshold."""
    read.used += rows
    if reached is None:
        cell = cell_of(listed=listed, hit=hit)
        read.at(threshold, name)[cell] += rows
        read.kinds.append(Kind(groups=(*name, threshold), cell=cell))
        return
    for place, each in enumerate(thresholds):
        read.at(each, name)[cell_of(listed=listed, hit=reached > place)] += rows
    # The band, and on which side of the list: a cell at each threshold follows from these.
    read.kinds.append(Kind(groups=name, cell=2 * reached + listed))


def cell_of(*, listed: bool, hit: bool) -> int:
    """In which of the four cells a search ends."""
    return (FOUND if hit else GONE) if listed else (WRONG if hit else ALONE)


def band(column: str, thresholds: Sequence[str]) -> str:
    """SQL that gives how many of the thresholds, in rising order, a score reaches."""
    score = f"TRY_CAST({column} AS DOUBLE)"
    steps = "".join(
        f"WHEN {score} >= {float(each)!r} THEN '{place + 1}' "
        for place, each in reversed(list(enumerate(thresholds)))
    )
    return (f"CASE WHEN {column} IS NULL THEN '{_NO_SCORE}' WHEN {score} IS NULL OR isnan({score}) "
            f"THEN '{_UNREAD}' {steps}ELSE '0' END")


def _begun(
    counted: CountTable, *, columns: Sequence[str]
) -> tuple[Read, dict[tuple[Label, ...], Name]]:
    groups = [grouping(counted.distinct(each), heading=each) for each in columns]
    places = [counted.place(each) for each in columns]
    for its, heading in zip(groups, columns, strict=True):
        if (size := len(set(its.of.values()))) > MOST_GROUPS:
            raise DueRegardError(
                f"'{heading}' holds {size:,} different values, more than anybody can compare. "
                "Choose a column of groups, such as bands instead of single values."
            )
    names = {
        each.labels: tuple(its.of[each.labels[place]]
                           for its, place in zip(groups, places, strict=True))
        for each in counted.combinations
    }
    notes = tuple(note for its in groups for note in its.notes)
    return Read(columns=tuple(columns), notes=notes), names


def _threshold(value: Mapping[str, Label], *, shape: Shape) -> tuple[str, str]:
    if "threshold" not in value:
        return "", ""
    number = number_of(value["threshold"])
    if number is None:
        return _why(shape.of("threshold"), value["threshold"], "is not a number"), ""
    return "", threshold_words(number)


def _numbers(value: Mapping[str, Label], *, shape: Shape, into: dict[str, int]) -> str:
    """Read the counts of a row; why they cannot be, or nothing."""
    for role in ("mated", "true_identified", "nonmated", "false_identified", "subjects",
                 "nonmated_subjects"):
        if role not in value or is_blank(value[role]):
            continue
        number = number_of(value[role])
        if number is None or number < 0 or number != int(number):
            return _why(shape.of(role), value[role], "is not a count")
        into[role] = int(number)
    for whole, part in (("mated", "true_identified"), ("nonmated", "false_identified")):
        if (whole in into) != (part in into) and part in shape.headings:
            blank = part if whole in into else whole
            return f"'{shape.of(blank)}' is blank, so a rate cannot be made"
        if into.get(part, 0) > into.get(whole, 0):
            return (f"'{shape.of(part)}' is more than '{shape.of(whole)}' "
                    f"({into[part]:,} of {into[whole]:,}), and a part cannot exceed the whole")
    return "" if {"mated", "nonmated"} & into.keys() else "it holds no searches"


def _why_no_end(ended: Label, *, hit: bool | None, shape: Shape) -> str:
    if not shape.scores:
        return "" if hit is not None else _why(
            shape.of("identified"), ended, "is neither yes nor no")
    if ended == _NO_SCORE:
        return f"'{shape.of('score')}' is blank, so it is not known whether anything was returned"
    return f"'{shape.of('score')}' is not a number" if ended == _UNREAD else ""


def _why(heading: str, value: Label, what: str) -> str:
    if is_blank(value):
        return f"'{heading}' is blank"
    return f"'{heading}' holds '{value}', which {what}"


def _check(read: Read) -> None:
    size = max(map(len, read.cells.values()), default=0)
    if size > MOST_CROSSINGS:
        raise DueRegardError(
            f"{', '.join(read.columns)} make {size:,} groups together, more than anybody can read. "
            "Give fewer group columns, or columns with fewer values."
        )
