"""The quarter's page for the local policing body: one side, and its records behind it.

Without it advice could lie in a drawer, and whoever holds the force to account would have to
know of it already to ask.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dueregard.documents import sourced
from dueregard.documents.audience import Audience
from dueregard.documents.document import Block, Cell, Column, Document, Note, Part, Points, Table
from dueregard.documents.sourced import Held
from dueregard.findings.wording import counted
from dueregard.report.quarterly.rules import Quarter

# Each statement and the field that it is taken from.
STATEMENTS: dict[str, str] = {
    "Use": "identify.Use.name", "Who advised": "manage.Matter.body",
    "What was asked": "manage.Matter.question", "Advice": "manage.Advice.outcome",
    "Advised on": "manage.Advice.at", "Days waiting": "manage.Advice.at",
    "What was asked for": "manage.AdviceItem.text", "Reply": "manage.AdviceItem.answer",
    "Reasons": "manage.AdviceItem.reasons", "Replied on": "manage.Advice.replied_at",
    "Decision": "manage.Decision.outcome", "Decided on": "manage.Decision.at",
    "Who decided": "manage.Decision.by_post",
    "Why not as advised": "manage.Decision.departs_because",
    "What had to be done": "manage.Condition.text", "Due on": "manage.Condition.due_on",
    "Days late": "manage.Condition.due_on", "Met on": "manage.Condition.settled_at",
    "Gate": "manage.Passing.gate_title", "By which post": "manage.Passing.post",
    "Why": "manage.Passing.reason", "Gone round on": "manage.Passing.at",
    "What happened": "manage.Happening.kind", "When": "manage.Happening.happened_on",
    "In short": "manage.Happening.words", "Reference": "identify.Use.number",
}
_SHORT = 110
_NAMED = 3
_NOT_LISTED = "about things that have no page for the public yet, so not listed here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record behind a figure: cells in the order of its columns. `public`: has a page."""

    public: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What one figure counts. `open` is of the quarter's end, the rest happened in it."""

    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    before: int
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure without records behind it; None is not known, which is no nought."""

    title: str
    count: int | None
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the page is made of. `over` is False while the quarter goes on."""

    force: str
    quarter: Quarter
    over: bool
    until: str
    asks: tuple[str, ...]
    records: tuple[Records, ...]
    deployed: str
    figures: tuple[Figure, ...] = ()


def paper(
    told: Told, *, made_at: str, who: Mapping[str, Audience], reader: Audience
) -> Document:
    """The page as `reader` may see it. It can tell only what is on the record, and names nobody.

    A reader outside the force and the body is shown only uses that have a page for the public:
    the others are counted, and it is said that they are not listed.
    """
    return Document(
        kind="local-policing-body", audience=reader, made_at=made_at, short=True,
        title=f"For the local policing body: {told.quarter.title}", summary=_summary(told),
        facts={"quarter": told.quarter.key},
        parts=(
            _asks(told.asks), _figures(told), _pressing(told, who, reader),
            *(_records(each, who, reader, first=place == 0)
              for place, each in enumerate(told.records)),
        ),
    )


def one_side(document: Document) -> Document:
    """The page alone, without the records behind it: what is printed on one side."""
    front = next(
        (place for place, part in enumerate(document.parts) if part.annex), len(document.parts)
    )
    return replace(document, parts=document.parts[:front])


def _summary(told: Told) -> str:
    by_key = {each.key: len(each.lines) for each in told.records}
    day = told.until if told.over else f"{told.until} (the quarter goes on)"
    return (
        f"{told.force or 'This force'} on {day}: "
        f"{counted(by_key['waiting'], one='piece of advice', many='pieces of advice')} not "
        f"answered within 28 days, and {counted(by_key['late'], one='condition')} not met in time."
    )


def _asks(asks: Sequence[str]) -> Part:
    blocks: tuple[Block, ...] = (Points(items=tuple(asks)),) if asks else (
        Note(text="Nothing is asked of you this quarter."),)
    return Part(title="What we ask of you", key="asks", blocks=blocks)


def _figures(told: Told) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (each.title, len(each.lines), each.before, "At its end" if each.open else "In the quarter")
        for each in told.records
    ]
    rows += [(each.title, _known(each.count), _known(each.before), "In the quarter")
             for each in told.figures]
    return Part(title="The quarter in figures", key="figures", blocks=(
        Table(
            caption=told.quarter.title, rows=tuple(rows),
            columns=(
                Column(label="What", key="what"),
                Column(label="This quarter", key="this_quarter", numeric=True),
                Column(label="The one before", key="before", numeric=True),
                Column(label="Counted", key="counted"),
            ),
        ),
        *([Note(text=told.deployed)] if told.deployed else []),
    ))


def _known(count: int | None) -> Cell:
    return "not known" if count is None else count


def _pressing(told: Told, who: Mapping[str, Audience], reader: Audience) -> Part:
    """The longest of what is open, in a line each: what a reader should ask about first."""
    found = []
    for each in told.records:
        if not each.open:
            continue
        shown = [line for line in each.lines if _may_list(line, reader)][:_NAMED]
        place = [
            each.columns.index(name) for name in _told_by(each)
            if reader.sees(who[STATEMENTS[name]])
        ]
        found += [
            textwrap.shorten(": ".join(str(line.cells[at]) for at in place), _SHORT,
                             placeholder=" ...")
            for line in shown if place
        ]
    blocks: tuple[Block, ...] = (Points(items=tuple(found)),) if found else (
        Note(text="Nothing is open that can be named here."),)
    return Part(title="Open the longest", key="pressing", blocks=blocks)


def _told_by(records: Records) -> tuple[str, ...]:
    return ("Use", "Advice") if records.key == "waiting" else ("Use", "What had to be done")


def _records(
    records: Records, who: Mapping[str, Audience], reader: Audience, *, first: bool
) -> Part:
    columns = [
        Held(label=each, source=STATEMENTS[each], audience=who[STATEMENTS[each]],
             numeric=each.startswith("Days"))
        for each in records.columns
    ]
    listed = [line.cells for line in records.lines if _may_list(line, reader)]
    blocks: list[Block] = []
    if listed:
        blocks.append(sourced.table(
            caption=f"{records.title} ({len(listed)})", columns=columns, rows=listed,
            reader=reader,
        ))
    if hidden := len(records.lines) - len(listed):
        blocks.append(Note(text=f"{counted(hidden, one='more is', many='more are')} "
                                f"{_NOT_LISTED}."))
    return Part(title=records.title, key=records.key, annex=first,
                blocks=tuple(blocks) or (Note(text="None."),))


def _may_list(line: Line, reader: Audience) -> bool:
    return line.public or reader >= Audience.PARTNER
