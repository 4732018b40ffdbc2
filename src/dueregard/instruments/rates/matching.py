"""The words for groups in the records beside those in the count of people.

Without this file 'B1' among the records and 'Black' among the residents would not meet, or 'Not
stated' would be divided by the people of another group.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dueregard.findings.groups import load, to_five
from dueregard.findings.labels import NOT_STATED, grouping
from dueregard.findings.layouts import GroupColumn
from dueregard.findings.roles import fold
from dueregard.instruments.rates.population_files import is_a_sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The values of a column of groups as names: 'Not stated' where nobody knows, none for a sum.

    `found` counts the events of each name.
    """

    of: Mapping[str | None, str | None]
    found: Mapping[str, int]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """For each name of a group on either side, the group that it was taken for.

    `maps` says in words which maps were used, none where the words met by themselves.
    """

    events: Mapping[str, str]
    people: Mapping[str, str]
    maps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


def labels(
    values: Mapping[str | None, int], *, column: GroupColumn, unknown: frozenset[str]
) -> Labels:
    """Read a column of groups: spellings together, unknown words together, sums put aside."""
    read = grouping(values, heading=column.heading)
    names = [each for each in dict.fromkeys(read.of.values()) if each != NOT_STATED]
    known = to_five(names)
    nobody_knows = {*known.unknown, *(each for each in names if fold(each) in unknown)}
    of: dict[str | None, str | None] = {}
    found: dict[str, int] = {}
    for value, rows in values.items():
        name: str | None = read.of[value]
        if name in nobody_knows:
            name = NOT_STATED
        elif is_a_sum(name):
            name = None
        of[value] = name
        if name is not None:
            found[name] = found.get(name, 0) + rows
    # Words of a list that is known are alike on purpose, and nobody's slip of the pen.
    notes = [each for each in read.notes if known.not_mapped or "counted apart" not in each]
    return Labels(of=of, found=found, notes=tuple(notes))


def match(
    events: Mapping[str, int], people: Mapping[str, float], *, column: GroupColumn
) -> Matched:
    """Bring both sides to the same names: by spelling, else through the maps to five groups.

    The maps are used only where more events find their people with them than without.
    """
    stated = {name: rows for name, rows in events.items() if name != NOT_STATED}
    folded = {fold(each): each for each in people}
    direct = Matched(
        events={each: folded.get(fold(each), each) for each in stated},
        people={each: each for each in people},
    )
    if _met(direct, stated) == len(stated):
        return direct
    ours = to_five(stated, maps=column.maps) if column.maps else to_five(stated)
    theirs = to_five(people)
    mapped = Matched(
        events={each: ours.found.get(each, each) for each in stated},
        people={each: theirs.found.get(each, each) for each in people},
        maps=_said((*ours.maps, *theirs.maps)), cautions=ours.cautions,
    )
    return mapped if _met(mapped, stated) > _met(direct, stated) else direct


def met(events: Mapping[str, int], people: Mapping[str, float], *, column: GroupColumn) -> int:
    """How many names of the events would find their people: to choose among columns."""
    stated = {name: rows for name, rows in events.items() if name != NOT_STATED}
    return _met(match(events, people, column=column), stated)


def _met(its: Matched, stated: Mapping[str, int]) -> int:
    there = set(its.people.values())
    return sum(its.events[each] in there for each in stated)


def _said(ids: tuple[str, ...]) -> tuple[str, ...]:
    known = {each.id: each for each in load().maps}
    return tuple(
        f"{known[each].title} ({each}, version {known[each].version})"
        for each in dict.fromkeys(ids)
    )
