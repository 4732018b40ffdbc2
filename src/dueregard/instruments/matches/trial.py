"""From cells to a trial: each way of splitting people, and what the searches of each are worth.

Without this file ten passes of one volunteer would make a range as narrow as ten people would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dueregard.answers import DueRegardError
from dueregard.findings.labels import NOT_STATED, alike
from dueregard.findings.people import Kind, Moments, Repeats, separate_trials
from dueregard.findings.splits import Name, largest, merge, splits
from dueregard.findings.trials import Groups, Probes, Tested, separate_searches
from dueregard.instruments.matches.cells import (
    ALONE,
    FOUND,
    GONE,
    OTHERS,
    SUBJECTS,
    WRONG,
    Cells,
    Read,
    cell_of,
)

_MATED, _NONMATED = (FOUND, GONE), (WRONG, ALONE)
_FOUR = 4


def tested(
    read: Read, *, reference: str, correlation: float, repeats: Repeats | None,
    thresholds: Sequence[str],
) -> tuple[Tested, ...]:
    """The trial at each threshold, in rising order.

    Without the people of the rows (`repeats`), repeated passes are allowed for by the number of
    subjects and the correlation that is assumed.
    """
    references = _references(read, asked=reference)
    found = []
    for threshold in sorted(read.cells, key=lambda each: (each != "", float(each or 0))):
        cells = {name: tuple(each) for name, each in read.cells[threshold].items()}
        people = _at(repeats, threshold, thresholds=thresholds) if repeats else None
        worth = _Worth(people=people, correlation=correlation, threshold=threshold,
                       scored=bool(thresholds))
        found.append(Tested(
            threshold=threshold,
            everyone=worth.probes(merge(cells, places=())[()], places=(), name=()),
            splits=tuple(
                Groups(
                    columns=split.columns, reference=split.reference,
                    probes={name: worth.probes(its, places=split.places, name=name)
                            for name, its in split.cells.items()},
                )
                for split in splits(cells, columns=read.columns, references=references)
            ),
        ))
    return tuple(found)


class _Worth:
    """What the searches of a group are worth, by its people or by an assumption."""

    def __init__(
        self, *, people: Repeats | None, correlation: float, threshold: str, scored: bool
    ) -> None:
        self._people, self._correlation = people, correlation
        # Read from single rows, a group is known with its threshold; a score is at each of them.
        self._last = () if scored else (threshold,)
        self._moments: dict[tuple[int, ...], Mapping[tuple[str, ...], Moments]] = {}

    def probes(self, cells: Sequence[int], *, places: tuple[int, ...], name: Name) -> Probes:
        mated, nonmated = cells[FOUND] + cells[GONE], cells[WRONG] + cells[ALONE]
        found = Probes(mated=mated, true=cells[FOUND], nonmated=nonmated, false=cells[WRONG],
                       subjects=max(cells[SUBJECTS], cells[OTHERS]))
        if self._people is None:
            return replace(
                found,
                mated_worth=separate_searches(
                    searches=mated, subjects=cells[SUBJECTS], correlation=self._correlation),
                nonmated_worth=separate_searches(
                    searches=nonmated, subjects=cells[OTHERS], correlation=self._correlation),
            )
        moments = self._of(places).get((*name, *self._last), Moments(products={}))
        return replace(
            found, mated_worth=_separate(moments, FOUND, _MATED, cells),
            nonmated_worth=_separate(moments, WRONG, _NONMATED, cells),
        )

    def _of(self, places: tuple[int, ...]) -> Mapping[tuple[str, ...], Moments]:
        if places not in self._moments and self._people is not None:
            kinds = self._people.kinds
            width = len(kinds[0].groups) if kinds else 0
            subset = places if not self._last else (*places, width - 1)
            self._moments[places] = self._people.moments(subset)
        return self._moments[places]


def _separate(
    moments: Moments, event: int, among: tuple[int, ...], cells: Sequence[int]
) -> float | None:
    trials = sum(cells[place] for place in among)
    if not trials:
        return None
    worth = separate_trials(
        events=cells[event], trials=trials, squares_events=moments.product((event,), (event,)),
        products=moments.product((event,), among), squares_trials=moments.product(among, among),
    )
    return worth if worth < trials else None


def _at(repeats: Repeats, threshold: str, *, thresholds: Sequence[str]) -> Repeats:
    """The people of the rows with their scores turned into cells at one threshold."""
    if not thresholds:
        return repeats
    place = list(thresholds).index(threshold)
    kinds = tuple(
        Kind(groups=kind.groups,
             cell=cell_of(listed=bool(kind.cell % 2), hit=kind.cell // 2 > place))
        for kind in repeats.kinds
    )
    return Repeats(people=repeats.people, kinds=kinds, pairs=repeats.pairs)


def _references(read: Read, *, asked: str) -> tuple[str, ...]:
    """For each column the group that was named, else the one with most searches."""
    sizes = [_sizes(read.cells, place=place) for place in range(len(read.columns))]
    wanted = {alike(each): each.strip() for each in asked.split(",") if each.strip()}
    wanted |= {alike(asked): asked} if asked.strip() else {}
    names = sorted({name for each in sizes for name in each if name != NOT_STATED})
    if wanted and names and not any(alike(name) in wanted for name in names):
        raise DueRegardError(
            f"No group is called '{asked}', so nothing can be compared with it. The groups are: "
            f"{', '.join(names[:30])}."
        )
    return tuple(
        next((name for name in each if alike(name) in wanted and name != NOT_STATED), "")
        or largest(each.items())
        for each in sizes
    )


def _sizes(cells: Cells, *, place: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for groups in cells.values():
        for name, its in groups.items():
            found[name[place]] = found.get(name[place], 0) + sum(its[:_FOUR])
    return found
