"""Small numbers: two constants and one rule. Without it a table could point at a person.

A count of one to nine people, shown to readers beyond the force, can tell a neighbour who was
stopped or misidentified. So can a total beside it: whatever could be got back is hidden too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations

from dueregard.documents.audience import Audience
from dueregard.findings.finding import Caveat, Finding, NotComputed, Row, Verdict

SMALLEST_HIDDEN = 1
LARGEST_HIDDEN = 9

REASON = "Not shown: it counts few people, or would let such a count be worked out."
_WITHHELD = "A sentence here gave a count of few people, and is not shown to this reader."
_NOUGHT = 1e-9
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# Numbers that name a thing and count nothing: a whole date, and a row of the file by its place.
# "3 rows" stays a count: where a row is a person, it counts people.
_NAMES = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\(rows? \d+(?:, \d+)*\)"
)

# One cell: the group and stratum that a row is about, as ("group" or "stratum", name, value).
Cell = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A cell that is the total of others."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> frozenset[Cell]:
        return frozenset((self.total, *self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One measure: the rows it gives, every total among them, and all cells of both."""

    rows: Mapping[Cell, tuple[Row, ...]]
    lines: tuple[_Line, ...]
    through: Mapping[Cell, tuple[_Line, ...]]


def for_audience(
    finding: Finding,
    audience: Audience,
    *,
    counts_people: frozenset[str],
    largest_hidden: int = LARGEST_HIDDEN,
) -> Finding:
    """The Finding as that audience may see it: the full one for the force, else small counts gone.

    `counts_people` names the measures whose events and exposure count people. The instrument
    says which; a tool's own errors and published figures are not people counted, and are left.
    A cell is a group within a stratum. It is hidden, in every such measure at once, when in any
    of them the events, the exposure, or (for a share) the people without the event number 1 to
    `largest_hidden`. Then more cells are hidden, smallest first, until no hidden cell follows by
    adding and subtracting from the rows that are shown, and what a total gives away of the
    hidden cells together is not itself a small count. A sentence with a number that equals a
    hidden count is withheld, whatever it counts: a false alarm loses a sentence, the other error
    a person's privacy. Only whole dates and the places of rows in the file are passed over. A
    caveat says how much is hidden.

    It cannot guard against what a reader knows from elsewhere (another table, an earlier version
    of this one), nor against bounds: from a total of 30 with 12 shown a reader knows that each
    hidden cell is at most 18.

    Source: the usual rule of primary and secondary cell suppression in official statistics.
    """
    if audience >= Audience.FORCE or not counts_people:
        return finding
    rows = [row for row in finding.rows if row.measure in counts_people]
    cells: dict[Cell, list[Row]] = {}
    for row in rows:
        cells.setdefault(_cell(row), []).append(row)
    hidden = {
        cell for cell, its in cells.items()
        if any(row.suppressed or _small(_counts(row), largest_hidden) for row in its)
    }
    if not hidden:
        return finding
    _hide_what_would_give_them_away(cells, hidden, largest_hidden)
    return _without(finding, hidden=hidden, counts_people=counts_people)


def _cell(row: Row) -> Cell:
    return frozenset(
        [("group", name, value) for name, value in row.group.items()]
        + [("stratum", name, value) for name, value in row.stratum.items()]
    )


def _counts(row: Row) -> tuple[float | None, float | None, float | None]:
    """What the row counts: those with the event, all of them, and (for a share) those without."""
    events, exposure = row.events, row.exposure
    without = None
    if row.unit == "share" and events is not None and exposure is not None:
        without = exposure - events
    return events, exposure, without


def _small(counts: Iterable[float | None], largest: int) -> bool:
    return any(each is not None and SMALLEST_HIDDEN <= each <= largest for each in counts)


def _hide_what_would_give_them_away(
    cells: dict[Cell, list[Row]], hidden: set[Cell], largest: int
) -> None:
    """Adds to `hidden` until nothing in it can be worked out from the rest."""
    measures = sorted({row.measure for rows in cells.values() for row in rows})
    tables = [_table(cells, measure=measure) for measure in measures]
    while True:
        for table in tables:
            _mend_single_lines(table, hidden, largest)
        chosen = {cell for each in tables for cell in _next_to_hide(each, hidden, largest)}
        if not chosen:
            return
        hidden |= chosen


def _table(cells: dict[Cell, list[Row]], *, measure: str) -> _Table:
    """One measure's rows by cell, and every total among them.

    A total that no row gives counts too: two tables of the same people have the same total, so
    what one shows tells about the other.
    """
    rows = {
        cell: kept for cell, its in cells.items()
        if (kept := tuple(row for row in its if row.measure == measure))
    }
    everything = {
        frozenset(coarser) for cell in rows
        for size in range(len(cell) + 1) for coarser in combinations(sorted(cell), size)
    }
    names = {cell: frozenset((kind, name) for kind, name, _ in cell) for cell in everything}
    lines = []
    for total in sorted(everything, key=sorted):
        finer: dict[frozenset[tuple[str, str]], list[Cell]] = {}
        for cell in everything:
            if total < cell:
                finer.setdefault(names[cell], []).append(cell)
        lines += [
            _Line(total=total, parts=tuple(sorted(finer[split], key=sorted)))
            for split in sorted(finer, key=sorted)
        ]
    through: dict[Cell, list[_Line]] = {cell: [] for cell in everything}
    for line in lines:
        for cell in line.cells:
            through[cell].append(line)
    return _Table(
        rows=rows, lines=tuple(lines), through={cell: tuple(its) for cell, its in through.items()}
    )


def _mend_single_lines(table: _Table, hidden: set[Cell], largest: int) -> None:
    """Adds to `hidden` where one line alone gives a cell away: most are, and this is quick."""
    whole = [line for line in table.lines if line.cells <= table.rows.keys()]
    changed = True
    while changed:
        changed = False
        for line in whole:
            gone = [part for part in line.parts if part in hidden]
            if line.total in hidden:
                weak = not gone
            else:
                weak = len(gone) == 1 or (bool(gone) and _small(_sums(gone, table), largest))
            if weak:
                hidden.add(_smallest([line], table=table, among=line.cells - hidden))
                changed = True


def _smallest(lines: Iterable[_Line], *, table: _Table, among: AbstractSet[Cell]) -> Cell:
    """The cell of fewest people, a total last: hiding it costs the reader least."""
    totals = {line.total for line in lines}
    return min(among, key=lambda cell: (cell in totals, *_size(table.rows[cell]), sorted(cell)))


def _next_to_hide(table: _Table, hidden: set[Cell], largest: int) -> set[Cell]:
    """Shown cells whose hiding helps to keep the hidden ones, smallest first; none when kept."""
    secret = hidden & table.rows.keys()
    if not secret:
        return set()
    unknown = sorted(table.through.keys() - (table.rows.keys() - hidden), key=sorted)
    fixed = _fixed(table.lines, unknown)
    open_ = set(unknown) - (fixed - secret)
    found = {cell for cell in secret if cell in fixed}
    for line in table.lines:
        gone = [part for part in line.parts if part in open_]
        told = line.total not in open_ and bool(gone) and secret.issuperset(gone)
        if told and _small(_sums(gone, table), largest):
            found |= {*gone}
    chosen: set[Cell] = set()
    shown = table.rows.keys() - hidden
    for cell in sorted(found, key=sorted):
        # One more beside it may already be enough; the next round sees.
        if not any(chosen & line.cells for line in table.through[cell]):
            chosen |= _smallest_near(table, cell, shown=shown)
    return chosen


def _fixed(lines: tuple[_Line, ...], unknown: list[Cell]) -> set[Cell]:
    """The unknown cells that adding and subtracting the shown ones gives.

    Each line is an equation in its unknown cells. A cell is given when every solution of the
    equations has the same value for it: when its row of the null space is nought.
    """
    import numpy as np

    place = {cell: number for number, cell in enumerate(unknown)}
    equations = np.zeros((len(lines), len(unknown)))
    for number, line in enumerate(lines):
        for part in line.parts:
            if part in place:
                equations[number, place[part]] = 1
        if line.total in place:
            equations[number, place[line.total]] = -1
    # The square product has the same null space, and its size does not grow with the lines.
    strengths, directions = np.linalg.eigh(equations.T @ equations)
    loose = np.abs(directions[:, strengths < _NOUGHT]).sum(axis=1) if len(unknown) else ()
    return {cell for cell, size in zip(unknown, loose, strict=True) if size < _NOUGHT}


def _smallest_near(table: _Table, start: Cell, *, shown: AbstractSet[Cell]) -> set[Cell]:
    """The smallest shown cell that shares a line with `start`, else the next nearest; or none."""
    near, edge = {start}, {start}
    while edge:
        through = [line for cell in edge for line in table.through[cell]]
        reached = {cell for line in through for cell in line.cells}
        if reached & shown:
            return {_smallest(through, table=table, among=reached & shown)}
        edge = reached - near
        near |= reached
    return set()


def _sums(gone: list[Cell], table: _Table) -> Iterator[float]:
    counted = [_counts(row) for cell in gone for row in table.rows[cell]]
    yield from (sum(each or 0.0 for each in kind) for kind in zip(*counted, strict=True))


def _size(rows: tuple[Row, ...]) -> tuple[bool, float]:
    """Smallest first; a cell of nought hides nobody, so it comes after all others.

    Where events are not counted, as in a weighted survey, it is by the people asked.
    """
    most = max(((row.exposure if row.events is None else row.events) or 0 for row in rows),
               default=0)
    return most == 0, float(most)


def _without(finding: Finding, *, hidden: set[Cell], counts_people: frozenset[str]) -> Finding:
    def goes(row: Row) -> bool:
        return row.measure in counts_people and _cell(row) in hidden

    gone = [row for row in finding.rows if goes(row)]
    if all(row.suppressed for row in gone):
        return finding
    secrets = {float(each) for row in gone for each in _counts(row) if each is not None}
    protected = sum(row.measure in counts_people for row in finding.rows)
    caveat = Caveat(
        code="small-numbers-hidden",
        sentence=(
            f"{len(gone)} of {protected} figures that count people are not shown to this reader, "
            f"because they count few people or would let such a count be worked out."
        ),
    )
    return replace(
        finding,
        verdict=Verdict(
            code=finding.verdict.code, sentence=_spoken(finding.verdict.sentence, secrets)
        ),
        rows=tuple(_hidden(row) if goes(row) else row for row in finding.rows),
        caveats=(
            *(replace(each, sentence=_spoken(each.sentence, secrets)) for each in finding.caveats),
            caveat,
        ),
    )


def _hidden(row: Row) -> Row:
    return replace(
        row, events=None, exposure=None, value=None, low=None, high=None, suppressed=True,
        not_computed=NotComputed(reason=REASON),
    )


def _spoken(sentence: str, secrets: set[float]) -> str:
    """The sentence, or a line in its place when a number in it is one that was hidden."""
    counted = _NAMES.sub(" ", sentence)
    said = {float(each.replace(",", "")) for each in _NUMBER.findall(counted)}
    return _WITHHELD if said & secrets else sentence
