"""What a watch says in sentences: an alarm, or how much more it would take.

Without this file 'no alarm' would be read as 'nothing is wrong'.
"""

import math
from collections.abc import Iterator

from dueregard.findings.conclusions import Conclusion
from dueregard.findings.eprocess import (
    rate_evidence,
    share_evidence,
    trials_to_alarm,
    two_shares_evidence,
)
from dueregard.findings.finding import Caveat, NotComputed, Row, Verdict, VerdictCode
from dueregard.findings.wording import counted, number, percent
from dueregard.instruments.watch.course import MOST_EVIDENCE, Course
from dueregard.instruments.watch.meant import Claim, Meant
from dueregard.instruments.watch.stream import Stream

ALARM = "alarm"
# 'Cannot tell' says what it would take if the truth were this many times the claim.
_SUPPOSED = 2.0


def verdict(
    its: Course, *, meant: Meant, stream: Stream, share: Row, concluded: Conclusion,
    alarm_line: float,
) -> Verdict:
    """An alarm, the claim held to within the margin, or that it cannot be told yet."""
    if not its.totals.seen:
        return Verdict(
            code=VerdictCode.NOT_FIT,
            sentence="No row could be watched, so this file cannot answer the question. Why is "
            "said of each.",
        )
    seen = _seen(its, meant=meant, stream=stream)
    if its.alarm is not None:
        when = its.alarm.stratum.get("when", "")
        after = its.alarm.group["alarm_after"]
        return Verdict(
            code=VerdictCode.DISPARITY_SHOWN,
            sentence=f"Alarm. {seen} {_beyond(its, meant=meant, stream=stream)} The evidence "
            f"crossed the alarm line of {_evidence(alarm_line)} to 1 after {after} "
            f"{_unit(meant)}{f', {when},' if when else ''} and now stands at "
            f"{_evidence(its.evidence)} to 1. Review the use now.",
        )
    if concluded is Conclusion.RULED_OUT:
        return Verdict(
            code=VerdictCode.DISPARITY_RULED_OUT,
            sentence=f"No alarm. {seen} {_held(meant, share=share)}",
        )
    return Verdict(
        code=VerdictCode.CANNOT_TELL,
        sentence=f"No alarm so far, which does not mean that nothing is wrong. {seen} "
        f"{more_needed(its, meant=meant)}",
    )


def caveats(
    its: Course, *, meant: Meant, stream: Stream, until: str, alarm_line: float
) -> Iterator[Caveat]:
    """What a reader must know before acting on it or resting on it."""
    if its.alarm is not None:
        yield Caveat(code=ALARM, sentence=(
            "An alarm is a reason to look now. It does not say why, and it is no finding of "
            "fault. Attached to a use, it makes the use due for review."
        ))
    yield Caveat(code="anytime", sentence=(
        f"If the claim is true, the chance that an alarm ever sounds is at most "
        f"{percent(meant.level)}, however long and however often somebody looks: the evidence "
        f"must reach {_evidence(alarm_line)} to 1. Every range here may be looked at always too."
    ))
    if meant.claim is Claim.SHARE:
        yield Caveat(code="exposure-given", sentence=(
            f"That people recorded as {stream.of} are {percent(meant.exposure)} of those scanned "
            "was given, not measured. Another exposure gives another answer: try what a count by "
            "hand, the watchlist and the true alerts say."
        ))
    if meant.claim is Claim.PAIR:
        yield Caveat(code="ratio-range-is-wide", sentence=(
            "The range of the ratio is made of a range for each group, so it is wider than it need "
            "be and may hold 1 though an alarm has sounded. The alarm rests on the evidence alone."
        ))
    if stream.unstated:
        yield Caveat(code="group-not-stated", sentence=(
            f"'{meant.group}' is not stated in {counted(stream.unstated, one='row')}, which "
            f"{'is' if stream.unstated == 1 else 'are'} not watched. If those "
            "of one group are stated less often, its share looks too low."
        ))
    if until:
        yield Caveat(code="continued", sentence=(
            f"Taken up from an earlier run, which had looked until {until}. The counts hold all "
            "runs together; rows read and the fingerprint are of this file alone."
        ))
    if not meant.date:
        yield Caveat(code="file-order", sentence=(
            "Rows were taken in the order of the file. Give --date to put them in order of time."
        ))


def more_needed(its: Course, *, meant: Meant) -> str:
    """How much more would raise an alarm, if things were twice what was claimed."""
    bar, totals = -math.log(meant.level), its.totals
    if meant.claim is Claim.SHARE:
        share = min(_SUPPOSED * meant.exposure, (1 + meant.exposure) / 2)
        found = trials_to_alarm(
            lambda n: float(share_evidence(events=share * n, trials=n, share=meant.exposure)),
            bar=bar)
        told = f"If the true share were {percent(share)}, about {{}} alerts in all would tell."
    elif meant.claim is Claim.LIMIT:
        found = trials_to_alarm(
            lambda n: float(rate_evidence(events=n, expected=n / _SUPPOSED)), bar=bar)
        told = "If the true rate were twice the limit, about {} events in all would tell."
    else:
        rate = totals.other_events / totals.other_exposure if totals.other_exposure else 0.0
        part = totals.exposure / totals.seen
        if not 0 < rate < 1 or not 0 < part < 1:
            return "One group has no events, or nothing but events, so how many more would tell " \
                "cannot be said."
        own = min(_SUPPOSED * rate, (1 + rate) / 2)
        found = trials_to_alarm(
            lambda n: float(two_shares_evidence(
                events=own * part * n, trials=part * n, other_events=rate * (1 - part) * n,
                other_trials=(1 - part) * n)), bar=bar)
        told = f"If the true share were {percent(own)} against {percent(rate)}, about {{}} " \
            "alerts in all would tell."
    if isinstance(found, NotComputed):
        return "No number of alerts that could be watched would tell a difference of this size."
    return told.format(f"{found:,}")


def _seen(its: Course, *, meant: Meant, stream: Stream) -> str:
    totals = its.totals
    words = f" ({meant.events.words})" if meant.events else ""
    if meant.claim is Claim.SHARE:
        return (
            f"{totals.events:,.0f} of the {totals.exposure:,.0f} alerts watched{words} were of "
            f"people recorded as {stream.of} ({percent(totals.events / totals.exposure)}), against "
            f"an exposure of {percent(meant.exposure)}."
        )
    if meant.claim is Claim.LIMIT:
        whose = f" of people recorded as {stream.of}" if meant.group else ""
        per = meant.per or "rows"
        rate = number(totals.events / totals.exposure) if totals.exposure else "no rate"
        return (
            f"{totals.events:,.0f} events{words or f' ({meant.count})'} in {totals.exposure:,.15g} "
            f"{per}{whose}: {rate} each, against a limit of {number(meant.limit)}."
        )
    return (
        f"{_of(totals.events, totals.exposure)} of people recorded as {stream.of} and "
        f"{_of(totals.other_events, totals.other_exposure)} of {stream.versus} were "
        f"{meant.events.words if meant.events else 'events'}."
    )


def _of(events: float, out_of: float) -> str:
    share = f" ({percent(events / out_of)})" if out_of else ""
    return f"{events:,.0f} of {out_of:,.0f} alerts{share}"


def _beyond(its: Course, *, meant: Meant, stream: Stream) -> str:
    totals = its.totals
    if meant.claim is Claim.SHARE:
        more = totals.events / totals.exposure > meant.exposure
        return f"That is {'more' if more else 'fewer'} than the exposure explains."
    if meant.claim is Claim.LIMIT:
        return "That is more than was agreed."
    return f"The two differ by more than chance explains; {stream.versus} is the comparison."


def _held(meant: Meant, *, share: Row) -> str:
    if share.low is None or share.high is None:
        return ""
    if meant.claim is Claim.LIMIT:
        return (
            f"The rate is below the limit, whenever one looks: {number(share.low)} to "
            f"{number(share.high)}."
        )
    return (
        f"Whenever one looks, it is within {meant.margin:g} times of what it is compared "
        f"with, either way: {number(share.low)} to {number(share.high)} times."
    )


def _unit(meant: Meant) -> str:
    return (meant.per or "rows") if meant.claim is Claim.LIMIT else "alerts"


def _evidence(value: float) -> str:
    if value >= MOST_EVIDENCE:
        return f"over {value:,.0f}"
    return f"{value:,.0f}" if float(value).is_integer() else number(value)
