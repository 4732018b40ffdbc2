"""Cutting a file down to the columns that may go, row by row, without keeping anything of it.

Without it "only what the agreement names" would hang on somebody deleting columns by hand.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.manage.sharing.disclosures.rules import Extract

# One cell can hold a long statement; a whole file in one cell is a broken quotation mark.
MOST_IN_A_CELL = 1_000_000
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What was cut, and which columns may go and were not in the file."""

    extract: Extract
    absent: tuple[str, ...]


def cut(source: Path, into: Path, *, may_go: Sequence[str]) -> Cut:
    """Write a CSV with only the columns of `may_go` that `source` has, in the order of `source`.

    The headings are compared without capitals, spaces and underscores. The result is UTF-8 with
    commas; its rows keep their order, and blank ones go. Raises a sentence where the file cannot
    be read, where a heading that may go stands in it twice, or where a row has more or fewer
    cells than headings: its cells could stand under the wrong heading.
    """
    allowed = {_plain(each): each for each in may_go}
    csv.field_size_limit(MOST_IN_A_CELL)
    digest, rows = hashlib.sha256(), 0
    try:
        with source.open(newline="", encoding=_encoding(source)) as read, into.open("wb") as out:
            lines = csv.reader(read, delimiter=_delimiter(source), strict=True)
            headings = [each.strip() for each in next(lines, [])]
            places = _places(headings, allowed)
            kept = [allowed[_plain(headings[place])] for place in places]
            for row in _with_headings(kept, lines, len(headings), places):
                written = _line(row)
                digest.update(written)
                out.write(written)
                rows += 1
            out.flush()
    except csv.Error as error:
        raise DueRegardError(
            f"The file cannot be read as a table: {error}. Save it again as CSV.") from None
    extract = Extract(
        columns=tuple(kept), rows=max(rows - 1, 0), sha256=digest.hexdigest(),
        left_out=tuple(each for each in headings if each and _plain(each) not in allowed),
    )
    return Cut(extract=extract, absent=tuple(each for each in may_go if each not in kept))


def _with_headings(
    kept: list[str], lines: Iterator[list[str]], width: int, places: Sequence[int]
) -> Iterator[list[str]]:
    yield kept
    for number, row in enumerate(lines, start=2):
        if not any(each.strip() for each in row):
            continue
        if len(row) != width:
            raise DueRegardError(
                f"Row {number} has {len(row)} cells and there are {width} headings, so nobody can "
                "say which column is which. Put that row right, and choose the file again."
            )
        yield [row[place] for place in places]


def _places(headings: Sequence[str], allowed: Mapping[str, str]) -> list[int]:
    places = [place for place, each in enumerate(headings) if _plain(each) in allowed]
    names = [_plain(headings[place]) for place in places]
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise DueRegardError(
            f"The heading “{allowed[twice]}” stands in the file twice. Keep the one that is meant.")
    return places


def _line(row: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue().encode()


def _plain(heading: str) -> str:
    return "".join(each for each in heading.casefold() if each.isalnum())


def _encoding(source: Path) -> str:
    try:
        with source.open(encoding="utf-8-sig") as file:
            while file.read(1 << 16):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(source: Path) -> str:
    with source.open(encoding=_encoding(source), errors="replace") as file:
        first = file.readline()
    return max(_DELIMITERS, key=first.count)
