"""The index of evidence as a paper: for a file in any format, one row a statement or a record."""

from dueregard.documents.audience import Audience
from dueregard.documents.document import Column, Document, Fields, Note, Part, Table
from dueregard.documents.document import Field as Line
from dueregard.lenses.inspection_shapes import Characteristic
from dueregard.report.inspection.counting import Record
from dueregard.report.inspection.queries import Said, Section

NO_SCORE = (
    "Each sentence is counted from the records. There is no score and no total. A blank is a gap."
)


def index(sections: tuple[Section, ...], *, made_at: str) -> Document:
    """Every statement, under what good looks like."""
    return Document(
        kind="evidence-index", title="Index of evidence", made_at=made_at, summary=NO_SCORE,
        audience=Audience.FORCE, parts=tuple(_section(each) for each in sections),
    )


def statement(said: Said, *, made_at: str) -> Document:
    """One statement, and every record behind it."""
    content = said.statement
    return Document(
        kind="evidence-statement", title=said.sentence, made_at=made_at, audience=Audience.FORCE,
        parts=(
            Part(title="What is counted", blocks=(Fields(fields=(
                Line(label="The question", value=content.asked),
                Line(label="What good looks like", value=content.good),
                Line(label="What a gap looks like", value=content.gap),
            )),)),
            _records(content.found, said.counted.found), _records(content.rest, said.counted.rest),
        ),
    )


def _section(section: Section) -> Part:
    head = section.head
    notes = [
        Note(text=f"Not in this record: {each.text} {each.ask}") for each in section.silences
    ]
    if isinstance(head, Characteristic):
        notes.insert(0, Note(text=f"Good: {head.good} A gap: {head.gap}"))
    table = Table(
        caption=section.title,
        columns=(Column(label="Statement", key="statement"),
                 Column(label="What is counted", key="asked"),
                 Column(label="Gaps", key="gaps", numeric=True)),
        rows=tuple(
            (each.sentence, each.statement.asked, len(each.gaps)) for each in section.statements
        ),
    )
    return Part(title=section.title, key=section.id, blocks=(*notes, table))


def _records(title: str, records: tuple[Record, ...]) -> Part:
    if not records:
        return Part(title=title, blocks=(Note(text="None."),))
    return Part(title=f"{title}: {len(records):,}", blocks=(Table(
        caption=title,
        columns=(Column(label="Record", key="record"), Column(label="Name", key="name"),
                 Column(label="What it says", key="words")),
        rows=tuple((each.ref or "–", each.title, each.words) for each in records),
    ),))
