"""One threshold beside another, and one place beside the rest, with what may not be compared.

Without this file a nineteenfold fall per face would be praised, though faces were counted in
another way from the same month.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dueregard.findings import few_events, intervals
from dueregard.findings.conclusions import simultaneous
from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import Caveat, NotComputed, Row
from dueregard.findings.labels import grouping
from dueregard.findings.shares import share_ratio
from dueregard.findings.wording import counted, listed, number
from dueregard.instruments.deployments.log import Deployment, threshold_words
from dueregard.instruments.deployments.periods import Period

NOT_STATED = "not stated"
ELSEWHERE = "everywhere else"
# Beyond these a place has so few alerts that it can show nothing beside the others.
MOST_PLACES = 40
# Below this part of its deployments in one way of counting, a group is spread over several.
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """False alerts beside alerts, and beside faces, each over the rows that give both."""

    false: int
    alerts: int
    false_of_faces: int
    faces: int


def by_threshold(log: Sequence[Deployment], *, level: float) -> Iterator[Row]:
    """Each threshold beside the one with the most alerts: per alert and per face."""
    groups: dict[float, list[Deployment]] = defaultdict(list)
    for each in log:
        if each.threshold is not None:
            groups[each.threshold].append(each)
    counts = {threshold: _counts(its) for threshold, its in groups.items()}
    if len(counts) < 2:
        return
    reference = min(counts, key=lambda each: (-counts[each].alerts, each))
    other, named = counts[reference], threshold_words(reference)
    for threshold in sorted(counts):
        if threshold == reference:
            continue
        its, group = counts[threshold], {"threshold": threshold_words(threshold)}
        yield _row("false_alerts_per_alert_ratio", _per_alert(its, other, level=level),
                   group=group, events=its.false, exposure=its.alerts, reference=named)
        yield _row("false_alerts_per_face_ratio", _per_face(its, other, level=level),
                   group=group, events=its.false_of_faces, exposure=its.faces, reference=named)


def by_place(
    log: Sequence[Deployment], *, level: float
) -> tuple[list[Row], list[Caveat]]:
    """How often an alert was false at each place, and which places stand out from the rest."""
    places = _places(log)
    if len(places) < 2:
        return [], []
    counts = {name: _counts(its) for name, its in places.items()}
    every = _counts(log)
    order = sorted(counts, key=lambda name: (-counts[name].alerts, name))[:MOST_PLACES]
    able = [name for name in order if counts[name].alerts]
    together = simultaneous(level=level, comparisons=len(able))
    rows, odd = [], []
    for name in order:
        its = counts[name]
        group = {"place": name}
        rows.append(_share(its, group=group, level=level))
        rest = _Counts(false=every.false - its.false, alerts=every.alerts - its.alerts,
                       false_of_faces=0, faces=0)
        found = _beside_the_rest(its, rest, level=together)
        rows.append(_row("false_alerts_per_alert_ratio", found, group=group, events=its.false,
                         exposure=its.alerts, reference=ELSEWHERE))
        if isinstance(found, Estimate) and not found.low <= 1 <= found.high:
            odd.append(f"{name}: {its.false:,} of {its.alerts:,}, {number(found.value)} times")
    of_all = f" (those with most, of {len(counts):,})" if len(counts) > len(order) else ""
    said = f"of {counted(len(able), one='place')} with alerts{of_all}, each allowed for the others"
    if odd:
        sentence = f"Places whose share of false alerts differs from elsewhere, {said}: " \
            f"{listed(odd)}."
    else:
        sentence = f"No place stands out in its share of false alerts, {said}. That does not " \
            "show that all are alike: with few alerts only a very large difference stands out."
    return rows, [Caveat(code="places-compared", sentence=sentence)]


def regimes(
    *, log: Sequence[Deployment], periods: Sequence[Period]
) -> Iterator[Caveat]:
    """Where thresholds or places that are compared had their faces counted in different ways."""
    if len(periods) < 2:
        return
    names: dict[str, list[Deployment]] = defaultdict(list)
    for each in log:
        if each.threshold is not None:
            names[threshold_words(each.threshold)].append(each)
    homes = {name: _home(its, periods=periods) for name, its in names.items()}
    told = [f"{name} mostly in {home.name} ({number(home.faces_per_hour)} faces an hour)"
            for name, home in sorted(homes.items()) if home]
    mixed = [name for name, home in sorted(homes.items()) if home is None]
    if len({home.name for home in homes.values() if home}) > 1 or (mixed and len(homes) > 1):
        if mixed:
            told.append(f"{', '.join(mixed)} over several ways of counting")
        yield Caveat(code="thresholds-across-regimes", sentence=(
            "Per face, thresholds cannot be compared here, because the way faces were counted "
            f"changed between them: {listed(told)}. Compare them per alert."
        ))
    places = {name: _home(its, periods=periods) for name, its in _places(log).items()}
    kinds = Counter(home.name if home else "several" for home in places.values())
    if len(kinds) > 1:
        told = [f"{counted(many, one='place')} {'over' if name == 'several' else 'mostly in'} "
                f"{name}" for name, many in kinds.most_common()]
        yield Caveat(code="places-across-regimes", sentence=(
            "Per face, places cannot be compared either, because they were visited while faces "
            f"were counted in different ways: {listed(told)}. So places are compared per alert "
            "alone."
        ))


def _places(log: Sequence[Deployment]) -> dict[str, list[Deployment]]:
    seen = Counter(each.place for each in log)
    names = grouping(dict(seen), heading="place").of
    found: dict[str, list[Deployment]] = defaultdict(list)
    for each in log:
        found[NOT_STATED if each.place is None else names[each.place]].append(each)
    return found


def _home(its: Sequence[Deployment], *, periods: Sequence[Period]) -> Period | None:
    """The way of counting in which nearly all of these deployments fell; None where several."""
    months = {month: period for period in periods for month in period.months}
    seen = Counter(
        months[each.date.replace(day=1)].name for each in its
        if each.date and each.date.replace(day=1) in months
    )
    if not seen:
        return None
    name, most = seen.most_common(1)[0]
    return next(each for each in periods if each.name == name) if (
        most >= _MOSTLY * sum(seen.values())) else None


def _counts(log: Sequence[Deployment]) -> _Counts:
    known = [each for each in log if each.false_alerts is not None]
    faced = [each for each in known if each.faces_seen is not None]
    return _Counts(
        false=sum(each.false_alerts or 0 for each in known),
        alerts=sum(each.alerts for each in known),
        false_of_faces=sum(each.false_alerts or 0 for each in faced),
        faces=sum(each.faces_seen or 0 for each in faced),
    )


def _per_alert(one: _Counts, other: _Counts, *, level: float) -> Estimate | NotComputed:
    return share_ratio(events=one.false, trials=one.alerts, reference_events=other.false,
                       reference_trials=other.alerts, level=level)


def _beside_the_rest(
    one: _Counts, other: _Counts, *, level: float
) -> Estimate | NotComputed:
    """By exact counts of events: cautious, and quick enough for hundreds of places."""
    impossible = _impossible(
        (one.false, one.alerts), (other.false, other.alerts), level=level
    )
    if impossible is not None:
        return impossible
    found = few_events.rate_ratio(
        events=one.false, exposure=one.alerts, reference_events=other.false,
        reference_exposure=other.alerts, level=level)
    if isinstance(found, NotComputed):
        return found
    value = (one.false / one.alerts) / (other.false / other.alerts)
    return Estimate(value=value, low=found.low, high=found.high, level=level, method=found.method)


def _impossible(*shares: tuple[int, int], level: float) -> NotComputed | None:
    """Why one of two shares is none, such as more false alerts than faces; then no ratio is."""
    for events, trials in shares:
        found = intervals.wilson(events=events, trials=trials, level=level)
        if isinstance(found, NotComputed):
            return found
    return None


def _per_face(one: _Counts, other: _Counts, *, level: float) -> Estimate | NotComputed:
    impossible = _impossible(
        (one.false_of_faces, one.faces), (other.false_of_faces, other.faces), level=level
    )
    if impossible is not None:
        return impossible
    found = few_events.rate_ratio(
        events=one.false_of_faces, exposure=one.faces, reference_events=other.false_of_faces,
        reference_exposure=other.faces, level=level)
    if isinstance(found, NotComputed):
        return found
    value = (one.false_of_faces / one.faces) / (other.false_of_faces / other.faces)
    return Estimate(value=value, low=found.low, high=found.high, level=level, method=found.method)


def _share(its: _Counts, *, group: Mapping[str, str], level: float) -> Row:
    found = intervals.wilson(events=its.false, trials=its.alerts, level=level)
    if isinstance(found, NotComputed):
        return Row(measure="false_alerts_per_alert", group=group, events=its.false,
                   exposure=float(its.alerts), not_computed=found)
    return Row(measure="false_alerts_per_alert", group=group, value=its.false / its.alerts,
               low=found.low, high=found.high, level=level, method=found.method,
               events=its.false, exposure=float(its.alerts))


def _row(
    measure: str, found: Estimate | NotComputed, *, group: Mapping[str, str], events: int,
    exposure: int, reference: str,
) -> Row:
    if isinstance(found, NotComputed):
        return Row(measure=measure, group=group, unit="ratio", events=events,
                   exposure=float(exposure), reference=reference, not_computed=found)
    return Row(
        measure=measure, group=group, unit="ratio", value=found.value, low=found.low,
        high=found.high, level=found.level, method=found.method, events=events,
        exposure=float(exposure), reference=reference,
    )

