"""The tables of a measurement's paper: without them there would be a verdict and no figures."""

from collections.abc import Iterator, Mapping, Sequence

from dueregard.documents.document import Cell, Column, Table
from dueregard.findings.figures import certainty, figure, label, reads_as_one_in, spread
from dueregard.findings.finding import Row

Splits = tuple[str, ...]


def splits_of(row: Row) -> Splits:
    """The headings by which a row is split: of its group, then of its stratum."""
    return (*row.group, *row.stratum)


def names_of(row: Row) -> tuple[str, ...]:
    """What stands under those headings."""
    return (*row.group.values(), *row.stratum.values())


def by(splits: Splits) -> str:
    """The headings in words.

    >>> by(("age_band", "sex"))
    'age band and sex'
    """
    return " and ".join(label(each).lower() for each in splits)


def overall_table(rows: Sequence[Row]) -> Table | None:
    """The figures about everyone, a row a measure; None where there are none."""
    overall = [row for row in rows if not splits_of(row)]
    if not overall:
        return None
    return measure_table("Overall", overall, first=Column(label="Measure", key="measure"),
                         names=[(label(row.measure),) for row in overall])


def counts_tables(rows: Sequence[Row]) -> Iterator[Table]:
    """Plain counts, a table a way of splitting."""
    counted = plain_counts(rows)
    counts = [row for row in rows if row.measure in counted and splits_of(row)]
    for splits in dict.fromkeys(splits_of(row) for row in counts):
        yield _counts_table(splits, [row for row in counts if splits_of(row) == splits])


def by_measure(rows: Sequence[Row]) -> Mapping[tuple[str, Splits], list[Row]]:
    """All other rows about groups, by measure and way of splitting, in the instrument's order."""
    counted = plain_counts(rows)
    found: dict[tuple[str, Splits], list[Row]] = {}
    for row in rows:
        if splits_of(row) and row.measure not in counted:
            found.setdefault((row.measure, splits_of(row)), []).append(row)
    return found


def split_table(caption: str, rows: list[Row], *, splits: Splits, unit: bool = False) -> Table:
    """The rows of one measure and one way of splitting."""
    columns = tuple(Column(label=label(each), key=each) for each in splits)
    # Everyone stands under the groups, for comparison, and has no name of its own.
    names = [names_of(row) or ("Everyone", *("" for _ in splits[1:])) for row in rows]
    return measure_table(caption, rows, first=columns, names=names, unit=unit)


def plain_counts(rows: Sequence[Row]) -> set[str]:
    """The measures that only count: no row is out of anything, or has a range."""
    others = {
        row.measure for row in rows
        if row.unit == "share" or row.exposure is not None or row.low is not None
        or row.value != row.events
    }
    return {row.measure for row in rows} - others


def _counts_table(splits: Splits, rows: list[Row]) -> Table:
    """Plain counts side by side, a column for each: apart they would fill pages."""
    measures = list(dict.fromkeys(row.measure for row in rows))
    found: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        found.setdefault(names_of(row), {})[row.measure] = row
    reasons = {
        names: "; ".join(dict.fromkeys(
            f"{label(row.measure)}: {row.not_computed.reason}"
            for row in its.values() if row.not_computed
        ))
        for names, its in found.items()
    }
    noted = any(reasons.values())
    return Table(
        caption=f"Counts, by {by(splits)}",
        columns=(
            *(Column(label=label(each), key=each) for each in splits),
            *(Column(label=label(each), key=each, numeric=True) for each in measures),
            *((Column(label="Note", key="note"),) if noted else ()),
        ),
        rows=tuple(
            (*names, *(its[each].value if each in its else None for each in measures),
             *((reasons[names],) if noted else ()))
            for names, its in found.items()
        ),
    )


def measure_table(
    caption: str, rows: list[Row], *, first: Column | tuple[Column, ...],
    names: list[tuple[str, ...]], unit: bool = False,
) -> Table:
    """Rows with their counts, value and range. `unit` heads the values with what they count."""
    levels = {row.level for row in rows if row.level is not None}
    certain = f" ({certainty(max(levels))})" if len(levels) == 1 else ""
    noted = any(_note(row, levels) for row in rows)
    ranged = any(spread(row) for row in rows)
    # One measure is written in one way; the overall table has several, each in its own.
    one_in = reads_as_one_in(rows) if len({row.measure for row in rows}) == 1 else None
    # A comparison of two groups has no counts of its own, and two empty columns tell nothing.
    counted = not unit or any((row.events, row.exposure) != (None, None) for row in rows)
    columns = list(first) if isinstance(first, tuple) else [first]
    if counted:
        columns.append(Column(label="Events", key="events", numeric=True))
        columns.append(Column(label="Out of", key="exposure", numeric=True))
    columns.append(Column(label=_heading(rows) if unit else "Value", key="value", numeric=True))
    if ranged:
        columns.append(Column(label=f"Range{certain}", key="range", numeric=True))
    if noted:
        columns.append(Column(label="Note", key="note"))
    cells: list[tuple[Cell, ...]] = []
    for row, name in zip(rows, names, strict=True):
        value = figure(row.value, unit=row.unit, one_in=one_in)
        line: list[Cell] = [*name, *((row.events, row.exposure) if counted else ()), value or None]
        line += [spread(row, one_in=one_in) or None] if ranged else []
        line += [_note(row, levels)] if noted else []
        cells.append(tuple(line))
    return Table(caption=caption, columns=tuple(columns), rows=tuple(cells))


def _heading(rows: list[Row]) -> str:
    units = {row.unit for row in rows}
    if len(units) != 1:
        return "Value"
    unit = units.pop()
    named = {"share": "Share", "ratio": "Times", "points": "Difference", "count": "Count"}
    return named.get(unit, label(unit))


def _note(row: Row, levels: set[float]) -> str:
    said = []
    if row.not_computed is not None:
        said.append(row.not_computed.reason)
    if row.reference is not None:
        said.append(f"Compared with {row.reference}.")
    if len(levels) > 1 and row.level is not None:
        said.append(f"Range at {certainty(row.level)}.")
    return " ".join(said)
