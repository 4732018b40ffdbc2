"""The verdict in words that a committee member follows, with its figures and their ranges."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.findings import power
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.splits import Name
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed, percent
from dueregard.instruments.decisions.cells import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One group against its reference in the headline measure, at the widened level.

    `found` is the ratio of their rates and `apart` the difference.
    """

    columns: tuple[str, ...]
    name: Name
    reference: Name
    counts: Counts
    against: Counts
    found: Estimate | NotComputed
    apart: Estimate | NotComputed
    level: float
    conclusion: Conclusion


def verdict(
    found: Sequence[Comparison], *, beyond: Sequence[Comparison], adverse: bool, margin: float,
    outcome: str,
) -> str:
    """What was found, the surest first; what is ruled out; what cannot be told, and why."""
    who = f"people for whom '{outcome}' is {'no' if adverse else 'yes'}"
    what = "wrongly given a yes" if adverse else "wrongly given a no"
    shown = _shown(found)
    said = _of_shown(shown, who=who, what=what)
    if not shown and (crossed := _shown(beyond)):
        said += _of_shown(crossed, who=who, what=what)
    ruled = [each for each in found if each.conclusion is Conclusion.RULED_OUT]
    if ruled and not said:
        said.append(_told(leading(ruled), who=who, what=what))
    if ruled:
        said.append(
            f"A difference of more than {margin:g} times is ruled out for "
            f"{listed([_named(each) for each in ruled], most=6)}."
        )
    unclear = [each for each in found if each.conclusion is Conclusion.CANNOT_TELL]
    if unclear:
        names = listed([_named(each) for each in unclear], most=6)
        lead = f"Whether it is different for {names}" if said else (
            f"Whether {who} are {what} more often in one group ({names}) than in the reference "
            "group")
        said.append(f"{lead} cannot be told from these data.")
        if len(said) == 1:
            said += _nearest(unclear, who=who, what=what, margin=margin)
    return " ".join(said)


def leading(found: Sequence[Comparison]) -> Comparison:
    """The one that is told first: the surest shown; else the ruled out that reaches furthest."""
    if shown := _shown(found):
        return shown[0]
    ruled = [each for each in found if each.conclusion is Conclusion.RULED_OUT]
    return max(ruled or found, key=lambda each: (_furthest(each), each.name))


def crossings(found: Sequence[Comparison], *, measure: str) -> str:
    """What the crossings of the group columns show."""
    told = [
        f"{_named(each)}, {_times(each)} against {', '.join(each.reference)}"
        for each in _shown(found)
    ]
    unclear = sum(each.conclusion is Conclusion.CANNOT_TELL for each in found)
    words = measure.replace("_", " ")
    were = "was" if len(found) == 1 else "were"
    lead = (f"{many(len(found), one='crossing')} of the group columns {were} looked at, the ranges "
            "widened for that")
    shows = f"a difference in the {words} is shown for {listed(told, most=5)}" if told else (
        f"a difference in the {words} is shown for none")
    rest = f"; for {unclear:,} it cannot be told" if unclear else ""
    return f"{lead}: {shows}{rest}."


def too_few(found: Sequence[Comparison], *, margin: float) -> str:
    """How many records would tell, for the groups of which nothing can be told; or nothing."""
    told = [
        f"{_named(each)} has {each.counts.out_of:,} and needs about {needed:,}"
        for each in found
        if each.conclusion is Conclusion.CANNOT_TELL and (needed := _needed(each, margin=margin))
    ]
    if not told:
        return ""
    return (
        f"To see a difference of {margin:g} times in four of five such files, each group needs "
        f"enough people who could show the error: {listed(told)}."
    )


def _shown(found: Sequence[Comparison]) -> list[Comparison]:
    return sorted((each for each in found if each.conclusion is Conclusion.SHOWN),
                  key=lambda each: (-_distance(each), each.name))


def _of_shown(shown: Sequence[Comparison], *, who: str, what: str) -> list[str]:
    if not shown:
        return []
    said = [_told(shown[0], who=who, what=what)]
    others = [f"{_named(each)}, {_times(each)}" for each in shown[1:]]
    if others:
        said.append(f"A difference is shown as well for {listed(others, most=6)}.")
    return said


def _told(each: Comparison, *, who: str, what: str) -> str:
    return (
        f"Of {who}, {_share(each.counts)} were {what} in the group {_named(each)}, against "
        f"{_share(each.against)} in {', '.join(each.reference)}: {_times(each)}."
    )


def _nearest(
    unclear: Sequence[Comparison], *, who: str, what: str, margin: float
) -> list[str]:
    """What would be needed, for the group that is nearest to it; or why nothing can be said."""
    wanting = [
        (needed / each.counts.out_of, _named(each), each, needed) for each in unclear
        if each.counts.out_of and (needed := _needed(each, margin=margin))
    ]
    if wanting:
        _, name, each, needed = min(wanting, key=lambda one: one[:2])
        return [
            f"To see a difference of {margin:g} times, about {needed:,} {who} are needed in each "
            f"group; {name} has {each.counts.out_of:,}."
        ]
    if all(not each.against.events for each in unclear):
        return [f"In the reference group nobody was {what}, so there is nothing to compare with."]
    return []


def _needed(each: Comparison, *, margin: float) -> int | None:
    """How many rows the group needs, where it has fewer: more of them if people repeat."""
    if not each.against.out_of:
        return None
    reference = each.against.events / each.against.out_of
    wanted = reference * margin if reference * margin < 1 else reference / margin
    if not 0 < wanted < 1:
        return None
    needed = power.trials_needed(share=wanted, reference_share=reference, level=each.level)
    if isinstance(needed, NotComputed):
        return None
    repeated = each.counts.out_of / each.counts.worth if each.counts.worth else 1.0
    rows = math.ceil(needed * max(1.0, repeated))
    return rows if rows > each.counts.out_of else None


def _share(counts: Counts) -> str:
    return percent(counts.events / counts.out_of)


def _times(each: Comparison) -> str:
    if isinstance(each.found, Estimate):
        return (f"{each.found.value:.2f} times as often ({each.found.low:.2f} to "
                f"{each.found.high:.2f})")
    if isinstance(each.apart, Estimate):
        low, high = (percent(end).rstrip("%") for end in (each.apart.low, each.apart.high))
        return f"{percent(each.apart.value).rstrip('%')} points more ({low} to {high})"
    return each.found.reason


def _named(each: Comparison) -> str:
    return ", ".join(each.name)


def _furthest(each: Comparison) -> float:
    """How far the range reaches from no difference, either way."""
    found = each.found
    if isinstance(found, NotComputed) or found.low <= 0:
        return math.inf
    return max(math.log(found.high), -math.log(found.low))


def _distance(each: Comparison) -> float:
    """How far the near end of the range is from no difference: a sure gap before a wild one."""
    found = each.found
    if isinstance(found, NotComputed):
        return 0.0
    near = found.low if found.low > 1 else found.high
    return abs(math.log(near)) if near > 0 else math.inf
