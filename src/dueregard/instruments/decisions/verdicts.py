"""What may be concluded from the errors of each group, and no more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import conclusions
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Caveat, NotComputed, Row, Verdict, VerdictCode
from dueregard.findings.labels import NOT_STATED, alike
from dueregard.instruments.decisions import sentences
from dueregard.instruments.decisions.base_rates import explained
from dueregard.instruments.decisions.cells import BY_NAME, Counts, Measure, Read, named
from dueregard.instruments.decisions.rows import Counted, less, ratio
from dueregard.instruments.decisions.sentences import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verdict with what it rests on."""

    verdict: Verdict
    headline: str
    comparisons: tuple[Comparison, ...]
    rows: tuple[Row, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def check_reference(its: Read, *, asked: str) -> None:
    """Raise a sentence where a reference that was asked for is in none of the columns."""
    names = sorted({label for name in its.cells for label in name if label != NOT_STATED})
    there, wanted = {alike(each) for each in names}, named(asked)
    if not names or not wanted or alike(asked) in there:
        return
    parts = {key: each for key, each in wanted.items() if key != alike(asked) or len(wanted) == 1}
    missing = [each for key, each in parts.items() if key not in there]
    if missing:
        raise DueRegardError(
            f"No group is called '{missing[0]}', so nothing can be compared with it. The groups "
            f"are: {', '.join(names[:30])}."
        )


def judge(
    every: Sequence[Counted], *, its: Read, chosen: Mapping[str, Any], asked_outcome: str
) -> Judged:
    """The verdict: what was shown, what was ruled out, and what cannot be told from these data."""
    measure = BY_NAME["false_positive_rate" if chosen["adverse"] else "false_negative_rate"]
    unfit = _unfit(its)
    if unfit:
        return Judged(verdict=Verdict(code=VerdictCode.NOT_FIT, sentence=unfit),
                      headline=measure.name, comparisons=())
    single = [each for each in every if len(each.split.columns) == 1]
    crossed = [each for each in every if len(each.split.columns) > 1]
    # Half of the allowance for chance is for single groups and half for crossings, so that the
    # verdict as a whole is as sure as the level says.
    level = chosen["level"] if not crossed else conclusions.simultaneous(
        level=chosen["level"], comparisons=2)
    found = _comparisons(single, measure=measure, level=level, margin=chosen["margin"])
    beyond = _comparisons(crossed, measure=measure, level=level, margin=chosen["margin"])
    shown = {(each.columns, each.name) for each in found if each.conclusion is Conclusion.SHOWN}
    rows, notes = explained(single, shown=shown)
    sentence = sentences.verdict(
        found, beyond=beyond, adverse=chosen["adverse"], margin=chosen["margin"],
        outcome=asked_outcome,
    )
    return Judged(
        verdict=Verdict(code=_code(found, beyond=beyond), sentence=sentence),
        headline=measure.name, comparisons=tuple(found), rows=tuple(rows),
        caveats=tuple(_caveats(found, beyond=beyond, notes=notes, measure=measure,
                               margin=chosen["margin"])),
    )


def _caveats(
    found: Sequence[Comparison], *, beyond: Sequence[Comparison], notes: Sequence[Caveat],
    measure: Measure, margin: float,
) -> Iterator[Caveat]:
    yield from notes
    if beyond:
        yield Caveat(code="crossings", sentence=sentences.crossings(beyond, measure=measure.name))
    if few := sentences.too_few(found, margin=margin):
        yield Caveat(code="more-needed", sentence=few)


def _unfit(its: Read) -> str:
    """Why these data cannot answer the question, or nothing."""
    totals = [sum(cells[place] for cells in its.cells.values()) for place in range(4)]
    yes, came = totals[0] + totals[1], totals[0] + totals[2]
    whole = sum(totals)
    if not whole:
        return ("No row could be used, so these data cannot answer the question. Why is said of "
                "each.")
    stated = [sorted({name[place] for name, cells in its.cells.items()
                      if name[place] != NOT_STATED and any(cells)})
              for place in range(len(its.columns))]
    if all(len(each) < 2 for each in stated):
        only = ", ".join(each[0] for each in stated if each)
        what = f"There is only one group ('{only}')" if only else "No group is stated"
        return (f"{what} in {', '.join(its.columns)}, so nothing can be compared. Records of at "
                "least two groups are needed.")
    if yes in (0, whole):
        said = "yes" if yes else "no"
        return (f"The tool said {said} in all {whole:,} decisions, so it told nobody apart and "
                "there is nothing to check. Look whether the right column and values were named.")
    if came in (0, whole):
        said = f"in all {whole:,} cases" if came else f"in none of {whole:,} cases"
        return (f"It happened {said}, so the outcome cannot tell a right decision from a wrong "
                "one. Look whether the right column and values were named.")
    return ""


def _comparisons(
    several: Sequence[Counted], *, measure: Measure, level: float, margin: float
) -> list[Comparison]:
    pairs = [
        (each, name) for each in several for name in each.split.stated
        if name != each.split.reference and each.split.reference in each.split.cells
    ]
    # Who looks at many groups will see some differ by chance: each range is widened for that.
    level = conclusions.simultaneous(level=level, comparisons=max(1, len(pairs)))
    found = []
    for each, name in pairs:
        counts = each.counts[name, measure.name]
        against = each.counts[each.split.reference, measure.name]
        divided: Estimate | NotComputed = NotComputed(reason=measure.nobody)
        apart = divided
        if counts.out_of and against.out_of:
            divided = ratio(counts, against, level=level)
            apart = less(counts, against, level=level)
        found.append(Comparison(
            columns=each.split.columns, name=name, reference=each.split.reference, counts=counts,
            against=against, found=divided, apart=apart, level=level,
            conclusion=_conclusion(divided, apart=apart, counts=counts, against=against,
                                   margin=margin),
        ))
    return found


def _conclusion(
    divided: Estimate | NotComputed, *, apart: Estimate | NotComputed, counts: Counts,
    against: Counts, margin: float,
) -> Conclusion:
    """By the ratio; where the reference has no errors there is none, and the difference tells."""
    if isinstance(apart, Estimate) and not against.events and counts.events:
        return Conclusion.SHOWN if apart.low > 0 else Conclusion.CANNOT_TELL
    return conclusions.conclude(divided, margin=margin)


def _code(found: Sequence[Comparison], *, beyond: Sequence[Comparison]) -> VerdictCode:
    """A crossing can show what single groups hide; only single groups can rule anything out."""
    if any(each.conclusion is Conclusion.SHOWN for each in beyond):
        return VerdictCode.DISPARITY_SHOWN
    return {
        Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
        Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
        Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
    }[conclusions.overall([each.conclusion for each in found])]
