"""A count of people as a file: who lives where, with nobody counted twice.

Without this file totals, parts and several years of one census would be added together, and a
rate would look a half or a third of what it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dueregard.answers import DueRegardError
from dueregard.findings.census_tables import long_from_wide
from dueregard.findings.counts import count
from dueregard.findings.groups import Placed
from dueregard.findings.groups import place as place_of
from dueregard.findings.labels import heading_of, is_blank, number_of
from dueregard.findings.layouts import recognise, sum_rows
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed

_COUNTS = frozenset({
    "count", "population", "residents", "people", "persons", "heads", "usualresidents", "pop",
    "observation", "obsvalue", "number", "n",
})
_YEARS = frozenset({"year", "censusyear"})
_CATEGORIES = frozenset({"category"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many people with these labels, a label a column."""

    labels: Mapping[str, str]
    people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationFile:
    """The lines of a file of people, its label columns, the year it is of, and what was noticed."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    year: int | None
    sha256: str
    notes: tuple[str, ...]


def read(table: Table, *, count_heading: str, title: str) -> PopulationFile:
    """Read a table of people, long (a line a group) or wide (a column a group).

    Sums of the other lines are left out, and of several years the latest is taken; both are
    said. Raises a sentence where no column can be told to hold the people, or a cell of it is
    no number.
    """
    layout = recognise(table.columns)
    if layout is not None and layout.id == "census-wide" and not count_heading:
        return _wide(table, title=title)
    heading = _count_heading(table, asked=count_heading)
    columns = tuple(each for each in table.columns if each != heading)
    found = count(table, keys=(*columns, heading))
    lines, twice = [], 0
    for each in found.combinations:
        people = number_of(each.labels[-1])
        if people is None or people < 0:
            raise DueRegardError(
                f"In {title}, '{heading}' holds '{each.labels[-1] or ''}', which is not a number "
                "of people. Put it right or take the row out, then try again."
            )
        twice += each.rows - 1
        lines.append(Line(
            labels={key: value or "" for key, value in zip(columns, each.labels, strict=False)},
            people=people * each.rows,
        ))
    notes = list(table.notes)
    if twice:
        notes.append(
            f"In {title}, {many(twice, one='row')} repeated another in every column. They were "
            "counted as people of their own. Look whether they should be there."
        )
    year = _YEAR.search(title)
    whole = PopulationFile(
        title=title, columns=columns, lines=tuple(lines), year=int(year[0]) if year else None,
        sha256=found.sha256, notes=tuple(notes),
    )
    return _without_sums(_latest(whole))


def _wide(table: Table, *, title: str) -> PopulationFile:
    cells = ", ".join(f"CAST(c{place} AS STRING)" for place in range(len(table.columns)))
    rows = table.ask(f"SELECT {cells} FROM records")
    found = long_from_wide(
        table.columns, [["" if cell is None else str(cell) for cell in row] for row in rows]
    )
    year = _YEAR.search(title)
    return PopulationFile(
        title=title, columns=("area", "group", "category"),
        lines=tuple(
            Line(labels={"area": each.area, "group": each.group, "category": each.category},
                 people=each.count)
            for each in found.lines
        ),
        year=int(year[0]) if year else None, sha256=table.sha256,
        notes=(*table.notes, *found.notes, *found.not_adding_up, *found.unreadable),
    )


def _count_heading(table: Table, *, asked: str) -> str:
    if asked:
        return heading_of(asked, table.columns)
    named = [each for each in table.columns if fold(each) in _COUNTS]
    if len(named) == 1:
        return named[0]
    shown = ", ".join(f"'{each}'" for each in table.columns)
    raise DueRegardError(
        "Say which column of the population holds how many people there are: "
        f"--population-count HEADING. It has: {shown}."
    )


def _latest(whole: PopulationFile) -> PopulationFile:
    """Of several years the latest, because adding years up counts people again and again."""
    heading = next((each for each in whole.columns if fold(each) in _YEARS), "")
    years = sorted({each.labels[heading] for each in whole.lines}) if heading else []
    if not years:
        return whole
    last = years[-1]
    found = _YEAR.search(last)
    notes = () if len(years) == 1 else (
        f"{whole.title} has several years. The latest, {last}, was taken.",)
    return replace(
        whole, columns=tuple(each for each in whole.columns if each != heading),
        lines=tuple(each for each in whole.lines if each.labels[heading] == last),
        year=int(found[0]) if found else whole.year, notes=(*whole.notes, *notes),
    )


def _without_sums(whole: PopulationFile) -> PopulationFile:
    """Lines for everybody together are left out of a column that has others beside them."""
    lines, notes = whole.lines, list(whole.notes)
    for heading in whole.columns:
        values = {each.labels[heading] for each in lines}
        sums = {each for each in values if is_a_sum(each)}
        rest = {each for each in values - sums if not is_blank(each)}
        if sums and rest:
            lines = tuple(each for each in lines if each.labels[heading] not in sums)
            notes.append(
                f"In {whole.title}, the lines of {listed([repr(each) for each in sorted(sums)])} "
                f"in '{heading}' are sums of others. They were left out."
            )
    return replace(whole, lines=lines, notes=tuple(notes))


@lru_cache(maxsize=100_000)
def place(label: str) -> Placed | None:
    """Where a label belongs in a census, remembered: a file may name tens of thousands of areas."""
    return place_of(label)


def is_a_sum(label: str | None) -> bool:
    """True for a word that means everybody together, such as 'Total' or 'All categories'."""
    if label is None or is_blank(label):
        return False
    found = place(label)
    return (found is not None and found.group is None) or fold(label) in sum_rows()


def without_parts(
    lines: Iterable[Line], *, group: str, beside: Sequence[str]
) -> tuple[tuple[Line, ...], int]:
    """The lines with nobody in a group and also in a part of it, and how many were left out.

    A part stands in a column `category`, or beside the whole group in one column of labels.
    """
    lines = tuple(lines)
    category = next((each for each in beside if fold(each) in _CATEGORIES), "")
    rest = tuple(each for each in beside if each != category)

    def where(line: Line, name: str) -> tuple[str, ...]:
        return (name, *(line.labels[each] for each in rest))

    wholes = {
        where(each, _name(each.labels[group])) for each in lines
        if _whole(each.labels[group]) and not (category and each.labels[category])
    }
    kept = tuple(
        each for each in lines
        if where(each, _name(each.labels[group])) not in wholes
        or (_whole(each.labels[group]) and not (category and each.labels[category]))
    )
    return kept, len(lines) - len(kept)


def _whole(label: str) -> bool:
    found = place(label)
    return found is None or found.whole


def _name(label: str) -> str:
    found = place(label)
    return fold(label) if found is None or found.group is None else found.group
