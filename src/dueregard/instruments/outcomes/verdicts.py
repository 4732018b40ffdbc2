"""What may be concluded from unequal find rates, and no more.

Without this file a lower find rate would be called proof of bias, or an equal one proof of
fairness. It is neither.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.findings import conclusions, power
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Verdict, VerdictCode
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.strata import mantel_haenszel_shares
from dueregard.findings.wording import listed, percent
from dueregard.instruments.outcomes.compared import Compared
from dueregard.instruments.outcomes.meant import Found
from dueregard.instruments.outcomes.rows import ratio
from dueregard.instruments.outcomes.seen import Cell

_FEW = 2
_PEOPLE = {
    "White": "White people", "Black": "Black people", "Asian": "Asian people",
    "Mixed": "people of Mixed ethnicity", "Other": "people of Other ethnicity",
}
_CODES = {
    Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
    Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
    Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One group against the reference, at the widened level.

    `whole` compares all searches together; `like` only those in the same stratum, where there
    are strata: the conclusion then rests on it, because like is compared with like.
    """

    its: Compared
    group: str
    whole: Estimate | NotComputed
    like: Estimate | NotComputed | None
    conclusion: Conclusion

    @property
    def found(self) -> Estimate | NotComputed:
        """What the conclusion rests on."""
        return self.whole if self.like is None else self.like


def people(group: str) -> str:
    """A group as people: one of the five by its name, any other in quotation marks."""
    return _PEOPLE.get(group, f"the group '{group}'")


def judge(several: Sequence[Compared], *, chosen: Mapping[str, Any]) -> tuple[Judged, ...]:
    """Every group by every column in which the outcome is known for enough searches."""
    pairs = [(each, group) for each in several for group in each.others]
    # Who looks at many groups will see some differ by chance: each range is widened for that.
    level = conclusions.simultaneous(level=chosen["level"], comparisons=len(pairs))
    found = []
    for each, group in pairs:
        whole = ratio(each.groups[group], each.groups[each.reference], level=level)
        like = mantel_haenszel_shares(
            strata=each.against(group), level=level) if each.stratum_headings else None
        found.append(Judged(
            its=each, group=group, whole=whole, like=like,
            conclusion=conclusions.conclude(
                whole if like is None else like, margin=chosen["margin"]),
        ))
    return tuple(found)


def unfit(several: Sequence[Compared], *, found: Found) -> str:
    """Why these data cannot answer the question, or nothing."""
    whole = max((each.everyone for each in several), key=lambda each: each.searches,
                default=Cell())
    if not whole.searches and not whole.unknown:
        return ("No row could be used, so these data cannot answer the question. Why is said of "
                "each.")
    if whole.unknown > whole.searches:
        return (
            f"For {percent(whole.unknown / (whole.searches + whole.unknown))} of "
            f"{whole.searches + whole.unknown:,} searches '{found.heading}' does not say whether "
            "it was found, and they may well differ from the rest. So find rates would mislead. "
            "Choose another meaning of found, or complete the records."
        )
    if not any(each.others for each in several):
        stated = [name for each in several for name in each.groups if name != NOT_STATED]
        return (f"Fewer than two groups are stated ({listed(stated, most=6) or 'none'}), so "
                "nothing can be compared. Searches of at least two groups are needed.")
    if whole.finds in (0, whole.searches):
        said = "in none" if not whole.finds else "in every one"
        return (f"It was found {said} of {whole.searches:,} searches, so find rates tell nobody "
                "apart. Look whether the right column and values were named.")
    return ""


def verdict(judged: Sequence[Judged], *, found: Found, chosen: Mapping[str, Any]) -> Verdict:
    """One code for all groups, and a sentence or two for each way in which groups are told."""
    headings = list(dict.fromkeys(each.its.column.heading for each in judged))
    said = []
    for heading in headings:
        its = [each for each in judged if each.its.column.heading == heading]
        told = _of_column(its, found=found, chosen=chosen)
        if len(headings) > 1:
            column = its[0].its.column
            told = f"Going by {column.words or repr(column.heading)}: {told[:1].lower()}{told[1:]}"
        said.append(told)
    shown = [each for each in judged if each.conclusion is Conclusion.SHOWN]
    if shown:
        said.append(
            "A lower find rate points to a lower bar for searching that group, a higher one to a "
            "higher bar. It does not prove one by itself."
        )
    return Verdict(
        code=_CODES[conclusions.overall([each.conclusion for each in judged])],
        # A paragraph for each way: run together, nobody could tell which figure is which.
        sentence=("\n\n" if len(headings) > 1 else " ").join(said),
    )


def possible(its: Compared, group: str) -> tuple[float, float] | None:
    """The lowest and highest ratio, whatever was found in the searches of unknown outcome."""
    one, other = its.groups[group], its.groups[its.reference]
    whole, others = one.searches + one.unknown, other.searches + other.unknown
    if not (one.unknown or other.unknown) or not other.finds or not whole:
        return None
    low = (one.finds / whole) / ((other.finds + other.unknown) / others)
    high = ((one.finds + one.unknown) / whole) / (other.finds / others)
    return low, high


def more_needed(each: Judged, *, margin: float) -> int | None:
    """How many more searches of the group would show a ratio as large as the margin."""
    one, other = each.its.groups[each.group], each.its.groups[each.its.reference]
    share = other.finds / other.searches if other.searches else 0.0
    if not 0 < share * margin < 1:
        return None
    level = each.found.level if isinstance(each.found, Estimate) else 0.95
    wanted = power.trials_needed(share=share * margin, reference_share=share, level=level)
    if isinstance(wanted, NotComputed) or wanted <= one.searches:
        return None
    return wanted - one.searches


def times(value: float) -> str:
    """A ratio as people say it: two decimals, fewer where it is large."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def span(found: Estimate) -> str:
    """The range of a ratio."""
    return f"{times(found.low)} to {times(found.high)}"


def _of_column(judged: Sequence[Judged], *, found: Found, chosen: Mapping[str, Any]) -> str:
    shown = _by_how_sure(judged, Conclusion.SHOWN)
    reference = people(judged[0].its.reference)
    said = []
    if shown:
        said.append(_shown(shown[0], found=found))
        others = [f"{people(each.group)} ({_short(each)})" for each in shown[1:]]
        if others:
            said.append(f"A difference is shown as well for {listed(others, most=6)}.")
    ruled = [people(each.group) for each in _by_how_sure(judged, Conclusion.RULED_OUT)]
    if ruled:
        said.append(
            f"For {listed(ruled, most=6)} it is ruled out that the find rate differs from that of "
            f"{reference} by more than {chosen['margin']:g} times, either way."
        )
    unclear = _by_how_sure(judged, Conclusion.CANNOT_TELL)
    if unclear:
        # Of many, the figures stand in the table; a verdict full of them is read by nobody.
        named = [f"{people(each.group)} ({_short(each)})" if len(unclear) <= _FEW
                 else people(each.group) for each in unclear]
        said.append(
            "It cannot be told from these data whether the find rate differs from that of "
            f"{reference} for {listed(named, most=6)}."
        )
        said += _needed(unclear, margin=chosen["margin"])
    return " ".join(said)


def _needed(unclear: Sequence[Judged], *, margin: float) -> list[str]:
    """How many more searches would tell, where there are too few."""
    more = [need for each in unclear if (need := more_needed(each, margin=margin))]
    if not more:
        return []
    return [
        f"To see a ratio of {margin:g}, about {_about(max(more))} more searches "
        f"{'of each' if len(unclear) > 1 else 'of the group'} would be needed."
    ]


def _shown(each: Judged, *, found: Found) -> str:
    one, other = each.its.groups[each.group], each.its.groups[each.its.reference]
    whole = each.whole
    told = (
        f"{found.phrase} {percent(one.finds / one.searches)} of searches of "
        f"{people(each.group)} ({one.finds:,} of {one.searches:,}), against "
        f"{percent(other.finds / other.searches)} of {people(each.its.reference)} "
        f"({other.finds:,} of {other.searches:,})"
    )
    if isinstance(whole, Estimate):
        told += f": {times(whole.value)} times as often ({span(whole)})"
    told += "."
    if isinstance(each.like, Estimate):
        by = " and ".join(f"'{heading}'" for heading in each.its.stratum_headings)
        told += (f" Compared only within each {by}, it is {times(each.like.value)} times "
                 f"({span(each.like)}).")
    ends = possible(each.its, each.group)
    if ends is not None and ends[0] <= 1 <= ends[1]:
        told += (" Searches whose outcome is not known could undo this, if they differ between "
                 f"the groups: the ratio could then be anything from {times(ends[0])} to "
                 f"{times(ends[1])}.")
    return told


def _short(each: Judged) -> str:
    found = each.found
    if isinstance(found, NotComputed):
        return found.reason.rstrip(".")
    return f"{times(found.value)} times, {span(found)}"


def _by_how_sure(judged: Sequence[Judged], wanted: Conclusion) -> list[Judged]:
    return sorted((each for each in judged if each.conclusion is wanted),
                  key=lambda each: -_distance(each))


def _distance(each: Judged) -> float:
    """How far the near end of the range is from equality: a sure gap before a wild one."""
    found = each.found
    if isinstance(found, NotComputed):
        return -1.0
    near = found.low if found.low > 1 else found.high if found.high < 1 else 1.0
    return abs(math.log(near)) if near > 0 else math.inf


def _about(count: int) -> str:
    """A number that is a plan and no count: two figures that mean something, rounded up."""
    step = 10 ** max(0, len(str(count)) - 2)
    return f"{-(-count // step) * step:,}"
