"""What may be asked of a list that was brought in: how it looks, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dueregard.answers import Missing
from dueregard.documents.document import Column, Document, Note, Part, Table
from dueregard.identify.imports import rules
from dueregard.identify.imports.models import ListImport
from dueregard.identify.imports.rules import ListRow, Odd
from dueregard.identify.imports.words import Field

FIRST_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A list waiting for its columns to be matched: what it looks like and what we guess."""

    reference: str
    id: int
    name: str
    headings: tuple[str, ...]
    rows: int
    first: tuple[tuple[str, ...], ...]
    guesses: dict[Field, int]
    notes: tuple[str, ...]
    unknown: tuple[str, ...]
    blank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a list: how many uses were added, which rows were set aside and why."""

    id: int
    name: str
    done: bool
    added: int
    set_aside: tuple[Odd, ...]
    notes: tuple[str, ...]
    by: str
    at: datetime


def brought(import_id: int, *, status_column: int | None = None) -> Brought:
    """A list before it is matched, with our guesses and the words that we cannot read.

    The words are those of the status column that a person chose, or of the one we guess.
    """
    row = _row(import_id)
    rows = tuple(ListRow(number=each[0], cells=tuple(each[1:])) for each in row.rows)
    guesses = rules.guess(row.headings)
    column = guesses.get(Field.STATUS) if status_column is None else status_column
    return Brought(
        reference=f"import-{row.pk}", id=row.pk, name=row.name, headings=tuple(row.headings),
        rows=len(rows), first=tuple(each.cells for each in rows[:FIRST_ROWS]), guesses=guesses,
        notes=tuple(row.notes), unknown=rules.unknown_statuses(rows=rows, column=column),
        blank=_blank(rows, column),
    )


def outcome(import_id: int) -> Outcome:
    """What came of a list."""
    row = _row(import_id)
    return Outcome(
        id=row.pk, name=row.name, done=row.state == ListImport.State.DONE, added=row.added,
        set_aside=tuple(Odd(**each) for each in row.set_aside), notes=tuple(row.notes),
        by=row.by_name, at=row.at,
    )


def set_aside_paper(came: Outcome, *, made_at: str) -> Document:
    """The rows that were set aside, as a table to work through."""
    table = Table(
        caption="Rows set aside",
        columns=(
            Column(label="Row in your list", key="row", numeric=True),
            Column(label="Name", key="name"), Column(label="What was found", key="found"),
            Column(label="What to do", key="next"),
        ),
        rows=tuple((each.number, each.name, each.found, each.next) for each in came.set_aside),
    )
    return Document(
        kind="set-aside", title=f"Rows set aside from {came.name}", made_at=made_at,
        parts=(Part(title="Rows set aside", blocks=(
            Note(text=f"{came.added} uses were added. These rows were not."), table,
        )),),
    )


def _row(import_id: int) -> ListImport:
    row = ListImport.objects.filter(pk=import_id).first()
    if row is None:
        raise Missing(f"There is no list {import_id}.")
    return row


def _blank(rows: Iterable[ListRow], column: int | None) -> int:
    if column is None:
        return sum(1 for _ in rows)
    return sum(
        rules.is_blank(each.cells[column] if column < len(each.cells) else "") for each in rows
    )
