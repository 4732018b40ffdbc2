"""A Document: what a person is given to read, before it has a format.

Producers (a finding, a record, a committee paper) make Documents; formats (HTML, CSV, PDF)
write them. Neither knows the other, so a new paper gains every format at once, and a frozen
Document can be kept, hashed and shown again exactly as it was.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from dueregard.answers import DueRegardError
from dueregard.documents.audience import Audience

SCHEMA = "urn:dueregard:document:1"

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One labelled fact. A blank value is shown as not known, never left out."""

    label: str
    value: str
    key: str = ""
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Labelled facts, in order."""

    fields: tuple[Field, ...]
    audience: Audience = Audience.PUBLIC
    type: str = "fields"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table. `numeric` aligns it; `key` names it in CSV and JSON."""

    label: str
    key: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a cell follows from others, for a spreadsheet; the cell itself holds the figure.

    `row` counts from 0, `column` is a key. In `text`, such as "={events}/{exposure}", a key in
    braces is the cell of the same row, and {value@12} that of row 12.
    """

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns. Every row has one cell a column; None is shown as a dash.

    `shown` is how many rows a page or a print shows at most, where all would be too many to
    read; it says how many more there are, and data and spreadsheets always have them.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formulas: tuple[Formula, ...] = ()
    shown: int | None = None
    audience: Audience = Audience.PUBLIC
    type: str = "table"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise DueRegardError(
                    f"The table '{self.caption}' has {len(self.columns)} columns "
                    f"and a row of {len(row)} cells."
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as a Vega-Lite specification, with a description for those who cannot see it.

    `svg` is drawn once when the Document is frozen; it is not part of the digest.
    """

    title: str
    description: str
    spec: Mapping[str, Any]
    svg: str = ""
    audience: Audience = Audience.PUBLIC
    type: str = "chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A paragraph. `tone` is 'plain', 'lead' (said first and larger) or 'warning'."""

    text: str
    tone: str = "plain"
    audience: Audience = Audience.PUBLIC
    type: str = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A bulleted list of sentences."""

    items: tuple[str, ...]
    audience: Audience = Audience.PUBLIC
    type: str = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines for a machine, to be copied as they stand: a command, or a few lines of R."""

    text: str
    caption: str
    language: str = ""
    audience: Audience = Audience.PUBLIC
    type: str = "code"


Block = Fields | Table | Chart | Note | Points | Code
_BLOCKS: dict[str, type] = {
    "fields": Fields, "table": Table, "chart": Chart, "note": Note, "points": Points, "code": Code
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A titled part of a Document.

    A `folded` part is the detail of the part before it: a screen may keep it closed until it is
    asked for. On paper and in data it stands like any other. From an `annex` part on, the rest
    is there to look things up: on paper it begins a new page.
    """

    title: str
    blocks: tuple[Block, ...]
    key: str = ""
    audience: Audience = Audience.PUBLIC
    folded: bool = False
    annex: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A titled paper in parts, made for one audience at most.

    `kind` says what it is ('finding', 'public-record', 'committee-paper'); `made_at` is an ISO
    time in UTC; `facts` are machine-readable values about it (a reference, a version, a source).
    A `short` one must fit on so many pages, up to its annex: it is printed closely.
    """

    kind: str
    title: str
    made_at: str
    parts: tuple[Part, ...]
    summary: str = ""
    language: str = "en-GB"
    audience: Audience = Audience.PUBLIC
    facts: Mapping[str, str] = field(default_factory=dict)
    short: bool = False
    schema: str = SCHEMA

    def for_audience(self, reader: Audience) -> "Document":
        """This Document as that reader may see it: narrower parts, blocks and fields are gone."""
        parts = []
        for part in self.parts:
            if not reader.sees(part.audience):
                continue
            blocks = []
            for block in part.blocks:
                if not reader.sees(block.audience):
                    continue
                if isinstance(block, Fields):
                    kept = tuple(each for each in block.fields if reader.sees(each.audience))
                    if not kept:
                        continue
                    block = replace(block, fields=kept)
                blocks.append(block)
            if blocks:
                parts.append(replace(part, blocks=tuple(blocks)))
        return replace(self, parts=tuple(parts), audience=min(self.audience, reader))

    def to_plain(self) -> dict[str, Any]:
        """The Document as plain dictionaries and lists, drawings included."""
        plain = asdict(replace(self, parts=()))
        plain["parts"] = tuple(_plain_part(part) for part in self.parts)
        # Said only where it is so: every other Document keeps the digest it had.
        if not self.short:
            del plain["short"]
        return plain

    def canonical(self) -> str:
        """The Document as canonical JSON without its drawings: what the digest is taken of."""
        plain = self.to_plain()
        for part in plain["parts"]:
            for block in part["blocks"]:
                block.pop("svg", None)
        return json.dumps(
            plain, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def document_from_plain(plain: Mapping[str, Any]) -> Document:
    """A Document from what `to_plain` gave, for one kept in a table or a file."""
    if plain.get("schema") != SCHEMA:
        raise DueRegardError(
            f"This is not a document that this version can read: its schema is "
            f"{plain.get('schema')!r}, not {SCHEMA!r}."
        )
    parts = tuple(
        Part(
            title=part["title"], key=part["key"], audience=Audience(part["audience"]),
            blocks=tuple(_block(each) for each in part["blocks"]),
            folded=part.get("folded", False), annex=part.get("annex", False),
        )
        for part in plain["parts"]
    )
    return Document(
        kind=plain["kind"], title=plain["title"], made_at=plain["made_at"], parts=parts,
        summary=plain["summary"], language=plain["language"],
        audience=Audience(plain["audience"]), facts=dict(plain["facts"]),
        short=plain.get("short", False),
    )


def _plain_part(part: Part) -> dict[str, Any]:
    plain = asdict(replace(part, blocks=()))
    plain["blocks"] = tuple(
        _plain_table(block) if isinstance(block, Table) else asdict(block) for block in part.blocks
    )
    # Said only where it is so: a Document without details or annex keeps the digest it had.
    for each in ("folded", "annex"):
        if not plain[each]:
            del plain[each]
    return plain


def _plain_table(table: Table) -> dict[str, Any]:
    """By hand: asdict copies every cell, which for ten thousand rows takes a second."""
    plain = asdict(replace(table, rows=(), formulas=()))
    plain["rows"] = table.rows
    plain["formulas"] = tuple(
        {"row": each.row, "column": each.column, "text": each.text} for each in table.formulas
    )
    # As above: said only where it is so.
    if not table.formulas:
        del plain["formulas"]
    if table.shown is None:
        del plain["shown"]
    return plain


def _block(plain: Mapping[str, Any]) -> Block:
    values = dict(plain) | {"audience": Audience(plain["audience"])}
    if plain["type"] == "fields":
        values["fields"] = tuple(
            Field(**(each | {"audience": Audience(each["audience"])})) for each in plain["fields"]
        )
    elif plain["type"] == "table":
        values["columns"] = tuple(Column(**each) for each in plain["columns"])
        values["rows"] = tuple(tuple(row) for row in plain["rows"])
        values["formulas"] = tuple(Formula(**each) for each in plain.get("formulas", ()))
    elif plain["type"] == "points":
        values["items"] = tuple(plain["items"])
    return cast(Block, _BLOCKS[plain["type"]](**values))
