"""What a point asks to be measured, and what was measured: the two side by side.

Without this file a point would say what would settle it, a finding would lie among the evidence,
and nobody would be led from the one to the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.identify.evidence import queries as evidence
from dueregard.identify.points.rules import State
from dueregard.identify.points.sheets import PointSheet
from dueregard.instruments import INSTRUMENTS, load


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMeasure:
    """The instrument that a point asks for, and the evidence that it has made for this use."""

    instrument: str
    title: str
    found: tuple[evidence.EvidenceLine, ...]


def asked(ref: str, points: Iterable[PointSheet]) -> dict[int, AskedMeasure]:
    """By the id of each point that asks for an instrument there is."""
    lines = [each for each in evidence.of_use(ref) if each.measured]
    return {
        each.id: AskedMeasure(
            instrument=each.instrument, title=load(each.instrument).ABOUT.title,
            found=tuple(line for line in lines if line.instrument == each.instrument))
        for each in points if each.instrument in INSTRUMENTS
    }


def answered(instrument: str, points: Iterable[PointSheet]) -> tuple[PointSheet, ...]:
    """The points, not set aside, that asked for what this instrument measures."""
    return tuple(each for each in points if instrument and each.instrument == instrument
                 and each.state is not State.SET_ASIDE and each.merged_into is None)
