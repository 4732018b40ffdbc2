"""Which columns were meant: said by the analyst, or known from the layout of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings import layouts
from dueregard.findings.about import About
from dueregard.findings.counts import position
from dueregard.findings.labels import heading_of
from dueregard.findings.layouts import GroupColumn, read_file_name
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import fold
from dueregard.findings.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The columns of the events, and what the names of their files say.

    `groups` are measured side by side. `kind` holds what was searched where the layout is that
    of data.police.uk, and `no_person` the kinds that are no search of a person. `areas` are the
    forces that were named, `unknown_forces` those in file names that have no residents here.
    """

    groups: tuple[GroupColumn, ...]
    stratum: str
    weight: str
    day: str
    kind: str
    no_person: frozenset[str]
    areas: tuple[str, ...]
    area_was_said: bool
    unknown_forces: tuple[str, ...]
    months: tuple[str, ...]
    unknown: frozenset[str]
    police: bool
    notes: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column that has to be counted by."""
        named = (*(each.heading for each in self.groups), self.stratum, self.weight, self.day,
                 self.kind)
        return tuple(dict.fromkeys(each for each in named if each))

    def expressions(self, table: Table) -> dict[str, str]:
        """A day is counted by its month: the first seven letters of a date written year first."""
        if not self.day:
            return {}
        place = position(table, self.day)
        return {self.day: f"SUBSTR(CAST(c{place} AS STRING), 1, 7)"}


def meant(table: Table, *, chosen: Mapping[str, Any], about: About) -> Meant:
    """The columns that the options and the layout name; a sentence where one is not there."""
    columns = table.saved.columns if table.saved else table.columns
    police = layouts.police(columns)
    if not chosen["group"] and police is None:
        raise answers_of.needed(about, "group", columns=columns)
    groups = layouts.group_columns(
        answers_of.headings(chosen["group"], columns=columns), layout=police)
    stratum = heading_of(chosen["stratum"], columns) if chosen["stratum"] else ""
    weight = heading_of(chosen["events"], columns) if chosen["events"] else ""
    roles = dict(police.roles) if police else {}
    said = (*(each.heading for each in groups), *((stratum,) if stratum else ()))
    if weight in said or len(set(said)) < len(said):
        raise DueRegardError(
            "A column is given for two things at once. The group, the stratum and the number of "
            "events each need a column of their own."
        )
    day = roles.get("date", "")
    named = [found for name in table.names if (found := read_file_name(name))]
    area = chosen["area"] or ""
    return Meant(
        groups=groups, stratum=stratum, weight=weight,
        day="" if day in said or day == weight else day,
        kind=roles.get("type", ""),
        no_person=frozenset(map(fold, police.no_person)) if police else frozenset(),
        areas=(area,) if area else tuple(dict.fromkeys(
            each.area for each in named if each.area)),
        area_was_said=bool(area),
        unknown_forces=tuple(dict.fromkeys(
            each.slug for each in named if not each.area)),
        months=tuple(sorted({each.month for each in named})),
        unknown=frozenset(fold(each) for each in (chosen["unknown"] or "").split(",") if each),
        police=police is not None, notes=police.notes if police else (),
    )


def where_to_find_residents(its: Meant) -> str:
    """What to do when nothing says who lives there."""
    if its.unknown_forces and not its.area_was_said:
        return (
            f"The files are of '{listed(its.unknown_forces)}', for which no count of residents "
            "comes with this software. Give one: --population FILE. Or say which area is meant: "
            "--area NAME."
        )
    return (
        "Say who the events are to be compared with: --population FILE, with a column of groups "
        "and a column of how many people there are. Or name an area of which a census comes with "
        "this software: --area NAME."
    )
