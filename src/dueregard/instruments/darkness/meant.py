"""Which columns of a list of vehicle stops are which; refused where the list is another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import asked as answers_of
from dueregard.findings import layouts
from dueregard.findings.about import About
from dueregard.findings.labels import heading_of
from dueregard.findings.reading_tables import Table

LOCAL, UTC = "local", "utc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The columns. `day` is "" where the time has its day in it; `cluster` and `stratum` may be."""

    group: str
    time: str
    day: str
    latitude: str
    longitude: str
    cluster: str
    stratum: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column that has to be counted by."""
        named = (self.group, self.time, self.day, self.latitude, self.longitude, self.cluster,
                 self.stratum)
        return tuple(dict.fromkeys(each for each in named if each))


def meant(table: Table, *, chosen: Mapping[str, Any], about: About) -> Meant:
    """The columns that were named; a sentence where one is not there, or the list is no stops."""
    columns = table.saved.columns if table.saved else table.columns
    if layouts.police(columns) is not None:
        raise DueRegardError(
            "This file is laid out as data.police.uk lays out searches, most of them of people on "
            "foot who had been watched or spoken to. The veil of darkness asks of whom an officer "
            "could see before a stop, so it is for vehicle stops only. For these files use 'rates' "
            "or 'outcomes'."
        )
    for name in ("group", "time", "lat", "lon"):
        if not chosen[name]:
            raise answers_of.needed(about, name, columns=columns)
    its = Meant(**{
        role: heading_of(chosen[name], columns) if chosen[name] else ""
        for role, name in (("group", "group"), ("time", "time"), ("day", "date"),
                           ("latitude", "lat"), ("longitude", "lon"), ("cluster", "cluster"),
                           ("stratum", "stratum"))
    })
    fixed = [each for each in (its.group, its.time, its.day, its.latitude, its.longitude) if each]
    if len(set(fixed)) < len(fixed):
        raise DueRegardError(
            "A column is given for two things at once. The group, the time, the date, the latitude "
            "and the longitude each need a column of their own."
        )
    return its
