"""A measurement as a paper that people can read: the answer first, then every figure behind it.

Small counts are hidden here, on the way to the reader, and nowhere else.
"""

import json
from collections.abc import Iterator, Mapping

from dueregard.documents.audience import Audience
from dueregard.documents.charts import Point, intervals
from dueregard.documents.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.figures import (
    certainty,
    figure,
    label,
    reads_as_one_in,
    spread,
    with_counts,
)
from dueregard.findings.finding import Finding, Row
from dueregard.findings.suppression import for_audience

# Beyond this a chart of ranges is too tall for a page; the table has every row.
_MOST_POINTS = 30
_LOGARITHMIC_FROM = 30


def as_document(
    finding: Finding,
    *,
    made_at: str,
    audience: Audience,
    title: str | None = None,
    counts_people: frozenset[str] = frozenset(),
    unrounded: bool = False,
) -> Document:
    """The Finding as a Document for that audience, small counts of people hidden from it.

    Its parts are the figures (a table for each measure and way of splitting it, and a chart of
    the ranges where two or more were computed), what to know before using them, the data and
    the method. `unrounded` adds every figure as a number, in one long table, for spreadsheets.
    """
    seen = for_audience(finding, audience, counts_people=counts_people)
    parts = [
        Part(title="What was found", key="verdict",
             blocks=(Note(text=seen.verdict.sentence, tone="lead"),)),
        Part(title="Figures", key="figures", blocks=tuple(_figures(seen.rows))),
        Part(title="Before you use these figures", key="caveats", blocks=_caveats(seen)),
        Part(title="Data", key="data", blocks=tuple(_data(seen))),
        Part(title="Method", key="method", blocks=(_method(seen),)),
    ]
    if unrounded:
        parts.append(Part(title="Figures as numbers", key="rows", blocks=(long_table(seen),)))
    return Document(
        kind="finding", title=title or seen.question, made_at=made_at,
        parts=tuple(part for part in parts if part.blocks), audience=audience,
        facts={
            "instrument": seen.instrument, "version": seen.version,
            "verdict": seen.verdict.code.value, "data_sha256": seen.data.sha256,
        },
    )


def long_table(finding: Finding) -> Table:
    """Every row of the Finding as numbers: shares from 0 to 1, nothing rounded.

    Small counts are as they are in the Finding given: hide them first, or use `as_document`.
    """
    names = ("group", "stratum", "measure", "events", "exposure", "value", "low", "high", "level",
             "unit", "method", "reference", "note")
    words = {"group", "stratum", "measure", "unit", "method", "reference", "note"}
    return Table(
        caption="Every figure as a number",
        columns=tuple(Column(label=label(name), key=name, numeric=name not in words)
                      for name in names),
        rows=tuple(
            (_labelled(row.group), _labelled(row.stratum), row.measure, row.events, row.exposure,
             row.value, row.low, row.high, row.level, row.unit, row.method, row.reference,
             row.not_computed.reason if row.not_computed else None)
            for row in finding.rows
        ),
    )


def _labelled(labels: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in labels.items())


def _splits(row: Row) -> tuple[str, ...]:
    return (*row.group, *row.stratum)


def _names(row: Row) -> tuple[str, ...]:
    return (*row.group.values(), *row.stratum.values())


def _by(splits: tuple[str, ...]) -> str:
    return " and ".join(label(each).lower() for each in splits)


def _figures(rows: tuple[Row, ...]) -> Iterator[Block]:
    overall = [row for row in rows if not _splits(row)]
    if overall:
        yield _table("Overall", overall, first=Column(label="Measure", key="measure"),
                     names=[(label(row.measure),) for row in overall])
    # A dictionary keeps the order in which the instrument gave its measures and splits.
    tables: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    counted = _plain_counts(rows)
    counts = [row for row in rows if row.measure in counted and _splits(row)]
    for splits in dict.fromkeys(_splits(row) for row in counts):
        yield _counts_table(splits, [row for row in counts if _splits(row) == splits])
    for row in rows:
        if _splits(row) and row.measure not in counted:
            tables.setdefault((row.measure, _splits(row)), []).append(row)
    for (measure, splits), its in tables.items():
        caption = f"{label(measure)}, by {_by(splits)}"
        names = [_names(row) for row in its]
        chart = _chart(caption, its, names)
        if chart is not None:
            yield chart
        columns = tuple(Column(label=label(each), key=each) for each in splits)
        yield _table(caption, its, first=columns, names=names)


def _plain_counts(rows: tuple[Row, ...]) -> set[str]:
    """The measures that only count: no row is out of anything, or has a range."""
    others = {
        row.measure for row in rows
        if row.unit == "share" or row.exposure is not None or row.low is not None
        or row.value != row.events
    }
    return {row.measure for row in rows} - others


def _counts_table(splits: tuple[str, ...], rows: list[Row]) -> Table:
    """Plain counts side by side, a column for each: apart they would fill pages."""
    measures = list(dict.fromkeys(row.measure for row in rows))
    found: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in rows:
        found.setdefault(_names(row), {})[row.measure] = row
    reasons = {
        names: "; ".join(dict.fromkeys(
            f"{label(row.measure)}: {row.not_computed.reason}"
            for row in its.values() if row.not_computed
        ))
        for names, its in found.items()
    }
    noted = any(reasons.values())
    return Table(
        caption=f"Counts, by {_by(splits)}",
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


def _table(
    caption: str, rows: list[Row], *, first: Column | tuple[Column, ...],
    names: list[tuple[str, ...]],
) -> Table:
    levels = {row.level for row in rows if row.level is not None}
    certain = f" ({certainty(max(levels))})" if len(levels) == 1 else ""
    noted = any(_note(row, levels) for row in rows)
    ranged = any(spread(row) for row in rows)
    # One measure is written in one way; the overall table has several, each in its own.
    one_in = reads_as_one_in(rows) if len({row.measure for row in rows}) == 1 else None
    columns = [
        *(first if isinstance(first, tuple) else (first,)),
        Column(label="Events", key="events", numeric=True),
        Column(label="Out of", key="exposure", numeric=True),
        Column(label="Value", key="value", numeric=True),
    ]
    if ranged:
        columns.append(Column(label=f"Range{certain}", key="range", numeric=True))
    if noted:
        columns.append(Column(label="Note", key="note"))
    cells: list[tuple[Cell, ...]] = []
    for row, name in zip(rows, names, strict=True):
        value = figure(row.value, unit=row.unit, one_in=one_in)
        line: list[Cell] = [*name, row.events, row.exposure, value or None]
        line += [spread(row, one_in=one_in) or None] if ranged else []
        line += [_note(row, levels)] if noted else []
        cells.append(tuple(line))
    return Table(caption=caption, columns=tuple(columns), rows=tuple(cells))


def _note(row: Row, levels: set[float]) -> str:
    said = []
    if row.not_computed is not None:
        said.append(row.not_computed.reason)
    if row.reference is not None:
        said.append(f"Compared with {row.reference}.")
    if len(levels) > 1 and row.level is not None:
        said.append(f"Range at {certainty(row.level)}.")
    return " ".join(said)


def _chart(caption: str, rows: list[Row], names: list[tuple[str, ...]]) -> Chart | None:
    one_in = reads_as_one_in(rows)
    highest = max((row.high for row in rows if row.high is not None), default=0.0)
    scale = _per(highest) if one_in else 1
    points: list[Point] = []
    told: list[tuple[float, str]] = []
    for row, name in zip(rows, names, strict=True):
        if row.value is None or row.low is None or row.high is None:
            continue
        written = ", ".join(name)
        points.append(Point(
            label=written, value=row.value * scale, low=row.low * scale, high=row.high * scale
        ))
        counts, ends = with_counts(row, one_in=one_in), spread(row, one_in=one_in)
        told.append((row.value, f"{written}, {counts}, range {ends}"))
    if not 2 <= len(points) <= _MOST_POINTS:
        return None
    unit, lowest = rows[0].unit, min(each.low for each in points)
    ratio = "ratio" in unit
    wide = lowest > 0 and highest / lowest > _LOGARITHMIC_FROM
    axis = "" if unit in ("share", "count") else label(unit)
    return intervals(
        title=caption, description=_description(told, ratio=ratio), points=points,
        axis=f"per {scale:,}" if one_in else axis,
        axis_format="~%" if unit == "share" and not one_in else "",
        reference=1.0 if ratio else None, logarithmic=ratio and wide,
    )


def _description(told: list[tuple[float, str]], *, ratio: bool) -> str:
    highest, lowest = max(told)[1], min(told)[1]
    dashed = " The dashed line is 1: no difference." if ratio else ""
    return (
        f"Each dot is a figure and each line its range.{dashed} Highest: {highest}. "
        f"Lowest: {lowest}. The table below has every figure."
    )


def _per(highest: float) -> int:
    """The round number of cases in which the highest share would be seen at least once."""
    return next((each for each in (1_000, 10_000, 100_000) if highest * each >= 1), 1_000_000)


def _caveats(finding: Finding) -> tuple[Block, ...]:
    sentences = tuple(each.sentence for each in finding.caveats)
    return (Points(items=sentences),) if sentences else ()


def _data(finding: Finding) -> Iterator[Block]:
    data = finding.data
    yield Fields(fields=(
        Field(label="Rows read", key="rows_read", value=f"{data.rows_read:,}"),
        Field(label="Rows used", key="rows_used", value=f"{data.rows_used:,}"),
        Field(label="Rows set aside", key="rows_set_aside",
              value=f"{data.rows_read - data.rows_used:,}"),
        Field(label="SHA-256 of the data", key="sha256", value=data.sha256),
    ))
    if data.set_aside:
        yield Table(
            caption="Rows set aside, and why",
            columns=(Column(label="Reason", key="reason"),
                     Column(label="Rows", key="rows", numeric=True)),
            rows=tuple((each.reason, each.rows) for each in data.set_aside),
        )


def _method(finding: Finding) -> Fields:
    options = [
        Field(label=label(name), key=name, value=_option(value))
        for name, value in finding.method.options.items()
    ]
    seed = finding.method.seed
    drawn = [] if seed is None else [Field(label="Seed", key="seed", value=str(seed))]
    return Fields(fields=(
        Field(label="Method", key="method", value=finding.method.name),
        *options, *drawn,
        Field(label="Instrument", key="instrument",
              value=f"{finding.instrument}, version {finding.version}"),
    ))


def _option(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
