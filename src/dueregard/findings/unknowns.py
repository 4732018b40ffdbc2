"""What people whose group was not recorded could do to a comparison.

Without this file 'not stated' would be dropped, or counted as a group, and a figure could
look firm that turns round once the missing people are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.rates import rate_ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A ratio if every unknown event were the reference's, as counted, and if all the group's.

    Each carries its own range: the widest honest statement runs from the low end of `lowest`
    to the high end of `highest`. `to_level` is how many unknown events would have to be the
    reference's for the ratio to be 1; None where the ratio is 1 or below, or more than are
    unknown.
    """

    lowest: Estimate | NotComputed
    as_counted: Estimate | NotComputed
    highest: Estimate | NotComputed
    to_level: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A group by name, with its events and exposure."""

    name: str
    events: float
    exposure: float


def bounds(
    *,
    events: float,
    exposure: float,
    reference_events: float,
    reference_exposure: float,
    unknown: float,
    level: float = 0.95,
) -> Bounds | NotComputed:
    """The lowest and highest ratio of rates, whichever group the unknown events belong to.

    Formula: lowest (x/T) / ((y + u)/S), highest ((x + u)/T) / (y/S), u the unknown events. No
    way of sharing them out, to these or other groups, goes further. It cannot say which is
    likely.
    Source: C. F. Manski, Partial Identification of Probability Distributions (2003).

    >>> found = bounds(events=80, exposure=100, reference_events=100, reference_exposure=500,
    ...     unknown=20)
    >>> round(found.lowest.value, 3), found.as_counted.value, found.highest.value
    (3.333, 4.0, 5.0)
    """
    if not unknown >= 0:
        return NotComputed(reason=f"{unknown:,} unknown events cannot be: it is below 0.")

    def ratio(*, to_group: float, to_reference: float) -> Estimate | NotComputed:
        return rate_ratio(
            events=events + to_group, exposure=exposure,
            reference_events=reference_events + to_reference,
            reference_exposure=reference_exposure, level=level,
        )

    gap = events * reference_exposure / exposure - reference_events if exposure > 0 else 0
    return Bounds(
        lowest=ratio(to_group=0, to_reference=unknown),
        as_counted=ratio(to_group=0, to_reference=0),
        highest=ratio(to_group=unknown, to_reference=0),
        to_level=gap if 0 < gap <= unknown else None,
    )


def bounds_of_groups(
    *, groups: Sequence[Counted], reference: str, unknown: float, level: float = 0.95
) -> dict[str, Bounds | NotComputed]:
    """For each group, the bounds when unknown events could belong to any of the groups.

    Formula: bounds() for each group beside the reference, with all unknown events in each. The
    bounds hold one group at a time: not all groups can be at their highest together.
    Source: as bounds().

    >>> found = bounds_of_groups(reference="White", unknown=2, groups=[
    ...     Counted(name="White", events=8, exposure=100),
    ...     Counted(name="Black", events=4, exposure=20)])
    >>> {name: each.highest.value for name, each in found.items()}
    {'Black': 3.75}
    """
    named = {group.name: group for group in groups}
    if reference not in named:
        return {
            name: NotComputed(reason=f"The reference group '{reference}' is not in the records.")
            for name in named
        }
    other = named[reference]
    return {
        group.name: bounds(
            events=group.events, exposure=group.exposure, reference_events=other.events,
            reference_exposure=other.exposure, unknown=unknown, level=level,
        )
        for group in groups if group.name != reference
    }


def share_bounds(
    *, events: float, trials: float, unknown_events: float, unknown_trials: float
) -> tuple[float, float] | NotComputed:
    """The lowest and highest share of a group, whoever of the unknown people belong to it.

    Formula: lowest x/(n + u - e), highest (x + e)/(n + e), with e events among the u unknown:
    all the unknown without an event are the group's, or all those with one. It has no range
    for chance.
    Source: as bounds().

    >>> share_bounds(events=20, trials=100, unknown_events=5, unknown_trials=25)
    (0.16666666666666666, 0.23809523809523808)
    """
    if not 0 <= unknown_events <= unknown_trials or not 0 <= events <= trials:
        return NotComputed(reason="A part cannot exceed the whole.")
    if trials == 0:
        return NotComputed(reason="The group was not seen at all, so its share could be any.")
    return (
        events / (trials + unknown_trials - unknown_events),
        (events + unknown_events) / (trials + unknown_events),
    )
