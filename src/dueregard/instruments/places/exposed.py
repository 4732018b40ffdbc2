"""On whom the patrols fall: patrol-days in the cell of the average resident, group by group.

Without this file 'it targets places and no person' would end the talk, in a city where people of
different groups live in different places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings import exposure
from dueregard.findings.conclusions import Conclusion, conclude, simultaneous
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.labels import alike
from dueregard.instruments.places.caught import Results
from dueregard.instruments.places.forecast import Forecast
from dueregard.instruments.places.grid import Grid
from dueregard.instruments.places.residents import Residents

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

# If more of the patrol than this fell on cells of which nobody knows who lives there, no group's
# share of it can be told.
MOST_UNKNOWN = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group: its residents, what fell on them, and how that compares with the reference.

    `days` are patrol-days in the cell of the average resident; `shared` are patrol-days for each
    1,000 residents where those of a cell are shared out among all who live in it. `ratio` and
    `shared_ratio` compare the two with the reference; `judged` is `ratio` at the level that
    allows for several groups. `crime` has the same ratio for each kind of crime.
    """

    name: str
    people: float
    days: Estimate | NotComputed
    shared: Estimate | NotComputed
    ratio: Estimate | NotComputed | None
    shared_ratio: Estimate | NotComputed | None
    judged: Estimate | NotComputed | None
    conclusion: Conclusion | None
    shared_conclusion: Conclusion | None
    crime: Mapping[str, Estimate | NotComputed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fell:
    """Every group, the reference first named; and how much of the patrol cannot be placed."""

    heading: str
    reference: str
    groups: tuple[Group, ...]
    unknown_cells: int
    unknown_share: float
    by_patches: bool
    margin: float
    level: float

    @property
    def fit(self) -> bool:
        """Whether enough is known of who lives where patrols went."""
        return self.unknown_share <= MOST_UNKNOWN

    @property
    def compared(self) -> tuple[Group, ...]:
        """Every group but the reference."""
        return tuple(each for each in self.groups if each.name != self.reference)


def compare(
    made: Forecast, *, grid: Grid, people: Residents, results: Results, chosen: Mapping[str, Any]
) -> Fell:
    """Compare what fell on each group with what fell on the reference."""
    reference = _reference(people, asked=chosen["reference"] or "")
    known = people.known
    patches = () if grid.layout is None else tuple(
        each[known] for each in grid.layout.patches)
    loads = {"": made.patrol[known]} | {
        kind: found.by_cell[known].astype(float) for kind, found in results.kinds.items()
        if found.all
    }
    whole = people.everybody[known]
    shared = _over(made.patrol[known], whole) * 1_000
    others = len(people.groups) - 1
    groups = [
        _group(name, residents=values[known], against=people.groups[reference][known],
               own=name == reference, loads=loads, shared=shared, patches=patches,
               level=chosen["level"], margin=chosen["margin"], others=others)
        for name, values in people.groups.items()
    ]
    total = float(made.patrol.sum())
    return Fell(
        heading=people.heading, reference=reference, groups=tuple(groups),
        unknown_cells=int((~known).sum()), margin=chosen["margin"], level=chosen["level"],
        unknown_share=float(made.patrol[~known].sum()) / total if total else 0.0,
        by_patches=any(isinstance(each.ratio, Estimate) and each.ratio.method == exposure.BY_PATCH
                       for each in groups),
    )


def _group(
    name: str, *, residents: "Array", against: "Array", own: bool, loads: Mapping[str, "Array"],
    shared: "Array", patches: "tuple[Array, ...]", level: float, margin: float, others: int,
) -> Group:
    def ratio(load: "Array", at: float) -> Estimate | NotComputed:
        return exposure.ratio(load, residents, against, patches=patches, level=at)

    strict = simultaneous(level=level, comparisons=others)
    judged = None if own else ratio(loads[""], strict)
    return Group(
        name=name, people=float(residents.sum()),
        days=exposure.single(loads[""], residents, patches=patches, level=level),
        shared=exposure.single(shared, residents, patches=patches, level=level),
        ratio=None if own else ratio(loads[""], level),
        shared_ratio=None if own else ratio(shared, level), judged=judged,
        conclusion=None if judged is None else conclude(judged, margin=margin),
        shared_conclusion=None if own else conclude(ratio(shared, strict), margin=margin),
        crime={} if own else {
            kind: ratio(load, level) for kind, load in loads.items() if kind},
    )


def _reference(people: Residents, *, asked: str) -> str:
    if not asked:
        return next(iter(people.groups))
    for name in people.groups:
        if alike(name) == alike(asked):
            return name
    raise DueRegardError(
        f"'{people.heading}' never holds '{asked}' with residents in the cells. It holds "
        f"{', '.join(people.groups)}."
    )


def _over(load: "Array", people: "Array") -> "Array":
    """Shared out among all who live there; where nobody does, it falls on nobody."""
    import numpy

    found: Array = numpy.divide(load, people, out=numpy.zeros_like(load), where=people > 0)
    return found
