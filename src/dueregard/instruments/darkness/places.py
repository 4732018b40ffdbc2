"""Where each stop was, in degrees; refused where two systems of coordinates are mixed.

Without this file a stop by easting and northing would lie somewhere in the sea, at another dusk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dueregard.answers import DueRegardError
from dueregard.findings.labels import number_of

Array = NDArray[np.float64]
# The United Kingdom, a little wide.
SOUTH, NORTH, WEST, EAST = 49.8, 60.95, -8.75, 1.9
# The National Grid counts metres; no degree is so large.
_METRES = 1000.0
_MOST_OUTSIDE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Degrees north and east; `why` says for each why it cannot be used, or nothing."""

    latitude: Array
    longitude: Array
    why: tuple[str, ...]


def places(
    written: Sequence[tuple[str, str]], rows: NDArray[np.int64], *, headings: tuple[str, str]
) -> Places:
    """Read latitudes and longitudes, each standing for so many rows.

    Raises a sentence where they are metres of a grid, degrees and metres mixed, or changed about.
    """
    numbers = [(number_of(one), number_of(other)) for one, other in written]
    latitude, longitude = (np.array([np.nan if each[at] is None else each[at] for each in numbers],
                                    dtype=np.float64) for at in (0, 1))
    read = np.isfinite(latitude) & np.isfinite(longitude)
    inside = (latitude >= SOUTH) & (latitude <= NORTH) & (longitude >= WEST) & (longitude <= EAST)
    _check(latitude, longitude, rows, read=read, inside=inside, headings=headings)
    lat, lon = headings
    why = tuple(
        f"'{lat}' or '{lon}' is blank or is no number" if not able else
        "" if within else f"'{lat}' and '{lon}' lie outside the United Kingdom"
        for able, within in zip(read, inside, strict=True))
    return Places(latitude=latitude, longitude=longitude, why=why)


def _check(
    latitude: Array, longitude: Array, rows: NDArray[np.int64], *, read: NDArray[np.bool_],
    inside: NDArray[np.bool_], headings: tuple[str, str],
) -> None:
    lat, lon = headings
    whole = int(rows[read].sum())
    metres = read & ((np.abs(latitude) > _METRES) | (np.abs(longitude) > _METRES))
    gridded, within = int(rows[metres].sum()), int(rows[inside].sum())
    if gridded and within:
        raise DueRegardError(
            f"Two systems of coordinates are mixed in '{lat}' and '{lon}': {within:,} rows are in "
            f"degrees and {gridded:,} seem to be metres of a grid (eastings and northings). Bring "
            "all of them to degrees of latitude and longitude (WGS 84), then try again."
        )
    if gridded:
        raise DueRegardError(
            f"'{lat}' and '{lon}' seem to be metres of a grid (eastings and northings), and not "
            "degrees. Bring them to latitude and longitude (WGS 84), then try again."
        )
    turned = ((longitude >= SOUTH) & (longitude <= NORTH)
              & (latitude >= WEST) & (latitude <= EAST))
    if int(rows[turned].sum()) > _MOST_OUTSIDE * max(whole, 1):
        raise DueRegardError(
            f"'{lat}' and '{lon}' seem to be changed about: latitudes in the United Kingdom lie "
            f"between {SOUTH:g} and {NORTH:g}. Write --lat \"{lon}\" --lon \"{lat}\"."
        )
    if whole and within < (1 - _MOST_OUTSIDE) * whole:
        at = int(np.flatnonzero(read & ~inside)[0])
        raise DueRegardError(
            f"Most stops lie outside the United Kingdom (such as {latitude[at]:g}, "
            f"{longitude[at]:g}). Check '{lat}' and '{lon}': a minus sign may be missing, west of "
            "Greenwich. Clocks and dusk are computed for the United Kingdom only."
        )
    if not read.any():
        raise DueRegardError(
            f"'{lat}' and '{lon}' hold no numbers, so it cannot be told when it was dark. Name the "
            "columns of latitude and longitude."
        )
