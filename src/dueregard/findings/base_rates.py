"""How much of a gap in false alarms follows from base rates alone.

Without this file a tool would be blamed, or excused, for a gap that any equally accurate tool
would have where one group is recorded as reoffending more.
"""

from dataclasses import dataclass

from dueregard.findings.finding import NotComputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Decisions against outcomes: flagged or not, and whether it came true."""

    flagged_true: float
    flagged_false: float
    missed: float
    cleared: float

    @property
    def all(self) -> float:
        """Everybody."""
        return self.flagged_true + self.flagged_false + self.missed + self.cleared


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRateGap:
    """Two groups' false alarm rates, as they are and as base rates alone would make them.

    `explained` is the implied gap as a part of the real one. It can be below 0 or above 1,
    where base rates alone would turn the gap round or make it larger.
    """

    false_alarms: float
    reference_false_alarms: float
    gap: float
    implied: float
    reference_implied: float
    implied_gap: float
    explained: float | NotComputed


def implied_false_alarms(
    *, prevalence: float, right_when_flagged: float, missed: float
) -> float | NotComputed:
    """The false alarm rate that follows from how common the outcome is and how good the tool is.

    Formula: FPR = p/(1-p) · (1-PPV)/PPV · (1-FNR), which is always true of counts. It cannot
    say whether the outcome was recorded alike for all.
    Source: A. Chouldechova, Big Data 5 (2017).

    >>> round(implied_false_alarms(prevalence=0.5, right_when_flagged=0.8, missed=0.2), 3)
    0.2
    """
    if not 0 <= prevalence < 1:
        return NotComputed(reason="Nobody is without the outcome, so there can be no false alarm.")
    if not 0 < right_when_flagged <= 1:
        return NotComputed(reason="No flag came true, so the false alarm rate does not follow.")
    return prevalence / (1 - prevalence) * (1 - right_when_flagged) / right_when_flagged * (
        1 - missed
    )


def base_rate_gap(
    *, group: Decided, reference: Decided, everyone: Decided | None = None
) -> BaseRateGap | NotComputed:
    """How much of the gap in false alarm rates two base rates would make by themselves.

    Formula: each group keeps its own prevalence, and both get the PPV and FNR of `everyone`
    (all the records, other groups too; without it, the two groups together); the implied gap
    over the real gap. 'Explained' is not 'justified': a base rate made of arrests holds
    whatever made the arrests unequal.
    Source: A. Chouldechova, Big Data 5 (2017).

    >>> gap = base_rate_gap(
    ...     group=Decided(flagged_true=1369, flagged_false=805, missed=532, cleared=990),
    ...     reference=Decided(flagged_true=505, flagged_false=349, missed=461, cleared=1139),
    ...     everyone=Decided(flagged_true=2035, flagged_false=1282, missed=1216, cleared=2681))
    >>> round(gap.implied, 3), round(gap.reference_implied, 3), round(gap.explained, 2)
    (0.418, 0.256, 0.76)
    """
    whole = everyone or _together(group, reference)
    flagged = whole.flagged_true + whole.flagged_false
    came_true = whole.flagged_true + whole.missed
    if flagged == 0 or came_true == 0:
        return NotComputed(reason="Nobody was flagged, or nothing came true, in these records.")
    right, missed = whole.flagged_true / flagged, whole.missed / came_true
    found = [_rates(each, right=right, missed=missed) for each in (group, reference)]
    for each in found:
        if isinstance(each, NotComputed):
            return each
    (own, implied), (other, other_implied) = (pair for pair in found if isinstance(pair, tuple))
    gap, implied_gap = own - other, implied - other_implied
    explained: float | NotComputed = NotComputed(reason="There is no gap to explain.")
    if gap != 0:
        explained = implied_gap / gap
    return BaseRateGap(
        false_alarms=own, reference_false_alarms=other, gap=gap, implied=implied,
        reference_implied=other_implied, implied_gap=implied_gap, explained=explained,
    )


def _rates(
    counts: Decided, *, right: float, missed: float
) -> tuple[float, float] | NotComputed:
    without = counts.flagged_false + counts.cleared
    if without == 0:
        return NotComputed(
            reason="In one group nobody is without the outcome, so it has no false alarm rate."
        )
    prevalence = 1 - without / counts.all
    implied = implied_false_alarms(
        prevalence=prevalence, right_when_flagged=right, missed=missed
    )
    if isinstance(implied, NotComputed):
        return implied
    return counts.flagged_false / without, implied


def _together(one: Decided, other: Decided) -> Decided:
    return Decided(
        flagged_true=one.flagged_true + other.flagged_true,
        flagged_false=one.flagged_false + other.flagged_false,
        missed=one.missed + other.missed,
        cleared=one.cleared + other.cleared,
    )
