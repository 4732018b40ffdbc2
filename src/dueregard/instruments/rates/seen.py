"""The events of each group and place, and the rows that are no event of anybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dueregard.findings.counts import CountTable
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import NOT_STATED, grouping
from dueregard.findings.roles import fold
from dueregard.instruments.rates.matching import Labels, labels
from dueregard.instruments.rates.meant import Meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The values of every column, read: the groups of each column by its heading, the places."""

    groups: Mapping[str, Labels]
    places: Mapping[str | None, str]
    notes: tuple[str, ...]

    @property
    def place_names(self) -> tuple[str, ...]:
        """The places that are stated, each once."""
        return tuple(dict.fromkeys(
            each for each in self.places.values() if each != NOT_STATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Events by the heading of the column, the group's name and the place.

    `months` counts events by month, in files that have dates; `persons` says whether what was
    searched is known.
    """

    events: Mapping[str, Mapping[tuple[str, str], int]]
    rows_used: int
    set_aside: tuple[SetAside, ...]
    months: Mapping[str, int]


def values(counted: CountTable, *, its: Meant) -> Values:
    """What the values of the group columns and of the stratum mean."""
    groups = {
        each.heading: labels(counted.distinct(each.heading), column=each, unknown=its.unknown)
        for each in its.groups
    }
    notes = [note for each in groups.values() for note in each.notes]
    said = {fold(each or "") for one in its.groups for each in counted.distinct(one.heading)}
    notes += [
        f"No row has the word '{word}' that was given as unknown."
        for word in sorted(its.unknown - said - {fold(NOT_STATED)})
    ]
    if not its.stratum:
        return Values(groups=groups, places={}, notes=tuple(notes))
    places = grouping(counted.distinct(its.stratum), heading=its.stratum)
    # Places that are spelt alike are many by nature; only what was taken together is said.
    notes += [note for note in places.notes if "taken for one" in note]
    return Values(groups=groups, places=places.of, notes=tuple(notes))


def seen(
    counted: CountTable, *, its: Meant, read: Values, covered: Callable[[str], bool]
) -> Seen:
    """Count the events; set aside, with the reason, what is not one or has nobody to belong to."""
    aside: dict[str, int] = {}
    events: dict[str, dict[tuple[str, str], int]] = {each.heading: {} for each in its.groups}
    months: dict[str, int] = {}
    used = 0
    where = counted.place(its.stratum) if its.stratum else -1
    for each in counted.combinations:
        place = read.places[each.labels[where]] if its.stratum else ""
        names = {
            one.heading: read.groups[one.heading].of[each.labels[counted.place(one.heading)]]
            for one in its.groups
        }
        why = _no_event(each.labels, counted=counted, its=its, names=names)
        if not why and place and place != NOT_STATED and not covered(place):
            why = (f"'{its.stratum}' is '{place}', of which the population does not say how many "
                   "people there are")
        if why:
            aside[why] = aside.get(why, 0) + each.rows
            continue
        used += each.rows
        for heading, name in names.items():
            cell = name or "", place
            events[heading][cell] = events[heading].get(cell, 0) + each.rows
        if its.day:
            month = each.labels[counted.place(its.day)] or ""
            months[month] = months.get(month, 0) + each.rows
    return Seen(
        events=events, rows_used=used, months=months,
        set_aside=tuple(SetAside(reason=why, rows=rows) for why, rows in sorted(aside.items())
                        if rows),
    )


def _no_event(
    row: tuple[str | None, ...], *, counted: CountTable, its: Meant,
    names: Mapping[str, str | None],
) -> str:
    if its.kind and fold(row[counted.place(its.kind)] or "") in its.no_person:
        return f"'{its.kind}' is '{row[counted.place(its.kind)]}', which is no search of a person"
    for heading, name in names.items():
        if name is None:
            label = row[counted.place(heading)]
            return f"'{heading}' holds '{label}', which is a sum of other rows"
    return ""
