"""Small numbers: two constants and one rule. Without it a table could point at a person.

A count of one to nine people, shown to readers beyond the force, can tell a neighbour who was
stopped or misidentified. So can a total beside it: whatever could be got back is hidden too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dueregard.documents.audience import Audience
from dueregard.findings.finding import Caveat, Finding, NotComputed, Row, Verdict

SMALLEST_HIDDEN = 1
LARGEST_HIDDEN = 9

REASON = "Not shown: it counts few people, or would let such a count be worked out."
_WITHHELD = "A sentence here gave a count of few people, and is not shown to this reader."
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

# One cell: the group and stratum that a row is about, as ("group" or "stratum", name, value).
Cell = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A cell that is the total of others."""

    total: Cell
    parts: tuple[Cell, ...]


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
    hidden cells together is not itself a small count. A sentence that states a hidden count is
    withheld, and a caveat says how much is hidden.

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
    lines = list(_lines(cells))
    while True:
        weak = next((line for line in lines if _gives_away(line, cells, hidden, largest)), None)
        candidates = [weak] if weak else _lines_of_determined(lines, hidden)
        shown = {
            cell for line in candidates for cell in (line.total, *line.parts) if cell not in hidden
        }
        if not shown:
            return
        totals = {line.total for line in candidates}
        hidden.add(min(shown, key=lambda cell: (cell in totals, *_size(cells[cell]), sorted(cell))))


def _lines(cells: dict[Cell, list[Row]]) -> Iterator[_Line]:
    """Every cell with each way in which finer cells make it up."""
    names = {cell: frozenset((kind, name) for kind, name, _ in cell) for cell in cells}
    for total in sorted(cells, key=sorted):
        finer: dict[frozenset[tuple[str, str]], list[Cell]] = {}
        for cell in cells:
            if total < cell:
                finer.setdefault(names[cell], []).append(cell)
        for split in sorted(finer, key=sorted):
            yield _Line(total=total, parts=tuple(sorted(finer[split], key=sorted)))


def _gives_away(
    line: _Line, cells: dict[Cell, list[Row]], hidden: set[Cell], largest: int
) -> bool:
    """One hidden cell in a line follows from the others; of several, so does their sum."""
    gone = [part for part in line.parts if part in hidden]
    if line.total in hidden:
        return not gone
    if not gone:
        return False
    return len(gone) == 1 or _small(_sums(gone, cells), largest)


def _sums(gone: list[Cell], cells: dict[Cell, list[Row]]) -> Iterator[float]:
    for measure in sorted({row.measure for cell in gone for row in cells[cell]}):
        counted = [_counts(row) for cell in gone for row in cells[cell] if row.measure == measure]
        yield from (sum(each or 0.0 for each in kind) for kind in zip(*counted, strict=True))


def _size(rows: list[Row]) -> tuple[bool, float]:
    """Smallest first; a cell of nought hides nobody, so it comes after all others."""
    most = max((row.events or 0 for row in rows), default=0)
    return most == 0, float(most)


def _lines_of_determined(lines: list[_Line], hidden: set[Cell]) -> list[_Line]:
    """The lines through a hidden cell that all the shown rows together determine.

    Each line is an equation in its hidden cells. A cell is determined when every solution of
    the equations gives it the same value: when its row of the null space is nought.
    """
    import numpy as np

    unknown = {cell: place for place, cell in enumerate(sorted(hidden, key=sorted))}
    used = [line for line in lines if hidden & {line.total, *line.parts}]
    if not used:
        return []
    equations = np.zeros((len(used), len(unknown)))
    for number, line in enumerate(used):
        for part in line.parts:
            if part in unknown:
                equations[number, unknown[part]] = 1
        if line.total in unknown:
            equations[number, unknown[line.total]] = -1
    _, strengths, directions = np.linalg.svd(equations)
    rank = int((strengths > 1e-9).sum())
    fixed = np.abs(directions[rank:]).sum(axis=0) < 1e-9
    found = {cell for cell, place in unknown.items() if fixed[place]}
    return [line for line in used if found & {line.total, *line.parts}]


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
    said = {float(each.replace(",", "")) for each in _NUMBER.findall(sentence)}
    return _WITHHELD if said & secrets else sentence
