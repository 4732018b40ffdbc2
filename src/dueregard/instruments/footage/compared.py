"""Groups compared: whether more of what happens to some of them is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings import conclusions
from dueregard.findings import strata as strata_of
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.roles import fold
from dueregard.findings.shares import share_difference
from dueregard.instruments.footage.meant import Encounters
from dueregard.instruments.footage.seen import Cell, Seen

NOBODY = NotComputed(reason="One of the two has no encounter of which this is known.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The cells of each group by one column, and of each group and power where there is one."""

    heading: str
    groups: Mapping[str, Cell]
    by_power: Mapping[tuple[str, ...], Cell]
    reference: str

    @property
    def others(self) -> tuple[str, ...]:
        """The groups that are compared with the reference."""
        return tuple(each for each, cell in self.groups.items() if cell.known
                     and each not in (NOT_STATED, self.reference)) if self.reference else ()

    def against(self, group: str) -> tuple[strata_of.Stratum, ...]:
        """The group beside the reference, power by power."""
        powers = sorted({power for _, power in self.by_power} - {NOT_STATED})
        return tuple(
            strata_of.Stratum(
                name=power, events=one.whole, exposure=one.known, reference_events=other.whole,
                reference_exposure=other.known)
            for power in powers
            for one, other in [(self.by_power.get((group, power), Cell()),
                                self.by_power.get((self.reference, power), Cell()))]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One group against the reference, at the widened level: all together, and like with like."""

    its: Compared
    group: str
    whole: Estimate | NotComputed
    like: Estimate | NotComputed | None
    conclusion: Conclusion

    @property
    def found(self) -> Estimate | NotComputed:
        """What the conclusion rests on."""
        return self.whole if self.like is None else self.like


def compare(found: Seen, *, its: Encounters, reference: str) -> tuple[Compared, ...]:
    """The groups of each column; a sentence where no column has the reference that was asked."""
    several = []
    for place, heading in enumerate(its.groups):
        groups = {name: cell for (name,), cell in found.by(column=place).items()}
        several.append(Compared(
            heading=heading, groups=groups, reference=_reference(groups, asked=reference),
            by_power=found.by(column=place, power=True) if its.power else {},
        ))
    if reference and not any(fold(each.reference) == fold(reference) for each in several):
        names = sorted({name for each in several for name in each.groups} - {NOT_STATED})
        raise DueRegardError(
            f"No group is called '{reference}', so nothing can be compared with it. The groups "
            f"are: {', '.join(names[:30])}."
        )
    return tuple(several)


def judge(
    several: Sequence[Compared], *, level: float, matters: float
) -> tuple[Judged, ...]:
    """Every group against its reference. Who looks at many sees some differ: ranges widen."""
    pairs = [(each, group) for each in several for group in each.others]
    level = conclusions.simultaneous(level=level, comparisons=len(pairs))
    judged = []
    for each, group in pairs:
        whole = difference(each.groups[group], each.groups[each.reference], level=level)
        like = within(each, group, level=level)
        judged.append(Judged(
            its=each, group=group, whole=whole, like=like,
            conclusion=conclusions.conclude_difference(
                whole if like is None else like, margin=matters),
        ))
    return tuple(judged)


def difference(one: Cell, other: Cell, *, level: float) -> Estimate | NotComputed:
    """The share recorded whole of one less that of another."""
    if not one.known or not other.known:
        return NOBODY
    return share_difference(
        events=one.whole, trials=one.known, reference_events=other.whole,
        reference_trials=other.known, level=level)


def within(each: Compared, group: str, *, level: float) -> Estimate | NotComputed | None:
    """The same difference within each power, brought together; None where no power was named."""
    if not each.by_power:
        return None
    strata = each.against(group)
    if len(strata_of.comparable(strata)) == 1:
        one = strata_of.comparable(strata)[0]
        return share_difference(
            events=one.events, trials=one.exposure, reference_events=one.reference_events,
            reference_trials=one.reference_exposure, level=level)
    return strata_of.mantel_haenszel_difference(strata=strata, level=level)


def _reference(groups: Mapping[str, Cell], *, asked: str) -> str:
    """The group that was asked for, else the one met most; of two as many the first."""
    stated = [each for each, cell in groups.items() if each != NOT_STATED and cell.known]
    named = [each for each in stated if asked and fold(each) == fold(asked)]
    return named[0] if named else min(
        stated, key=lambda each: (-groups[each].known, each), default="")
