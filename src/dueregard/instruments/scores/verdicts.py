"""What may be concluded of a score by group, and no more."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import conclusions, power
from dueregard.findings.conclusions import Conclusion
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Caveat, NotComputed, Verdict, VerdictCode
from dueregard.findings.intervals import standard_score
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.roles import fold
from dueregard.findings.splits import Name
from dueregard.findings.wording import counted as many
from dueregard.instruments.scores import sentences
from dueregard.instruments.scores.bands import Bands
from dueregard.instruments.scores.checks import Flag
from dueregard.instruments.scores.columns import Columns
from dueregard.instruments.scores.rows import AT_SCORE, Told, at_same_score, ranking_difference
from dueregard.instruments.scores.sentences import Comparison
from dueregard.instruments.scores.tallies import Read, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verdict with the comparisons that it rests on: of meaning, and of ranking."""

    verdict: Verdict
    meaning: tuple[Comparison, ...] = ()
    ranking: tuple[Comparison, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    headline: str = AT_SCORE


def check_reference(its: Read, *, asked: str) -> None:
    """Raise a sentence where the reference that was asked for is in none of the columns."""
    names = sorted({label for name in its.cells for label in name if label != NOT_STATED})
    if asked and names and fold(asked) not in map(fold, names):
        raise DueRegardError(
            f"No group is called '{asked}', so nothing can be compared with it. The groups are: "
            f"{', '.join(names[:30])}.")


def judge(
    several: Sequence[Told], *, its: Read, slices: Bands | None, chosen: Mapping[str, Any],
    columns: Columns, flagged: Sequence[Flag],
) -> Judged:
    """The verdict: what was shown, what was ruled out, and what cannot be told from these data."""
    first = [
        f"{each.sentence[:1].upper()}{each.sentence[1:]}. "
        f"{many(each.rows, one='row was', many='rows were')} left out." for each in flagged
    ]
    unfit = _unfit(its, columns=columns)
    if unfit or slices is None:
        return Judged(verdict=Verdict(code=VerdictCode.NOT_FIT, sentence=" ".join([*first, unfit])))
    single = [each for each in several if len(each.split.columns) == 1]
    crossed = [each for each in several if len(each.split.columns) > 1]
    meaning, ranking = _both(single, slices=slices, chosen=chosen)
    beyond = _both(crossed, slices=slices, chosen=chosen)
    code = {
        Conclusion.SHOWN: VerdictCode.DISPARITY_SHOWN,
        Conclusion.RULED_OUT: VerdictCode.DISPARITY_RULED_OUT,
        Conclusion.CANNOT_TELL: VerdictCode.CANNOT_TELL,
    }[conclusions.overall([each.conclusion for each in (*meaning, *ranking)])]
    said = [*first, *sentences.meaning(meaning, margin=chosen["margin"],
                                       outcome=columns.outcome.words),
            *sentences.ranking(ranking, margin=chosen["auc_margin"],
                               outcome=columns.outcome.words)]
    if code is VerdictCode.CANNOT_TELL:
        said += sentences.nearest(meaning, margin=chosen["margin"])
    few = sentences.too_few(meaning, ranking, margin=chosen["margin"],
                            auc_margin=chosen["auc_margin"])
    return Judged(
        verdict=Verdict(code=code, sentence=" ".join(said)), meaning=tuple(meaning),
        ranking=tuple(ranking),
        caveats=(*_crossings(beyond),
                 *((Caveat(code="more-needed", sentence=few),) if few else ())),
    )


def _unfit(its: Read, *, columns: Columns) -> str:
    """Why these data cannot answer the question, or nothing."""
    if not its.rows_used:
        return ("No row could be used, so these data cannot answer the question. Why is said of "
                "each.")
    everyone = its.everyone()
    if all(len({name[place] for name in its.cells if name[place] != NOT_STATED}) < 2
           for place in range(len(its.columns))):
        only = next((name[0] for name in its.cells if name[0] != NOT_STATED),
                    "nothing that is stated")
        return (f"There is only one group ('{only}') in {', '.join(its.columns)}, so nothing can "
                "be compared. Records of at least two groups are needed.")
    if everyone.events in (0, everyone.people):
        said = "yes" if everyone.events else "no"
        return (f"'{columns.outcome.words}' is {said} for all {everyone.people:,} people, so "
                "nothing shows whether the score was right. Look whether the right column and "
                "values were named.")
    if int(((everyone.happened + everyone.not_happened) > 0).sum()) < 2:
        return (f"'{columns.score}' is the same for all {everyone.people:,} people, so it tells "
                "nobody apart. Look whether the right column was named.")
    return ""


def _both(
    several: Sequence[Told], *, slices: Bands, chosen: Mapping[str, Any]
) -> tuple[list[Comparison], list[Comparison]]:
    """Each group against its reference: what the same score means, and how well it ranks."""
    pairs = [
        (each, name) for each in several for name in each.split.stated
        if name != each.split.reference and each.split.reference in each.groups
    ]
    # Who looks at many figures will see some differ by chance: each range is widened for that.
    level = conclusions.simultaneous(level=chosen["level"], comparisons=max(1, 2 * len(pairs)))
    meaning, ranking = [], []
    for each, name in pairs:
        group, reference = each.groups[name], each.groups[each.split.reference]
        found = at_same_score(group, reference=reference, slices=slices, level=level)
        meaning.append(_compared(
            each, name, found, conclusion=conclusions.conclude(found, margin=chosen["margin"]),
            needed=_people_needed(group, reference=reference, margin=chosen["margin"],
                                  level=level)))
        apart = ranking_difference(group, reference=reference, level=level)
        ranking.append(_compared(
            each, name, apart,
            conclusion=conclusions.conclude_difference(apart, margin=chosen["auc_margin"]),
            needed=_people_for_ranking(group, apart, margin=chosen["auc_margin"], level=level)))
    return meaning, ranking


def _compared(
    each: Told, name: Name, found: Estimate | NotComputed, *, conclusion: Conclusion,
    needed: int | None,
) -> Comparison:
    return Comparison(
        columns=each.split.columns, name=name, reference=each.split.reference,
        people=each.groups[name].people, found=found, conclusion=conclusion,
        needed=needed if conclusion is Conclusion.CANNOT_TELL else None,
    )


def _people_needed(
    group: Tally, *, reference: Tally, margin: float, level: float
) -> int | None:
    """How many people would show a ratio of `margin` in four of five such files."""
    if not reference.people:
        return None
    share = reference.events / reference.people
    wanted = share * margin if share * margin < 1 else share / margin
    if not 0 < wanted < 1:
        return None
    found = power.trials_needed(share=wanted, reference_share=share, level=level)
    return None if isinstance(found, NotComputed) or found <= group.people else found


def _people_for_ranking(
    group: Tally, found: Estimate | NotComputed, *, margin: float, level: float
) -> int | None:
    """How many people would show a difference of `margin`, as ranges shrink with their root."""
    if isinstance(found, NotComputed) or found.high <= found.low:
        return None
    reach = standard_score(level)
    error = (found.high - found.low) / (2 * reach)
    times = ((reach + standard_score(0.6)) * error / margin) ** 2
    return math.ceil(group.people * times) if times > 1 else None


def _crossings(
    beyond: tuple[Sequence[Comparison], Sequence[Comparison]]
) -> Iterator[Caveat]:
    if beyond[0]:
        yield Caveat(code="crossings", sentence=sentences.crossings(*beyond))
