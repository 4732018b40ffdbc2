"""Rows that cannot be right, found before they are measured: periods and groups with one outcome.

Without this file ProPublica's 998 rows in which everybody reoffends would be measured as if they
were records of a year in which nobody stayed out of trouble.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dueregard.findings.counts import CountTable, Label, count, position, weighted
from dueregard.findings.finding import Caveat, Row
from dueregard.findings.labels import NOT_STATED, grouping, truths
from dueregard.findings.locked import quoted
from dueregard.findings.reading_tables import Table
from dueregard.findings.shares import share
from dueregard.instruments.scores import dates
from dueregard.instruments.scores import periods_told as told
from dueregard.instruments.scores.columns import Columns
from dueregard.instruments.scores.drift import Change, change, periods
from dueregard.instruments.scores.rows import row
from dueregard.instruments.scores.runs import Run, Tallied, runs

FLAG = "rows in a period with one outcome"
BY_PERIOD = "observed_share_by_period"
# More different values than this are times of day, not days: a hundred years have 36,525 days.
_MOST_DAYS = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Days whose rows are marked, with the SQL that knows them.

    `left_out` says that their outcome cannot be right: it is the same for everybody, or for all
    of a `group`. Else the share of the outcome jumps, and they are used.
    """

    first: date
    last: date
    rows: int
    sentence: str
    sql: str
    group: str = ""
    left_out: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the dates told: stretches to set aside, what to know, and the share in each period."""

    flags: tuple[Flag, ...]
    caveats: tuple[Caveat, ...]
    rows: tuple[Row, ...]

    @property
    def reasons(self) -> dict[str, str]:
        """For each mark of rows that are left out, why they are."""
        return {str(place): flag.sentence for place, flag in enumerate(self.flags, start=1)
                if flag.left_out}

    @property
    def left_out(self) -> tuple[Flag, ...]:
        """The flags whose rows are left out."""
        return tuple(flag for flag in self.flags if flag.left_out)

    @property
    def sql(self) -> str:
        """SQL that marks each row with the place of its flag, or 0."""
        whens = " ".join(f"WHEN {flag.sql} THEN '{place}'"
                         for place, flag in enumerate(self.flags, start=1))
        return f"CASE {whens} ELSE '0' END" if whens else "'0'"


NOT_LOOKED = Checked(flags=(), rows=(), caveats=(Caveat(
    code="no-date",
    sentence="No column of dates was named, so periods whose outcomes are not complete could not "
    "be looked for. Name it with --date.",
),))


def checked(table: Table, *, columns: Columns, level: float, margin: float) -> Checked:
    """Look through the dates for periods that cannot be right, in the whole file and by group."""
    if not columns.day:
        return NOT_LOOKED
    day = _day_sql(table, columns)
    by_column = {each: _days(table, columns=columns, group=each, day=day)
                 for each in columns.groups}
    first = by_column[columns.groups[0]]
    its = first.dates
    whole = _together(first.days.values())
    looks = 1 + sum(name != NOT_STATED for each in by_column.values() for name in each.days)

    def flag(run: Run, of: _Days = first, column: str = "", group: str = "") -> Flag:
        said = told.sentence(run, outcome=columns.outcome.words, group=group,
                             only_months=its.only_months)
        return Flag(
            first=run.first, last=run.last, rows=run.rows, sentence=said, group=group,
            sql=_sql(run.first, run.last, table=table, day=day, of=of, column=column,
                     group=group))

    found, changed = _of_everybody(whole, looks=looks, margin=margin)
    flags = [flag(run) for run in found]
    for column, of in by_column.items():
        for name, days in sorted(of.days.items()):
            if name != NOT_STATED:
                flags += [flag(run, of, column, name)
                          for run in runs(_without(days, found), looks=looks)]
    notes = list(its.caveats)
    if changed:
        notes.append(told.changed(changed, outcome=columns.outcome.words))
        if changed.jump:
            flags.append(Flag(
                first=changed.first, last=changed.last, rows=changed.rows, left_out=False,
                sentence=notes[-1].sentence,
                sql=_sql(changed.first, changed.last, table=table, day=day, of=first)))
    return Checked(flags=tuple(flags), caveats=tuple(notes),
                   rows=tuple(_by_period(whole, level=level)))


def _of_everybody(
    whole: Mapping[date, Tallied], *, looks: int, margin: float
) -> tuple[list[Run], Change | None]:
    """The stretches that cannot be right, and how the share of the outcome changes in the rest.

    A jump to nearly everybody or nobody is such a stretch too.
    """
    every = sorted(whole)
    found = list(runs(whole, looks=looks))
    while (changed := change(_without(whole, found), margin=margin)) and changed.nearly_always:
        found.append(Run(
            first=changed.first, last=changed.last, always=changed.within > 0.5,
            rows=changed.rows, strays=changed.strays, elsewhere=changed.elsewhere,
            before=every[0] < changed.first, after=changed.last < every[-1]))
    return sorted(found, key=lambda each: each.first), changed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """For each group, what happened on each day; and the labels that mean a day or a group."""

    dates: dates.Dates
    days: Mapping[str, Mapping[date, Tallied]]
    groups: Mapping[Label, str]


def _days(table: Table, *, columns: Columns, group: str, day: str) -> _Days:
    keys = (columns.day, columns.outcome.heading, group,
            *((columns.weight,) if columns.weight else ()))
    found = count(table, keys=keys, expressions={columns.day: day})
    if columns.weight:
        found, _ = weighted(found, weight=columns.weight)
    its = dates.read(found.distinct(columns.day), heading=columns.day)
    groups = grouping(found.distinct(group), heading=group).of
    happened = truths(columns.outcome, found.distinct(columns.outcome.heading))
    return _Days(dates=its, groups=groups,
                 days=_tallied(found, its=its, groups=groups, happened=happened))


def _tallied(
    found: CountTable, *, its: dates.Dates, groups: Mapping[Label, str],
    happened: Mapping[Label, bool | None],
) -> dict[str, dict[date, Tallied]]:
    sums: dict[str, dict[date, list[int]]] = {}
    for each in found.combinations:
        day, came = its.of[each.labels[0]], happened[each.labels[1]]
        if day is not None and came is not None:
            kept = sums.setdefault(groups[each.labels[2]], {}).setdefault(day, [0, 0])
            kept[0 if came else 1] += each.rows
    return {
        name: {day: Tallied(happened=yes, not_happened=no) for day, (yes, no) in days.items()}
        for name, days in sums.items()
    }


def _day_sql(table: Table, columns: Columns) -> str:
    """SQL for the day of a row: as it lies where days are few, else without the time of day.

    Cutting the time off each row costs many times what counting them does.
    """
    day = f"c{position(table, columns.day)}"
    different = int(table.ask(f"SELECT approx_count_distinct({day}) FROM records")[0][0])
    return day if different <= _MOST_DAYS else dates.day_only(day)


def _sql(
    first: date, last: date, *, table: Table, day: str, of: _Days, column: str = "",
    group: str = "",
) -> str:
    """SQL that is true of the rows of these days, or of a group's rows of these days."""
    labels = sorted(label for label, its in of.dates.of.items()
                    if label is not None and its is not None and first <= its <= last)
    sql = f"CAST({day} AS STRING) IN ({', '.join(map(quoted, labels))})"
    if group:
        named = sorted(label for label, name in of.groups.items() if name == group and label)
        sql += (f" AND CAST(c{position(table, column)} AS STRING) IN "
                f"({', '.join(map(quoted, named))})")
    return sql


def _by_period(days: Mapping[date, Tallied], *, level: float) -> Iterator[Row]:
    for each in periods(days):
        found = share(events=each.its.happened, trials=each.its.people, level=level)
        yield row(BY_PERIOD, found, unit="share", group={}, stratum={"period": each.name},
                  events=each.its.happened, exposure=each.its.people)


def _together(several: Iterable[Mapping[date, Tallied]]) -> dict[date, Tallied]:
    sums: dict[date, list[int]] = {}
    for days in several:
        for day, its in days.items():
            kept = sums.setdefault(day, [0, 0])
            kept[0] += its.happened
            kept[1] += its.not_happened
    return {day: Tallied(happened=yes, not_happened=no) for day, (yes, no) in sums.items()}


def _without(days: Mapping[date, Tallied], gone: Sequence[Run]) -> dict[date, Tallied]:
    return {day: its for day, its in days.items()
            if not any(run.first <= day <= run.last for run in gone)}
