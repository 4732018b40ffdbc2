"""The figures of every group: its rate, and how it compares with that of the reference."""

from collections.abc import Iterator

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed, Row
from dueregard.findings.labels import NOT_STATED
from dueregard.findings.rates import excess, rate, rate_difference, rate_ratio
from dueregard.findings.shares import share
from dueregard.findings.unknowns import Bounds, bounds
from dueregard.instruments.rates.compared import Compared, Counts

RATE, RATIO, DIFFERENCE = "rate_per_1000", "rate_ratio", "rate_difference_per_1000"
EXCESS, LOWEST, HIGHEST = "excess_events", "rate_ratio_lowest", "rate_ratio_highest"
OF_EVENTS, OF_PEOPLE = "share_of_events", "share_of_people"
COMPARED = (RATIO, DIFFERENCE, EXCESS, LOWEST, HIGHEST)
PER_1000 = "per 1,000"


def rows(its: Compared, *, level: float) -> Iterator[Row]:
    """Every figure of one way to tell groups against one count of people, all places together."""
    yield from _rates(its, level=level)
    for group in its.others:
        yield from _against(its, group, level=level)
    yield from _shares(its, level=level)


def everyone(its: Compared, *, level: float) -> Row:
    """The rate of everybody, with the events whose group is not known."""
    people = sum(each.people for each in its.groups.values()) + sum(its.silent.values())
    return _rate(Counts(events=its.events, people=people), group={}, its=its, level=level)


def ratio(one: Counts, other: Counts, *, level: float) -> Estimate | NotComputed:
    """One rate divided by another."""
    return rate_ratio(
        events=one.events, exposure=one.people, reference_events=other.events,
        reference_exposure=other.people, level=level,
    )


def bounded(its: Compared, group: str, *, level: float) -> Bounds | NotComputed:
    """The ratio of a group when the events of unknown group are all of it, or all of the other."""
    one, other = its.groups[group], its.groups[its.reference]
    return bounds(
        events=one.events, exposure=one.people, reference_events=other.events,
        reference_exposure=other.people, unknown=its.unknown, level=level,
    )


def row(
    measure: str, found: Estimate | NotComputed, *, its: Compared, group: dict[str, str],
    counts: Counts, unit: str = "ratio", compared: bool = True,
    stratum: dict[str, str] | None = None,
) -> Row:
    """An estimate as a row, or why there is none."""
    labels = its.stratum | (stratum or {})
    reference = its.reference if compared else None
    if isinstance(found, NotComputed):
        return Row(
            measure=measure, group=group, stratum=labels, unit=unit, events=counts.events,
            exposure=counts.people, reference=reference, not_computed=found,
        )
    return Row(
        measure=measure, group=group, stratum=labels, unit=unit, value=found.value, low=found.low,
        high=found.high, level=found.level, method=found.method, events=counts.events,
        exposure=counts.people, reference=reference,
    )


def rate_row(
    counts: Counts, *, its: Compared, group: str, level: float, stratum: dict[str, str]
) -> Row:
    """The rate of a group in one place."""
    return _rate(counts, group=its.label(group), its=its, level=level, stratum=stratum)


def _rates(its: Compared, *, level: float) -> Iterator[Row]:
    for group, counts in its.groups.items():
        yield _rate(counts, group=its.label(group), its=its, level=level)
    for group, events in its.homeless.items():
        yield _without(
            its, group, events=events,
            why=f"{its.population.title} has no people called '{group}', so there is nothing to "
                "divide by.",
        )
    for group, people in its.silent.items():
        yield Row(
            measure=RATE, group=its.label(group), stratum=its.stratum, unit=PER_1000,
            exposure=people, not_computed=NotComputed(
                reason=f"No event says '{group}'. Either there was none, or the records do not "
                "use the word: these cannot be told apart."),
        )
    if its.unknown:
        yield _without(
            its, NOT_STATED, events=its.unknown,
            why="Nobody knows the group of these people, so there is nothing to divide by.",
        )


def _without(its: Compared, group: str, *, events: int, why: str) -> Row:
    return Row(measure=RATE, group=its.label(group), stratum=its.stratum, unit=PER_1000,
               events=events, not_computed=NotComputed(reason=why))


def _rate(
    counts: Counts, *, group: dict[str, str], its: Compared, level: float,
    stratum: dict[str, str] | None = None,
) -> Row:
    found = rate(events=counts.events, exposure=counts.people / 1000, level=level)
    return row(RATE, found, its=its, group=group, counts=counts, unit=PER_1000, compared=False,
               stratum=stratum)


def _against(its: Compared, group: str, *, level: float) -> Iterator[Row]:
    one, other = its.groups[group], its.groups[its.reference]
    label = its.label(group)
    both = {
        "events": one.events, "reference_events": other.events, "level": level,
    }
    heads = {"exposure": one.people, "reference_exposure": other.people}
    thousands = {key: value / 1000 for key, value in heads.items()}
    yield row(RATIO, ratio(one, other, level=level), its=its, group=label, counts=one)
    yield row(DIFFERENCE, rate_difference(**both, **thousands), its=its, group=label, counts=one,
              unit=PER_1000)
    yield row(EXCESS, excess(**both, **heads), its=its, group=label, counts=one, unit="count")
    if its.unknown:
        found = bounded(its, group, level=level)
        for measure, end in (
            (LOWEST, found if isinstance(found, NotComputed) else found.lowest),
            (HIGHEST, found if isinstance(found, NotComputed) else found.highest),
        ):
            yield row(measure, end, its=its, group=label, counts=one)


def _shares(its: Compared, *, level: float) -> Iterator[Row]:
    """What part of the events are a group's, and what part of the people."""
    events = sum(each.events for each in its.groups.values())
    people = sum(each.people for each in its.groups.values())
    for group, counts in its.groups.items():
        found = share(events=counts.events, trials=events, level=level)
        yield row(
            OF_EVENTS, found, its=its, group=its.label(group), unit="share", compared=False,
            counts=Counts(events=counts.events, people=float(events)),
        )
        # A census counts everybody, so the part of the people has no range of its own.
        yield Row(
            measure=OF_PEOPLE, group=its.label(group), stratum=its.stratum,
            value=counts.people / people, exposure=people,
            method="count of people",
        )
