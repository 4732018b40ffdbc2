"""The tables of a paper for a spreadsheet, safe to open: no cell of ours becomes a formula."""

import csv
import io
from collections.abc import Iterable

from dueregard.documents.document import Cell, Document, Fields, Table

# What a spreadsheet takes for the start of a formula, or skips to find one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(document: Document) -> bytes:
    """Every table and list of facts of the Document as CSV in UTF-8 with a byte order mark.

    One table alone is plain CSV: headings, then rows. Where there are more, the title of the
    Document comes first, and each table has a row with its caption before it and a blank line
    after it. Columns are named by their keys.
    """
    sections = list(_sections(document))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if len(sections) > 1:
        writer.writerow([_safe(document.title)])
    for caption, rows in sections:
        if len(sections) > 1:
            out.write("\r\n")
        if len(sections) > 1:
            writer.writerow([_safe(caption)])
        writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def line(cells: Iterable[Cell]) -> str:
    """One row with its end, for a table too long to be held whole."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _sections(document: Document) -> Iterable[tuple[str, list[tuple[Cell, ...]]]]:
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                head = tuple(column.key for column in block.columns)
                yield block.caption, [head, *block.rows]
            elif isinstance(block, Fields):
                facts = [(each.label, each.value) for each in block.fields]
                yield part.title, [("label", "value"), *facts]


def _safe(cell: Cell) -> str:
    if cell is None:
        return ""
    text = str(cell)
    if isinstance(cell, str) and text.startswith(_FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    """A plain number only: float() would also take '-inf', '-1_0' and ' -1'."""
    body = text.removeprefix("-") if text.startswith("-") else text.removeprefix("+")
    whole, _, part = body.partition(".")
    return body.isascii() and (whole + part).isdigit()
