"""A finding and an instrument, as they are read in a terminal.

Without this file an analyst would have to open a file of JSON to see what was found.
"""

import io
import sys
from collections.abc import Sequence
from dataclasses import replace

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dueregard.documents.document import Document, Fields, Note, Points
from dueregard.documents.document import Table as PaperTable
from dueregard.findings.about import About
from dueregard.findings.figures import label
from dueregard.findings.finding import Finding, Row
from dueregard.findings.wording import counted, number, percent

_PLAIN_WIDTH = 110
_GROUPS_ACROSS = 5
_MEASURES_ACROSS = 6
_MOST_PLACES = 10


def finding(found: Finding) -> None:
    """The verdict first, then figures, what to know, what was set aside and how it was done."""
    console = _console()
    console.print(Text(found.verdict.sentence, style="bold"))
    tables, shown = _shown(found)
    for table in tables:
        console.print()
        console.print(table)
    if len(shown) < len(found.rows):
        console.print()
        console.print(Text(
            f"{len(found.rows) - len(shown):,} more figures (crossings of groups, ratios, "
            "differences, everyone else) stand in the file that -o writes: .html to read, .xlsx "
            "or .csv to work with."
        ))
    why = sorted({row.not_computed.reason for row in shown if row.not_computed})
    _points(console=console, title="Not worked out (shown as -)", items=why)
    _points(
        console=console,
        title="Before using these figures",
        items=[each.sentence for each in found.caveats],
    )
    data = found.data
    _points(
        console=console,
        title=f"Of {counted(data.rows_read, one='row')} read, {data.rows_used:,} used and "
        f"{data.rows_read - data.rows_used:,} set aside",
        items=[
            f"{counted(each.rows, one='row')} because {each.reason}." for each in data.set_aside
        ],
        always=True,
    )
    ranges = sorted({f"{row.method} at {100 * row.level:g}%" for row in found.rows if row.level})
    how = f"; ranges: {', '.join(ranges)}" if ranges else ""
    console.print()
    console.print(Text(f"Method: {found.method.name}{how}. SHA-256 of the file: {data.sha256}"))
    _let_go(console)


def about(said: About) -> None:
    """An instrument's question, columns and limits."""
    console = _console()
    console.print(Text(said.title, style="bold"))
    console.print(Text(said.question))
    known = [(each.role, "yes" if each.required else "no", each.words, each.kind.value)
             for each in said.columns]
    asked = [(f"--{each.name}", "yes" if each.required else "no", each.words, each.asked.value)
             for each in said.asks]
    for headings, lines in (
        (("Column", "Needed", "What it is", "What a cell holds"), known),
        (("You say", "Needed", "What it is", "What to write"), asked),
    ):
        if lines:
            table = Table(box=None, pad_edge=False, header_style="bold")
            for heading in headings:
                table.add_column(heading)
            for line in lines:
                table.add_row(*map(Text, line))
            console.print()
            console.print(table)
    _points(console=console, title="What it cannot tell", items=said.limits)
    _points(
        console=console,
        title="Laws it does not keep",
        items=[f"{law}: {why}" for law, why in said.laws_not_kept.items()],
    )
    _let_go(console)


def document(paper: Document) -> None:
    """A short paper, part by part: what is said, its tables and lists."""
    console = _console()
    for place, part in enumerate(paper.parts):
        if place:
            console.print()
            console.print(Text(part.title, style="bold"))
        for block in part.blocks:
            if isinstance(block, Note):
                console.print(Text(block.text, style="bold" if block.tone == "lead" else ""))
            elif isinstance(block, PaperTable):
                console.print()
                console.print(_table(
                    headings=[each.label for each in block.columns],
                    lines=[(str(row[0]), [f"{each:,}" if isinstance(each, int) else str(each)
                                          for each in row[1:]]) for row in block.rows]))
            elif isinstance(block, Points):
                _points(console=console, title="", items=block.items)
            elif isinstance(block, Fields):
                _points(console=console, title="",
                        items=[f"{each.label}: {each.value}." for each in block.fields])
    _let_go(console)


def _console() -> Console:
    """Coloured and as wide as the terminal; plain and of one width when written elsewhere."""
    if sys.stdout.isatty():
        return Console(highlight=False, markup=False)
    return Console(
        file=io.StringIO(), highlight=False, markup=False, no_color=True, width=_PLAIN_WIDTH
    )


def _let_go(console: Console) -> None:
    """Send on what was kept back, without the spaces that only fill lines up."""
    if isinstance(console.file, io.StringIO):
        for line in console.file.getvalue().splitlines():
            click.echo(line.rstrip())


def _shown(found: Finding) -> tuple[list[Table], list[Row]]:
    """The tables that a terminal can hold, and the rows that are in them."""
    if not found.headline:
        tables = [table for title, rows in _groupings(found.rows)
                  for table in _figures(title=title, rows=rows)]
        return tables, list(found.rows)
    splits: dict[tuple[str, ...], list[Row]] = {}
    for row in found.rows:
        if len(row.group) <= 1 and len(row.stratum) <= 1:
            splits.setdefault((*row.group, *row.stratum), []).append(row)
    tables, shown = [], []
    for names, rows in splits.items():
        table, used = _by_group(names=names, rows=rows, headline=found.headline)
        tables += [table] if table else []
        shown += used
    return tables, shown


def _by_group(
    *, names: tuple[str, ...], rows: Sequence[Row], headline: str
) -> tuple[Table | None, list[Row]]:
    """A line a group: the headline with its range and ratio, then the other plain measures."""
    there = list(dict.fromkeys(row.measure for row in rows))
    first = [each for each in (headline, f"{headline}_ratio") if each in there]
    plain = [
        each for each in there
        if each not in first and not any(mark in each for mark in ("_ratio", "_difference"))
    ]
    measures = [*first, *plain][:_MEASURES_ACROSS]
    if not names or not first:
        return None, []
    groups = list(dict.fromkeys(_group(row) for row in rows))
    cell = {(_group(row), row.measure): row for row in rows}
    lines = [
        (group, [
            "-" if (group, each) not in cell else _ranged(cell[group, each]) if each in first
            else _bare(cell[group, each])
            for each in measures
        ])
        for group in groups
    ]
    heading = f"By {' and '.join(names)}"
    table = _table(headings=[heading, *map(_measure, measures)], lines=lines)
    return table, [row for row in rows if row.measure in measures]


def _ranged(row: Row) -> str:
    """A value with its range, without the counts: '44.8% (42.6% to 47.2%)'."""
    return _figure(replace(row, events=None))


def _bare(row: Row) -> str:
    """A value without its range."""
    if row.suppressed or row.value is None:
        return "hidden" if row.suppressed else "-"
    if row.unit == "share":
        return percent(row.value)
    return f"{row.value:,.0f}" if row.value.is_integer() else number(row.value)


def _groupings(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Rows by what they are grouped by, in the order given; months, and many places, in files."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        title = ", ".join([*row.group, *row.stratum]) or "all"
        found.setdefault(title, []).append(row)
    found.pop("month", None)
    if len({_group(row) for row in found.get("place", ())}) > _MOST_PLACES:
        del found["place"]
    return list(found.items())


def _figures(*, title: str, rows: Sequence[Row]) -> list[Table]:
    """A line a measure and a column a group; for one measure alone, a line a group."""
    measures = list(dict.fromkeys(row.measure for row in rows))
    groups = list(dict.fromkeys(_group(row) for row in rows))
    cell = {(_group(row), row.measure): _figure(row) for row in rows}
    heading = "All" if title == "all" else f"By {title}"
    if len(measures) == 1:
        lines = [(group, [cell[group, measures[0]]]) for group in groups]
        return [_table(headings=[heading, _measure(measures[0])], lines=lines)]
    tables = []
    for start in range(0, len(groups), _GROUPS_ACROSS):
        across = groups[start : start + _GROUPS_ACROSS]
        lines = [
            (_measure(measure), [cell.get((group, measure), "-") for group in across])
            for measure in measures
        ]
        tables.append(_table(headings=[heading, *across], lines=lines))
    return tables


def _table(*, headings: Sequence[str], lines: Sequence[tuple[str, Sequence[str]]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for place, heading in enumerate(headings):
        table.add_column(Text(heading), justify="right" if place else "left")
    for name, values in lines:
        table.add_row(*map(Text, (name, *values)))
    return table


def _group(row: Row) -> str:
    return ", ".join([*row.group.values(), *row.stratum.values()])


def _measure(name: str) -> str:
    return label(name.replace("1000", "1,000"))


def _figure(row: Row) -> str:
    """A count alone, or a share as '25 of 691 (3.6%, 2.5% to 5.3%)'."""
    if row.suppressed or row.value is None:
        return "hidden" if row.suppressed else "-"
    written = {"share": percent, "ratio": _two_places}.get(row.unit, number)
    if row.low is None or row.high is None:
        count = row.unit != "share" and row.value.is_integer()
        return f"{row.value:,.0f}" if count else written(row.value)
    ranged = f"{written(row.value)}, {written(row.low)} to {written(row.high)}"
    if row.events is None or row.exposure is None or row.unit in ("ratio", "points"):
        return f"{written(row.value)} ({written(row.low)} to {written(row.high)})"
    return f"{row.events:,} of {row.exposure:,.0f} ({ranged})"


def _two_places(value: float) -> str:
    return f"{value:,.2f}"


def _points(
    *, console: Console, title: str, items: Sequence[str], always: bool = False
) -> None:
    if not items and not always:
        return
    if title:
        console.print()
        console.print(Text(f"{title}{':' if items else '.'}", style="bold"))
    for item in items:
        table = Table.grid(padding=(0, 1))
        table.add_row("-", Text(item))
        console.print(Padding(table, (0, 0, 0, 2)))

