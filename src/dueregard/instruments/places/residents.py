"""POP: who lives in each cell, by group. A cell that it does not name is not one without people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.groups import place as placed
from dueregard.findings.labels import NOT_STATED, grouping, heading_of, is_blank, number_of
from dueregard.findings.layouts import sum_rows
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.sources import opened
from dueregard.findings.wording import counted
from dueregard.instruments.places import columns
from dueregard.instruments.places.grid import Grid
from dueregard.instruments.places.reading import cell_key

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """People by group and cell, in the order of the grid; the largest group first.

    `known` says of which cells the file speaks; of the others nobody knows who lives there.
    """

    heading: str
    groups: Mapping[str, "Array"]
    known: "Array"
    sha256: str
    notes: tuple[str, ...]

    @property
    def everybody(self) -> "Array":
        """All residents of each cell."""
        import numpy

        total: Array = numpy.sum(list(self.groups.values()), axis=0)
        return total


def read(given: Any, *, group: str, grid: Grid) -> Residents:
    """Read who lives where; a sentence where it cannot be told, or no cell is one of the grid."""
    table = opened(given)
    title = f"POP ({', '.join(table.names)})" if table.names else "POP"
    role = next(each for each in columns.CELLS if each.role == columns.CELL)
    cell = columns.needed(table.columns, role, within=title)
    lines, notes = _lines(table, cell=cell, group=group, title=title)
    return _laid(lines, heading=group, grid=grid, title=title, notes=(*table.notes, *notes),
                 sha256=table.sha256)


def _lines(
    table: Table, *, cell: int, group: str, title: str
) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Cell, group and people as written: from a row a group, or from a column a group."""
    rest = [place for place, each in enumerate(table.columns)
            if place != cell and fold(each) not in columns.ASIDE]
    if any(fold(each) == fold(group) for each in table.columns):
        heading = heading_of(group, table.columns)
        people = [place for place in rest
                  if fold(table.columns[place]) in {fold(each) for each in columns.PEOPLE}]
        if len(people) != 1:
            shown = ", ".join(f"'{each}'" for each in table.columns[:30])
            raise DueRegardError(
                f"{title} needs one column 'count' with how many people of each '{heading}' live "
                f"in a cell. It has: {shown}."
            )
        return _ask(table, (cell, table.columns.index(heading), people[0])), []
    numbers = [place for place in rest if _all_numbers(table, place)]
    if len(numbers) < 2:
        shown = ", ".join(f"'{each}'" for each in table.columns[:30])
        raise DueRegardError(
            f"{title} has no column headed '{group}', and no column of people for each group "
            f"either. It has: {shown}. Give a row for each cell and {group} with 'count', or a "
            f"column for each {group}."
        )
    found = [
        (row[0], table.columns[place], row[1])
        for place in numbers for row in _ask(table, (cell, place))
    ]
    return found, [f"In {title} each column was read as a '{group}': "
                   f"{', '.join(table.columns[place] for place in numbers)}."]


def _ask(table: Table, places: Sequence[int]) -> list[Any]:
    cells = ", ".join(f"coalesce(CAST(c{place} AS STRING), '')" for place in places)
    return sorted(table.ask(f"SELECT {cells} FROM records"))


def _all_numbers(table: Table, place: int) -> bool:
    values = [row[0] for row in table.ask(
        f"SELECT DISTINCT CAST(c{place} AS STRING) FROM records")]
    return all(is_blank(each) or number_of(each) is not None for each in values)


def _laid(
    lines: list[tuple[str, str, str]], *, heading: str, grid: Grid, title: str,
    notes: tuple[str, ...], sha256: str,
) -> Residents:
    import numpy

    spelt: dict[str | None, int] = {}
    for _, label, _ in lines:
        spelt[label] = spelt.get(label, 0) + 1
    read = grouping(spelt, heading=heading)
    said = list(read.notes)
    sums = {name for name in set(read.of.values()) if _is_sum(name)}
    if sums and len(set(read.of.values()) - sums - {NOT_STATED}) > 1:
        said.append(f"In {title}, {', '.join(sorted(sums))} is a sum of others and was left out.")
    else:
        sums = set()
    found: dict[str, Any] = {}
    known = numpy.zeros(len(grid.names), dtype=bool)
    strangers, blank = set(), 0
    for cell, label, people in lines:
        name = read.of[label]
        if name in sums:
            continue
        at, number = grid.index.get(cell_key(cell)), number_of(people)
        if at is None:
            strangers.add(cell)
            continue
        if number is None or number < 0:
            if not is_blank(people):
                raise DueRegardError(
                    f"In {title}, the cell {cell} has '{people}' people of {name}, which is not a "
                    "number of people. Put it right or leave it blank, then try again."
                )
            blank += 1
            continue
        known[at] = True
        if name not in found:
            found[name] = numpy.zeros(len(grid.names))
        found[name][at] += number
    return _checked(found, known=known, strangers=strangers, blank=blank, heading=heading,
                    grid=grid, title=title, said=[*notes, *said], sha256=sha256)


def _checked(
    found: dict[str, Any], *, known: Any, strangers: set[str], blank: int, heading: str,
    grid: Grid, title: str, said: list[str], sha256: str,
) -> Residents:
    if not known.any():
        example = f", such as {sorted(strangers)[0]}" if strangers else ""
        raise DueRegardError(
            f"{title} names no cell that {grid.title} has{example}; CELLS has such as "
            f"{grid.names[0]}. Give the residents of the same cells, under the same names."
        )
    if blank:
        said.append(f"{title} leaves the number of people blank in "
                    f"{counted(blank, one='row')}. It was not taken for none.")
    if strangers:
        said.append(f"{title} has {counted(len(strangers), one='cell')} that CELLS does not have, "
                    f"such as {sorted(strangers)[0]}. They were left out.")
    people = {name: values for name, values in found.items() if name != NOT_STATED}
    if NOT_STATED in found and found[NOT_STATED].sum():
        said.append(
            f"{found[NOT_STATED].sum():,.0f} residents have no '{heading}' stated. They are in "
            "no group.")
    several = {name: values for name, values in people.items() if values.sum() > 0}
    if len(several) < 2:
        raise DueRegardError(
            f"{title} has residents of {counted(len(several), one='group')} in the cells, and "
            "nothing to compare with. Give the residents of every group."
        )
    order = sorted(several, key=lambda name: (-several[name].sum(), name))
    return Residents(heading=heading, groups={name: several[name] for name in order}, known=known,
                     sha256=sha256, notes=tuple(said))


def _is_sum(label: str) -> bool:
    found = placed(label)
    return (found is not None and found.group is None) or fold(label) in sum_rows()
