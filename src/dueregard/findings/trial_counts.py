"""From counts of searches to a trial: each way of splitting people, at every threshold.

Without this file a trial that was handed over as counts and a supplier's table would be split, and
their repeated passes allowed for, in two ways.
"""

from collections.abc import Mapping, Sequence

from dueregard.findings.labels import NOT_STATED, alike
from dueregard.findings.splits import Name, largest, merge, splits
from dueregard.findings.trials import Groups, Probes, Tested, separate_searches

# On the list and found; not on it and matched; on it and missed; not on it and left alone; and
# how many people the first and third, and the second and fourth, are searches for.
FOUND, WRONG, GONE, ALONE, SUBJECTS, OTHERS = range(6)
SEARCHES = 4

Cells = Mapping[str, Mapping[Name, Sequence[int]]]


def tested_from_counts(
    cells: Cells, *, columns: Sequence[str], references: Sequence[str], correlation: float
) -> tuple[Tested, ...]:
    """The trial at each threshold, in rising order; passes are as alike as is assumed."""
    found = []
    for threshold in in_order(cells):
        frozen = {name: tuple(each) for name, each in cells[threshold].items()}
        found.append(Tested(
            threshold=threshold,
            everyone=_probes(merge(frozen, places=())[()], correlation=correlation),
            splits=tuple(
                Groups(
                    columns=split.columns, reference=split.reference,
                    probes={name: _probes(its, correlation=correlation)
                            for name, its in split.cells.items()},
                )
                for split in splits(frozen, columns=columns, references=references)
            ),
        ))
    return tuple(found)


def in_order(cells: Cells) -> list[str]:
    """The thresholds, rising; the one that nobody states first."""
    return sorted(cells, key=lambda each: (each != "", float(each or 0)))


def references_of(cells: Cells, *, columns: int, asked: str) -> tuple[str, ...] | None:
    """For each column the group that was named, else the one with most searches.

    None where a group was named and is in none of them.
    """
    sizes = [_sizes(cells, place=place) for place in range(columns)]
    wanted = {alike(each) for each in (asked, *asked.split(",")) if each.strip()}
    names = {name for each in sizes for name in each if name != NOT_STATED}
    if wanted and names and not any(alike(name) in wanted for name in names):
        return None
    return tuple(
        next((name for name in each if alike(name) in wanted and name != NOT_STATED), "")
        or largest(each.items())
        for each in sizes
    )


def names_of(cells: Cells) -> list[str]:
    """Every label there is, for a sentence."""
    return sorted({
        label for groups in cells.values() for name in groups for label in name
        if label != NOT_STATED
    })


def _probes(cells: Sequence[int], *, correlation: float) -> Probes:
    mated, nonmated = cells[FOUND] + cells[GONE], cells[WRONG] + cells[ALONE]
    return Probes(
        mated=mated, true=cells[FOUND], nonmated=nonmated, false=cells[WRONG],
        subjects=max(cells[SUBJECTS], cells[OTHERS]),
        mated_worth=separate_searches(
            searches=mated, subjects=cells[SUBJECTS], correlation=correlation),
        nonmated_worth=separate_searches(
            searches=nonmated, subjects=cells[OTHERS], correlation=correlation),
    )


def _sizes(cells: Cells, *, place: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for groups in cells.values():
        for name, its in groups.items():
            found[name[place]] = found.get(name[place], 0) + sum(its[:SEARCHES])
    return found
