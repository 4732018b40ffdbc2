"""The finds of each group, together and stratum by stratum, by one way to tell groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings import strata as strata_of
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.layouts import GroupColumn
from dueregard.findings.roles import fold
from dueregard.instruments.outcomes.seen import Cell, Seen, Stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Each group's searches and finds.

    `groups` has every group, 'Not stated' last; `strata` the cells of the stated groups in each
    stratum all of whose labels are stated.
    """

    column: GroupColumn
    groups: Mapping[str, Cell]
    reference: str
    strata: Mapping[Stratum, Mapping[str, Cell]]
    stratum_headings: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The groups that are compared with the reference."""
        return tuple(
            each for each, cell in self.groups.items()
            if each not in (NOT_STATED, self.reference) and cell.searches
        ) if self.reference else ()

    @property
    def everyone(self) -> Cell:
        """All searches, whoever was searched."""
        return sum(self.groups.values(), Cell())

    def label(self, group: str) -> dict[str, str]:
        """A group as a row of a Finding names it."""
        return {self.column.heading: group}

    def stratum(self, values: Stratum) -> dict[str, str]:
        """A stratum as a row of a Finding names it."""
        return dict(zip(self.stratum_headings, values, strict=True))

    def against(self, group: str) -> tuple[strata_of.Stratum, ...]:
        """The group beside the reference, stratum by stratum."""
        return tuple(
            _stratum(values, its.get(group, Cell()), its.get(self.reference, Cell()))
            for values, its in self.strata.items()
        )

    def agencies(self, group: str) -> tuple[tuple[strata_of.Stratum, ...], ...]:
        """The same, brought together by the first of the strata: an area, a force, a power."""
        found: dict[str, list[strata_of.Stratum]] = {}
        for values, each in zip(self.strata, self.against(group), strict=True):
            found.setdefault(values[0], []).append(each)
        return tuple(map(tuple, found.values()))


def compare(
    *, column: GroupColumn, events: Seen, reference: str, headings: Sequence[str]
) -> Compared:
    """Sort the cells of a column by group and stratum."""
    groups: dict[str, Cell] = {}
    strata: dict[Stratum, dict[str, Cell]] = {}
    for (name, where), cell in events.cells[column.heading].items():
        groups[name] = groups.get(name, Cell()) + cell
        if headings and name != NOT_STATED and NOT_STATED not in where and cell.searches:
            strata.setdefault(where, {})[name] = cell
    order = sorted(groups, key=lambda each: (each == NOT_STATED, each))
    return Compared(
        column=column, groups={each: groups[each] for each in order},
        reference=_reference(groups, asked=reference), stratum_headings=tuple(headings),
        strata={where: strata[where] for where in sorted(strata)},
    )


def check_reference(several: Sequence[Compared], *, asked: str) -> None:
    """Raise a sentence where no column has the reference that was asked for."""
    with_groups = [each for each in several if each.reference]
    if asked and with_groups and all(
            fold(each.reference) != fold(asked) for each in with_groups):
        names = sorted({name for each in with_groups for name in each.groups} - {NOT_STATED})
        raise DueRegardError(
            f"No group is called '{asked}', so nothing can be compared with it. The groups are: "
            f"{', '.join(names[:30])}."
        )


def _reference(groups: Mapping[str, Cell], *, asked: str) -> str:
    """The group that was asked for, else the most searched; of two as large the first."""
    stated = [each for each, cell in groups.items() if each != NOT_STATED and cell.searches]
    named = [each for each in stated if asked and fold(each) == fold(asked)]
    return named[0] if named else min(
        stated, key=lambda each: (-groups[each].searches, each), default="")


def _stratum(values: Stratum, one: Cell, other: Cell) -> strata_of.Stratum:
    return strata_of.Stratum(
        name=", ".join(values), events=one.finds, exposure=one.searches,
        reference_events=other.finds, reference_exposure=other.searches,
    )
