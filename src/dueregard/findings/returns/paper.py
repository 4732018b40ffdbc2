"""A return, and forces beside their like, as papers for a person to read.

Without this file the figures would travel without their definitions and their doubts.
"""

from collections.abc import Iterator
from datetime import date

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
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import figure
from dueregard.findings.finding import NotComputed
from dueregard.findings.peers import Against
from dueregard.findings.returns.comparing import (
    STANDING_NAMES,
    Beside,
    Compared,
    Comparison,
    Standing,
)
from dueregard.findings.returns.definitions import Definitions, Item
from dueregard.findings.returns.likeness import BASIS_NAMES, FEWEST
from dueregard.findings.returns.shapes import Return
from dueregard.findings.wording import counted, long_date

MOST_POINTS = 30
# What is said in words comes first: on a phone it is all that can be seen without scrolling.
_BESIDE = (
    Column(label="In words", key="standing"), Column(label="Share", key="share", numeric=True),
    Column(label="Counts", key="counts"), Column(label="Range", key="range"),
    Column(label="Similar forces of this size", key="like"),
)
NO_LEAGUE = (
    "This is not a league table. Forces stand in one order that has nothing to do with their "
    "figures, and it is the same in every table."
)


def return_paper(made: Return, definitions: Definitions) -> Document:
    """One return: every figure with what it is of, what is not known, and the definitions."""
    parts = [_about(made)]
    for section, title in definitions.sections.items():
        rows = tuple(
            row for item in definitions.items.values() if item.section == section
            for row in _rows(made, item, definitions)
        )
        parts.append(Part(title=title, key=section, blocks=(Table(
            caption=title, rows=rows, columns=(
                Column(label="What", key="what"), Column(label="How many", key="count",
                                                         numeric=True),
                Column(label="Of", key="of", numeric=True), Column(label="Share", key="share",
                                                                   numeric=True),
                Column(label="Note", key="note"), Column(label="Id", key="item"),
            ),
        ),)))
    parts.append(_defined(definitions))
    return Document(
        kind="return", audience=Audience.PARTNER, parts=tuple(parts),
        title=f"Return of {made.force.name}, {period(made.first_day, made.last_day)}",
        made_at=made.made_on.isoformat(),
        summary=(
            "What this force counted, by definitions that are the same for every force. A figure "
            "that is not known is said to be so: it is not nought."
        ),
        facts={"digest": made.digest, "definitions": str(made.definitions),
               "revision": str(made.revision)},
    )


def comparison_paper(
    comparison: Comparison, *, made_at: str, only: str = "", charts: bool = True
) -> Document:
    """Forces beside their like: our own first where it is known, then item by item.

    `only` is for one item alone.
    """
    wanted = [each for each in comparison.items if only in ("", each.item.id)]
    parts = [] if only else [_how_to_read(comparison), *_ours(comparison)]
    parts += [_item(each, charts=charts) for each in wanted]
    parts += [] if only else [_method(comparison)]
    first, last = (date.fromisoformat(each) for each in (comparison.first_day,
                                                         comparison.last_day))
    about = f"{counted(len(comparison.forces), one='force')} by their own returns. {NO_LEAGUE}"
    return Document(
        kind="returns-compared", made_at=made_at, audience=Audience.FORCE, parts=tuple(parts),
        title="Force by force" if only else f"Forces beside their like, {period(first, last)}",
        summary="" if only else about,
    )


def period(first: date, last: date) -> str:
    """Two days as people say them."""
    return f"{long_date(first)} to {long_date(last)}"


def in_words(line: Beside) -> str:
    """How a force stands to its like; where it is not compared, why not."""
    if line.standing is Standing.NOT_COMPARED and isinstance(line.like, NotComputed):
        return f"{STANDING_NAMES[line.standing]}. {line.like.reason}"
    return STANDING_NAMES[line.standing]


def _about(made: Return) -> Part:
    signed = (
        f"{made.signed_post}, {long_date(made.signed_on)}" if made.signed_on else "Nobody yet"
    )
    rural = made.force.rural_share
    fields = [
        ("Force", made.force.name), ("Period", period(made.first_day, made.last_day)),
        ("Counted on", long_date(made.made_on)), ("Signed by", signed),
        ("People who live there", f"{made.force.population:,}" if made.force.population else ""),
        ("Share of them in rural areas", figure(rural, unit="share") if rural is not None else ""),
        ("Group of similar forces", made.force.group),
        ("Version", f"{made.revision}" + (f": {made.because}" if made.because else "")),
    ]
    return Part(title="About this return", key="about", blocks=(Fields(fields=tuple(
        Field(label=label, value=value) for label, value in fields
    )),))


def _rows(made: Return, item: Item, definitions: Definitions) -> Iterator[tuple[Cell, ...]]:
    for key in item.keys:
        count, whole = made.count(key), made.whole(key, definitions)
        found = made.figures.get(key)
        yield (
            definitions.title(key), "Not known" if count is None else count, whole,
            figure(count / whole, unit="share") if count is not None and whole else None,
            (found.note if found else "") or None, key,
        )


def _defined(definitions: Definitions) -> Part:
    return Part(title="What is counted", key="defined", annex=True, blocks=(Table(
        caption=f"Definitions, version {definitions.version}",
        columns=tuple(Column(label=label, key=key) for label, key in (
            ("What", "what"), ("What counts", "counts"), ("What does not", "not_counted"),
            ("Counted in", "unit"), ("A part of", "of"), ("From", "source"),
            ("Since version", "since"),
        )),
        rows=tuple(
            (each.title, each.counts, each.not_counted, each.unit,
             definitions.title(each.of) if each.of else None, each.source, each.since)
            for each in definitions.items.values()
        ),
    ),))


def _how_to_read(comparison: Comparison) -> Part:
    return Part(title="How to read this", key="read", blocks=(Points(items=(
        NO_LEAGUE,
        f"Forces are held against those like them, by {BASIS_NAMES[comparison.basis]}. With fewer "
        f"than {FEWEST} of them nothing is compared.",
        "“More” and “fewer” are said only where chance and the usual differences between similar "
        "forces do not explain the figure. More is not better or worse: ask why.",
        "“Cannot tell” does not mean “the same”. Most small forces cannot be told from their like "
        "by one period.",
        "A blank means that a force does not know. It is not nought, and it is left out.",
        "Names are letters unless a force agreed to be named.",
    )),))


def _ours(comparison: Comparison) -> Iterator[Part]:
    lines = [(each.item, each.own) for each in comparison.items if each.own is not None]
    if not lines:
        return
    yield Part(title="This force beside its like", key="ours", blocks=(Table(
        caption="This force beside its like",
        columns=(
            Column(label="What", key="what"), *_BESIDE,
        ),
        rows=tuple((item.title, *_cells(line)) for item, line in lines if line is not None),
    ),))


def _item(compared: Compared, *, charts: bool) -> Part:
    item = compared.item
    blocks: list[Block] = [Note(text=f"{item.counts} Not counted: {item.not_counted}")]
    chart = _chart(compared) if charts else None
    if chart is not None:
        blocks.append(chart)
    blocks.append(Table(
        caption=f"{item.title}, force by force",
        columns=(
            Column(label="Force", key="force"), *_BESIDE,
        ),
        rows=tuple((each.force, *_cells(each)) for each in compared.lines),
    ))
    return Part(title=item.title, key=item.id, blocks=tuple(blocks))


def _cells(line: Beside) -> tuple[Cell, ...]:
    known = isinstance(line.share, Estimate)
    counts = f"{line.count:,} of {line.of:,}" if known else None
    return (
        in_words(line),
        figure(line.share.value, unit="share") if isinstance(line.share, Estimate) else None,
        counts, _spread(line.share), _spread(line.like),
    )


def _spread(its: Estimate | Against | NotComputed) -> str | None:
    if isinstance(its, NotComputed):
        return None
    return f"{figure(its.low, unit='share')} to {figure(its.high, unit='share')}"


def _chart(compared: Compared) -> Chart | None:
    """Our own force and its like, or everybody where there is no own and they are not too many."""
    lines = [each for each in compared.lines if isinstance(each.share, Estimate)]
    own = compared.own
    if own is not None:
        lines = [each for each in lines if each.own or each.peer]
    if not 2 <= len(lines) <= MOST_POINTS:
        return None
    points = [_point(each) for each in lines]
    like = own.like if own is not None else None
    typical = like.typical if isinstance(like, Against) else None
    return intervals(
        title=compared.item.title, points=points, axis_format="~%", reference=typical,
        reference_label="Typical of similar forces" if typical is not None else "",
        description=(
            "Each dot is a force's share and each line its range, in the order of the table, which "
            "is not by figure. The table below has every figure."
        ),
    )


def _point(line: Beside) -> Point:
    assert isinstance(line.share, Estimate)  # only those are drawn
    return Point(
        label=line.force, value=line.share.value, low=line.share.low, high=line.share.high
    )


def _method(comparison: Comparison) -> Part:
    return Part(title="How it was worked out", key="method", annex=True, blocks=(Points(items=(
        "The range of a share is Wilson's, at 95%.",
        "Each force is left out of what it is held against. What its like have in common, and how "
        "far such forces lie from one another, is taken from the others.",
        "“Similar forces of this size” is where 95 of 100 such forces would lie.",
        f"{comparison.asked:,} comparisons were made at once. “More” and “fewer” are held so "
        "strictly that all of them together name any force wrongly at most 1 time in 20, as far "
        "as forces vary as this method takes them to (Holm's rule).",
        "Counts of fewer than 10 people, and what would give them away, are hidden before anything "
        "is worked out. Counts of tools and of a tool's own errors are shown.",
    )),))


def counts_table(made: Return, definitions: Definitions) -> Document:
    """One return as a table of counts, in the columns in which such tables are read."""
    first, last = made.first_day.isoformat(), made.last_day.isoformat()
    like = made.force
    heads = ("force", "from", "to", "item", "part", "count", "of", "note", "population",
             "rural_share", "group")
    rows: list[tuple[Cell, ...]] = []
    for key in made.figures:
        item, _, part = key.partition("/")
        rows.append((
            like.name, first, last, item, part, made.count(key), made.whole(key, definitions),
            made.figures[key].note, like.population, like.rural_share, like.group,
        ))
    return Document(
        kind="return-counts", title=f"Counts of {like.name}", made_at=made.made_on.isoformat(),
        audience=Audience.PARTNER, parts=(Part(title="Counts", blocks=(Table(
            caption="Counts", rows=tuple(rows),
            columns=tuple(Column(label=each, key=each) for each in heads),
        ),)),),
    )
