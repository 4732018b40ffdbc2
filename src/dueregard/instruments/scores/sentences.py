"""The verdict in words that a committee member follows, with its figures and their ranges."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.splits import Name
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed

_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One group against its reference in one measure, at the widened level.

    `found` is the ratio at the same score, or the difference in ranking. `needed` is about how
    many people the group would need, where it has too few to tell.
    """

    columns: tuple[str, ...]
    name: Name
    reference: Name
    people: int
    found: Estimate | NotComputed
    conclusion: Conclusion
    needed: int | None = None


def meaning(found: Sequence[Comparison], *, margin: float, outcome: str) -> list[str]:
    """Whether the same score means the same risk in each group."""
    said = []
    shown = _shown(found, equal=1.0)
    if shown:
        said.append(
            f"Among people with the same score, '{outcome}' is yes {_times(shown[0])} in the group "
            f"{_named(shown[0])} as in {_reference(shown[0])}: the same score does not mean the "
            "same risk.")
        others = [f"{_named(each)}, {_times(each)}" for each in shown[1:]]
        if others:
            said.append(f"It does not for {listed(others, most=_MOST)} either.")
    if ruled := _those(found, Conclusion.RULED_OUT):
        said.append(
            f"For {listed(ruled, most=_MOST)} {'it' if shown else 'the same score'} means "
            f"about the same risk: a difference of more than {margin:g} times is ruled out.")
    said += _unclear(found, what="the same score means the same risk")
    return said


def ranking(found: Sequence[Comparison], *, margin: float, outcome: str) -> list[str]:
    """Whether the score ranks the people of each group equally well."""
    said = []
    points = f"{margin * 100:g} points"
    shown = _shown(found, equal=0.0)
    if shown:
        said.append(
            f"Of two people of one group, one for whom '{outcome}' is yes and one for whom it is "
            f"no, it puts the first higher {_points(shown[0])} often in the group "
            f"{_named(shown[0])} than in {_reference(shown[0])}.")
        others = [f"{_named(each)}, {_points(each)} often" for each in shown[1:]]
        if others:
            said.append(f"So it does for {listed(others, most=_MOST)}.")
    if ruled := _those(found, Conclusion.RULED_OUT):
        said.append(
            f"The score ranks people about as well in {listed(ruled, most=_MOST)} as in the "
            f"reference group: a difference of more than {points} is ruled out.")
    said += _unclear(found, what="the score ranks people equally well")
    return said


def crossings(meant: Sequence[Comparison], ranked: Sequence[Comparison]) -> str:
    """What the crossings of the group columns show."""
    were = "was" if len(meant) == 1 else "were"
    told = [f"{_named(each)}, {_times(each)}" for each in _shown(meant, equal=1.0)]
    placed = [f"{_named(each)}, {_points(each)} often ranked rightly"
              for each in _shown(ranked, equal=0.0)]
    unclear = sum(each.conclusion is Conclusion.CANNOT_TELL for each in meant)
    return (
        f"{many(len(meant), one='crossing')} of the group columns {were} looked at, the ranges "
        "widened for that: another risk at the same score is shown for "
        f"{listed(told, most=5) if told else 'none'}, another ranking for "
        f"{listed(placed, most=5) if placed else 'none'}"
        + (f"; for {unclear:,} the first cannot be told." if unclear else ".")
    )


def too_few(
    meant: Sequence[Comparison], ranked: Sequence[Comparison], *, margin: float,
    auc_margin: float,
) -> str:
    """How many people would tell, for the groups of which something cannot be told; or nothing."""
    said = []
    for found, what, size in (
        (meant, "what the same score means", f"{margin:g} times"),
        (ranked, "ranking", f"{auc_margin * 100:g} points"),
    ):
        told = [f"{_named(each)} {_rounded(each.needed)} (it has {each.people:,})"
                for each in found if _short(each)]
        if told:
            said.append(
                f"To see in four of five such files a difference of {size} in {what}, a group "
                f"needs about so many people: {listed(told)}.")
    return " ".join(said)


def nearest(meant: Sequence[Comparison], *, margin: float) -> list[str]:
    """What the group that is nearest to telling would need."""
    wanting = [each for each in meant if _short(each)]
    if not wanting:
        return []
    first = min(wanting, key=lambda each: ((each.needed or 0) / max(each.people, 1), each.name))
    return [
        f"To see a difference of {margin:g} times in what the same score means, about "
        f"{_rounded(first.needed)} people are needed in each group; {_named(first)} has "
        f"{first.people:,}."
    ]


def _short(each: Comparison) -> bool:
    return each.needed is not None and each.needed > each.people


def _unclear(found: Sequence[Comparison], *, what: str) -> list[str]:
    unclear = _those(found, Conclusion.CANNOT_TELL)
    if not unclear:
        return []
    return [f"Whether {what} cannot be told from these data for {listed(unclear, most=_MOST)}."]


def _rounded(needed: int | None) -> str:
    """Two figures: it is no more exact than that."""
    whole = needed or 0
    step = 10 ** max(0, len(str(whole)) - 2)
    return f"{math.ceil(whole / step) * step:,}"


def _shown(found: Sequence[Comparison], *, equal: float) -> list[Comparison]:
    """Those shown, a sure gap before a wild one."""
    return sorted((each for each in found if each.conclusion is Conclusion.SHOWN),
                  key=lambda each: (-_distance(each.found, equal=equal), each.name))


def _distance(found: Estimate | NotComputed, *, equal: float) -> float:
    """How far the near end of the range is from no difference."""
    if isinstance(found, NotComputed):
        return 0.0
    near = found.low if found.low > equal else found.high
    if equal == 0:
        return abs(near)
    return abs(math.log(near)) if near > 0 else math.inf


def _those(found: Sequence[Comparison], conclusion: Conclusion) -> list[str]:
    return [_named(each) for each in found if each.conclusion is conclusion]


def _named(each: Comparison) -> str:
    return ", ".join(each.name)


def _reference(each: Comparison) -> str:
    return ", ".join(each.reference)


def _times(each: Comparison) -> str:
    if isinstance(each.found, NotComputed):
        return ""
    its = each.found
    return f"{its.value:.2f} times as often ({its.low:.2f} to {its.high:.2f})"


def _points(each: Comparison) -> str:
    """A difference in points, without a sign: '5.5 points (1.4 to 9.6) less'."""
    if isinstance(each.found, NotComputed):
        return ""
    its = each.found
    less = its.value < 0
    low, high = (-its.high, -its.low) if less else (its.low, its.high)
    return (f"{abs(its.value) * 100:.1f} points ({low * 100:.1f} to {high * 100:.1f}) "
            f"{'less' if less else 'more'}")
