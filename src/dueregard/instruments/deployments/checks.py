"""Whether a deployment log agrees with itself.

Without this file a count that contradicts the one beside it, a date of the wrong year or a
sudden change in how faces are counted would pass into a published rate unseen.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from dueregard.findings.finding import Caveat
from dueregard.findings.roles import fold
from dueregard.findings.wording import counted, listed, long_date, number, percent
from dueregard.instruments.deployments import home_office
from dueregard.instruments.deployments.log import Deployment
from dueregard.instruments.deployments.periods import Period, jumps

# A watchlist is said to stand out when it is 15% off both the five before and the five after.
WATCHLIST_TOLERANCE = 0.15
NEIGHBOURS = 5
YEARS_APART = 3


def all_checks(
    *, log: Sequence[Deployment], periods: Sequence[Period], headings: Mapping[str, str]
) -> list[Caveat]:
    """Everything that does not agree, and what could not be checked, each in a sentence.

    `headings` gives the heading of each column that the log has.
    """
    roles = frozenset(headings)
    printed = headings.get("false_alert_rate_stated", "")
    either = list(home_office.rates(log, heading=printed)) if log else []
    simple: tuple[tuple[str, Callable[[Sequence[Deployment]], str]], ...] = (
        ("alerts-do-not-add-up", adding_up),
        ("more-alerts-than-faces", more_alerts_than_faces),
        ("true-unconfirmed", true_unconfirmed),
        ("stated-rate-disagrees", (lambda log: "") if either else stated_rates),
        ("watchlist-stands-out", watchlists),
        ("same-date-and-place", same_date_and_place),
        ("dates-out-of-order", dates_out_of_order),
        ("dates-far-apart", dates_far_apart),
        ("threshold-not-stated", thresholds_not_stated),
        ("threshold-out-of-range", thresholds_out_of_range),
    )
    found = [(code, check(log)) for code, check in simple]
    found.append(("faces-per-hour-jump", jumps(log=log, periods=periods)))
    needs = {
        "whether alerts add up": {"true_confirmed"},
        "whether stated rates agree with their counts": {"false_alert_rate_stated", "faces_seen"},
        "whether faces were counted alike over time": {
            "faces_seen", *(() if "duration_text" in roles else ("duration_min",))},
    }
    unchecked = [
        f"{what} (no column {' or '.join(sorted(lacks))})"
        for what, needed in needs.items()
        if (lacks := needed - roles)
    ]
    if unchecked and log:
        found.append(("not-checked", f"What could not be checked: {listed(unchecked)}."))
    simply = [Caveat(code=code, sentence=sentence) for code, sentence in found if sentence]
    return [*simply, *either, *home_office.arrests_or_disposals(headings.get("arrests", ""))]


def not_adding_up(log: Sequence[Deployment]) -> list[Deployment]:
    """Deployments whose true and false alerts do not make up their alerts."""
    odd = []
    for each in log:
        if each.true_confirmed is None or each.false_alerts is None:
            if (each.false_alerts or 0) + (each.true_confirmed or 0) > each.alerts:
                odd.append(each)
        elif _parts(each) != each.alerts:
            odd.append(each)
    return sorted(odd, key=_in_order)


def adding_up_in_short(log: Sequence[Deployment]) -> str:
    """For the verdict: the rows that do not add up, named when they are few."""
    odd = not_adding_up(log)
    if not odd:
        return ""
    verb = "does" if len(odd) == 1 else "do"
    names = [re.sub(r" \(row \d+\)$", "", each.name) for each in odd]
    return f"{counted(len(odd), one='row')} {verb} not add up: {listed(names, most=3)}."


def adding_up(log: Sequence[Deployment]) -> str:
    """Each row that does not add up, with its arithmetic."""
    odd = not_adding_up(log)
    if not odd:
        return ""
    shown = [
        f"{each.name}: {counted(each.alerts, one='alert')}, but {each.true_confirmed or 0} true "
        f"confirmed + {each.true_unconfirmed or 0} true unconfirmed + {each.false_confirmed or 0} "
        f"false confirmed + {each.false_unconfirmed or 0} false unconfirmed = {_parts(each)}"
        for each in odd
    ]
    return f"Alerts that do not add up: {listed(shown)}. They are counted as they stand."


def more_alerts_than_faces(log: Sequence[Deployment]) -> str:
    """A system cannot raise an alert without having seen a face."""
    odd = [
        f"{each.name}: {each.alerts:,} alerts, {each.faces_seen:,} faces"
        for each in sorted(log, key=_in_order)
        if each.faces_seen is not None and each.alerts > each.faces_seen
    ]
    return f"More alerts than faces seen: {listed(odd)}." if odd else ""


def true_unconfirmed(log: Sequence[Deployment]) -> str:
    """How far the false share could rise if every unconfirmed alert had been wrong."""
    unconfirmed = sum(each.true_unconfirmed or 0 for each in log)
    known = [each for each in log if each.false_alerts is not None]
    alerts = sum(each.alerts for each in known)
    worst = sum((each.false_alerts or 0) + (each.true_unconfirmed or 0) for each in known)
    if not unconfirmed or not 0 < worst <= alerts:
        return ""
    return (
        f"{counted(unconfirmed, one='alert')} taken as true {_was(unconfirmed)} never confirmed. "
        f"Had every one of them been false, {worst:,} of {alerts:,} alerts "
        f"({percent(worst / alerts)}) would have been."
    )


def stated_rates(log: Sequence[Deployment]) -> str:
    """Printed false alert rates that their own counts contradict, allowing for how they were cut.

    A printed 0.01% stands for anything that rounds to it, and, where digits are simply cut off,
    for anything from 0.01% to below 0.02%. Beyond that nothing explains it.
    """
    wrong: list[str] = []
    cut: list[str] = []
    for each in sorted(log, key=_in_order):
        printed = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", each.false_alert_rate_stated or "")
        if not printed or each.false_alerts is None or not each.faces_seen:
            continue
        stated = Decimal(printed[1])
        unit = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        actual = Decimal(100 * each.false_alerts) / each.faces_seen
        words = (
            f"{each.name}: {each.false_alerts:,} of {each.faces_seen:,} is "
            f"{percent(each.false_alerts / each.faces_seen)}, "
            f"printed {each.false_alert_rate_stated}"
        )
        if abs(actual - stated) <= unit / 2:
            continue
        (cut if stated <= actual < stated + unit else wrong).append(words)
    said = []
    if wrong:
        said.append(f"Stated false alert rates that their counts contradict: {listed(wrong)}.")
    if cut:
        said.append(
            f"Stated rates that agree only if digits were cut off and not rounded, which makes "
            f"each look lower than it is: {listed(cut)}."
        )
    return " ".join(said)


def watchlists(log: Sequence[Deployment]) -> str:
    """Watchlists of a size unlike those of the deployments before and after."""
    known = sorted((each for each in log if each.watchlist_size and each.date), key=_in_order)
    sizes = [each.watchlist_size or 0 for each in known]
    odd = []
    for place, each in enumerate(known):
        before = sizes[max(0, place - NEIGHBOURS) : place]
        after = sizes[place + 1 : place + 1 + NEIGHBOURS]
        if min(len(before), len(after)) < 2:
            continue
        apart = [abs(sizes[place] / median(side) - 1) for side in (before, after)]
        if min(apart) > WATCHLIST_TOLERANCE:
            odd.append(
                f"{each.name}: {sizes[place]:,}, against {number(median(before))} before and "
                f"{number(median(after))} after"
            )
    return f"Watchlists of a size unlike their neighbours: {listed(odd)}." if odd else ""


def same_date_and_place(log: Sequence[Deployment]) -> str:
    """Rows that may be one deployment entered twice."""
    together: dict[tuple[date, str], list[Deployment]] = defaultdict(list)
    for each in log:
        if each.date and each.place:
            together[each.date, fold(each.place)].append(each)
    more = [rows for _, rows in sorted(together.items()) if len(rows) > 1]
    if not more:
        return ""
    names = [
        f"{long_date(rows[0].date)}, {rows[0].place} "
        f"(rows {', '.join(str(each.row) for each in rows)}"
        f"{', alike in every count' if len({_figures(each) for each in rows}) == 1 else ''})"
        for rows in more
        if rows[0].date
    ]
    return (
        "More than one row for the same date and place, either several deployments or one "
        f"entered twice; all are counted: {listed(names)}."
    )


def dates_out_of_order(log: Sequence[Deployment]) -> str:
    """Rows whose date breaks the order that the rest of the file keeps; a wrong year is guessed."""
    dated = [each for each in log if each.date]
    days = [each.date.toordinal() for each in dated if each.date]
    steps = list(zip(days, days[1:], strict=False))
    if sum(b < a for a, b in steps) > sum(b > a for a, b in steps):
        dated, days = dated[::-1], days[::-1]
    kept = set(_longest_rising(days))
    odd = [place for place in range(len(days)) if place not in kept]
    if not odd or len(odd) > max(1, len(days) // 20):
        return ""
    names = []
    for place in odd:
        each = dated[place]
        before = max((days[other] for other in kept if other < place), default=None)
        after = min((days[other] for other in kept if other > place), default=None)
        guess = _year_that_fits(each.date, before=before, after=after)
        names.append(f"{each.name}{guess}")
    return (
        "Dates that break the order of the file; they are counted in the year given: "
        f"{listed(names)}."
    )


def dates_far_apart(log: Sequence[Deployment]) -> str:
    """A few dates years away from all others, such as 2204 for 2024."""
    days = sorted({each.date for each in log if each.date})
    if len(days) < 3:
        return ""
    apart = YEARS_APART * 365
    lonely = set()
    if (days[1] - days[0]).days > apart:
        lonely.add(days[0])
    if (days[-1] - days[-2]).days > apart:
        lonely.add(days[-1])
    names = [each.name for each in sorted(log, key=_in_order) if each.date in lonely]
    if not names:
        return ""
    return (
        f"Dates more than {YEARS_APART} years away from every other date in the file: "
        f"{listed(names)}."
    )


def thresholds_not_stated(log: Sequence[Deployment]) -> str:
    """Deployments whose threshold is not given are a group of their own, never left out."""
    blank = [each for each in log if each.threshold is None]
    if not blank:
        return ""
    alerts = sum(each.alerts for each in blank)
    return (
        f"The threshold is not given, or not readable, for {counted(len(blank), one='deployment')} "
        f"with {counted(alerts, one='alert')}; kept as a group apart and counted in every total."
    )


def thresholds_out_of_range(log: Sequence[Deployment]) -> str:
    """Thresholds that are on no scale, or on another than the rest: 64 among shares such as 0.64.

    A system scores from 0 to 1, or from 0 to 100, and never both.
    """
    known = [each for each in log if each.threshold is not None]
    shares = sum((each.threshold or 0) <= 1 for each in known)
    top = 1 if 2 * shares >= len(known) else 100
    odd = [
        f"{each.name}: {each.threshold:g}" for each in sorted(known, key=_in_order)
        if not 0 < (each.threshold or 0) <= top
    ]
    if not odd:
        return ""
    return (
        f"Thresholds out of range, where the others lie between 0 and {top}: {listed(odd)}. They "
        "are kept as groups of their own; put them right in the file."
    )


def _longest_rising(days: list[int]) -> list[int]:
    """Positions of a longest part of the list that never falls."""
    ends: list[int] = []
    at: list[int] = []
    came_from: list[int] = []
    for place, day in enumerate(days):
        length = bisect.bisect_right(ends, day)
        ends[length:length + 1] = [day]
        at[length:length + 1] = [place]
        came_from.append(at[length - 1] if length else -1)
    chain = []
    place = at[-1] if at else -1
    while place >= 0:
        chain.append(place)
        place = came_from[place]
    return chain


def _year_that_fits(day: date | None, *, before: int | None, after: int | None) -> str:
    if not day or before is None or after is None:
        return ""
    for change in (1, -1):
        try:
            other = day.replace(year=day.year + change)
        except ValueError:
            continue
        if before <= other.toordinal() <= after:
            return f", where {long_date(other)} would fit"
    return ""


def _parts(each: Deployment) -> int:
    parts = (
        each.true_confirmed, each.true_unconfirmed, each.false_confirmed, each.false_unconfirmed
    )
    return sum(part or 0 for part in parts)


def _figures(each: Deployment) -> tuple[object, ...]:
    return tuple(getattr(each, name) for name in Deployment.columns() if name != "row")


def _in_order(each: Deployment) -> tuple[date, str, int]:
    return (each.date or date.max, each.place or "", each.row)


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
