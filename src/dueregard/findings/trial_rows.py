"""Every figure of a face recognition trial, group by group and threshold by threshold.

Without this file a trial and a supplier's table would be reported in two ways, and could not be
laid side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dueregard.findings.conclusions import simultaneous
from dueregard.findings.error_rates import (
    at_watchlist,
    error_difference,
    error_rate,
    error_ratio,
)
from dueregard.findings.estimates import Estimate
from dueregard.findings.figures import label
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.splits import Name
from dueregard.findings.summary_measures import summaries
from dueregard.findings.trials import FALSE, MISSED, NOBODY, TRUE, Count, Groups, Probes, Tested

RATES = (FALSE, TRUE, MISSED)
AT_WATCHLIST = f"{FALSE}_at_other_watchlist_size"
SUMMARY = "summary_measure"
MATED, NONMATED, SUBJECTS = "searches_on_watchlist", "searches_not_on_watchlist", "people_searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """How many people were on the watchlist of the trial, and how many are on the one in use."""

    tested: float
    used: float


def rows(
    trial: Sequence[Tested], *, level: float, watchlist: Watchlist | None = None
) -> Iterator[Row]:
    """The rates of everybody and of each group; each beside its reference; the summaries."""
    for tested in trial:
        yield from _group(tested.everyone, group={}, tested=tested, level=level,
                          watchlist=watchlist)
        for groups in tested.splits:
            for name, probes in groups.probes.items():
                yield from _group(probes, group=groups.labelled(name), tested=tested, level=level,
                                  watchlist=watchlist)
                yield from _compared(groups, name, tested=tested, level=level)
            yield from _summed_up(groups, tested=tested, level=level)


def _group(
    probes: Probes, *, group: dict[str, str], tested: Tested, level: float,
    watchlist: Watchlist | None,
) -> Iterator[Row]:
    for measure, number in ((MATED, probes.mated), (NONMATED, probes.nonmated),
                            (SUBJECTS, probes.subjects)):
        if number or measure != SUBJECTS:
            yield Row(measure=measure, group=group, stratum=tested.stratum, unit="count",
                      value=float(number), events=number)
    for rate in RATES:
        count = probes.count(rate)
        found = error_rate(count, level=level)
        yield _row(rate, found, unit="share", group=group, count=count, tested=tested,
                   nobody=NOBODY[rate])
        if rate == FALSE and watchlist is not None:
            yield _row(AT_WATCHLIST, _resized(found, watchlist), unit="share", group=group,
                       count=None, tested=tested, nobody=NOBODY[rate])


def _resized(found: Estimate | NotComputed, watchlist: Watchlist) -> Estimate | NotComputed:
    if isinstance(found, NotComputed):
        return found
    value, low, high = (
        at_watchlist(each, tested=watchlist.tested, used=watchlist.used)
        for each in (found.value, found.low, found.high)
    )
    return Estimate(value=value, low=low, high=high, level=found.level,
                    method=f"{found.method}, carried to another size")


def _compared(
    groups: Groups, name: Name, *, tested: Tested, level: float
) -> Iterator[Row]:
    stated = groups.stated
    if name not in stated or name == groups.reference or groups.reference not in stated:
        return
    own, against = groups.probes[name], groups.probes[groups.reference]
    for rate in RATES:
        count, beside = own.count(rate), against.count(rate)
        kinds = [("difference", "points", error_difference)]
        if rate != TRUE:
            # Of two high shares a ratio tells little: the ratio of what is missed tells it.
            kinds.insert(0, ("ratio", "ratio", error_ratio))
        for kind, unit, compare in kinds:
            yield _row(f"{rate}_{kind}", compare(count, beside, level=level), unit=unit,
                       group=groups.labelled(name), count=count, tested=tested,
                       nobody=NOBODY[rate] if not count.out_of else "",
                       reference=", ".join(groups.reference))


def _row(
    measure: str, found: Estimate | NotComputed, *, unit: str, group: dict[str, str],
    count: Count | None, tested: Tested, nobody: str = "", reference: str | None = None,
) -> Row:
    events = count.events if count else None
    exposure = float(count.out_of) if count else None
    if isinstance(found, NotComputed):
        why = NotComputed(reason=nobody) if nobody and not exposure else found
        return Row(measure=measure, group=group, stratum=tested.stratum, unit=unit, events=events,
                   exposure=exposure, reference=reference, not_computed=why)
    return Row(
        measure=measure, group=group, stratum=tested.stratum, unit=unit, value=found.value,
        low=found.low, high=found.high, level=found.level, method=found.method, events=events,
        exposure=exposure, reference=reference,
    )


def _summed_up(groups: Groups, *, tested: Tested, level: float) -> Iterator[Row]:
    """The published summaries in one table, each with its definition and its source."""
    stated = groups.stated
    if len(stated) < 2:
        return
    # All the rates must lie in their ranges together for the range of a summary to hold.
    each_at = simultaneous(level=level, comparisons=2 * len(stated))
    false, missed = (
        [error_rate(groups.probes[name].count(rate), level=each_at) for name in stated]
        for rate in (FALSE, MISSED)
    )
    for each in summaries(false=false, missed=missed):
        stratum = {
            **tested.stratum, "compared": " and ".join(map(label, groups.columns)),
            "summary": each.name, "definition": each.definition, "source": each.source,
        }
        if isinstance(each.found, NotComputed):
            yield Row(measure=SUMMARY, stratum=stratum, unit=each.unit, not_computed=each.found)
        else:
            found = each.found
            yield Row(measure=SUMMARY, stratum=stratum, unit=each.unit, value=found.value,
                      low=found.low, high=found.high, level=level, method=found.method)
