"""From single searches to a trial: what the searches of a group are worth, by its people.

Without this file ten passes of one volunteer would make a range as narrow as ten people would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dueregard.answers import DueRegardError
from dueregard.findings.people import Kind, Moments, Repeats, separate_trials
from dueregard.findings.splits import Name
from dueregard.findings.trial_counts import (
    ALONE,
    FOUND,
    GONE,
    WRONG,
    names_of,
    references_of,
    tested_from_counts,
)
from dueregard.findings.trials import Probes, Tested
from dueregard.instruments.matches.cells import Read, cell_of

_MATED, _NONMATED = (FOUND, GONE), (WRONG, ALONE)


def tested(
    read: Read, *, reference: str, correlation: float, repeats: Repeats | None,
    thresholds: Sequence[str],
) -> tuple[Tested, ...]:
    """The trial at each threshold, in rising order.

    Without the people of the rows (`repeats`), repeated passes are allowed for by the number of
    subjects and the correlation that is assumed.
    """
    references = references_of(read.cells, columns=len(read.columns), asked=reference)
    if references is None:
        raise DueRegardError(
            f"No group is called '{reference}', so nothing can be compared with it. The groups "
            f"are: {', '.join(names_of(read.cells)[:30])}."
        )
    trial = tested_from_counts(
        read.cells, columns=read.columns, references=references, correlation=correlation)
    if repeats is None:
        return trial
    return tuple(
        _by_people(each, people=_at(repeats, each.threshold, thresholds=thresholds),
                   columns=read.columns, scored=bool(thresholds))
        for each in trial
    )


def _by_people(
    tested_: Tested, *, people: Repeats, columns: Sequence[str], scored: bool
) -> Tested:
    """The same trial, its searches worth what its people make them."""
    # Read from single rows a group is known with its threshold; a score is at each of them.
    last = () if scored else (tested_.threshold,)
    width = len(people.kinds[0].groups) if people.kinds else 0

    def moments(places: Sequence[int]) -> Mapping[tuple[str, ...], Moments]:
        return people.moments(tuple(places) if scored else (*places, width - 1))

    def worth(probes: Probes, name: Name, found: Mapping[tuple[str, ...], Moments]) -> Probes:
        its = found.get((*name, *last), Moments(products={}))
        return replace(
            probes,
            mated_worth=_separate(its, FOUND, _MATED, events=probes.true, trials=probes.mated),
            nonmated_worth=_separate(its, WRONG, _NONMATED, events=probes.false,
                                     trials=probes.nonmated),
        )

    parts = []
    for groups in tested_.splits:
        found = moments([list(columns).index(each) for each in groups.columns])
        parts.append(replace(groups, probes={
            name: worth(probes, name, found) for name, probes in groups.probes.items()}))
    return replace(tested_, everyone=worth(tested_.everyone, (), moments(())),
                   splits=tuple(parts))


def _separate(
    moments: Moments, event: int, among: tuple[int, ...], *, events: int, trials: int
) -> float | None:
    if not trials:
        return None
    worth = separate_trials(
        events=events, trials=trials, squares_events=moments.product((event,), (event,)),
        products=moments.product((event,), among), squares_trials=moments.product(among, among),
    )
    return worth if worth < trials else None


def _at(repeats: Repeats, threshold: str, *, thresholds: Sequence[str]) -> Repeats:
    """The people of the rows at one threshold, their scores turned into cells at it.

    Kinds of row that fall into one cell are put together once, not again for every way to split.
    """
    kinds = [_kind(each, threshold, thresholds=thresholds) for each in repeats.kinds]
    distinct = sorted({each for each in kinds if each}, key=lambda k: (k.groups, k.cell))
    places = {kind: place for place, kind in enumerate(distinct)}
    pairs: dict[tuple[int, int], int] = {}
    for (first, second), met in repeats.pairs.items():
        one, other = kinds[first], kinds[second]
        if one is None or other is None:
            continue
        low, high = sorted((places[one], places[other]))
        # Two kinds that become one meet twice in the square of their sum.
        twice = 2 if low == high and first != second else 1
        pairs[low, high] = pairs.get((low, high), 0) + twice * met
    return Repeats(people=repeats.people, kinds=tuple(distinct), pairs=pairs)


def _kind(kind: Kind, threshold: str, *, thresholds: Sequence[str]) -> Kind | None:
    """What a kind of row is at a threshold; None where it is of another."""
    if not thresholds:
        return kind if kind.groups[-1] == threshold else None
    hit = kind.cell // 2 > list(thresholds).index(threshold)
    return Kind(groups=kind.groups, cell=cell_of(listed=bool(kind.cell % 2), hit=hit))
