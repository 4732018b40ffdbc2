"""People split into groups, by each column and by every way in which columns cross.

Without this file a tool that treats Black women badly could look fair by race and fair by sex.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dueregard.findings.labels import NOT_STATED

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """People split by some of the group columns.

    `columns` are their headings and `places` where these stand among all; `cells` holds, for each
    group, its counts; `reference` is the group that others are compared with.
    """

    columns: tuple[str, ...]
    places: tuple[int, ...]
    cells: Mapping[Name, tuple[int, ...]]
    reference: Name

    @property
    def stated(self) -> tuple[Name, ...]:
        """The groups in which every label is stated: the only ones that are compared."""
        return tuple(name for name in self.cells if NOT_STATED not in name)

    def labelled(self, name: Name) -> dict[str, str]:
        """A group as a row of a Finding names it."""
        return dict(zip(self.columns, name, strict=True))

    def others(self) -> dict[Name, tuple[int, ...]]:
        """For each stated group, the counts of everyone else whose group is stated."""
        stated = self.stated
        every = [sum(each) for each in zip(*(self.cells[name] for name in stated), strict=True)]
        return {
            name: tuple(
                whole - own for whole, own in zip(every, self.cells[name], strict=True))
            for name in stated
        }


def splits(
    cells: Mapping[Name, tuple[int, ...]], *, columns: Sequence[str], references: Sequence[str]
) -> tuple[Split, ...]:
    """Every way to split: one column, two, up to all; the groups of each in a settled order.

    `references` names, for each column, the group that others are compared with.
    """
    found = []
    for size in range(1, len(columns) + 1):
        for places in combinations(range(len(columns)), size):
            merged = merge(cells, places=places)
            found.append(Split(
                columns=tuple(columns[place] for place in places), places=places, cells=merged,
                reference=tuple(references[place] for place in places),
            ))
    return tuple(found)


def merge(
    cells: Mapping[Name, tuple[int, ...]], *, places: Sequence[int]
) -> dict[Name, tuple[int, ...]]:
    """The counts of groups told by these of their labels; 'Not stated' comes last."""
    merged: dict[Name, list[int]] = {}
    for name, counts in cells.items():
        kept = merged.setdefault(tuple(name[place] for place in places), [0] * len(counts))
        for place, value in enumerate(counts):
            kept[place] += value
    order = sorted(merged, key=lambda name: (NOT_STATED in name, name))
    return {name: tuple(merged[name]) for name in order}


def largest(groups: Iterable[tuple[str, int]]) -> str:
    """The largest stated group; of two as large, the first by name."""
    stated = [(rows, name) for name, rows in groups if name != NOT_STATED]
    return min(stated, key=lambda each: (-each[0], each[1]))[1] if stated else ""
