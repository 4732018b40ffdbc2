"""The paper as a spreadsheet whose sums still work: who doubts a figure can follow it cell by cell.

Only formulas that we made become formulas; what a person typed is always text.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.documents.document import (
    Block,
    Cell,
    Chart,
    Code,
    Column,
    Document,
    Fields,
    Formula,
    Note,
    Part,
    Points,
    Table,
)
from dueregard.documents.sheet_names import SheetNames
from dueregard.documents.wording import NOT_KNOWN, for_people, moment

# Beyond fifteen digits a spreadsheet would change a number without a word.
_MOST_DIGITS = 1e15
_MOST_ROWS, _MOST_LETTERS = 1_048_576, 32_767
_CUT = " [The rest does not fit in a cell.]"
_WIDEST, _NARROWEST, _WIDTH_FROM_ROWS = 60, 9, 500
# A formula of ours is numbers, cells and these; anything else in one is not from us.
_FUNCTIONS = frozenset({"IF", "MAX", "MIN", "NORMSINV", "SQRT"})
_PLACE = re.compile(r"\{([a-z_]+)(?:@(\d+))?\}")
_NAME = re.compile("[A-Z]+")
_ALLOWED = re.compile(r"=(?:[A-Z]+(?=\()|[0-9.+\-*/^(),])*")
_EARLIEST = datetime(1980, 1, 1)


def write(document: Document) -> bytes:
    """The Document as XLSX: its words on the first sheet, then a sheet a table.

    The tables of a folded part stand under one another on one sheet. The same Document gives
    the same bytes. Where a cell has a formula, the number kept beside it is ours.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
        "strings_to_urls": False, "nan_inf_to_errors": False,
    })
    book.set_properties({
        "title": document.title[:255], "created": _created(document.made_at),
        "comments": f"Digest (SHA-256): {document.digest}",
    })
    _Writer(book).document(document)
    book.close()
    return out.getvalue()


def _created(made_at: str) -> datetime:
    """When it was made, without a zone; a fixed day where that is not told, for the same bytes."""
    try:
        when = datetime.fromisoformat(made_at)
    except ValueError:
        return _EARLIEST
    return when if when.tzinfo is None else when.astimezone(UTC).replace(tzinfo=None)


class _Writer:
    """One workbook while it is written: its looks, and which sheet is called what."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.names = SheetNames()
        self.looks: dict[str, Any] = {
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format({
                "bold": True, "text_wrap": True, "valign": "top", "bottom": 1,
                "bg_color": "#EEF5F6"}),
            "code": book.add_format({"font_name": "Consolas"}),
        }

    def number(self, pattern: str) -> Any:
        """The look of a number written so, made once."""
        if pattern not in self.looks:
            self.looks[pattern] = self.book.add_format({"num_format": pattern, "valign": "top"})
        return self.looks[pattern]

    def document(self, document: Document) -> None:
        """The first sheet, and after it the sheets that it lists."""
        first = self.book.add_worksheet(self.names.given("Read this first"))
        first.set_column(0, 0, 28)
        first.set_column(1, 1, 100)
        _text(first, 0, 0, document.title, self.looks["title"])
        sheets: list[tuple[str, str]] = []
        row = 2
        if document.summary:
            row = self.words(first, row, "Summary", [("", document.summary)])
        for part in document.parts:
            row = self.words(first, row, part.title, list(_said(part)))
            sheets += self.sheets(part)
        row = self.words(first, row, "The other sheets", sheets)
        self.words(first, row, "This paper", [
            ("Made", moment(document.made_at) or NOT_KNOWN), ("Digest (SHA-256)", document.digest),
        ])

    def words(self, sheet: Any, row: int, title: str, said: list[tuple[str, str]]) -> int:
        """A heading and what stands under it, labels beside their words. Result: the next row."""
        if not said:
            return row
        _text(sheet, row, 0, title, self.looks["bold"])
        for place, (label, words) in enumerate(said, start=row + 1):
            _text(sheet, place, 0, label, self.looks["words"])
            _text(sheet, place, 1, words, self.looks["words"])
        return row + len(said) + 2

    def sheets(self, part: Part) -> Iterator[tuple[str, str]]:
        """The tables and lines of code of a part, each on its sheet. Result: names and captions."""
        tables = [block for block in part.blocks if isinstance(block, Table)]
        if part.folded and tables:
            name = self.names.given(part.title)
            sheet = self.book.add_worksheet(name)
            row = 0
            for table in tables:
                _text(sheet, row, 0, table.caption, self.looks["bold"])
                row = self.table(sheet, table, row + 1) + 1
            yield name, f"{part.title}: {len(tables):,} tables, under one another"
        for block in part.blocks:
            if isinstance(block, Table) and not part.folded:
                alone = len(part.blocks) == 1
                name = self.names.given(part.title if alone else block.caption)
                sheet = self.book.add_worksheet(name)
                last = self.table(sheet, block, 0) - 1
                sheet.freeze_panes(1, 0)
                sheet.autofilter(0, 0, last, len(block.columns) - 1)
                yield name, block.caption
            elif isinstance(block, Code):
                name = self.names.given(block.caption)
                self.code(self.book.add_worksheet(name), block)
                yield name, block.caption

    def code(self, sheet: Any, code: Code) -> None:
        """Lines to be copied, one a row."""
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(code.text.split("\n")):
            _text(sheet, row, 0, line, self.looks["code"])

    def table(self, sheet: Any, table: Table, top: int) -> int:
        """Headings and rows from the row `top` on. Result: the row after the last."""
        if top + 1 + len(table.rows) > _MOST_ROWS:
            raise DueRegardError(
                f"The table '{table.caption}' has {len(table.rows):,} rows, and a spreadsheet "
                f"holds {_MOST_ROWS:,}. Write it as CSV instead."
            )
        for place, column in enumerate(table.columns):
            _text(sheet, top, place, column.label, self.looks["head"])
            if top <= 1:
                sheet.set_column(place, place, _width(table, place))
        formulas = {(each.row, each.column): each for each in table.formulas}
        places = {column.key: place for place, column in enumerate(table.columns)}
        for down, cells in enumerate(table.rows):
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                formula = formulas.get((down, column.key))
                if formula is not None and isinstance(cell, int | float):
                    text = _in_cells(formula, places=places, top=top + 1)
                    look = self.number(_pattern(cell, column))
                    sheet.write_formula(top + 1 + down, place, text, look, cell)
                else:
                    self.cell(sheet, top + 1 + down, place, cell, column)
        return top + 1 + len(table.rows)

    def cell(self, sheet: Any, row: int, place: int, cell: Cell, column: Column) -> None:
        """One cell: a number as a number, text as text, and nothing where nothing is known."""
        if cell is None:
            return
        if isinstance(cell, str):
            _text(sheet, row, place, cell, self.looks["words"])
        elif not abs(cell) < _MOST_DIGITS:
            _text(sheet, row, place, for_people(cell, numeric=False), self.looks["words"])
        else:
            sheet.write_number(row, place, cell, self.number(_pattern(cell, column)))


def _said(part: Part) -> Iterator[tuple[str, str]]:
    """What a part says in words, as labels (or none) and words."""
    for block in part.blocks:
        yield from _said_by(block)


def _said_by(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Note():
            yield "", f"Warning: {block.text}" if block.tone == "warning" else block.text
        case Points():
            yield from (("", item) for item in block.items)
        case Fields():
            yield from ((each.label, each.value or NOT_KNOWN) for each in block.fields)
        case Chart():
            yield "", f"{block.title}. {block.description}"
        case Table() | Code():
            return


def _text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    if len(text) > _MOST_LETTERS:
        text = text[: _MOST_LETTERS - len(_CUT)] + _CUT
    sheet.write_string(row, column, text, look)


def _width(table: Table, place: int) -> int:
    longest = max(
        (len(str(row[place])) for row in table.rows[:_WIDTH_FROM_ROWS] if row[place] is not None),
        default=0,
    )
    heading = max((len(word) for word in table.columns[place].label.split()), default=0)
    # Room for the arrow of the filter beside the heading; numbers are shown shorter than held.
    if table.columns[place].numeric:
        longest = min(longest, 18)
    return min(_WIDEST, max(_NARROWEST, longest + 1, heading + 4))


def _pattern(cell: float, column: Column) -> str:
    """How a number is written: a year as it is, a count with commas, a share with four decimals."""
    if not column.numeric:
        return "General"
    if float(cell).is_integer():
        return "#,##0"
    if abs(cell) >= 0.01:
        return "#,##0.0000"
    return "0.0000000" if abs(cell) >= 0.00001 else "0.00E+00"


def _in_cells(formula: Formula, *, places: dict[str, int], top: int) -> str:
    """The formula with cells where it names columns and rows."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    keys = {found[1] for found in _PLACE.finditer(formula.text)}
    if not (_is_ours(_PLACE.sub("1", formula.text)) and keys <= places.keys()):
        raise DueRegardError(
            f"The formula {formula.text!r} is not one that a paper of ours can hold. "
            "Make the paper again from its source."
        )

    def cell(found: re.Match[str]) -> str:
        row = formula.row if found[2] is None else int(found[2])
        return str(xl_rowcol_to_cell(top + row, places[found[1]]))

    return _PLACE.sub(cell, formula.text)


@cache
def _is_ours(plain: str) -> bool:
    return bool(_ALLOWED.fullmatch(plain)) and set(_NAME.findall(plain)) <= _FUNCTIONS
