"""What a face recognition trial shows of each group, both ways: wrongly matched, and missed.

Without this file 'no significant difference' after seven errors would be read as fair. Every
comparison carries the smallest difference that the trial could have been expected to show.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dueregard.findings import conclusions
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.error_rates import (
    error_difference,
    error_ratio,
    smallest_points_seen,
    smallest_ratio_seen,
)
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.splits import Name
from dueregard.findings.trials import FALSE, MISSED, TRUE, Count, Groups, Tested

SMALLEST = {
    FALSE: f"{FALSE}_smallest_ratio_it_could_show",
    TRUE: f"{TRUE}_smallest_shortfall_it_could_show",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What is too small to matter: a ratio of wrongful matches, and a share of those found."""

    ratio: float
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One group against its reference at one threshold, in one of the two rates.

    `found` is the ratio of wrongful matches, or the difference of those rightly found; `apart` is
    the difference of either. All are at the level that is widened for the number of comparisons.
    """

    rate: str
    threshold: str
    columns: tuple[str, ...]
    name: Name
    reference: Name
    own: Count
    against: Count
    found: Estimate | NotComputed
    apart: Estimate | NotComputed
    smallest: float | NotComputed
    level: float
    conclusion: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The comparisons of single groups, and those of crossings, each with half of the chance."""

    single: tuple[Compared, ...]
    crossed: tuple[Compared, ...]

    @property
    def every(self) -> tuple[Compared, ...]:
        """All of them."""
        return (*self.single, *self.crossed)


def compare(
    trial: Sequence[Tested], *, level: float, allowed: Allowed
) -> Family:
    """Every group against its reference, at every threshold that is given, both ways."""
    pairs = [
        (tested, groups, name)
        for tested in trial for groups in tested.splits
        for name in groups.stated
        if name != groups.reference and groups.reference in groups.stated
    ]
    single = [each for each in pairs if len(each[1].columns) == 1]
    crossed = [each for each in pairs if len(each[1].columns) > 1]
    half = level if not crossed else conclusions.simultaneous(level=level, comparisons=2)
    return Family(single=tuple(_of(single, level=half, allowed=allowed)),
                  crossed=tuple(_of(crossed, level=half, allowed=allowed)))


def smallest_rows(family: Family) -> Iterator[Row]:
    """For every comparison the smallest difference that could have been shown."""
    for each in family.every:
        group = dict(zip(each.columns, each.name, strict=True))
        stratum = {"threshold": each.threshold} if each.threshold else {}
        why = each.smallest if isinstance(each.smallest, NotComputed) else None
        yield Row(
            measure=SMALLEST[each.rate], group=group, stratum=stratum,
            unit="ratio" if each.rate == FALSE else "points",
            value=each.smallest if isinstance(each.smallest, float) else None, not_computed=why,
            level=None if why else each.level,
            method=None if why else "four trials in five would show it",
            reference=", ".join(each.reference),
        )


def _of(
    pairs: Sequence[tuple[Tested, Groups, Name]], *, level: float, allowed: Allowed
) -> Iterator[Compared]:
    # Who looks at many groups will see some differ by chance: each range is widened for that.
    level = conclusions.simultaneous(level=level, comparisons=max(1, 2 * len(pairs)))
    for tested, groups, name in pairs:
        for rate in (FALSE, TRUE):
            yield _compared(tested, groups, name, rate=rate, level=level, allowed=allowed)


def _compared(
    tested: Tested, groups: Groups, name: Name, *, rate: str, level: float, allowed: Allowed
) -> Compared:
    one, other = groups.probes[name], groups.probes[groups.reference]
    own, against = one.count(rate), other.count(rate)
    apart = error_difference(own, against, level=level)
    if rate == FALSE:
        found = error_ratio(own, against, level=level)
        smallest = smallest_ratio_seen(own, against, level=level)
        conclusion = conclusions.conclude(found, margin=allowed.ratio)
        if isinstance(apart, Estimate) and not against.events and own.events:
            # There is no ratio to nothing; the difference tells.
            conclusion = Conclusion.SHOWN if apart.low > 0 else Conclusion.CANNOT_TELL
    else:
        found = apart
        smallest = smallest_points_seen(one.count(MISSED), other.count(MISSED), level=level)
        conclusion = conclusions.conclude_difference(found, margin=allowed.points)
    return Compared(
        rate=rate, threshold=tested.threshold, columns=groups.columns, name=name,
        reference=groups.reference, own=own, against=against, found=found, apart=apart,
        smallest=smallest, level=level, conclusion=conclusion,
    )
