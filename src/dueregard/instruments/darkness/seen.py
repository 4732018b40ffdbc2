"""The stops between the earliest and the latest dusk: in daylight, or in the dark."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dueregard.findings import sun, uk_clock
from dueregard.findings.counts import CountTable, set_aside
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import NOT_STATED, grouping
from dueregard.instruments.darkness.meant import Meant
from dueregard.instruments.darkness.places import places
from dueregard.instruments.darkness.times import Minutes, of_day, times

Array = NDArray[np.float64]
_DAY = 1440.0
OUTSIDE = "the time of day is never near dusk: it is always light then, or always dark"
TWILIGHT = "it was between sunset and dusk, when nobody can say how much an officer saw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Stops in the window, one entry for those alike: `times` says how many.

    `dark` is 1 or 0, `clock` minutes after midnight, `season` a quarter of the year from 0.
    """

    group: NDArray[np.str_]
    stratum: NDArray[np.str_]
    cluster: NDArray[np.str_]
    dark: Array
    clock: Array
    local: Minutes
    times: Array

    def where(self, chosen: NDArray[np.bool_]) -> "Stops":
        """Some of them."""
        return Stops(**{name: getattr(self, name)[chosen] for name in self.__slots__})

    @property
    def season(self) -> NDArray[np.int64]:
        """0 from December to February, and so on."""
        month = self.local.astype("datetime64[M]").astype(np.int64) % 12
        return np.asarray((month + 1) % 12 // 3)

    def count(self, *, group: str = "", dark: bool | None = None) -> int:
        """How many stops of a group, in the dark or in daylight."""
        chosen = np.ones(len(self.times), dtype=bool)
        if group:
            chosen &= self.group == group
        if dark is not None:
            chosen &= self.dark == dark
        return int(self.times[chosen].sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The stops of the window; rows used and set aside; what was noticed, as code and sentence.

    `window` is the earliest and the latest dusk, in minutes after midnight.
    """

    stops: Stops
    groups: Mapping[str, int]
    window: tuple[float, float]
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[tuple[str, str], ...]


def seen(counted: CountTable, *, its: Meant, clock: str) -> Seen:
    """Read a table of counts as vehicle stops."""
    rows = np.array([each.rows for each in counted.combinations], dtype=np.int64)
    column = {key: [each.labels[counted.place(key)] or "" for each in counted.combinations]
              for key in its.keys}
    groups = grouping(counted.distinct(its.group), heading=its.group)
    group = np.array([groups.of[each or None] for each in column[its.group]])
    when = times(list(zip(column[its.day] if its.day else [""] * len(rows), column[its.time],
                          strict=True)), rows, heading=its.time, clock=clock)
    where = places(list(zip(column[its.latitude], column[its.longitude], strict=True)), rows,
                   headings=(its.latitude, its.longitude))
    why = np.array(where.why, dtype=object)
    why[~when.read] = f"'{its.time}' cannot be read as a time"
    why[group == NOT_STATED] = f"'{its.group}' is not stated"
    able = np.array([not each for each in why], dtype=bool)
    light, window = _light(when.local, where.latitude, where.longitude, able=able)
    why[able & (light == _NEVER_NEAR)] = OUTSIDE
    why[able & (light == _BETWEEN)] = TWILIGHT
    used = np.array([not each for each in why], dtype=bool)
    return Seen(
        stops=_stops(column, its=its, group=group, local=when.local, light=light, rows=rows
                     ).where(used),
        groups={str(name): int(rows[used & (group == name)].sum())
                for name in sorted(set(group[used]))},
        window=window, rows_used=int(rows[used].sum()),
        set_aside=set_aside(_reasons(why, rows), rest="other rows that cannot be read"),
        notes=(*(("reading", note) for note in groups.notes), *when.notes),
    )


_DAYLIGHT, _DARK, _BETWEEN, _NEVER_NEAR = 0, 1, 2, 3


def _stops(
    column: Mapping[str, list[str]], *, its: Meant, group: NDArray[np.str_], local: Minutes,
    light: NDArray[np.int64], rows: NDArray[np.int64],
) -> Stops:
    nothing = np.array([""] * len(rows))
    days = local.astype("datetime64[D]").astype(str)
    return Stops(
        group=group, stratum=np.array(column[its.stratum]) if its.stratum else nothing,
        cluster=np.array(column[its.cluster]) if its.cluster else days,
        dark=(light == _DARK).astype(np.float64), clock=of_day(local), local=local,
        times=rows.astype(np.float64),
    )


def _light(
    local: Minutes, latitude: Array, longitude: Array, *, able: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], tuple[float, float]]:
    """Daylight, dark, between, or never near dusk; and the earliest and latest dusk of all.

    The window is that of each place, to a tenth of a degree, over the days on which there were
    stops. Where the sun never comes to 6 degrees below, as in Shetland in June, it is never dark.
    """
    light = np.full(local.shape, _NEVER_NEAR)
    if not able.any():
        return light, (0.0, 0.0)
    day, clock = local.astype("datetime64[D]"), of_day(local)
    sunset, dusk = (_shown(day[able], latitude[able], longitude[able], depression=each)
                    for each in (sun.SUNSET, sun.CIVIL_DUSK))
    days = np.unique(day[able])
    spots = np.round(np.stack([latitude[able], longitude[able]], 1), 1)
    different, place = np.unique(spots, axis=0, return_inverse=True)
    ends = np.array([_window(days, *spot) for spot in different])[place.reshape(-1)]
    at = clock[able]
    found = np.where(at < sunset, _DAYLIGHT, np.where(at >= dusk, _DARK, _BETWEEN))
    light[able] = np.where((at >= ends[:, 0]) & (at <= ends[:, 1]), found, _NEVER_NEAR)
    return light, (float(ends[:, 0].min()), float(ends[:, 1].max()))


def _window(days: NDArray[np.datetime64], latitude: float, longitude: float) -> tuple[float, float]:
    dusk = _shown(days, np.full(days.shape, latitude), np.full(days.shape, longitude),
                  depression=sun.CIVIL_DUSK)
    return float(dusk.min()), float(min(dusk.max(), _DAY - 1))


def _shown(day: NDArray[np.datetime64], latitude: Array, longitude: Array, *, depression: float
           ) -> Array:
    """What clocks show at that moment, in minutes after midnight; a day's end where it never is."""
    utc = sun.setting(day, latitude, longitude, depression=depression)
    never = ~np.isfinite(utc)
    moment = day.astype("datetime64[m]") + np.where(never, 0, utc).astype("timedelta64[m]")
    shown = (uk_clock.to_local(moment) - day.astype("datetime64[m]")).astype(np.float64)
    return np.where(never, 2 * _DAY, shown + np.where(never, 0, utc) % 1)


def _reasons(why: NDArray[np.object_], rows: NDArray[np.int64]) -> dict[str, int]:
    found: dict[str, int] = {}
    for reason, number in zip(why, rows, strict=True):
        if reason:
            found[reason] = found.get(reason, 0) + int(number)
    return found
