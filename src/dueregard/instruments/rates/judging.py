"""What may be concluded of each group: from its range, from what is unknown, from who is counted.

Without this file a disparity that the unrecorded could undo would be called shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.findings import conclusions, power
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.unknowns import Bounds
from dueregard.findings.wording import listed, percent
from dueregard.instruments.rates.compared import Compared
from dueregard.instruments.rates.rows import bounded, ratio
from dueregard.instruments.rates.seen import Seen

# With more unknown than known the figures are of the minority that was written down.
MOST_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """One group against the reference by one count of people, at the widened level.

    `sampled` is what the range says by itself; `conclusion` also asks what the unknown could do.
    """

    its: Compared
    group: str
    found: Estimate | NotComputed
    bounds: Bounds | NotComputed
    sampled: Conclusion
    conclusion: Conclusion

    @property
    def side(self) -> int:
        """Above the reference, below it, or neither."""
        if isinstance(self.found, NotComputed):
            return 0
        return (self.found.low > 1) - (self.found.high < 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One group by every count of people, and the one conclusion that they allow together."""

    against: tuple[Against, ...]
    conclusion: Conclusion

    @property
    def first(self) -> Against:
        """By the benchmark that was named first."""
        return self.against[0]

    @property
    def undone(self) -> bool:
        """Whether only the events of unknown group keep it from being concluded."""
        return self.conclusion is Conclusion.CANNOT_TELL and any(
            each.sampled is not Conclusion.CANNOT_TELL
            and each.conclusion is Conclusion.CANNOT_TELL for each in self.against)

    @property
    def differs(self) -> bool:
        """Whether it depends on the people that it is compared with."""
        return len({(each.conclusion, each.side) for each in self.against}) > 1


def judge(several: Sequence[Compared], *, chosen: Mapping[str, Any]) -> tuple[Judged, ...]:
    """Every group by every column and benchmark. A column with too much unknown is left out."""
    usable = [each for each in several if each.others and not too_unknown(each)]
    pairs = list(dict.fromkeys(
        (each.column.heading, group) for each in usable for group in each.others))
    # Who looks at many groups will see some differ by chance: each range is widened for that.
    level = conclusions.simultaneous(level=chosen["level"], comparisons=len(pairs))
    found = []
    for heading, group in pairs:
        against = tuple(
            _against(each, group, level=level, margin=chosen["margin"])
            for each in usable if each.column.heading == heading and group in each.others
        )
        found.append(Judged(against=against, conclusion=_together(against)))
    return tuple(found)


def _against(its: Compared, group: str, *, level: float, margin: float) -> Against:
    found = ratio(its.groups[group], its.groups[its.reference], level=level)
    ends = bounded(its, group, level=level)
    sampled = conclusions.conclude(found, margin=margin)
    widest = _widest(found, ends) if its.unknown else found
    return Against(
        its=its, group=group, found=found, bounds=ends, sampled=sampled,
        conclusion=conclusions.conclude(widest, margin=margin),
    )


def _widest(
    found: Estimate | NotComputed, ends: Bounds | NotComputed
) -> Estimate | NotComputed:
    """From the low end if all unknown were the reference's to the high end if all the group's."""
    if isinstance(found, NotComputed) or isinstance(ends, NotComputed):
        return found
    if isinstance(ends.lowest, NotComputed) or isinstance(ends.highest, NotComputed):
        return found
    return Estimate(
        value=found.value, low=ends.lowest.low, high=ends.highest.high, level=found.level,
        method=found.method,
    )


def _together(against: Sequence[Against]) -> Conclusion:
    """What every benchmark says alike; else it cannot be told, for it depends on the benchmark."""
    said = {(each.conclusion, each.side if each.conclusion is Conclusion.SHOWN else 0)
            for each in against}
    return against[0].conclusion if len(said) == 1 else Conclusion.CANNOT_TELL


def too_unknown(its: Compared) -> bool:
    """More than half of the events have no group."""
    return its.events > 0 and its.unknown / its.events > MOST_UNKNOWN


def unfit(several: Sequence[Compared], *, events: Seen, noun: str) -> str:
    """Why these data cannot answer the question, or nothing."""
    happened = max((each.events for each in several), default=0)
    if not events.rows_used or not happened:
        return (f"There are no {noun} that could be used, so these data cannot answer the "
                "question. Why is said of the rows that were set aside.")
    if not any(each.others for each in several):
        its = several[0]
        stated = [*its.groups, *its.homeless]
        return (
            "Fewer than two groups have both events and people, so nothing can be compared. The "
            f"events have: {listed(stated, most=8) or 'no stated group'}. The people have: "
            f"{listed([*its.population.labels], most=8)}. Call the groups alike on both sides."
        )
    with_groups = [each for each in several if each.others]
    if all(too_unknown(each) for each in with_groups):
        its = with_groups[0]
        return (
            f"The group is not known for {percent(its.unknown / its.events)} of {its.events:,} "
            f"{noun} ('{its.column.heading}' is blank or says '{NOT_STATED}'), so what is known "
            "cannot speak for all. Record the group, or give a column in which it is known."
        )
    if not any(each.groups[each.reference].events for each in with_groups) and not any(
        each.groups[group].events for each in with_groups for group in each.others
    ):
        return f"No group has any {noun}, so there is nothing to compare."
    return ""


def more_needed(each: Against, *, margin: float) -> int | None:
    """How many more events would show a ratio as large as the margin; None where enough."""
    one, other = each.its.groups[each.group], each.its.groups[each.its.reference]
    level = each.found.level if isinstance(each.found, Estimate) else 0.95
    wanted = power.events_needed(
        ratio=margin, share=one.people / (one.people + other.people), level=level)
    if isinstance(wanted, NotComputed) or wanted <= one.events + other.events:
        return None
    return wanted - one.events - other.events
