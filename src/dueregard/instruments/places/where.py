"""Where cells lie: one system of coordinates, turned into squares of a drawing.

Without this file half a map in degrees and half in metres would be drawn in two corners, and no
two neighbouring cells would be known as neighbours.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dueregard.answers import DueRegardError
from dueregard.findings.wording import counted

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

# A drawing of more squares across than this cannot be read on a page.
MOST_ACROSS = 40
# Into how many patches each way the area is cut, to see how far neighbouring cells go together.
_PATCHES = (7.0, 5.0, 4.0, 3.4)
# The British Isles, with room to spare, in degrees; and the British National Grid, in metres.
_LATITUDES, _LONGITUDES = (49.0, 61.5), (-11.0, 3.0)
_ODD = 0.05
_EASTINGS, _NORTHINGS, _METRES_FROM = 800_000.0, 1_400_000.0, 1_000.0


class System(StrEnum):
    """In which system a place is given."""

    DEGREES = "longitude and latitude"
    SWAPPED = "latitude and longitude, the other way round"
    METRES = "British National Grid eastings and northings"
    OTHER = "a system of its own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Cells as squares of a drawing: how far across and up each lies, from 0.

    `patches` number the patch of neighbouring cells that each lies in, of several sizes.
    """

    across: "Array"
    up: "Array"
    patches: tuple["Array", ...]


def system_of(x: float, y: float) -> System:
    """The system in which one place is given, told by its numbers alone."""
    if _within(y, _LATITUDES) and _within(x, _LONGITUDES):
        return System.DEGREES
    if _within(x, _LATITUDES) and _within(y, _LONGITUDES):
        return System.SWAPPED
    if 0 <= x <= _EASTINGS and 0 <= y <= _NORTHINGS and max(x, y) >= _METRES_FROM:
        return System.METRES
    return System.OTHER


def one_system(
    x: Sequence[float], y: Sequence[float], names: Sequence[str], *, within: str
) -> System:
    """The system of all places; a sentence where some are in one and some in another."""
    systems: dict[System, list[int]] = {}
    for place, (across, up) in enumerate(zip(x, y, strict=True)):
        systems.setdefault(system_of(across, up), []).append(place)
    told = [each for each in systems if each is not System.OTHER]
    # Rows and columns of a grid counted from 0 look like degrees here and there, and mostly do not.
    if len(systems.get(System.OTHER, [])) > _ODD * len(x):
        return System.OTHER
    if len(told) > 1:
        told.sort(key=lambda each: -len(systems[each]))
        said = "; ".join(
            f"{counted(len(places), one='cell')} {'is' if len(places) == 1 else 'are'} in "
            f"{each.value}, such as {names[places[0]]} at {x[places[0]]:.10g}, {y[places[0]]:.10g}"
            for each in told for places in (systems[each],))
        raise DueRegardError(
            f"{within} mixes two systems of coordinates: {said}. Give every cell in the same one, "
            "with x eastwards and y northwards, then try again."
        )
    return told[0] if told and len(systems[told[0]]) == len(x) else System.OTHER


def check_heading(heading: str, values: "Array", *, within: str) -> None:
    """A sentence where a column headed latitude or longitude holds what can be none."""
    plain = heading.strip().casefold()
    largest = float(abs(values).max()) if len(values) else 0.0
    limit = 90.0 if plain.startswith("lat") else 180.0 if plain.startswith(("lon", "lng")) else None
    if limit is not None and largest > limit:
        raise DueRegardError(
            f"In {within}, '{heading}' holds {largest:.10g}, which is no degree of {plain}. It may "
            "be a British National Grid easting or northing: head the columns x and y, or give "
            "degrees throughout."
        )


def layout(x: "Array", y: "Array", *, system: System) -> Layout:
    """Put cells on a drawing, counted eastwards and northwards from its lower left corner."""
    import numpy

    if system is System.SWAPPED:
        x, y = y, x
    east, north = _fine(x), _fine(y)
    wide = max(int(east.max()), int(north.max())) + 1
    sides = sorted({max(2, math.ceil(wide / each)) for each in _PATCHES})
    patches = tuple(
        numpy.unique((east // side) * wide + north // side, return_inverse=True)[1]
        for side in sides)
    # One factor for both ways, so that a square stays a square.
    factor = math.ceil(wide / MOST_ACROSS)
    return Layout(across=east // factor, up=north // factor, patches=patches)


def _fine(values: "Array") -> "Array":
    """How far along each value lies, in steps of the grid (or of one made of as many as needed)."""
    import numpy

    steps = numpy.unique(numpy.round(values, 6))
    many = math.ceil(math.sqrt(len(values)))
    if len(steps) <= 3 * many:
        found: Array = numpy.searchsorted(steps, numpy.round(values, 6))
        return found
    return _cut(values, many)


def _cut(values: "Array", number: int) -> "Array":
    import numpy

    low, high = float(values.min()), float(values.max())
    if high <= low:
        return numpy.zeros(len(values), dtype=int)
    found: Array = numpy.minimum(((values - low) / (high - low) * number).astype(int), number - 1)
    return found


def _within(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]
