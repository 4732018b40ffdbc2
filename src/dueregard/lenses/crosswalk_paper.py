"""The record under a framework's headings, as a paper: gaps said as gaps, sources in each row.

Without this file the layout could not be read, kept or sent, and a heading with nothing under
it could pass for a heading with nothing wrong.
"""

from dueregard.documents.audience import Audience
from dueregard.documents.document import (
    Block,
    Column,
    Document,
    Field,
    Fields,
    Note,
    Part,
    Table,
)
from dueregard.lenses.crosswalk import (
    LaidOut,
    Line,
    Record,
    Said,
    lay_out,
    lenses_without_heading,
)
from dueregard.lenses.identified_paper import NOT_ADVICE
from dueregard.lenses.shapes import Bank, Framework, RecordPart

KIND = "framework-print"
NOTHING = "Nothing is recorded for this yet."
NOT_FOR_THEM = "What is recorded for this is not for the reader of this print."
NOT_ASKED = "Not asked by this framework"
NOT_SAID = "Nothing is written down."
READERS: dict[Audience, str] = {
    Audience.COMMITTEE: "The committee and the force", Audience.FORCE: "The force only",
}
_COLUMNS = (
    Column(label="What was asked or raised", key="asked"), Column(label="What it is", key="kind"),
    Column(label="What the record says", key="says"),
    Column(label="Where it comes from", key="source"),
)


def as_document(
    record: Record, *, framework: Framework, reader: Audience, made_at: str, bank: Bank
) -> Document:
    """The record under the framework's headings, then what no heading asks for.

    Every heading is there, empty or not. It cannot tell whether what is recorded would satisfy
    the body that wrote the framework.
    """
    laid = lay_out(record, framework=framework, reader=reader)
    parts = [
        Part(title="About this print", key="about", blocks=_about(record, laid, framework, reader)),
        *(Part(title=heading.title, key=heading.id,
               blocks=(Note(text=heading.meaning),
                       *_lines(lines, caption=heading.title, reader=reader,
                               hidden=laid.hidden[heading.id])))
          for heading, lines in laid.under),
        Part(title=NOT_ASKED, key="not-asked", blocks=_rest(laid, framework, reader, bank)),
    ]
    return Document(
        kind=KIND, title=f"{record.name}: under the headings of {framework.title}",
        made_at=made_at, parts=tuple(parts), audience=reader,
        summary=_summary(laid, framework),
        facts={
            "framework": framework.id, "framework_version": framework.version,
            "headings_read": "yes" if framework.source_read else "no", "content": bank.digest,
        },
    )


def _summary(laid: LaidOut, framework: Framework) -> str:
    filled = sum(bool(lines) for _, lines in laid.under)
    return (
        f"What is recorded, put under the {len(laid.under)} headings of {framework.title}. "
        f"{filled} of them have something under them. Nothing was written for this print: each "
        "row says where it comes from. A row is not proof that the heading is met."
    )


def _about(
    record: Record, laid: LaidOut, framework: Framework, reader: Audience
) -> tuple[Block, ...]:
    notes: list[Block] = [Note(text=each, tone="warning") for each in record.notes]
    if framework.note:
        tone = "plain" if framework.source_read else "warning"
        notes.append(Note(text=framework.note, tone=tone))
    if laid.left_out:
        rows = "row of the record is" if laid.left_out == 1 else "rows of the record are"
        notes.append(Note(text=f"{laid.left_out} {rows} not in this print, because this reader "
                               "may not see them."))
    return (*notes, Fields(fields=(
        Field(label="Framework", value=framework.title, key="framework"),
        Field(label="Version", value=framework.version, key="version"),
        Field(label="Who wrote it", value=framework.publisher, key="publisher"),
        Field(label="Dated", value=framework.date, key="date"),
        Field(label="Where to find it", value=framework.url, key="url"),
        Field(label="Did we read its own text?", key="source_read",
              value="Yes" if framework.source_read else "No"),
        Field(label="What we take from it", value=framework.licence, key="licence"),
        Field(label="Who may read this print", value=READERS.get(reader, reader.name.lower()),
              key="reader"),
    )))


def _lines(
    lines: tuple[Line, ...], *, caption: str, reader: Audience, hidden: int = 0
) -> tuple[Block, ...]:
    if not lines:
        return (Note(text=NOT_FOR_THEM if hidden else NOTHING, tone="warning"),)
    blocks: list[Block] = []
    gaps = sum(not each.known for each in lines)
    if gaps:
        are = "is" if gaps == 1 else "are"
        blocks.append(Note(
            text=f"{gaps} of {len(lines)} rows here {are} not known or not answered."
        ))
    if any(each.part is RecordPart.LAW for each in lines):
        blocks.append(Note(text=f"On the rows about the law: {NOT_ADVICE}"))
    rows = tuple(
        (each.label.text, each.kind, _joined(each.says) or NOT_SAID, _joined(each.source))
        for each in lines
    )
    return (*blocks, Table(caption=caption, columns=_COLUMNS, rows=rows, audience=reader))


def _rest(
    laid: LaidOut, framework: Framework, reader: Audience, bank: Bank
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    missing = lenses_without_heading(framework, bank=bank)
    if missing:
        blocks.append(Note(
            text=f"This framework has no heading for: {'; '.join(missing)}. What the record "
                 "holds on them stands here, unless a heading above asks for it by name."
        ))
    else:
        blocks.append(Note(text="Each of our seven lenses has a heading in this framework."))
    if not laid.rest:
        return (*blocks, Note(text="Every row of the record stands under a heading above."))
    titles = {each.id: each.title for each in bank.lenses}
    for lens, title in (*titles.items(), ("", "Under no lens")):
        found = tuple(each for each in laid.rest if (each.lens in titles) == bool(lens)
                      and (not lens or each.lens == lens))
        if found:
            blocks += _lines(found, caption=f"Not asked: {title}", reader=reader)
    return tuple(blocks)


def _joined(said: tuple[Said, ...]) -> str:
    return " ".join(each.text.strip() for each in said if each.text.strip())
