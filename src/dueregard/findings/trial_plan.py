"""How large a trial must be before it can show, or rule out, that a system treats a group worse.

Without this file a force would buy a trial of four hundred volunteers, see seven errors, and be
told that no significant difference was found.
"""

import math
from dataclasses import dataclass
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import power as power_of
from dueregard.findings.conclusions import simultaneous
from dueregard.findings.finding import NotComputed
from dueregard.findings.intervals import standard_score

FEWEST_VOLUNTEERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the trial is to find out, and what is assumed beforehand.

    `ratio` is how many times as often a group may be wrongly matched as the reference, whose share
    is `rate`; `found` is the share of people on the watchlist who are found, and `points` how much
    less of it matters. `passes` is how often each volunteer walks by, `correlation` how alike
    those passes are.
    """

    ratio: float = 2.0
    rate: float = 0.001
    groups: int = 2
    passes: int = 1
    correlation: float = 0.3
    found: float = 0.9
    points: float = 0.05
    power: float = 0.8
    level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What each group needs for one aim.

    `separate` is the number of searches if each is for another person, `searches` those of
    volunteers who repeat, and `volunteers` how many people that is; `errors` is how many errors
    are expected in a group and the reference together.
    """

    separate: int
    searches: int
    volunteers: int
    errors: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The trial that is needed: for wrongful matches and for people found, to show and to rule out.

    `level` is the level of each comparison once it is widened for the number of groups.
    """

    asked: Asked
    level: float
    effect: float
    show_ratio: Needed
    rule_out_ratio: Needed
    show_points: Needed
    rule_out_points: Needed


def plan(asked: Asked) -> Plan:
    """The trial that would do, for each group and for the reference alike.

    Formula: to show the ratio, the errors that must be expected of both groups together (see
    errors_expected) over rate·(1 + ratio); to rule it out, x = 2·((z + z')/ln ratio)² errors a
    group where the truth is equality, z of the level and z' of (1 + power)/2, over the rate; for
    people found, the angles of power.trials_needed, and to rule out 2·f·(1 - f)·((z +
    z')/points)². The level is shared among the comparisons, both ways (Bonferroni). Volunteers who
    pass m times need 1 + (m - 1)·r times as many searches. It takes errors as rare and groups as
    equally large, and cannot know beforehand how alike the passes of one person are.
    Source: errors_expected() and power.trials_needed(); S.-C. Chow, J. Shao and H. Wang, Sample
    Size Calculations in Clinical Research (2008), 3.2, for equivalence; L. Kish (1965).

    >>> made = plan(Asked(ratio=2, rate=0.001, groups=6, passes=10, correlation=0.3))
    >>> round(made.effect, 1), made.show_ratio.separate
    (3.7, 40881)
    """
    _check(asked)
    # Every group but the reference is compared, in wrongful matches and in people found.
    level = simultaneous(level=asked.level, comparisons=2 * (asked.groups - 1))
    effect = 1 + (asked.passes - 1) * asked.correlation
    shown = power_of.trials_needed(
        share=asked.found - asked.points, reference_share=asked.found, power=asked.power,
        level=level)
    if isinstance(shown, NotComputed):
        raise DueRegardError(shown.reason)
    errors = errors_expected(ratio=asked.ratio, power=asked.power, level=level)
    reach = standard_score(level) + standard_score(asked.power)
    equal = 2 * (reach / math.log(asked.ratio)) ** 2 / asked.rate
    alike = 2 * asked.found * (1 - asked.found) * (reach / asked.points) ** 2

    def needed(searches: float, errors: float) -> Needed:
        separate = math.ceil(searches - 1e-9)
        repeated = math.ceil(searches * effect - 1e-9)
        return Needed(
            separate=separate, searches=repeated, errors=errors * separate,
            volunteers=max(math.ceil(repeated / asked.passes), FEWEST_VOLUNTEERS),
        )

    either = asked.rate * (1 + asked.ratio)
    missed = 2 * (1 - asked.found)
    return Plan(
        asked=asked, level=level, effect=effect,
        show_ratio=needed(errors / either, either),
        rule_out_ratio=needed(equal, 2 * asked.rate),
        show_points=needed(shown, missed + asked.points),
        rule_out_points=needed(alike, missed),
    )


def errors_expected(*, ratio: float, power: float = 0.8, level: float = 0.95) -> float:
    """How many errors two equally large groups must be expected to make for a ratio to show.

    Formula: the least mean m at which, over a Poisson number N of errors with that mean, those of
    the one group (binomial of N with r/(r + 1)) reach what chance alone (1/2) would reach at most
    (1 - level)/2 of the time, as often as `power` says. More than an exact test of m errors needs,
    because a trial may by chance see fewer errors than are expected.
    Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940), for the test; this project, by
    counting out, for the number.

    >>> round(errors_expected(ratio=3))
    34
    """
    low, high = 0.0, 8.0
    while _shown(high, ratio=ratio, level=level) < power:
        low, high = high, high * 2
    # Finer than a thousandth of an error nothing can be told.
    while high - low > max(1e-3, 1e-5 * high):
        middle = (low + high) / 2
        enough = _shown(middle, ratio=ratio, level=level) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def _shown(mean: float, *, ratio: float, level: float) -> float:
    """How often a Poisson number of errors with that mean shows the ratio."""
    import numpy
    from scipy.special import bdtrik, betainc, gammaln

    reach = 8 * math.sqrt(mean) + 20
    errors = numpy.arange(max(1, int(mean - reach)), int(mean + reach) + 1, dtype=float)
    weights = numpy.exp(errors * math.log(mean) - mean - gammaln(errors + 1))
    tail, share = (1 - level) / 2, ratio / (ratio + 1)

    def at_least(count: Any, part: float) -> Any:
        inside = numpy.clip(count, 1, errors)
        found = betainc(inside, errors - inside + 1, part)
        return numpy.where(count < 1, 1.0, numpy.where(count > errors, 0.0, found))

    # The quantile is a real number: from just below it, step to the first count that is enough.
    enough = numpy.maximum(numpy.floor(bdtrik(1 - tail, errors, 0.5)) - 1, 1)
    for _ in range(4):
        enough += at_least(enough, 0.5) > tail
    return float(numpy.sum(weights * at_least(enough, share)))


def _check(asked: Asked) -> None:
    """Refuse, in a sentence, what is no trial."""
    for wrong, sentence in (
        (not 1 < asked.ratio <= 1_000,
         f"The ratio is above 1, such as 2 for twice as often; {asked.ratio:g} is not."),
        (not 0 < asked.rate < 1,
         f"The rate is a share between 0 and 1, such as 0.001 for 1 in 1,000; {asked.rate:g} is "
         "not."),
        (asked.ratio * asked.rate >= 0.5,
         f"{asked.ratio:g} times {asked.rate:g} is no rare error, and this planner is for rare "
         "errors. Give a lower rate or ratio."),
        (not 2 <= asked.groups <= 100,
         f"A trial compares from 2 to 100 groups; {asked.groups} is not one of them."),
        (not 1 <= asked.passes <= 10_000,
         f"Each volunteer passes at least once; {asked.passes} times is not possible here."),
        (not 0 <= asked.correlation <= 1,
         f"The correlation lies from 0 to 1, such as 0.3; {asked.correlation:g} does not."),
        (not 0 < asked.found < 1,
         f"The share found lies between 0 and 1, such as 0.9; {asked.found:g} does not."),
        (not 0 < asked.points < asked.found,
         f"The difference in the share found lies between 0 and that share ({asked.found:g}), such "
         f"as 0.05; {asked.points:g} does not."),
        (not 0.5 <= asked.power < 1,
         f"The power is a number from 0.5 to below 1, such as 0.8; {asked.power:g} is not."),
        (not 0.5 <= asked.level < 1,
         f"The level must be a number from 0.5 to below 1, such as 0.95; {asked.level:g} is not."),
    ):
        if wrong:
            raise DueRegardError(sentence)
