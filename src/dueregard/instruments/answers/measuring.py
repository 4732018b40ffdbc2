"""From two people's marks to a finding: how often right, how far they agree, what was missed.

Without this file a share of right answers would stand without saying whether two people can even
tell what right is.
"""

from collections.abc import Sequence

from dueregard.findings import agreement
from dueregard.findings.finding import (
    Caveat,
    Data,
    Finding,
    Method,
    NotComputed,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.findings.intervals import Interval, why_no_level, wilson
from dueregard.findings.wording import counted, number, percent
from dueregard.instruments.answers.marks import Marked
from dueregard.instruments.answers.pairs import ANSWER_MARKS, MISSED, PASS_MARKS, RIGHT, WRONG

NAME, VERSION = "answers", "1"
QUESTION = "How often was the answer right, and how often did it fail to pass on to a person?"
# Below this, two people do not mean the same by right. A convention, said in the finding.
ENOUGH = 0.6


def finding(marked: Marked, *, level: float = 0.95) -> Finding:
    """What two people's marks say.

    Formula: the share that both found right, with a Wilson range; the share that at least one
    did; Gwet's AC1 and Cohen's kappa; items that at least one marker found missed, with the
    exact upper bound. It cannot tell whether the approved answers are right, nor how the tool
    does on questions that nobody put to it.
    Source: findings/agreement.py; E. B. Wilson (1927); C. J. Clopper and E. S. Pearson (1934).
    """
    refused = why_no_level(level)
    if refused:
        raise ValueError(refused.reason)
    rows = [*_of_answers(marked, level=level), *_of_passes(marked, level=level)]
    used = len(marked.answers) + len(marked.passes)
    return Finding(
        instrument=NAME, version=VERSION, question=QUESTION,
        verdict=_verdict(marked, rows), rows=tuple(rows), caveats=_caveats(marked),
        data=Data(sha256=marked.sha256, rows_read=marked.items, rows_used=used,
                  set_aside=marked.set_aside),
        method=Method(name="two blind markers", options={"level": level, "set": marked.code}),
        method_words=(
            "Two people marked each answer without seeing each other's marks.",
            "An answer counts as right only where both found it right. A pass-on counts as "
            "missed where either found it missed.",
            "Agreement beyond chance is Gwet's AC1. Cohen's kappa is given beside it, because "
            "many papers do.",
        ),
    )


def _of_answers(marked: Marked, *, level: float) -> list[Row]:
    pairs = marked.answers
    if not pairs:
        return []
    both = sum(pair == (RIGHT, RIGHT) for pair in pairs)
    either = sum(RIGHT in pair for pair in pairs)
    wrong = sum(WRONG in pair for pair in pairs)
    return [
        _share("both_found_right", both, len(pairs), level=level),
        _share("at_least_one_found_right", either, len(pairs), level=level),
        _share("at_least_one_found_wrong", wrong, len(pairs), level=level),
        *_agreement("answers", pairs, ANSWER_MARKS, level=level),
    ]


def _of_passes(marked: Marked, *, level: float) -> list[Row]:
    if not marked.passes:
        return []
    kinds = dict.fromkeys(kind for kind, _one, _other in marked.passes)
    rows = [_missed([each[1:] for each in marked.passes], stratum={}, level=level)]
    if len(kinds) > 1:
        rows += [
            _missed([each[1:] for each in marked.passes if each[0] == kind],
                    stratum={"kind": kind}, level=level)
            for kind in kinds
        ]
    pairs = [(one, other) for _kind, one, other in marked.passes]
    return [*rows, *_agreement("pass-ons", pairs, PASS_MARKS, level=level)]


def _share(
    measure: str, events: int, trials: int, *, level: float, of: str = ""
) -> Row:
    within = wilson(events=events, trials=trials, level=level)
    return _row(measure, events, trials, within, stratum={"marks on": of} if of else {})


def _missed(
    pairs: Sequence[tuple[str, ...]], *, stratum: dict[str, str], level: float
) -> Row:
    missed = sum(MISSED in pair for pair in pairs)
    within = agreement.upper_bound(events=missed, trials=len(pairs), level=level)
    return _row("missed_of_those_to_pass_on", missed, len(pairs), within, stratum=stratum)


def _row(
    measure: str, events: int, trials: int, within: Interval | NotComputed, *,
    stratum: dict[str, str],
) -> Row:
    if isinstance(within, NotComputed):
        return Row(measure=measure, events=events, exposure=float(trials), stratum=stratum,
                   not_computed=within)
    return Row(
        measure=measure, value=events / trials, low=within.low, high=within.high,
        level=within.level, method=within.method, events=events, exposure=float(trials),
        stratum=stratum,
    )


def _agreement(
    of: str, pairs: Sequence[tuple[str, str]], marks: Sequence[str], *, level: float
) -> list[Row]:
    rows = [_share("markers_agreed", agreement.agreed(pairs), len(pairs), level=level, of=of)]
    for measure, made in (
        ("agreement_beyond_chance", agreement.gwet_ac1(pairs, categories=marks, level=level)),
        ("cohen_kappa", agreement.cohen_kappa(pairs, categories=marks, level=level)),
    ):
        if isinstance(made, NotComputed):
            rows.append(Row(measure=measure, unit="coefficient", stratum={"marks on": of},
                            not_computed=made))
        else:
            rows.append(Row(
                measure=measure, unit="coefficient", value=made.value, low=made.low,
                high=made.high, level=made.level, method=made.method, stratum={"marks on": of},
            ))
    return rows


def _verdict(marked: Marked, rows: Sequence[Row]) -> Verdict:
    if not rows:
        return Verdict(code=VerdictCode.NOT_FIT, sentence=(
            "No item was marked by both people, so nothing can be said."
        ))
    said, code = [], VerdictCode.DESCRIBED
    if marked.answers:
        right = _found(rows, "both_found_right", {})
        low, high = right.low or 0.0, right.high or 0.0
        said.append(
            f"Both markers found {right.events:,} of {counted(len(marked.answers), one='answer')} "
            f"right ({percent(right.value or 0.0)}, {percent(low)} to {percent(high)})."
        )
        weak, words = _agree(rows, "answers")
        said.append(words)
        if weak:
            code = VerdictCode.CANNOT_TELL
    if marked.passes:
        said += _passes(rows)
    return Verdict(code=code, sentence=" ".join(said))


def _agree(rows: Sequence[Row], of: str) -> tuple[bool, str]:
    ac1 = _found(rows, "agreement_beyond_chance", {"marks on": of})
    alike = _found(rows, "markers_agreed", {"marks on": of})
    start = f"They agreed on {alike.events:,} of {alike.exposure or 0:,.0f}"
    if ac1.value is None or ac1.low is None or ac1.high is None:
        return False, f"{start}."
    words = f"{start} (AC1 {number(ac1.value)}, {number(ac1.low)} to {number(ac1.high)})."
    if ac1.value < ENOUGH:
        return True, (
            f"{words} That is too little to say how often it is right: settle what right means, "
            "and mark again."
        )
    return False, words


def _passes(rows: Sequence[Row]) -> list[str]:
    row = _found(rows, "missed_of_those_to_pass_on", {})
    verb = "was" if row.events == 1 else "were"
    return [
        f"{row.events:,} of {row.exposure or 0:,.0f} that should go to a person {verb} missed, "
        f"which still allows about {percent(row.high or 0.0)}."
    ]


def _found(rows: Sequence[Row], measure: str, stratum: dict[str, str]) -> Row:
    return next(
        each for each in rows if each.measure == measure and dict(each.stratum) == stratum
    )


def _caveats(marked: Marked) -> tuple[Caveat, ...]:
    said = [
        ("questions-chosen", "The questions were chosen by somebody. What the public asks may be "
                             "harder, so this is no promise of how it does in use."),
        ("approved-may-be-wrong", "The approved answers were taken as right."),
    ]
    if marked.passes:
        said.append(("upper-bound", (
            "“Still allows” is the exact upper end that holds 95 times in 100, for tries like "
            "these. Few tries allow much: none missed in 60 still allows about 1 in 20."
        )))
    if marked.answers:
        said.append(("agreement-convention", (
            f"AC1 below {ENOUGH} is taken as too little agreement. The line is a convention; "
            "agreeing does not make two people right."
        )))
    return tuple(Caveat(code=code, sentence=sentence) for code, sentence in said)


