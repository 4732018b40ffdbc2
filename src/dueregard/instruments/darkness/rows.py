"""The figures: odds in the dark beside those in daylight, and the shares behind them."""

from collections.abc import Iterator

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.shares import share
from dueregard.instruments.darkness.compared import Compared, Found
from dueregard.instruments.darkness.seen import Seen

ODDS = "odds_in_the_dark_beside_daylight"
SEASONS, CHANGE = f"{ODDS}_within_seasons", f"{ODDS}_at_the_clock_change"
LIGHT, DARK = "share_of_stops_in_daylight", "share_of_stops_in_the_dark"
CLUSTERS = "clusters"
_DAYLIGHT = "daylight"
OF_PEOPLE = (ODDS, SEASONS, CHANGE, LIGHT, DARK)


def rows(
    events: Seen, compared: tuple[Compared, ...], *, heading: str, level: float
) -> Iterator[Row]:
    """Every figure. What the odds are held beside is daylight; the method says beside whom."""
    for each in compared:
        label = {heading: each.group}
        for measure, found in ((ODDS, each.main), (SEASONS, each.seasons), (CHANGE, each.change)):
            yield _odds(measure, found, group=label)
    for measure, dark in ((LIGHT, False), (DARK, True)):
        whole = events.stops.count(dark=dark)
        for group in events.groups:
            counted = events.stops.count(group=group, dark=dark)
            its: Found = NotComputed(reason="There were no stops.")
            if whole:
                its = share(events=counted, trials=whole, level=level)
            yield _share(measure, its, group={heading: group}, events=counted, exposure=whole)
    for each in compared:
        if each.clusters:
            yield Row(measure=CLUSTERS, group={heading: each.group}, value=float(each.clusters),
                      events=each.clusters, unit="count")


def _odds(measure: str, found: Found, *, group: dict[str, str]) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group, unit="ratio", reference=_DAYLIGHT,
                   not_computed=found)
    return Row(measure=measure, group=group, unit="ratio", reference=_DAYLIGHT, value=found.value,
               low=found.low, high=found.high, level=found.level, method=found.method)


def _share(measure: str, found: Found, *, group: dict[str, str], events: int, exposure: int) -> Row:
    if not isinstance(found, Estimate):
        return Row(measure=measure, group=group, unit="share", not_computed=found, events=events,
                   exposure=float(exposure))
    return Row(measure=measure, group=group, unit="share", value=found.value, low=found.low,
               high=found.high, level=found.level, method=found.method, events=events,
               exposure=float(exposure))
