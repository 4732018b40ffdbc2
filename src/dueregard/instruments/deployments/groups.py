"""On whom false alerts fell, and how large a part of those scanned a group must have been.

Without this file a force would say that nobody knows who was scanned, and leave it there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dueregard.findings import intervals
from dueregard.findings.eprocess import BreakEven, break_even
from dueregard.findings.finding import Caveat, NotComputed, Row
from dueregard.findings.labels import alike
from dueregard.findings.splits import Name
from dueregard.findings.wording import counted, percent
from dueregard.instruments.deployments.alert_rows import AlertRows, is_stated, read
from dueregard.instruments.deployments.exposures import TRUE_ALERTS, Exposure, of_group, shares

RULES = ("one_sided", "two_sided", "anytime")
PEOPLE_ALERTED = "people_alerted"
_RATIO = "false_alerts_for_each_scanned_ratio"
# What counts people and not the errors of a tool, or lets their number be worked out.
COUNTS_PEOPLE = frozenset({
    PEOPLE_ALERTED, "false_share_of_alerts", "share_of_those_scanned", _RATIO,
})
_WORDS = (
    "The break-even is the part of those scanned that a group must have been for its false alerts "
    "to be no more than chance. One-sided asks whether it has more, at one look; two-sided whether "
    "it has more or fewer, at one look; anytime whether it has more or fewer, however often "
    "somebody looks. The more is asked, the lower it is, and the surer the answer below it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """What is known of the alerts by group, with the three ways to say who was scanned."""

    alerts: AlertRows
    given: Mapping[str, float]
    watchlist: Mapping[str, float]
    of: str
    level: float

    @property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """Each way to split: every column alone, and every way in which they cross."""
        every = range(len(self.alerts.columns))
        return tuple(each for size in every for each in combinations(every, size + 1))

    def keys(self, places: tuple[int, ...], name: Name) -> dict[str, str]:
        """A group as a row names it."""
        return {self.alerts.columns[place]: label
                for place, label in zip(places, name, strict=True)}

    def exposures(self, places: tuple[int, ...], name: Name) -> tuple[Exposure, ...]:
        """The three ways for one group."""
        true = {each: alerts - false for each, (alerts, false) in self.alerts.by(places).items()
                if is_stated(each) and self.alerts.with_true}
        return of_group(name, given=self.given, watchlist=self.watchlist, true_alerts=true,
                        level=self.level)


def groups_of(chosen: Mapping[str, Any]) -> Groups | None:
    """The alerts by group that the options name, or None where they name none."""
    if not chosen["alerts"]:
        return None
    alerts = read(chosen["alerts"], group=chosen["group"], wrong=chosen["wrong"])
    of = chosen["of"] or ""
    return Groups(
        alerts=alerts, of=of, level=chosen["level"],
        given=shares(chosen["exposure"], of=of, option="exposure"),
        watchlist=shares(chosen["watchlist"], of=of, option="watchlist"),
    )


def rows(its: Groups, *, interval: Any) -> Iterator[Row]:
    """Every figure about groups."""
    for places in its.places:
        cells = its.alerts.by(places)
        stated = {name: each for name, each in cells.items() if is_stated(name)}
        false = sum(each[1] for each in stated.values())
        for name, (alerts, wrong) in cells.items():
            group = its.keys(places, name)
            yield from _counts(its, group, alerts=alerts, wrong=wrong, interval=interval)
            if is_stated(name):
                yield _shared("share_of_false_alerts", group, wrong, false, level=its.level,
                              interval=interval)
                yield from _break_even(group, wrong, false, level=its.level)
                yield from _beside(its, places, name, wrong=wrong, false=false)


def sentence(its: Groups) -> str:
    """For the verdict: the group on which false alerts fell most, and its break-even."""
    found = _foremost(its)
    if found is None:
        return "No false alert has a group on record, so on whom they fall cannot be told."
    name, wrong, false = found
    even = break_even(events=wrong, trials=false, level=its.level)
    if isinstance(even, NotComputed):
        return ""
    return (
        f"{wrong:,} of {counted(false, one='false alert')} with a group on record "
        f"{'was' if wrong == 1 else 'were'} of people recorded as {name}: more than chance, "
        f"unless people recorded as {name} were at least {percent(even.one_sided)} of those "
        f"scanned (two-sided {percent(even.two_sided)}; however often one looks, "
        f"{percent(even.anytime)})."
    )


def caveats(its: Groups, *, false_in_log: int | None) -> Iterator[Caveat]:
    """What to know before using the figures by group."""
    for note in its.alerts.notes:
        yield Caveat(code="alerts-reading", sentence=note)
    yield Caveat(code="break-even", sentence=_WORDS)
    yield from _by_each_way(its)
    yield from _not_stated(its)
    if false_in_log is not None and false_in_log != its.alerts.false:
        yield Caveat(code="alerts-and-log-differ", sentence=(
            f"The rows of alerts hold {counted(its.alerts.false, one='false alert')}, the log "
            f"{false_in_log:,}. One of the two is not whole, or they are of different times."
        ))
    yield Caveat(code="who-was-scanned", sentence=(
        "Who was scanned is not recorded. The watchlist says who was looked for and the true "
        "alerts who was found, and neither says who walked past. They stand side by side so that "
        "nobody rests on one. The group of an alert is mostly what an officer saw."
    ))


def _counts(
    its: Groups, group: dict[str, str], *, alerts: int, wrong: int, interval: Any
) -> Iterator[Row]:
    yield Row(measure="false_alerts", group=group, unit="alerts", value=float(wrong), events=wrong)
    if its.alerts.with_true:
        yield Row(measure=PEOPLE_ALERTED, group=group, unit="alerts", value=float(alerts),
                  events=alerts)
        # Its events stand in the row of false alerts: a tool's errors, which are never hidden.
        yield _with(_shared("false_share_of_alerts", group, wrong, alerts, level=its.level,
                            interval=interval), events=None)


def _break_even(group: dict[str, str], wrong: int, false: int, *, level: float) -> Iterator[Row]:
    found = break_even(events=wrong, trials=false, level=level)
    for rule in RULES:
        row = Row(measure=f"break_even_{rule}", group=group, events=wrong, exposure=float(false))
        if isinstance(found, BreakEven):
            yield _with(row, value=getattr(found, rule), method=f"inverted at {level:g}")
        else:
            yield _with(row, not_computed=found)


def _beside(
    its: Groups, places: tuple[int, ...], name: Name, *, wrong: int, false: int
) -> Iterator[Row]:
    """The three denominators, and false alerts for each person scanned by each of them."""
    group = its.keys(places, name)
    for each in its.exposures(places, name):
        stratum = {"scanned_by": each.of}
        if isinstance(each.found, NotComputed):
            # Of crossings nobody says it, and a line of reasons for each would bury the rest.
            for measure, unit in () if len(places) > 1 else (
                ("share_of_those_scanned", "share"), (_RATIO, "ratio")
            ):
                yield Row(measure=measure, group=group, stratum=stratum, unit=unit,
                          not_computed=each.found)
            continue
        found = each.found
        ranged = found.low < found.high
        yield Row(
            measure="share_of_those_scanned", group=group, stratum=stratum, value=found.value,
            low=found.low if ranged else None, high=found.high if ranged else None,
            level=found.level if ranged else None, method=found.method, events=each.events,
            exposure=each.exposure)
        yield _ratio(group, stratum, share=found.value, wrong=wrong, false=false, level=its.level)


def _ratio(
    group: dict[str, str], stratum: dict[str, str], *, share: float, wrong: int, false: int,
    level: float,
) -> Row:
    """How many times as many false alerts for each person scanned as for everyone else."""
    others = false - wrong
    found = intervals.rate_ratio(
        events=wrong, exposure=share, reference_events=others, reference_exposure=1 - share,
        level=level)
    row = Row(measure=_RATIO, group=group, stratum=stratum, unit="ratio",
              reference="everyone else")
    if isinstance(found, NotComputed):
        return _with(row, not_computed=found)
    return _with(row, value=(wrong / share) / (others / (1 - share)), low=found.low,
                 high=found.high, level=level, method=found.method)


def _with(row: Row, **values: Any) -> Row:
    from dataclasses import replace

    return replace(row, **values)


def _shared(
    measure: str, group: dict[str, str], events: int, out_of: int, *, level: float, interval: Any
) -> Row:
    found = interval(events=events, trials=out_of, level=level)
    row = Row(measure=measure, group=group, events=events, exposure=float(out_of))
    if isinstance(found, NotComputed):
        return _with(row, not_computed=found)
    return _with(row, value=events / out_of, low=found.low, high=found.high, level=found.level,
                 method=found.method)


def _foremost(its: Groups) -> tuple[str, int, int] | None:
    """The group asked about, else the one whose share of false alerts most exceeds that of true."""
    cells = {name: each for name, each in its.alerts.by((0,)).items() if is_stated(name)}
    false = sum(each[1] for each in cells.values())
    true = sum(each[0] - each[1] for each in cells.values())
    hit = {name: each for name, each in cells.items() if each[1]}
    asked = {name: each for name, each in hit.items() if alike(name[0]) == alike(its.of)}
    if not hit or (its.of and not asked):
        return None

    def beyond(name: Name) -> tuple[float, str]:
        alerts, wrong = hit[name]
        return (wrong / false - ((alerts - wrong) / true if true else 0.0), name[0])

    name = max(asked or hit, key=beyond)
    return name[0], hit[name][1], false


def _by_each_way(its: Groups) -> Iterator[Caveat]:
    """Whether the share of false alerts is more than chance by each way to say who was scanned."""
    found = _foremost(its)
    if found is None:
        return
    name, wrong, false = found
    even = break_even(events=wrong, trials=false, level=its.level)
    if isinstance(even, NotComputed):
        return
    said = []
    for each in its.exposures((0,), (name,)):
        if isinstance(each.found, NotComputed):
            said.append(f"by {each.of}: not known")
            continue
        share = percent(each.found.value)
        if each.of == TRUE_ALERTS and each.found.low <= even.two_sided <= each.found.high:
            verdict = "which may be either side of it"
        elif each.found.value < even.two_sided:
            verdict = "so there are more than chance explains"
        else:
            verdict = "so chance may explain them"
        said.append(f"by {each.of}: {share}, {verdict}")
    yield Caveat(code="three-denominators", sentence=(
        f"People recorded as {name}: {wrong:,} of {false:,} false alerts, two-sided break-even "
        f"{percent(even.two_sided)}. What part of those scanned they were, {'; '.join(said)}."
    ))


def _not_stated(its: Groups) -> Iterator[Caveat]:
    cells = its.alerts.by((0,))
    unknown = sum(each[1] for name, each in cells.items() if not is_stated(name))
    found = _foremost(its)
    if not unknown:
        return
    if found is None:
        yield Caveat(code="alerts-group-not-stated", sentence=(
            f"{counted(unknown, one='false alert')} have no group on record."))
        return
    name, wrong, false = found
    least = break_even(events=wrong, trials=false + unknown, level=its.level)
    most = break_even(events=wrong + unknown, trials=false + unknown, level=its.level)
    if isinstance(least, BreakEven) and isinstance(most, BreakEven):
        yield Caveat(code="alerts-group-not-stated", sentence=(
            f"The group of {counted(unknown, one='more false alert')} is not stated. Were none of "
            f"them of {name}, the break-even would be {percent(least.one_sided)}; were all of "
            f"them, {percent(most.one_sided)}."
        ))
