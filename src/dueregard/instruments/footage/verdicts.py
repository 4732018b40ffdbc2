"""What may be concluded about cameras that were off, and no more: never why, and never of whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from dueregard.findings import conclusions
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import figure
from dueregard.findings.finding import Verdict, VerdictCode
from dueregard.findings.wording import listed, percent
from dueregard.instruments.footage.compared import Judged
from dueregard.instruments.footage.seen import Seen
from dueregard.instruments.footage.units import Look, Units

_CODES = {
    Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
    Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
    Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
}


def unfit(found: Seen) -> str:
    """Why these data cannot answer the question, or nothing."""
    whole = found.everyone
    if not whole.known and not whole.unknown:
        return ("No row could be used, so these data cannot answer the question. Why is said of "
                "each.")
    if whole.unknown > whole.known:
        return (
            f"For {percent(whole.unknown / (whole.known + whole.unknown))} of "
            f"{whole.known + whole.unknown:,} encounters the times of the footage do not say "
            "whether all was recorded. Those of which it is known may differ from the rest, so "
            "no figure of them would be fair. Complete the times of the footage."
        )
    return ""


def verdict(
    judged: Sequence[Judged], *, found: Seen, units: Units | None, chosen: Mapping[str, Any]
) -> Verdict:
    """One code for groups and units, what is recorded at all, then who stands out."""
    whole = found.everyone
    said = [
        f"The whole encounter was recorded in {percent(whole.whole / whole.known)} of "
        f"{whole.known:,} encounters ({whole.known - whole.whole:,} were not)."
    ]
    for heading in dict.fromkeys(each.its.heading for each in judged):
        said += _of_column([each for each in judged if each.its.heading == heading],
                           matters=chosen["matters"])
    if not judged:
        said.append("Fewer than two groups are stated, so no groups can be compared.")
    reached = [each.conclusion for each in judged]
    told = " ".join(said)
    if units is not None:
        told += f"\n\n{' '.join(_of_units(units))}"
        if units.named:
            reached.append(Conclusion.SHOWN)
    return Verdict(code=_CODES[conclusions.overall(reached)], sentence=told)


def points(value: float) -> str:
    """A difference of shares, without a sign: 'lower' or 'higher' says which way."""
    return figure(abs(value), unit="points")


def span(found: Estimate) -> str:
    """The range of a difference."""
    low, high = (figure(each, unit="points").removesuffix(" points")
                 for each in (found.low, found.high))
    return f"{low} to {high}"


def _of_column(judged: Sequence[Judged], *, matters: float) -> list[str]:
    said = []
    reference = judged[0].its.reference
    for each in sorted(judged, key=_least):
        if each.conclusion is Conclusion.SHOWN:
            said.append(_shown(each))
    ruled = [each.group for each in judged if each.conclusion is Conclusion.RULED_OUT]
    if ruled:
        said.append(
            f"For {listed(ruled, most=6)} it is ruled out that it differs from {reference} by more "
            f"than {points(matters)}, either way."
        )
    unclear = [each.group for each in judged if each.conclusion is Conclusion.CANNOT_TELL]
    if unclear:
        said.append(f"It cannot be told from these data whether it differs from {reference} for "
                    f"{listed(unclear, most=6)}.")
    return said


def _least(each: Judged) -> float:
    return each.found.value if isinstance(each.found, Estimate) else 0.0


def _shown(each: Judged) -> str:
    one, other = each.its.groups[each.group], each.its.groups[each.its.reference]
    told = (
        f"It was in {percent(one.whole / one.known)} of those with {each.group} people "
        f"('{each.its.heading}': {one.whole:,} of {one.known:,}), against "
        f"{percent(other.whole / other.known)} with {each.its.reference} people "
        f"({other.whole:,} of {other.known:,})"
    )
    if isinstance(each.whole, Estimate):
        told += f", {_way(each.whole.value)} ({span(each.whole)})"
    if isinstance(each.like, Estimate):
        told += f"; compared within each power, {_way(each.like.value)} ({span(each.like)})"
    return f"{told}."


def _way(value: float) -> str:
    return f"{points(value)} {'lower' if value < 0 else 'higher'}"


def _of_units(units: Units) -> list[str]:
    if not units.looks:
        return ["No unit is large enough to be looked at by itself."]
    named = units.named
    if not named:
        return [
            f"No unit stands out by more than chance would do among the {len(units.looks):,} units "
            "and groups within units that were looked at."
        ]
    said = [_group_in_unit(each) if each.group else _whole_unit(each) for each in named[:4]]
    if len(named) > 4:
        said.append(f"{len(named) - 4:,} more stand out and are in the tables.")
    said.append("That is a reason to ask, and proves no intent: the camera, the work or the "
                "records may explain it.")
    return said


def _whole_unit(each: Look) -> str:
    return (
        f"'{each.unit}' recorded {percent(each.cell.whole / each.cell.known)} of its "
        f"{each.cell.known:,} encounters from start to end, {points(each.gap.value)} lower than "
        "everyone else; that is more than chance would do."
    )


def _group_in_unit(each: Look) -> str:
    beyond = each.beyond or each.gap
    return (
        f"In '{each.unit}' the whole was recorded in {percent(each.cell.whole / each.cell.known)} "
        f"of {each.cell.known:,} encounters with {each.group} people, {points(each.gap.value)} "
        f"lower than with others there ({points(beyond.value)} more of a gap than in the other "
        "units); that is more than chance would do."
    )
