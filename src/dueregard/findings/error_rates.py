"""Rates of rare errors, compared so that no error seen is never taken for no error made.

Without this file 0 false matches in 300 searches would read as a rate of nought, and a ratio to
it as infinite, or worse, as a number that somebody made up to avoid dividing by nought.
"""

import math
from functools import lru_cache

from dueregard.findings import power
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.shares import share, share_difference, share_ratio
from dueregard.findings.trials import Count

POWER = 0.8
_NOBODY = "There are no such searches in this group."


def error_rate(count: Count, *, level: float = 0.95) -> Estimate | NotComputed:
    """A share of searches with its range: Wilson's, or the exact one where none or all are events.

    Formula: events/searches; where there are none, the upper end is 1 - ((1 - level)/2)^(1/n). It
    cannot tell a system without errors from one whose errors are rarer than the trial could see.
    Source: E. B. Wilson (1927); C. J. Clopper and E. S. Pearson, Biometrika 26 (1934).

    >>> round(error_rate(Count(events=0, out_of=300)).high, 5)
    0.01222
    """
    if not count.out_of:
        return NotComputed(reason=_NOBODY)
    exact = count.events in (0, count.out_of)
    return share(
        events=count.events, trials=count.out_of, level=level, trials_effective=count.worth,
        method="clopper-pearson" if exact else "wilson",
    )


def error_ratio(own: Count, against: Count, *, level: float = 0.95) -> Estimate | NotComputed:
    """One error rate divided by another; unbounded, with its lower end, where that one saw none.

    Formula: see shares.share_ratio. It cannot tell why two rates differ.
    Source: as share_ratio().

    >>> error_ratio(Count(events=7, out_of=4000), Count(events=0, out_of=4000)).reason
    'Unbounded: the group compared with had none in 4,000 searches. The ratio is at least 1.8.'
    """
    if not own.out_of or not against.out_of:
        return NotComputed(reason=_NOBODY if not own.out_of else
                           "There are no such searches in the group compared with.")
    found = share_ratio(
        events=own.events, trials=own.out_of, reference_events=against.events,
        reference_trials=against.out_of, level=level, trials_effective=own.worth,
        reference_trials_effective=against.worth,
    )
    if not isinstance(found, NotComputed) or against.events:
        return found
    if not own.events:
        return NotComputed(
            reason=f"Neither group had any (none in {own.out_of:,} and none in "
            f"{against.out_of:,} searches), so there is no ratio. The upper ends of both rates "
            "say what may still be there.")
    least = found.reason.rpartition("It is ")[2]
    return NotComputed(
        reason=f"Unbounded: the group compared with had none in {against.out_of:,} searches. "
        f"The ratio is {least}")


def error_difference(own: Count, against: Count, *, level: float = 0.95) -> Estimate | NotComputed:
    """One share of searches less another.

    Formula: see shares.share_difference. It cannot tell why two shares differ.
    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), method 10.

    >>> found = error_difference(Count(events=89, out_of=100), Count(events=85, out_of=100))
    >>> round(found.value, 2), found.low < 0 < found.high
    (0.04, True)
    """
    if not own.out_of or not against.out_of:
        return NotComputed(reason=_NOBODY if not own.out_of else
                           "There are no such searches in the group compared with.")
    return share_difference(
        events=own.events, trials=own.out_of, reference_events=against.events,
        reference_trials=against.out_of, level=level, trials_effective=own.worth,
        reference_trials_effective=against.worth,
    )


def smallest_ratio_seen(own: Count, against: Count, *, level: float = 0.95) -> float | NotComputed:
    """The smallest ratio of two rates of rare errors that a trial could be expected to show.

    Formula: as power.smallest_ratio, from the errors of both groups together and the group's share
    of the searches, both as separate ones, with a power of 0.8; by the quantile of the Beta
    distribution alone, because the far tail adds nothing there. A smaller ratio may be there and
    unseen. It takes errors as rare.
    Source: as power.power_of_ratio().

    >>> round(smallest_ratio_seen(
    ...     Count(events=7, out_of=2000), Count(events=0, out_of=2000)), 1)
    30.9
    """
    if not own.out_of or not against.out_of:
        return NotComputed(reason=_NOBODY)
    worth = own.separate + against.separate
    events = (own.events * own.separate / own.out_of
              + against.events * against.separate / against.out_of)
    # Where repeats make less than a whole error of an error, what is left of it tells nothing.
    return _smallest(int(events + 1e-9), round(own.separate / worth, 12), level)


@lru_cache(maxsize=4096)
def _smallest(events: int, part: float, level: float) -> float | NotComputed:
    from scipy.special import bdtrik, betaincinv

    if events > 0:
        tail = (1 - level) / 2
        # From the quantile of the binomial, one step either way, to the first count that is enough.
        near = int(bdtrik(1 - tail, events, part))
        enough = next((k for k in range(max(0, near - 2), events + 1)
                       if _at_least(k=k, n=events, p=part) <= tail), None)
        if enough is not None:
            reached = float(betaincinv(enough, events - enough + 1, POWER))
            if reached < 1:
                return reached / (1 - reached) * (1 - part) / part
    return NotComputed(
        reason=f"With {events:,} separate errors in both groups together, no ratio above 1 could "
        "be shown, however large.")


def _at_least(*, k: int, n: int, p: float) -> float:
    from scipy.special import betainc

    return 1.0 if k <= 0 else float(betainc(k, n - k + 1, p))


def smallest_points_seen(
    own: Count, against: Count, *, level: float = 0.95
) -> float | NotComputed:
    """The smallest amount by which a group could be missed more often and be expected to show it.

    Formula: see power.smallest_share_difference, for separate searches and a power of 0.8.
    Source: as power.trials_needed().

    >>> round(smallest_points_seen(Count(events=44, out_of=400), Count(events=44, out_of=400)), 3)
    0.069
    """
    if not own.out_of or not against.out_of:
        return NotComputed(reason=_NOBODY)
    return power.smallest_share_difference(
        trials=own.separate, reference_trials=against.separate, power=POWER, level=level,
        reference_share=against.events / against.out_of,
    )


def at_watchlist(share_: float, *, tested: float, used: float) -> float:
    """What a false positive identification rate becomes with a watchlist of another size.

    Formula: 1 - (1 - F)^(N'/N), which is 1 - (1 - f)^N' with f = 1 - (1 - F)^(1/N) for a single
    entry. It assumes that every entry is as likely as any other to be matched wrongly, each
    apart from the rest. Look-alikes, twins, families and one group among many break that.
    Source: J. Daugman, IEEE Transactions on Circuits and Systems for Video Technology 14 (2004).

    >>> round(1 / at_watchlist(1 / 6000, tested=10_000, used=1_000), -2)
    60000.0
    """
    if share_ >= 1:
        return 1.0
    return -math.expm1(used / tested * math.log1p(-share_))
