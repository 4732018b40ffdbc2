"""A measurement as a paper that people can read: the answer first, then every figure behind it.

Small counts are hidden here, on the way to the reader, and nowhere else.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Code,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.findings.figures import label
from dueregard.findings.finding import Finding, Row
from dueregard.findings.headline import headline_blocks, headline_rows
from dueregard.findings.paper_charts import chart, course
from dueregard.findings.paper_course import share_course
from dueregard.findings.paper_map import curve, map_rows, maps
from dueregard.findings.paper_numbers import long_table
from dueregard.findings.paper_tables import (
    by,
    by_measure,
    counts_tables,
    overall_table,
    split_table,
)
from dueregard.findings.paper_trade_off import trade_offs
from dueregard.findings.repeating import LEFT_OUT, for_reader
from dueregard.findings.suppression import for_audience

__all__ = ("MANY_ROWS", "as_document", "long_table")

# Beyond this many rows nobody reads a page of them, and a print would be hundreds of pages.
MANY_ROWS = 2_000
_SHOWN, _SHOWN_AT_LEAST, _SHOWN_OF_ONE = 1_000, 5, 100


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

    Where the Finding names a headline, the verdict is followed by one chart and its table, then
    what to know before using them, the method, how to repeat it, the data, and at the end every
    other figure. Else its parts are the figures (a table for each measure and way of splitting
    it, and a chart of the ranges where two or more were computed), what to know before using
    them, the data and the method. Of very many rows a page shows some and says how many more
    there are. `unrounded` adds every figure as a number, in one long table, for spreadsheets.
    """
    seen = for_reader(
        whole=finding, seen=for_audience(finding, audience, counts_people=counts_people)
    )
    left_out = len(seen.repeat) < len(finding.repeat)
    parts = [
        Part(title="What was found", key="verdict",
             blocks=(Note(text=seen.verdict.sentence, tone="lead"),)),
        *(_headline_first(seen, left_out=left_out) if seen.headline else _in_order(seen)),
    ]
    if unrounded:
        parts.append(Part(title="Figures as numbers", key="rows", blocks=(
            long_table(seen, shown=_SHOWN_OF_ONE if len(seen.rows) > MANY_ROWS else None),)))
    return Document(
        kind="finding", title=title or seen.question, made_at=made_at,
        parts=tuple(part for part in parts if part.blocks), audience=audience,
        facts={
            "instrument": seen.instrument, "version": seen.version,
            "verdict": seen.verdict.code.value, "data_sha256": seen.data.sha256,
        },
    )


def _in_order(seen: Finding) -> Iterator[Part]:
    yield Part(title="Figures", key="figures", blocks=_within_reason(_figures(seen.rows), seen))
    yield Part(title="Before you use these figures", key="caveats", blocks=_caveats(seen))
    yield Part(title="Data", key="data", blocks=tuple(_data(seen)))
    yield Part(title="Method", key="method", blocks=(_method(seen),))


def _headline_first(seen: Finding, *, left_out: bool) -> Iterator[Part]:
    # The map has a table of its own, with every square.
    first = {id(row) for row in (*headline_rows(seen), *map_rows(seen))}
    rest = tuple(row for row in seen.rows if id(row) not in first)
    words = (Points(items=seen.method_words),) if seen.method_words else ()
    yield Part(title=label(seen.headline), key="figures",
               blocks=_within_reason((*headline_blocks(seen), *trade_offs(seen)), seen))
    covered, runs = curve(seen), share_course(seen)
    yield Part(title="Where, and how much it covers", key="map",
               blocks=(*maps(seen), *((covered,) if covered else ())))
    yield Part(title="How it runs", key="course", blocks=(runs,) if runs else ())
    yield Part(title="Before you use these figures", key="caveats", blocks=_caveats(seen))
    yield Part(title="How it was measured", key="method", blocks=(*words, _method(seen)))
    yield Part(title="How to repeat it", key="repeat",
               blocks=tuple(_repeat(seen, left_out=left_out)))
    yield Part(title="Data", key="data", blocks=tuple(_data(seen)))
    yield Part(title="Every figure", key="every-figure", folded=True,
               blocks=_within_reason(_tables(rest), seen))


def _within_reason(blocks: Iterable[Block], finding: Finding) -> tuple[Block, ...]:
    """The blocks as they are; of very many rows, each table shows its share of what can be read."""
    kept = tuple(blocks)
    if len(finding.rows) <= MANY_ROWS:
        return kept
    tables = sum(isinstance(each, Table) for each in kept)
    shown = min(_SHOWN_OF_ONE, max(_SHOWN_AT_LEAST, _SHOWN // max(1, tables)))
    return tuple(
        replace(each, shown=shown) if isinstance(each, Table) and len(each.rows) > shown else each
        for each in kept
    )


def _figures(rows: tuple[Row, ...]) -> Iterator[Block]:
    overall = overall_table(rows)
    if overall is not None:
        yield overall
    yield from counts_tables(rows)
    for (measure, splits), its in by_measure(rows).items():
        caption = f"{label(measure)}, by {by(splits)}"
        drawn = course(caption, its, every=rows) or chart(caption, its)
        if drawn is not None:
            yield drawn
        yield split_table(caption, its, splits=splits)


def _tables(rows: tuple[Row, ...]) -> Iterator[Block]:
    """Tables only: a second picture would take the eye from the first."""
    overall = overall_table(rows)
    if overall is not None:
        yield overall
    yield from counts_tables(rows)
    for (measure, splits), its in by_measure(rows).items():
        yield split_table(f"{label(measure)}, by {by(splits)}", its, splits=splits, unit=True)


def _repeat(seen: Finding, *, left_out: bool) -> Iterator[Block]:
    for each in seen.repeat:
        yield Code(text="\n".join(each.lines), caption=each.title, language=each.language)
    if left_out:
        yield Note(text=LEFT_OUT)


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
