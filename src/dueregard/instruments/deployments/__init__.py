"""A log of live facial recognition deployments: how often an alert was wrong; does it add up.

Without this file a force could publish a false alert rate that its own rows contradict, or
compare years in which faces were counted in different ways.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings import intervals, typed_rows
from dueregard.findings.about import About, Ask, Asked
from dueregard.findings.asked import LEVEL, answers
from dueregard.findings.finding import (
    Caveat,
    Data,
    Finding,
    Method,
    NotComputed,
    Row,
    Verdict,
    VerdictCode,
)
from dueregard.findings.intervals import Interval
from dueregard.findings.reading_tables import Table
from dueregard.findings.roles import assign
from dueregard.findings.typed_rows import Group, OddCell, Pair, Tally, Typed
from dueregard.findings.wording import counted, listed, percent
from dueregard.instruments.deployments import checks, comparing, groups, reading, timeline
from dueregard.instruments.deployments import periods as periods_of
from dueregard.instruments.deployments.columns import COLUMNS
from dueregard.instruments.deployments.log import Deployment, threshold_words

Progress = Callable[[int, int, str], None]

ABOUT = About(
    name="deployments",
    version="2",
    title="Live facial recognition: a log of deployments",
    question="How often were the alerts of this system wrong, and does the log add up?",
    lens="safety",
    columns=COLUMNS,
    asks=(
        Ask(name="interval", asked=Asked.CHOICE, default="wilson",
            choices=("wilson", "clopper-pearson", "jeffreys"),
            words="How ranges are made; clopper-pearson where a guarantee is claimed."),
        LEVEL,
        Ask(name="alerts", asked=Asked.FILE, example="alerts.csv",
            words="A file of the alerts, one a row or counted by group, with the group of the "
                  "person and whether the alert was false."),
        Ask(name="group", asked=Asked.COLUMNS, example="ethnicity",
            words="With --alerts: the columns of groups, such as ethnicity, sex or age band."),
        Ask(name="wrong", asked=Asked.CONDITION, example="outcome=false",
            words="With --alerts: which alerts were false. Known without it where a column says "
                  "so by its heading."),
        Ask(name="of", asked=Asked.WORDS, example="Black",
            words="The group to say the break-even for first. Without it, the one on which false "
                  "alerts fall most."),
        Ask(name="exposure", asked=Asked.WORDS, example="Black=0.30",
            words="What part of those scanned a group was, by a count or an estimate: Black=0.30, "
                  "or 0.30 with --of."),
        Ask(name="watchlist", asked=Asked.WORDS, example="Black=0.25",
            words="What part of the watchlist a group was, likewise."),
    ),
    example="dueregard measure deployments examples/met-lfr-deployments.csv",
    limits=(
        "The share of wanted people who walked past without an alert cannot be known from a log: "
        "nobody counted them. Only a trial with known people can tell.",
        "Whether false alerts fall more on one group of people cannot be known without the group "
        "of each person and of everyone who walked past. With the alerts, the break-even says "
        "how large a part of those scanned a group must have been.",
        "An alert is false here when the force recorded it as false.",
        "Faces seen is often an estimate, and one person can be seen several times.",
    ),
    # Arrests by deployment stand in the tables that forces publish, and false alerts are errors of
    # the tool, so neither is hidden. People alerted, by group, are people.
    counts_people=groups.COUNTS_PEOPLE,
    laws_not_kept={
        "equal-groups": "It describes thresholds and years and does not compare groups of people.",
    },
)

INTERVALS = {
    "wilson": intervals.wilson,
    "clopper-pearson": intervals.clopper_pearson,
    "jeffreys": intervals.jeffreys,
}
_OF_ALERTS = ("group", "wrong", "of", "exposure", "watchlist")
_FALSE = "false_confirmed + coalesce(false_unconfirmed, 0)"
_TOTALS = {
    "deployments": Pair(events="1"),
    "faces_seen": Pair(events="faces_seen"),
    "alerts": Pair(events="alerts"),
    "false_alerts": Pair(events=_FALSE),
    "arrests": Pair(events="arrests"),
}
_UNITS = {"faces_seen": "faces", "false_alerts": "alerts"}
_RATES = {
    "false_alerts_per_alert": Pair(events=_FALSE, exposure="alerts"),
    "false_alerts_per_face": Pair(events=_FALSE, exposure="faces_seen"),
    "alerts_per_1000_faces": Pair(events="alerts", exposure="faces_seen"),
    "arrests_per_alert": Pair(events="arrests", exposure="alerts"),
}
_NEEDS = {"faces_seen": "faces_seen", "arrests": "arrests", "false_alerts_per_face": "faces_seen",
          "alerts_per_1000_faces": "faces_seen", "arrests_per_alert": "arrests"}


def measure(
    table: Table, *, options: Mapping[str, Any] | None = None, progress: Progress | None = None
) -> Finding:
    """Measure a log with one row a deployment.

    Formula: events/exposure within each threshold, each year and over all, with a Wilson range;
    false alerts are those confirmed as false and those taken as false but not confirmed.
    It tells how often an alert was wrong and whether the log contradicts itself. It cannot
    tell how many wanted people were missed, nor whether an error falls on one group more.
    With the alerts by group it gives the break-even exposure of each group: the part of those
    scanned below which its share of false alerts is more than chance, by exact binomial chances
    and by evidence that may be looked at always.
    Source for what such a log should be checked for: the Metropolitan Police's published
    deployment records, 2020 to 2025, in which every check finds something.
    """
    chosen = _options(options or {})
    say = progress or (lambda done, total, message: None)
    say(0, 4, "Finding the columns")
    assigned = assign(columns=table.columns, wanted=ABOUT.columns, chosen=chosen["columns"])
    read = typed_rows.typed(table=table, wanted=ABOUT.columns, assigned=assigned)
    odd = typed_rows.odd_cells(read)
    its = groups.groups_of(chosen)
    say(1, 4, "Counting")
    data = reading.data_of(table=table, read=read, odd=odd)
    rows = _rows(read=read, chosen=chosen) if data.rows_used else []
    say(2, 4, "Checking row by row")
    log = reading.deployments(read)
    used = {each.row for each in log}
    caveats = _caveats(
        notes=(*table.notes, *read.notes, *assigned.notes), read=read,
        odd=[each for each in odd if each.row in used])
    more, told = _checked_and_compared(log=log, read=read, chosen=chosen, its=its)
    say(4, 4, "Done")
    return Finding(
        instrument=ABOUT.name, version=ABOUT.version, question=ABOUT.question,
        verdict=_verdict(rows=rows, log=log, data=data, its=its),
        rows=(*rows, *more), caveats=(*caveats, *told), data=data,
        method=Method(name="events over exposure, by group", options=_said(chosen)),
    )


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in given.items() if key != "columns"}
    chosen = answers(ABOUT, told) | {"columns": dict(given.get("columns", {}))}
    alone = [each for each in _OF_ALERTS if chosen[each]]
    if alone and not chosen["alerts"]:
        raise DueRegardError(
            f"--{alone[0]} is about the groups of single alerts, which a log of deployments does "
            "not hold. Give the alerts too: --alerts FILE."
        )
    return chosen


def _said(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The options as a finding keeps them: those that were used, a file by its name alone."""
    given = chosen["alerts"]
    name = ", ".join(given.names) if isinstance(given, Table) else Path(given).name if given else ""
    kept = {key: value for key, value in chosen.items()
            if value or key not in ("alerts", *_OF_ALERTS)}
    return kept | ({"alerts": name} if name else {})


def _checked_and_compared(
    *, log: Sequence[Deployment], read: Typed, chosen: Mapping[str, Any],
    its: groups.Groups | None,
) -> tuple[list[Row], list[Caveat]]:
    """What does not agree; thresholds, places and groups beside each other; when a line moved."""
    level, periods = chosen["level"], periods_of.periods(log)
    stretches = timeline.stretches(log)
    places, about_places = comparing.by_place(log, level=level)
    rows = [
        *periods_of.faces_per_hour(log=log, periods=periods),
        *comparing.by_threshold(log, level=level), *timeline.rows(stretches, level=level), *places,
    ]
    caveats = [
        *checks.all_checks(log=log, periods=periods,
                           headings={role: read.headings[role] for role in read.kinds}),
        *about_places, *comparing.regimes(log=log, periods=periods),
        *timeline.changes(stretches),
    ]
    if its:
        rows += groups.rows(its, interval=INTERVALS[chosen["interval"]])
        caveats += groups.caveats(its, false_in_log=_false_in(log))
    return rows, caveats


def _false_in(log: Sequence[Deployment]) -> int | None:
    known = [each.false_alerts for each in log if each.false_alerts is not None]
    return sum(known) if known else None


def _rows(*, read: Typed, chosen: Mapping[str, Any]) -> list[Row]:
    groupings: list[tuple[str, str | None]] = [("", None)]
    groupings += [("threshold", _label("threshold", "threshold"))]
    groupings += [("year", _label("date", "year(date)"))]
    rows = []
    for name, key in groupings:
        by = {name: key} if key else {}
        groups = typed_rows.count(read, pairs=_TOTALS | _RATES, by=by, where=reading.USABLE)
        for group in sorted(groups, key=lambda each: _order(each.keys.get(name, ""))):
            label = {name: _tidy(name, group.keys[name])} if key else {}
            rows += _measures(group=group, label=label, read=read, chosen=chosen)
    return rows


def _label(role: str, value: str) -> str:
    return (
        f"CASE WHEN {role} IS NOT NULL THEN CAST({value} AS VARCHAR) "
        f"WHEN {role}__found IS NOT NULL THEN 'not readable' ELSE 'not stated' END"
    )


def _order(label: str) -> tuple[int, float, str]:
    if label in ("", "not stated", "not readable"):
        return (1, 0.0, label)
    return (0, float(label), label)


def _tidy(name: str, label: str) -> str:
    if name != "threshold" or label.startswith("not "):
        return label
    return threshold_words(float(label))


def _measures(
    *, group: Group, label: Mapping[str, str], read: Typed, chosen: Mapping[str, Any]
) -> list[Row]:
    rows = []
    for name in _TOTALS:
        tally = group.tallies[name]
        why = _why_not(name=name, tally=tally, read=read)
        rows.append(Row(
            measure=name, group=label, unit=_UNITS.get(name, name),
            value=None if why else float(tally.events), events=None if why else tally.events,
            not_computed=why,
        ))
    for name in _RATES:
        rows.append(_rate(name=name, tally=group.tallies[name], label=label, read=read,
                          chosen=chosen))
    return rows


def _rate(
    *, name: str, tally: Tally, label: Mapping[str, str], read: Typed, chosen: Mapping[str, Any]
) -> Row:
    thousand = name == "alerts_per_1000_faces"
    unit = "per 1,000 faces" if thousand else "share"
    found: Interval | NotComputed | None = _why_not(name=name, tally=tally, read=read)
    if found is None:
        found = INTERVALS[chosen["interval"]](
            events=tally.events, trials=tally.exposure, level=chosen["level"]
        )
    if isinstance(found, NotComputed):
        return Row(measure=name, group=label, unit=unit, events=tally.events,
                   exposure=float(tally.exposure), not_computed=found)
    scale = 1000.0 if thousand else 1.0
    return Row(
        measure=name, group=label, unit=unit, value=scale * tally.events / tally.exposure,
        low=scale * found.low, high=scale * found.high, level=found.level, method=found.method,
        events=tally.events, exposure=float(tally.exposure),
    )


def _why_not(*, name: str, tally: Tally, read: Typed) -> NotComputed | None:
    role = _NEEDS.get(name)
    if role and role not in read.kinds:
        return NotComputed(reason=f"The file has no column of {role.replace('_', ' ')}.")
    if not tally.rows:
        return NotComputed(reason="No deployment here gives the numbers that this needs.")
    return None


def _caveats(
    *, notes: Sequence[str], read: Typed, odd: Sequence[OddCell]
) -> list[Caveat]:
    said = [("reading", note) for note in notes]
    other = [f"row {each.row}, '{each.heading}': '{each.found}' (wanted: {each.wanted})"
             for each in odd]
    if other:
        verb = "was" if len(other) == 1 else "were"
        said.append((
            "cells-not-readable",
            f"{counted(len(other), one='cell')} could not be read and {verb} left out of the "
            f"figures that need them: {listed(other)}. The rest of each row was used.",
        ))
    said += _partial(read)
    said.append((
        "missed-cannot-be-known",
        "The share of wanted people who walked past without an alert (the true-positive "
        "identification rate) cannot be known from a log like this one: nobody counted them.",
    ))
    said.append((
        "alerts-not-independent",
        "The ranges take each alert as separate. Alerts of one deployment share a camera, a place "
        "and a watchlist, so the truth may lie further out than the ranges say.",
    ))
    return [Caveat(code=code, sentence=sentence) for code, sentence in said]


def _partial(read: Typed) -> list[tuple[str, str]]:
    """Which rates rest on fewer deployments than were used, because a number is blank."""
    group = typed_rows.count(read, pairs=_RATES, where=reading.USABLE)[0]
    resting: dict[int, list[str]] = {}
    for name, tally in group.tallies.items():
        if 0 < tally.rows < group.rows:
            words = name.replace("_", " ").replace("1000", "1,000")
            resting.setdefault(tally.rows, []).append(words)
    return [
        ("not-every-row",
         f"Resting on {rows:,} of the {group.rows:,} deployments, those that give both numbers: "
         f"{', '.join(names)}.")
        for rows, names in resting.items()
    ]


def _verdict(
    *, rows: Sequence[Row], log: Sequence[Deployment], data: Data, its: groups.Groups | None
) -> Verdict:
    if not log:
        return Verdict(
            code=VerdictCode.NOT_FIT,
            sentence=f"No row could be used, of {data.rows_read:,} read, so this file cannot "
            "answer the question. Why is said of each.",
        )
    share = next(
        row for row in rows if row.measure == "false_alerts_per_alert" and not row.group
    )
    alerts = next(row for row in rows if row.measure == "alerts" and not row.group)
    raised = counted(alerts.events or 0, one="alert")
    start = f"{counted(len(log), one='deployment')} raised {raised}"
    if share.value is None or share.low is None or share.high is None:
        middle = "; what share of them was false cannot be worked out from this log."
    else:
        verb = "was" if share.events == 1 else "were"
        middle = (
            f"; {share.events:,} of {share.exposure:,.0f} {verb} false ({percent(share.value)}, "
            f"{percent(share.low)} to {percent(share.high)})."
        )
    return Verdict(
        code=VerdictCode.DESCRIBED,
        sentence=" ".join(filter(None, (
            start + middle, groups.sentence(its) if its else "",
            checks.adding_up_in_short(log),
            "How many wanted people walked past without an alert cannot be known from this log.",
        ))),
    )
