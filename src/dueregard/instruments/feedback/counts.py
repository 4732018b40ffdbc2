"""COUNTS: what was counted in each area, and the urn that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.counts import OVERLONG
from dueregard.findings.finding import SetAside
from dueregard.findings.labels import is_blank, number_of
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import ColumnRole, assign
from dueregard.findings.urn import Urn
from dueregard.findings.wording import counted, listed

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

# The runs of more areas than this would not fit into memory, and nobody could read them.
MOST_AREAS = 200
REPORTED, DISCOVERED, PATROL, RATE, REPORTING = (
    "reported", "discovered", "patrol_days", "rate", "reporting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The areas, the one with the most first; sums over rows of the same area.

    Each array has an entry an area, and is None where the file has no such column. `how` says
    where what a patrol finds in a day comes from: 'rate', 'patrol_days', or 'supposed'.
    """

    names: tuple[str, ...]
    reported: "Array | None"
    discovered: "Array | None"
    truth: "Array | None"
    truth_from: str
    urn: Urn
    how: str
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]


def read(
    table: Table, *, columns: tuple[ColumnRole, ...], headings: Mapping[str, str],
    chosen: Mapping[str, Any],
) -> Counts:
    """Read the counts as an urn; a sentence where there are not two areas to choose between."""
    if table.saved:
        raise DueRegardError("A table of counts by group holds no areas. Give the areas' counts.")
    found = assign(columns=table.columns, wanted=columns, chosen=dict(headings))
    there = found.positions
    if not {REPORTED, DISCOVERED} & there.keys():
        shown = ", ".join(f"'{each}'" for each in table.columns[:30])
        raise DueRegardError(
            "The file needs a column 'reported' (crimes that the public reported), 'discovered' "
            f"(crimes that officers found), or both. It has: {shown}."
        )
    sums, used, aside, twice = _summed(table, there=there, headings=found.headings)
    notes = [*found.notes]
    if twice:
        notes.append(f"{counted(len(twice), one='area')} had more than one row, which were added "
                     f"up: {listed(sorted(twice), most=6)}.")
    return _made(sums, there=there, chosen=chosen, used=used, aside=aside, notes=notes,
                 overlong=table.overlong)


def _summed(
    table: Table, *, there: Mapping[str, int], headings: Mapping[str, str]
) -> tuple[dict[str, dict[str, float]], dict[str, int], dict[str, int], set[str]]:
    """Numbers by area; how many rows each stands on; and why other rows do not count."""
    cells = ", ".join(f"CAST(c{place} AS STRING)" for place in there.values())
    names: dict[str, str] = {}
    sums: dict[str, dict[str, float]] = {}
    used: dict[str, int] = {}
    aside: dict[str, int] = {}
    for row in sorted(table.ask(f"SELECT {cells} FROM records"),
                      key=lambda each: tuple(cell or "" for cell in each)):
        cell = dict(zip(there, row, strict=True))
        why, numbers = _numbers(cell, headings=headings)
        if why:
            aside[why] = aside.get(why, 0) + 1
            continue
        written = " ".join((cell["area"] or "").split())
        name = names.setdefault(written.casefold(), written)
        used[name] = used.get(name, 0) + 1
        mine = sums.setdefault(name, {})
        for role, number in numbers.items():
            # Two rows of one area have counts to add up, and one rate between them.
            mine[role] = mine.get(role, 0.0) + number
    for name, many in used.items():
        for role in (RATE, REPORTING):
            if role in sums[name]:
                sums[name][role] /= many
    return sums, used, aside, {name for name, many in used.items() if many > 1}


def _numbers(
    cell: Mapping[str, str | None], *, headings: Mapping[str, str]
) -> tuple[str, dict[str, float]]:
    if is_blank(cell["area"]):
        return "it names no area", {}
    numbers: dict[str, float] = {}
    for role, text in cell.items():
        if role == "area":
            continue
        number = number_of(text)
        if number is None or number < 0 or (role == REPORTING and not 0 < number <= 1):
            wanted = "a share above 0 and up to 1" if role == REPORTING else "a number from 0 on"
            return f"'{headings[role]}' is blank or not {wanted}", {}
        numbers[role] = number
    return "", numbers


def _made(
    sums: dict[str, dict[str, float]], *, there: Mapping[str, int], chosen: Mapping[str, Any],
    used: Mapping[str, int], aside: dict[str, int], notes: list[str], overlong: int,
) -> Counts:
    import numpy

    worth = {DISCOVERED: chosen["discovered"], REPORTED: chosen["reported"]}

    def start(name: str) -> float:
        return float(sum(worth[role] * sums[name].get(role, 0.0) for role in worth))

    kept = sorted((name for name in sums if start(name) > 0), key=lambda name: (-start(name), name))
    for name in sums.keys() - set(kept):
        why = "nothing is counted in its area yet, so the forecast never sends anybody there"
        aside[why] = aside.get(why, 0) + used[name]
    if len(kept) < 2:
        raise DueRegardError(
            f"{counted(len(kept), one='area')} {'has' if len(kept) == 1 else 'have'} a count, and "
            "a forecast chooses between two or more. Give the counts of the other areas, and let "
            "--discovered or --reported be above 0 for a column that holds them."
        )
    if len(kept) > MOST_AREAS:
        raise DueRegardError(
            f"{len(kept):,} areas are more than can be drawn or read ({MOST_AREAS}). Add small "
            "ones up, such as squares into wards."
        )

    def column(role: str) -> "Array | None":
        return numpy.array([sums[name][role] for name in kept]) if role in there else None

    reported, discovered = column(REPORTED), column(DISCOVERED)
    begins = numpy.array([start(name) for name in kept])
    found, how = _found(column, begins=begins, period=chosen["period"])
    nothing = numpy.zeros(len(kept))
    truth, truth_from = _truth(column, reported=reported)
    if overlong:
        aside[OVERLONG] = overlong
    return Counts(
        names=tuple(kept), reported=reported, discovered=discovered, truth=truth,
        truth_from=truth_from, how=how, notes=tuple(notes),
        urn=Urn(
            start=begins, found=found, worth_found=worth[DISCOVERED],
            reported=nothing if reported is None else reported / chosen["period"],
            worth_reported=worth[REPORTED], forget=chosen["forget"]),
        rows_used=sum(used[name] for name in kept),
        set_aside=tuple(SetAside(reason=why, rows=many) for why, many in sorted(aside.items())),
    )


def _found(column: Any, *, begins: "Array", period: float) -> tuple["Array", str]:
    """What a patrol finds in a day that it spends in each area, and where that is known from."""
    import numpy

    rate, discovered, patrol = column(RATE), column(DISCOVERED), column(PATROL)
    if rate is not None:
        return rate, RATE
    if discovered is None:
        return numpy.zeros(len(begins)), "none"
    if patrol is not None:
        if (odd := (patrol <= 0) & (discovered > 0)).any():
            raise DueRegardError(
                f"Officers found crimes in {counted(int(odd.sum()), one='area')} with no "
                "patrol-days. Put 'patrol_days' right, or leave the column out: then patrols are "
                "supposed to have gone by the share of all that was counted."
            )
        return numpy.divide(discovered, patrol, out=numpy.zeros(len(begins)),
                            where=patrol > 0), PATROL
    return discovered / (period * begins / begins.sum()), "supposed"


def _truth(column: Any, *, reported: "Array | None") -> tuple["Array | None", str]:
    """How much crime there is in each area, as far as anything tells but where officers looked."""
    rate, reporting = column(RATE), column(REPORTING)
    if reported is not None and reported.any():
        if reporting is not None:
            return reported / reporting, REPORTING
        if rate is None:
            return reported, REPORTED
    if rate is not None and rate.any():
        return rate, RATE
    return None, ""
