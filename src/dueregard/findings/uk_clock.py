"""What the clocks of the United Kingdom show, for many moments at once.

Without this file a stop at seven in summer would be taken for one at six, and daylight for dusk.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.datetime64]
# The rule below is that of every year from here on.
FIRST_YEAR = 1996
HOUR = np.timedelta64(60, "m")


def changes(year: int) -> tuple[np.datetime64, np.datetime64]:
    """The moments, in UTC, at which clocks go forward and back in a year from 1996 on.

    Formula: 01:00 UTC on the last Sunday of March and of October.
    Source: Summer Time Act 1972, as amended by the Summer Time Order 2002; the Summer Time Orders
    1994 and 1997 and Directive 2000/84/EC before it. It cannot know of a later change of the law.

    >>> [str(each) for each in changes(2026)]
    ['2026-03-29T01:00', '2026-10-25T01:00']
    """
    return _last_sunday(year, 3), _last_sunday(year, 10)


def years(moments: Minutes) -> NDArray[np.int64]:
    """The year of each moment."""
    return np.asarray(moments.astype("datetime64[Y]").astype(np.int64) + 1970)


def to_local(utc: Minutes) -> Minutes:
    """What clocks show at moments in UTC."""
    return _shifted(utc, forward=np.timedelta64(0, "m"), by=HOUR)


def to_utc(local: Minutes) -> Minutes:
    """The moments at which clocks show this. Of the hour that comes twice, the first."""
    return _shifted(local, forward=HOUR, by=-HOUR)


def never_shown(local: Minutes) -> NDArray[np.bool_]:
    """True for what no clock ever showed: the hour that is left out in spring."""
    found = np.zeros(local.shape, dtype=bool)
    for year in np.unique(years(local)):
        gone, _ = changes(int(year))
        found |= (local >= gone) & (local < gone + HOUR)
    return found


def summer(local: Minutes) -> NDArray[np.bool_]:
    """True while British Summer Time holds."""
    return np.asarray(to_utc(local) != local)


def _shifted(at: Minutes, *, forward: np.timedelta64, by: np.timedelta64) -> Minutes:
    shifted = at.copy()
    for year in np.unique(years(at)):
        begins, ends = changes(int(year))
        inside = (at >= begins + forward) & (at < ends + forward)
        shifted[inside] += by
    return shifted


def _last_sunday(year: int, month: int) -> np.datetime64:
    last = date(year, month, 31)
    return np.datetime64(last - timedelta(days=(last.weekday() + 1) % 7), "m") + HOUR
