"""Events and people brought together: one way to tell groups, against one count of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dueregard.answers import DueRegardError
from dueregard.findings.groups import to_five
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.layouts import GroupColumn
from dueregard.findings.roles import fold
from dueregard.findings.strata import Stratum
from dueregard.instruments.rates.benchmarks import Population, place_key
from dueregard.instruments.rates.matching import Matched, match

Cell = tuple[str, str]
N = TypeVar("N", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The events of a group and its people, in one place or in all."""

    events: int
    people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The events of each group beside its people.

    `groups` have both, so only they are compared. `homeless` are groups of events without
    people, `silent` groups of people whose word no event has. `unknown` events have no group.
    `places` has, for each place, the counts of each of the groups; `placeless` events have none.
    """

    column: GroupColumn
    population: Population
    several: bool
    groups: Mapping[str, Counts]
    homeless: Mapping[str, int]
    silent: Mapping[str, float]
    unknown: int
    reference: str
    places: Mapping[str, Mapping[str, Counts]]
    placeless: int
    matched: Matched

    @property
    def stratum(self) -> dict[str, str]:
        """How rows tell this benchmark from the others, where there are several."""
        return {"benchmark": self.population.title} if self.several else {}

    @property
    def others(self) -> tuple[str, ...]:
        """The groups that are compared with the reference."""
        return tuple(each for each in self.groups if each != self.reference)

    @property
    def events(self) -> int:
        """All events, whoever's they are."""
        stated = sum(each.events for each in self.groups.values())
        return stated + sum(self.homeless.values()) + self.unknown

    def label(self, group: str) -> dict[str, str]:
        """A group as a row of a Finding names it."""
        return {self.column.heading: group}

    def strata(self, group: str) -> tuple[Stratum, ...]:
        """The group beside the reference, place by place."""
        return tuple(
            Stratum(
                name=place, events=its[group].events, exposure=its[group].people,
                reference_events=its[self.reference].events,
                reference_exposure=its[self.reference].people,
            )
            for place, its in self.places.items()
        )


def compare(
    *, column: GroupColumn, events: Mapping[Cell, int], population: Population, several: bool,
    reference: str, stratum: str,
) -> Compared:
    """Bring the events of a column and the people of a benchmark together."""
    named: dict[str, int] = {}
    for (name, _), rows in events.items():
        named[name] = named.get(name, 0) + rows
    matched = match(named, population.labels, column=column)
    ours = _ours(events, matched=matched, population=population, stratum=stratum)
    theirs = _theirs(population, matched=matched)
    happened, people = _sums(ours), _sums(theirs)
    groups = {
        each: Counts(events=happened[each], people=people[each])
        for each in sorted(happened) if each != NOT_STATED and people.get(each, 0) > 0
    }
    return Compared(
        column=column, population=population, several=several, groups=groups,
        homeless={each: rows for each, rows in sorted(happened.items())
                  if each not in groups and each != NOT_STATED},
        silent={each: number for each, number in sorted(people.items())
                if each not in happened and each != NOT_STATED and number > 0},
        unknown=happened.get(NOT_STATED, 0),
        reference=_reference(groups, asked=reference),
        places=_places(ours, theirs, groups=groups, population=population) if stratum else {},
        placeless=sum(rows for (_, place), rows in ours.items() if place == NOT_STATED),
        matched=matched,
    )


def _ours(
    events: Mapping[Cell, int], *, matched: Matched, population: Population, stratum: str
) -> dict[Cell, int]:
    """Events by the group and place they are compared under; places without people left out."""
    found: dict[Cell, int] = {}
    for (name, place), rows in events.items():
        if stratum and place != NOT_STATED and place_key(place) not in population.places:
            continue
        cell = matched.events.get(name, name), place
        found[cell] = found.get(cell, 0) + rows
    return found


def _theirs(population: Population, *, matched: Matched) -> dict[Cell, float]:
    found: dict[Cell, float] = {}
    for (key, label), people in population.heads.items():
        cell = matched.people[label], key
        found[cell] = found.get(cell, 0.0) + people
    return found


def _sums(cells: Mapping[Cell, N]) -> dict[str, N]:
    sums: dict[str, N] = {}
    for (name, _), value in cells.items():
        sums[name] = sums[name] + value if name in sums else value
    return sums


def _places(
    ours: Mapping[Cell, int], theirs: Mapping[Cell, float], *, groups: Mapping[str, Counts],
    population: Population,
) -> dict[str, dict[str, Counts]]:
    happened: dict[Cell, int] = {}
    for (name, place), rows in ours.items():
        cell = name, place_key(place)
        happened[cell] = happened.get(cell, 0) + rows
    there = {key for _, key in theirs}
    return {
        population.places[key]: {
            group: Counts(events=happened.get((group, key), 0),
                          people=theirs.get((group, key), 0.0))
            for group in groups
        }
        for key in sorted(there, key=lambda each: population.places[each])
    }


def _reference(groups: Mapping[str, Counts], *, asked: str) -> str:
    """The group that was asked for, else that of most people; of two as large the first."""
    five = to_five([asked]).found.get(asked, asked) if asked else ""
    for wanted in (asked, five):
        found = next((each for each in groups if wanted and fold(each) == fold(wanted)), "")
        if found:
            return found
    return min(groups, key=lambda each: (-groups[each].people, each)) if groups else ""


def check_reference(several: Sequence[Compared], *, asked: str) -> None:
    """Raise a sentence where no way of telling groups has the reference that was asked for."""
    with_groups = [each for each in several if each.groups]
    five = to_five([asked]).found.get(asked, asked) if asked else ""
    if asked and with_groups and not any(
        fold(each.reference) in (fold(asked), fold(five)) for each in with_groups
    ):
        names = sorted({name for each in with_groups for name in each.groups})
        raise DueRegardError(
            f"No group called '{asked}' has both events and people, so nothing can be compared "
            f"with it. The groups that have both are: {', '.join(names[:30])}."
        )
