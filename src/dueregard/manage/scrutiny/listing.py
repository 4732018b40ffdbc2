"""A force's list made into what the panel draws from: five columns, one line an encounter.

Without it names would come along with the ids, and the sample could not be drawn again by anybody
from the same file.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import drawing, encounters
from dueregard.findings.drawing import Sample
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.reading_tables import from_rows
from dueregard.findings.roles import fold
from dueregard.findings.sources import opened
from dueregard.findings.wording import listed
from dueregard.manage.scrutiny import form
from dueregard.manage.scrutiny.rules import MOST_LISTED

HEADINGS = ("id", "power", "date", "unit", "ethnicity")
STRATA = ("power", "unit", "ethnicity")
_LONGEST = {"id": 200, "date": 40}
_LONGEST_CELL = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The list as it is lodged: its text to the byte, its SHA-256, how many, what to know of it."""

    text: str
    digest: str
    many: int
    notes: tuple[str, ...]


def read(path: Path) -> Listed:
    """The list in a file that the force sent; a sentence where it is none, or too long.

    Only the id, the power, the date, the unit and the ethnicity are kept.
    """
    table = opened(str(path))
    found = _headings(table.columns)
    if "power" not in found:
        raise DueRegardError(
            "The list has no column that says which power was used. Call it 'power', and send "
            "the list again."
        )
    strata = [each for each in STRATA if each in found]
    its = encounters.listing(
        table, strata=[found[each] for each in strata],
        keep=[found["date"]] if "date" in found else [found["power"]],
    )
    if not its.id_heading:
        raise DueRegardError(
            "The list has no column of ids. Add the id that each encounter has in your own "
            "system, call the column 'id', and send the list again: by it you will find the clip."
        )
    if its.many > MOST_LISTED:
        raise DueRegardError(
            f"The list has {its.many:,} encounters, and one sitting draws from at most "
            f"{MOST_LISTED:,}. Send those of a shorter time."
        )
    lines = [line.split("\t") for line in encounters.text(its).splitlines()]
    dates = encounters.kept_cells(its, [each[0] for each in lines]) if "date" in found else {}
    rows = [_row(line, strata, dates) for line in lines]
    text = _write(rows)
    return Listed(
        text=text, digest=drawing.digest_of(text.encode()), many=len(rows),
        notes=(*its.notes, *_left_out(table.columns, {its.id_heading, *found.values()}, found)),
    )


def draw(
    text: str, *, seed: str, size: int, minimum: int, strata: Sequence[str]
) -> Sample:
    """The sample of a lodged list: what `dueregard draw` gives for the same file and words.

    The caller has asked may_draw().
    """
    its = _listing(text, strata)
    return drawing.draw(
        encounters.candidates(its, seed=seed, size=size), size=size, seed=seed, minimum=minimum,
        sizes=its.sizes,
    )


def sizes(text: str, strata: Sequence[str]) -> Mapping[drawing.Stratum, int]:
    """How many encounters a lodged list has of each stratum."""
    return _listing(text, strata).sizes


def rows_of(text: str) -> dict[str, dict[str, str]]:
    """Each encounter of a lodged list by its id."""
    return {each["id"]: each for each in csv.DictReader(io.StringIO(text))}


def _listing(text: str, strata: Sequence[str]) -> encounters.Listing:
    first, *rows = csv.reader(io.StringIO(text))
    table = from_rows(
        columns=first, rows=rows, sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    return encounters.listing(table, strata=strata, id_heading="id", keep=["id"])


def _headings(columns: Sequence[str]) -> dict[str, str]:
    """Which heading of the file is each of ours, by the names that the content gives them."""
    folded = {fold(each): each for each in reversed(columns)}
    return {
        column.id: heading for column in form.load().columns
        if (heading := next((folded[each] for each in column.headings if each in folded), None))
    }


def _row(
    line: Sequence[str], strata: Sequence[str], dates: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    ref, *cells = line
    said = dict(zip(strata, cells, strict=True)) | {
        "id": ref, "date": " ".join(dates.get(ref, ("",)))}
    return tuple(
        " ".join(said.get(each, "" if each == "date" else NOT_STATED).split())
        [:_LONGEST.get(each, _LONGEST_CELL)]
        for each in HEADINGS
    )


def _write(rows: Sequence[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(sorted(rows))
    return out.getvalue()


def _left_out(
    columns: Sequence[str], kept: set[str], found: Mapping[str, str]
) -> list[str]:
    said = []
    gone = [each for each in columns if each not in kept]
    if gone:
        said.append(f"These columns were left out, and are not kept: {listed(gone)}.")
    missing = [each.name.lower() for each in form.load().columns if each.id not in found]
    if missing:
        said.append(
            f"The list does not say: {listed(missing)}. Nothing can be drawn or told by that."
        )
    return said
