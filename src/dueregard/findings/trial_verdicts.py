"""What may be concluded from a face recognition trial, in words that a committee follows.

Without this file two kinds of error would be folded into one 'accuracy', and the one that lands
innocent people in front of an officer would be hidden by the other.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dueregard.findings import power
from dueregard.findings.conclusions import Conclusion, overall
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Caveat, NotComputed, Row, Verdict, VerdictCode
from dueregard.findings.trial_comparisons import (
    Allowed,
    Compared,
    Family,
    compare,
    smallest_rows,
)
from dueregard.findings.trials import FALSE, TRUE, Count, Tested
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed, percent

_MOST = 6
_ASKED = {FALSE: "wrongful matches", TRUE: "finding people who are on the watchlist"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verdict with what it rests on."""

    verdict: Verdict
    rows: tuple[Row, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    comparisons: tuple[Compared, ...] = ()


_NEVER_ALIKE = (
    "No two groups had searches of the same kind at the same threshold, so nothing can be "
    "compared. Give searches of at least two groups for people on the watchlist, and for people "
    "not on it."
)


def judge(
    trial: Sequence[Tested], *, level: float, allowed: Allowed, in_use: str = ""
) -> Judged:
    """The verdict on both kinds of error, at the threshold in use or at all that were tested."""
    unfit = _unfit(trial, in_use=in_use)
    if unfit:
        return Judged(verdict=Verdict(code=VerdictCode.NOT_FIT, sentence=unfit))
    judged = [each for each in trial if not in_use or each.threshold == in_use]
    family = compare(judged, level=level, allowed=allowed)
    said = [
        sentence for rate in (FALSE, TRUE)
        for sentence in _told(family, rate=rate, allowed=allowed)
    ]
    if not said:
        return Judged(verdict=Verdict(code=VerdictCode.NOT_FIT, sentence=_NEVER_ALIKE))
    return Judged(
        verdict=Verdict(code=_code(family), sentence=" ".join(said)),
        rows=tuple(smallest_rows(family)), comparisons=family.every,
        caveats=tuple(_caveats(trial, family=family, allowed=allowed, in_use=in_use)),
    )


def leading(found: Sequence[Compared]) -> Compared | None:
    """The comparison that is told first: the surest of those shown."""
    return next(iter(_shown(found)), None)


def _unfit(trial: Sequence[Tested], *, in_use: str) -> str:
    if not any(each.everyone.mated or each.everyone.nonmated for each in trial):
        return ("No search could be used, so these data cannot answer the question. Why is said of "
                "each row.")
    if in_use and in_use not in [each.threshold for each in trial]:
        there = listed([each.threshold or "none stated" for each in trial])
        return (
            f"The threshold in use, {in_use}, was not tested: {there} was. How a system treats "
            "groups at one threshold does not tell how it treats them at another. Ask for a trial "
            f"at {in_use}."
        )
    splits = [groups for each in trial for groups in each.splits if len(groups.columns) == 1]
    if all(len(groups.stated) < 2 for groups in splits):
        only = sorted({", ".join(name) for groups in splits for name in groups.stated})
        what = f"There is only one group ('{only[0]}')" if only else "No group is stated"
        return f"{what}, so nothing can be compared. Searches of at least two groups are needed."
    return ""


def _code(family: Family) -> VerdictCode:
    """A crossing can show what single groups hide; only single groups can rule anything out."""
    if any(each.conclusion is Conclusion.SHOWN for each in family.every):
        return VerdictCode.DISPARITY_SHOWN
    return {
        Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
        Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
        Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
    }[overall([each.conclusion for each in family.single])]


def _told(family: Family, *, rate: str, allowed: Allowed) -> Iterator[str]:
    single = [each for each in family.single if each.rate == rate]
    shown = _shown(single) or _shown([each for each in family.crossed if each.rate == rate])
    if shown:
        yield _of_shown(shown[0])
        if others := [f"{_named(each)}, {_size(each)}" for each in shown[1:]]:
            yield (f"In {_ASKED[rate]} a difference is shown as well for "
                   f"{listed(others, most=_MOST)}.")
    ruled = [_named(each) for each in single if each.conclusion is Conclusion.RULED_OUT]
    if ruled:
        limit = (f"{allowed.ratio:g} times" if rate == FALSE
                 else f"{_points(allowed.points)} points")
        yield (f"In {_ASKED[rate]} a difference of more than {limit} is ruled out for "
               f"{listed(ruled, most=_MOST)}.")
    unclear = [each for each in single if each.conclusion is Conclusion.CANNOT_TELL]
    if unclear:
        names = listed([f"{_named(each)} ({_smallest(each)})" for each in unclear], most=_MOST)
        yield f"Whether groups differ in {_ASKED[rate]} cannot be told for {names}."


def _of_shown(each: Compared) -> str:
    at = f" at threshold {each.threshold}" if each.threshold else ""
    who = "not on" if each.rate == FALSE else "on"
    what = "wrongly matched somebody" if each.rate == FALSE else "found them"
    own, name, against, reference, size = (
        each.own, each.name, each.against, each.reference, _size(each))
    if each.rate == FALSE and isinstance(each.found, Estimate) and 0 < each.found.low < (
        each.found.value) < 1:
        # Of wrongful matches the group that bears more of them comes first.
        own, name, against, reference = against, reference, own, name
        size = _often(1 / each.found.value, 1 / each.found.high, 1 / each.found.low)
    return (
        f"Of searches for people who are {who} the watchlist{at}, {_share(own)} {what} in the "
        f"group {', '.join(name)}, against {_share(against)} in {', '.join(reference)}: {size}."
    )


def _shown(found: Sequence[Compared]) -> list[Compared]:
    return sorted((each for each in found if each.conclusion is Conclusion.SHOWN),
                  key=lambda each: (-_distance(each), each.threshold, each.name))


def _distance(each: Compared) -> float:
    """How far the near end of the range is from no difference: a sure gap before a wild one."""
    if isinstance(each.apart, NotComputed):
        return 0.0
    near = each.apart.low if each.apart.low > 0 else each.apart.high
    if each.rate == TRUE or not isinstance(each.found, Estimate):
        return abs(near)
    end = each.found.low if each.found.low > 1 else each.found.high
    return abs(math.log(end)) if end > 0 else math.inf


def _named(each: Compared) -> str:
    at = f" at {each.threshold}" if each.threshold else ""
    return f"{', '.join(each.name)}{at}"


def _share(count: Count) -> str:
    return f"{percent(count.events / count.out_of)} ({count.events:,} of {count.out_of:,})"


def _size(each: Compared) -> str:
    found = each.found
    if isinstance(found, NotComputed):
        return "a ratio without an upper end" if "Unbounded" in found.reason else "no ratio"
    if each.rate == FALSE:
        return _often(found.value, found.low, found.high)
    more, value, low, high = "more", found.value, found.low, found.high
    if value < 0:
        more, value, low, high = "fewer", -found.value, -found.high, -found.low
    return f"{_points(value)} points {more} ({_points(low)} to {_points(high)})"


def _often(value: float, low: float, high: float) -> str:
    return f"{_times(value)} times as often ({_times(low)} to {_times(high)})"


def _smallest(each: Compared) -> str:
    if isinstance(each.smallest, NotComputed):
        none = not each.own.out_of or not each.against.out_of
        what = "ratio" if each.rate == FALSE else "shortfall"
        return "not tested" if none else f"no {what}, however large, could have been shown"
    if each.rate == FALSE:
        return f"a ratio below {_times(each.smallest)} would have gone unseen"
    return f"a shortfall below {_points(each.smallest)} points would have gone unseen"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}"


def _points(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0")


def _caveats(
    trial: Sequence[Tested], *, family: Family, allowed: Allowed, in_use: str
) -> Iterator[Caveat]:
    yield from _always(family)
    if needed := _more_needed(family, allowed=allowed):
        yield Caveat(code="more-needed", sentence=needed)
    if family.crossed:
        yield Caveat(code="crossings", sentence=_crossings(family.crossed))
    thresholds = [each.threshold for each in trial if each.threshold]
    if not in_use:
        what = "what was tested"
        if len(thresholds) > 1:
            what = f"the {len(thresholds)} thresholds that were tested"
        yield Caveat(
            code="threshold-in-use",
            sentence=f"The verdict is about {what}, because nobody said which threshold is in use "
            "(--in-use). At any other it is not known how groups are treated.",
        )
    if without := _untested(trial):
        yield Caveat(
            code="untested-groups",
            sentence=f"Without searches of one kind or the other: {listed(without, most=8)}. "
            "Nothing is known of them there.",
        )


def _always(family: Family) -> Iterator[Caveat]:
    for rate, what in ((FALSE, "a ratio of wrongful matches"),
                       (TRUE, "a shortfall in finding people who are on the watchlist")):
        told = [
            f"{_named(each)}, {_unseen(each)}" for each in family.single
            if each.rate == rate and each.own.out_of and each.against.out_of
        ]
        if told:
            yield Caveat(
                code="smallest-detectable",
                sentence=f"The smallest {what.removeprefix('a ')} that this trial could be "
                f"expected to show, in four trials of five: {listed(told, most=10)}.",
            )


def _unseen(each: Compared) -> str:
    if isinstance(each.smallest, NotComputed):
        return "none, however large"
    if each.rate == FALSE:
        return f"{_times(each.smallest)} times"
    return f"{_points(each.smallest)} points"


def _crossings(crossed: Sequence[Compared]) -> str:
    told = [f"{_named(each)}, {_size(each)}" for each in _shown(crossed)]
    unclear = sum(each.conclusion is Conclusion.CANNOT_TELL for each in crossed)
    shows = (f"a difference is shown for {listed(told, most=5)}" if told else
             "a difference is shown for none")
    rest = f"; for {unclear:,} it cannot be told" if unclear else ""
    looked = many(len(crossed), one="comparison")
    return (f"{looked} of crossings of the group columns were looked at, both ways, the ranges "
            f"widened for that: {shows}{rest}.")


def _more_needed(family: Family, *, allowed: Allowed) -> str:
    """How many searches would tell, for the groups of which nothing can be told."""
    told = []
    for each in family.single:
        needed = _needed(each, allowed=allowed) if (
            each.conclusion is Conclusion.CANNOT_TELL) else None
        if needed:
            kind = "not on" if each.rate == FALSE else "on"
            told.append(f"{_named(each)} has {each.own.out_of:,} of people {kind} the watchlist "
                        f"and needs about {needed:,}")
    if not told:
        return ""
    return (
        f"To see wrongful matches {allowed.ratio:g} times as often, or "
        f"{_points(allowed.points)} points fewer found, in four trials of five, each group needs "
        f"as many searches as this: {listed(told, most=8)}."
    )


def _needed(each: Compared, *, allowed: Allowed) -> int | None:
    if not each.own.out_of or not each.against.out_of:
        return None
    if each.rate == FALSE:
        rate = each.against.events / each.against.out_of
        if not rate:
            return None
        events = _events_needed(allowed.ratio, each.level)
        if isinstance(events, NotComputed):
            return None
        separate = math.ceil(events / (rate * (1 + allowed.ratio)))
    else:
        share = each.against.events / each.against.out_of
        wanted = share - allowed.points
        if wanted <= 0:
            return None
        found = power.trials_needed(share=wanted, reference_share=share, level=each.level)
        if isinstance(found, NotComputed):
            return None
        separate = found
    searches = math.ceil(separate * each.own.out_of / each.own.separate)
    return searches if searches > each.own.out_of else None


@lru_cache(maxsize=64)
def _events_needed(ratio: float, level: float) -> int | NotComputed:
    """Kept once counted out: every group of a family asks for the same."""
    return power.events_needed(ratio=ratio, share=0.5, level=level)


def _untested(trial: Sequence[Tested]) -> list[str]:
    every = {
        (groups.columns, name) for each in trial for groups in each.splits
        if len(groups.columns) == 1 for name in groups.stated
    }
    told = []
    for each in trial:
        for groups in each.splits:
            for columns, name in sorted(every):
                if columns != groups.columns:
                    continue
                probes = groups.probes.get(name)
                if probes is None or not probes.mated or not probes.nonmated:
                    at = f" at {each.threshold}" if each.threshold else ""
                    told.append(f"{', '.join(name)}{at}")
    return told


