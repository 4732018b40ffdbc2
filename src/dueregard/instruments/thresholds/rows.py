"""The figures: bars, how they compare, the rates behind them, and the checks of the model."""

from collections.abc import Iterator
from typing import Any

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.shares import share
from dueregard.findings.threshold_test import Checked, Counts, Fitted
from dueregard.instruments.thresholds.judged import Judged, estimate
from dueregard.instruments.thresholds.seen import Seen

BAR = "bar_for_acting"
RATIO, DIFFERENCE = f"{BAR}_ratio", f"{BAR}_difference"
LOWER = "chance_that_bar_is_lower"
NARROWER, WIDER = "bar_with_narrower_assumptions", "bar_with_wider_assumptions"
ACTING, FINDING = "act_rate", "find_rate"
OUTSIDE_ACTING, OUTSIDE_FINDING = "act_rates_outside_the_model", "find_rates_outside_the_model"
OFF_ACTING, OFF_FINDING = "act_rates_off_by", "find_rates_off_by"
R_HAT, EFFECTIVE, DIVERGENT = "largest_r_hat", "independent_draws", "paths_astray"
# All of them are figures of places in which few people may have been at risk.
OF_PEOPLE = (BAR, RATIO, DIFFERENCE, LOWER, NARROWER, WIDER, ACTING, FINDING)
# The rows of more strata than this would be read by nobody.
MOST = 2_000


def rows(
    events: Seen, fitted: Fitted | None, judged: tuple[Judged, ...], *, headings: tuple[str, str],
    reference: str, level: float,
) -> Iterator[Row]:
    """Every figure. Without a fit, the rates alone. `headings` are of the group and the stratum."""
    group_heading, stratum_heading = headings
    groups = events.groups
    if fitted is not None:
        yield from _bars(fitted, judged, groups=groups, heading=group_heading,
                         reference=reference, level=level)
    for group in groups:
        yield from _rates(events.of_group(group), level=level, group={group_heading: group})
    for (stratum, group), its in sorted(events.counts.items())[:MOST]:
        where: dict[str, Any] = {"group": {group_heading: group},
                                 "stratum": {stratum_heading: stratum}}
        if fitted is not None and its.at_risk:
            bar = estimate(fitted.main.cells[stratum, group], level=level)
            yield _row(BAR, bar, unit="share", **where)
        yield from _rates(its, level=level, **where)
    if fitted is not None:
        yield from _checks(fitted)


def _bars(
    fitted: Fitted, judged: tuple[Judged, ...], *, groups: tuple[str, ...], heading: str,
    reference: str, level: float,
) -> Iterator[Row]:
    main = fitted.main.groups
    for group in groups:
        yield _row(BAR, estimate(main[group], level=level), unit="share", group={heading: group})
    for each in judged:
        one, other, label = main[each.group], main[reference], {heading: each.group}
        yield _row(RATIO, estimate(one / other, level=level), unit="ratio", group=label,
                   reference=reference)
        yield _row(DIFFERENCE, estimate(one - other, level=level), unit="points", group=label,
                   reference=reference)
        yield Row(measure=LOWER, group=label, value=each.lower, unit="share", reference=reference,
                  method="share of draws")
    for measure, bars in ((NARROWER, fitted.narrower), (WIDER, fitted.wider)):
        for group in groups:
            yield _row(measure, estimate(bars[group], level=level), unit="share",
                       group={heading: group})


def _rates(its: Counts, *, level: float, **where: Any) -> Iterator[Row]:
    for measure, events, exposure, nobody in (
        (ACTING, its.acted, its.at_risk, "Nobody was at risk."),
        (FINDING, its.hit, its.acted, "Nobody was acted on."),
    ):
        found: Estimate | NotComputed = NotComputed(reason=nobody)
        if exposure:
            found = share(events=events, trials=exposure, level=level)
        yield _row(measure, found, unit="share", events=events, exposure=float(exposure), **where)


def _checks(fitted: Fitted) -> Iterator[Row]:
    its = fitted.main
    for outside, off, checked in ((OUTSIDE_ACTING, OFF_ACTING, its.acting),
                                  (OUTSIDE_FINDING, OFF_FINDING, its.finding)):
        yield from _check(outside, off, checked)
    yield Row(measure=R_HAT, value=round(its.r_hat, 4), unit="number")
    yield Row(measure=EFFECTIVE, value=round(its.effective), unit="count")
    yield Row(measure=DIVERGENT, value=its.divergent / its.draws, unit="share",
              events=its.divergent, exposure=float(its.draws))


def _check(outside: str, off: str, checked: Checked) -> Iterator[Row]:
    if not checked.cells:
        return
    yield Row(measure=outside, value=checked.outside / checked.cells, unit="share",
              events=checked.outside, exposure=float(checked.cells))
    yield Row(measure=off, value=checked.off, unit="points", method="root mean square")


def _row(measure: str, found: Estimate | NotComputed, *, unit: str, **more: Any) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, unit=unit, not_computed=found, **more)
    return Row(measure=measure, unit=unit, value=found.value, low=found.low, high=found.high,
               level=found.level, method=found.method, **more)
