"""A record as somebody sent it, taken apart into labels and texts, whatever kind of file it is.

Without this file only the layout of one year's template could be read, and records come as
spreadsheets, tables, web pages and data, in four versions of a standard and in none.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from dueregard.answers import DueRegardError
from dueregard.findings.reading_rows import as_text
from dueregard.report.wordings.labels import is_heading_word, plain

MOST_BYTES = 5_000_000
_MOST_ROWS = 20_000
_WITHIN = 15
# What our own papers say about themselves: the first sheet, and the last part of a page.
_ABOUT_ITSELF = frozenset({"read this first", "about this record"})
_ITS_VERSION = re.compile(r"\bversion \d", re.IGNORECASE)
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n")

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A label and the text beside it; `which` is the number of a part that comes several times."""

    label: str
    text: str
    section: str = ""
    number: str = ""
    which: int | None = None


def pairs(content: bytes, *, known: Known) -> list[Pair]:
    """Every label with its text, in the order of the file. A sentence where it cannot be read.

    `known` says whether a label is one of some standard's: by it a sheet without headings, and
    one that lies on its side, are told apart.
    """
    if len(content) > MOST_BYTES:
        raise DueRegardError(
            "This file is larger than 5 MB. A record is smaller: check that it is the right file."
        )
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return list(_of_workbook(content, known=known))
    if start.startswith((b"{", b"[")):
        return list(_of_json(content, known=known))
    text = _decoded(content)
    if re.search(r"<(html|h[1-6]|dl|table|body)\b", text[:5000], re.IGNORECASE):
        return list(_of_page(text, known=known))
    return list(_of_rows(_csv_rows(text), section="", known=known))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DueRegardError(
        "This file is not a record that can be read. Bring it in as XLSX, ODS, CSV, JSON or HTML."
    )


def _csv_rows(text: str) -> list[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t|", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error:
        raise DueRegardError(
            "This table could not be read: a part of it is damaged. Export it again as CSV (UTF-8)."
        ) from None


def _of_workbook(content: bytes, *, known: Known) -> Iterator[Pair]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_MOST_ROWS))
            for name in book.sheet_names
        ]
    except Exception as error:  # the library raises kinds of its own, and plain ones
        raise DueRegardError(
            "This workbook could not be read: it may be damaged or locked with a password. "
            "Save it again without one."
        ) from error
    for name, rows in sheets:
        if plain(name) not in _ABOUT_ITSELF:
            cells = [[as_text(cell) for cell in row] for row in rows]
            yield from _of_rows(cells, section=name, known=known)


def _of_rows(rows: Sequence[Sequence[str]], *, section: str, known: Known) -> Iterator[Pair]:
    """A table: under headings of its own, on its side, or labels with texts beside them."""
    kept = [[_bare(cell) for cell in row] for row in rows]
    top, columns = _columns(kept)
    if columns:
        yield from _under_headings(kept[top + 1:], columns, section=section)
        return
    side = next((row for row in kept[:_WITHIN] if sum(map(known, row)) >= 3), None)
    if side is not None:
        yield from _on_its_side(side, kept[kept.index(side) + 1:], section=section)
        return
    for row in kept:
        filled = [cell for cell in row if cell]
        place = next((n for n, cell in enumerate(filled) if known(cell)), None)
        if place is not None:
            before = filled[place - 1] if place else ""
            yield Pair(
                label=filled[place], section=section,
                number=before if re.fullmatch(r"[\d.]+", before) else "",
                text=filled[-1] if len(filled) > place + 1 else "",
            )
        elif len(filled) == 1:
            section = filled[0]
        elif len(filled) == 2:
            yield Pair(label=filled[0], text=filled[1], section=section)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Where the row of headings is and which column is what, if there is one."""
    for top, row in enumerate(rows[:_WITHIN]):
        found: dict[str, int] = {}
        for place, cell in enumerate(row):
            word = is_heading_word(cell)
            if word and word not in found:
                found[word] = place
        if {"label", "text"} <= set(found):
            return top, found
    return 0, {}


def _under_headings(
    rows: Iterable[Sequence[str]], columns: dict[str, int], *, section: str
) -> Iterator[Pair]:
    def cell(row: Sequence[str], name: str) -> str:
        place = columns.get(name, -1)
        return row[place] if 0 <= place < len(row) else ""

    for row in rows:
        label = cell(row, "label")
        if label:
            which = cell(row, "which")
            yield Pair(
                label=label, text=cell(row, "text"), number=cell(row, "number"),
                section=cell(row, "section") or section,
                which=int(which) - 1 if which.isdecimal() and 0 < int(which) < 1000 else None,
            )


def _on_its_side(
    labels: Sequence[str], rows: Sequence[Sequence[str]], *, section: str
) -> Iterator[Pair]:
    filled = [row for row in rows if any(row)]
    if len(filled) > 1:
        raise DueRegardError(
            f"This file holds {len(filled)} records, a row each. Bring in one record at a time: "
            "save its row with the row of headings in a file of its own."
        )
    for row in filled:
        for label, text in zip(labels, row, strict=False):
            if label:
                yield Pair(label=label, text=text, section=section)


def _bare(cell: str) -> str:
    """A cell without spaces round it, and without the mark that keeps it from being a formula."""
    cell = cell.removeprefix("'") if cell.startswith(_FORMULA) else cell
    return cell.strip()


def _of_json(content: bytes, *, known: Known) -> Iterator[Pair]:
    try:
        whole = json.loads(content)
        yield from _walk(whole, section="", known=known)
    except (ValueError, RecursionError):
        raise DueRegardError(
            "This file looks like JSON and is damaged. Export the record again."
        ) from None


# What says of a file of ours that it is one.
_OF_THE_FILE = frozenset({"schema", "standard", "standard_id"})
_LABELS, _TEXTS = ("heading", "label", "field", "attribute", "question", "key"), (
    "answer", "value", "text", "response")


def _walk(thing: object, *, section: str, known: Known) -> Iterator[Pair]:
    if isinstance(thing, list):
        for each in thing:
            yield from _walk(each, section=section, known=known)
    if not isinstance(thing, dict):
        return
    label = next((thing[key] for key in _LABELS if isinstance(thing.get(key), str)), None)
    text = next((thing[key] for key in _TEXTS if isinstance(thing.get(key), str)), None)
    if label is not None and text is not None:
        which = thing.get("which")
        yield Pair(
            label=label, text=text.strip(), number=str(thing.get("number") or ""),
            section=str(thing.get("section") or section),
            which=which - 1 if isinstance(which, int) and 0 < which < 1000 else None,
        )
        return
    ours = str(thing.get("schema", "")).startswith("urn:dueregard:")
    for key, value in thing.items():
        if ours and key in _OF_THE_FILE:
            continue
        if isinstance(value, dict):
            yield from _walk(value, section=key, known=known)
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, str | int | float):
                    yield Pair(label=key, text=str(each), section=section)
                else:
                    yield from _walk(each, section=key, known=known)
        elif isinstance(value, str) and re.search(r"<h[1-6]\b", value):
            yield from _of_page(value, known=known)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield Pair(label=key, text=str(value).strip(), section=section)


def _of_page(text: str, *, known: Known) -> Iterator[Pair]:
    reader = _Page()
    reader.feed(text)
    reader.close()
    section, heading, said = "", "", list[str]()
    for kind, words in (*reader.flushed(), ("end", "")):
        if kind == "row":
            cells = [each for each in words.split("\x1f") if each]
            if len(cells) > 1 and not is_heading_word(cells[0]):
                yield Pair(label=cells[0], text=cells[-1], section=section or heading)
        elif kind == "text":
            said.append(words)
        else:
            if heading and said:
                yield from _under(heading, said, section=section)
            elif heading:
                section = heading
            heading, said = words, []
            if kind == "name":
                yield Pair(label="Title", text=words)


def _under(heading: str, said: list[str], *, section: str) -> Iterator[Pair]:
    """What stands under one heading of a page; what a paper of ours says of itself is left out."""
    text = "\n\n".join(said)
    if plain(heading) in _ABOUT_ITSELF:
        return
    if not section and _ITS_VERSION.search(text) and len(text) < 200:
        yield Pair(label="Standard version", text=text)
        return
    yield Pair(label=heading, text=text, section=section)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {"h1": "name", "dt": "label"}
_SILENT = frozenset({"script", "style", "title", "nav", "footer", "header"})
_BLOCKS = frozenset({"p", "li", "dd", "dt", "div", "td", "th", "tr", "caption", "ul", "ol"})


class _Page(HTMLParser):
    """A web page as headings, labels, rows and paragraphs, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.cells: list[str] | None = None
        self.kind, self.silent = "text", 0

    def flushed(self) -> list[tuple[str, str]]:
        """Everything found, the last words too."""
        self._flush()
        return self.found

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins: what came before it is done."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag in _HEADINGS | _BLOCKS:
            self._flush()
            self.kind = _KINDS.get(tag, "heading" if tag in _HEADINGS else "text")
            if tag == "tr":
                self.cells = []

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _HEADINGS | _BLOCKS:
            self._flush()
            if tag == "tr" and self.cells is not None:
                self.found.append(("row", "\x1f".join(self.cells)))
                self.cells = None

    def handle_data(self, data: str) -> None:
        """Words inside a block."""
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))

    def _flush(self) -> None:
        text = "\n".join(line.strip() for line in "".join(self.words).split("\n")).strip()
        self.words = []
        if not text:
            return
        if self.cells is not None:
            self.cells.append(text)
        else:
            self.found.append((self.kind, text))
        self.kind = "text"
