"""A record under a standard's headings as a paper, as sheets, as one table and as data.

Without it each standard would bring a writer of its own, and each format would leave out its own
gaps: here every way out has the same lines, the empty ones too.
"""

import importlib
import importlib.util
import json
from types import ModuleType
from typing import Any

from dueregard import documents
from dueregard.documents.document import Cell, Column, Document, Field, Fields, Note, Part, Table
from dueregard.lenses.standard_shapes import Seen, StandardField
from dueregard.report.standards.rules import Filled, Line, Shape

SCHEMA = "urn:dueregard:standard-record:1"
NOT_WRITTEN = "We have not written this down yet."
BY_PUBLISHER = "Whoever publishes the record fills this in."
_NOT_READ = "heading not read in the official template"
_COLUMNS = (
    Column(label="Number", key="number"), Column(label="Heading", key="heading"),
    Column(label="Which", key="which"), Column(label="Answer", key="answer"),
    Column(label="To do", key="to_do"),
)


def peculiar(standard_id: str) -> ModuleType | None:
    """The module of what is peculiar to a standard, where it has one: the second of its two files.

    It may have `shape(key, text)`, which puts a text into the form that the standard wants, and
    `as_data(filled)`, the data that its register takes.
    """
    name = f"dueregard.report.standards.peculiar.{standard_id.replace('-', '_')}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def shape_of(standard_id: str) -> Shape | None:
    """How this standard wants a text, where it is particular about it."""
    found: Shape | None = getattr(peculiar(standard_id), "shape", None)
    return found


def write(filled: Filled, suffix: str, *, made_at: str) -> bytes:
    """The record in a format: sheets for a spreadsheet, one table for CSV, a paper otherwise."""
    if suffix == ".json":
        text = json.dumps(as_data(filled), ensure_ascii=False, allow_nan=False, indent=2)
        return f"{text}\n".encode()
    if suffix == ".csv":
        return documents.write(as_one_table(filled, made_at=made_at), suffix)
    if suffix == ".xlsx":
        return documents.write(as_sheets(filled, made_at=made_at), suffix)
    return documents.write(as_paper(filled, made_at=made_at), suffix)


def as_paper(filled: Filled, *, made_at: str) -> Document:
    """The record as it is read: the standard's sections and headings, a gap said as a gap."""
    several = {each.field.ours.group for each in filled.lines if len(each.answers) > 1}
    return _document(filled, made_at=made_at, parts=tuple(
        Part(title=section.title, key=section.id, blocks=(Fields(fields=tuple(
            Field(
                label=_label(line, which, several=several), key=line.field.key,
                value=answer or (BY_PUBLISHER if line.field.publisher else NOT_WRITTEN),
            )
            for line in lines for which, answer in _each(line)
        )),))
        for section, lines in filled.in_sections()
    ))


def as_sheets(filled: Filled, *, made_at: str) -> Document:
    """The record as a workbook: a sheet a section, a row a field."""
    return _document(filled, made_at=made_at, parts=tuple(
        Part(title=section.title, key=section.id, blocks=(Table(
            caption=section.title, columns=_COLUMNS,
            rows=tuple(row for line in lines for row in _rows(line)),
        ),))
        for section, lines in filled.in_sections()
    ))


def as_one_table(filled: Filled, *, made_at: str) -> Document:
    """The record as one table: the section and the standard's own key before each field."""
    table = Table(
        caption=filled.title,
        columns=(Column(label="Section", key="section"), Column(label="Key", key="key"),
                 *_COLUMNS),
        rows=tuple(
            (section.title, line.field.key, *row)
            for section, lines in filled.in_sections() for line in lines for row in _rows(line)
        ),
    )
    return _document(filled, made_at=made_at, noted=False, parts=(
        Part(title=filled.title, blocks=(table,)),
    ))


def as_data(filled: Filled) -> dict[str, Any]:
    """The record as data: as its register takes it, where we know that; as a list otherwise."""
    own = getattr(peculiar(filled.standard.id), "as_data", None)
    if own is not None:
        return dict(own(filled))
    titles = {each.id: each.title for each in filled.standard.sections}
    return {
        "schema": SCHEMA, "standard": filled.standard.name, "standard_id": filled.standard.id,
        "standard_version": filled.standard.version, "title": filled.title,
        "fields": [
            {
                "section": titles[line.field.section], "key": line.field.key,
                "number": line.field.number, "heading": line.field.heading,
                "heading_read": line.field.seen is Seen.TEMPLATE,
                "required": line.field.required,
                "which": which, "answer": answer,
            }
            for line in filled.lines for which, answer in _each(line)
        ],
    }


def _document(
    filled: Filled, *, made_at: str, parts: tuple[Part, ...], noted: bool = True
) -> Document:
    standard = filled.standard
    about = Part(title="About this record", key="about", blocks=tuple(_about(filled)))
    return Document(
        kind="standard-record", title=filled.title, made_at=made_at,
        summary=f"{standard.name}, version {standard.version}. {filled.force}".strip(),
        parts=(*parts, about) if noted else parts,
        facts={"standard": standard.id, "version": standard.version},
    )


def _about(filled: Filled) -> list[Note]:
    some = sum(each.filled for each in filled.lines)
    said = [Note(text=f"{some} of {len(filled.lines)} fields are filled, from what is public.")]
    if any(each.unsure for each in filled.lines):
        said.append(Note(tone="warning", text=(
            "Some headings were not read in the official template, and are marked. Compare them "
            "with it before this record is sent."
        )))
    return said


def _each(line: Line) -> list[tuple[int, str]]:
    return list(enumerate(line.answers, start=1)) or [(1, "")]


def _label(line: Line, which: int, *, several: set[str]) -> str:
    """The heading as the standard writes it. Where there are several of a kind, each says which."""
    field = line.field
    name = f"{field.number} - {field.heading}" if field.number else field.heading
    group = field.ours.group
    name = f"{name} ({which})" if which > 1 or (group and group in several) else name
    return name if field.seen is Seen.TEMPLATE else f"{name} ({_NOT_READ})"


def _rows(line: Line) -> list[tuple[Cell, ...]]:
    return [
        (line.field.number, line.field.heading, which, answer, _to_do(line, line.field))
        for which, answer in _each(line)
    ]


def _to_do(line: Line, field: StandardField) -> str:
    said = []
    if line.missing:
        said.append("Required, and not written yet.")
    elif not line.filled and field.publisher:
        said.append(BY_PUBLISHER)
    elif not line.filled:
        said.append("Not written yet.")
    if line.wrong:
        said.append(line.wrong)
    if field.seen is not Seen.TEMPLATE:
        said.append(f"{_NOT_READ[0].upper()}{_NOT_READ[1:]}.")
    return " ".join(said)
