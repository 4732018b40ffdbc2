"""CELLS: every cell there is, where it lies, how large it is, and the crime that happened in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dueregard.answers import DueRegardError
from dueregard.findings.labels import is_blank
from dueregard.findings.reading_tables import Table
from dueregard.findings.sources import opened
from dueregard.findings.wording import counted
from dueregard.instruments.places import columns, where
from dueregard.instruments.places.reading import (
    WHOLE,
    Key,
    Periods,
    cell_key,
    check_size,
    coded,
    day_keys,
    distinct,
    number_sql,
)

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

KINDS = (columns.REPORTED, columns.DISCOVERED, columns.RECORDED)
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells, and crime by cell and day as it lies in the file.

    `index` gives each cell's place by the key of its name. `cell`, `day` and `counts` have an
    entry a row with crime; `days` are the days in order, and none where CELLS has no days.
    `sha256` is the fingerprint of the file.
    """

    title: str
    names: tuple[str, ...]
    index: Mapping[str, int]
    area: "Array"
    area_given: bool
    layout: where.Layout | None
    system: where.System | None
    cell: "Array"
    day: "Array"
    counts: Mapping[str, "Array"]
    days: Periods
    sha256: str
    notes: tuple[str, ...]

    def crimes(self, periods: Periods) -> dict[str, "Array"]:
        """Crimes of each kind, a row a period and a column a cell; days not asked for are out."""
        import numpy

        if not self.days.keys or periods.names == (WHOLE,):
            at = numpy.zeros(len(self.cell), dtype=int)
        else:
            places = {key: place for place, key in enumerate(periods.keys)}
            at = numpy.array([places.get(key, -1) for key in self.days.keys] + [-1])[self.day]
        size = len(periods.names) * len(self.names)
        flat = at * len(self.names) + self.cell
        return {
            kind: numpy.bincount(flat[at >= 0], weights=values[at >= 0], minlength=size).astype(
                numpy.int64).reshape(len(periods.names), len(self.names))
            for kind, values in self.counts.items()
        }


def read(given: Any) -> Grid:
    """Read CELLS; a sentence where it lacks something, or places cells twice or in two systems."""
    table = opened(given)
    title = f"CELLS ({', '.join(table.names)})" if table.names else "CELLS"
    roles = {each.role: each for each in columns.CELLS}
    places = {columns.CELL: columns.needed(table.columns, roles[columns.CELL], within=title)}
    for role in columns.CELLS[1:]:
        found = columns.find(table.columns, role, within=title)
        if found is not None and found not in places.values():
            places[role.role] = found
    kinds = [each for each in KINDS if each in places]
    if not kinds:
        shown = ", ".join(f"'{each}'" for each in table.columns[:30])
        raise DueRegardError(
            f"{title} does not say what happened: it needs a column 'reported' (crimes that the "
            f"public reported), 'discovered' (crimes that officers found), or both. It has: "
            f"{shown}."
        )
    names, index, written = _cells(table, place=places[columns.CELL], title=title)
    notes = list(table.notes)
    rows = _rows(table, places=places, kinds=kinds, written=written)
    keys, days = _days(table, place=places.get(columns.DAY), rows=rows)
    cell, day, counts = _counted(rows, kinds=kinds, day=day_codes(rows, keys, days),
                                 dated=columns.DAY in places, title=title, notes=notes)
    spot = _spots(rows, names=names, places=places, table=table, title=title, notes=notes)
    area = _area(rows, names=names, title=title) if columns.AREA in places else None
    check_size(len(names), max(1, len(days.keys)))
    import numpy

    return Grid(
        title=title, names=names, index=index, area_given=area is not None,
        area=numpy.ones(len(names)) if area is None else area, layout=spot[0], system=spot[1],
        cell=cell, day=day, counts=counts, days=days, sha256=table.sha256, notes=tuple(notes),
    )


def _cells(
    table: Table, *, place: int, title: str
) -> tuple[tuple[str, ...], dict[str, int], dict[str, int]]:
    """The cells in the order of their names: names, places by key, and by what is written."""
    labels = [each for each in distinct(table, place) if each is not None and not is_blank(each)]
    by_key: dict[str, str] = {}
    for each in sorted(labels):
        by_key.setdefault(cell_key(each), " ".join(each.split()))
    if len(by_key) < _FEWEST:
        raise DueRegardError(
            f"{title} names {counted(len(by_key), one='cell')}. A forecast chooses among several: "
            "give every cell of the area, those without crime too."
        )
    keys = sorted(by_key)
    index = {key: at for at, key in enumerate(keys)}
    return tuple(by_key[key] for key in keys), index, {
        each: index[cell_key(each)] for each in labels}


def _rows(
    table: Table, *, places: Mapping[str, int], kinds: list[str], written: Mapping[str, int]
) -> dict[str, Any]:
    asked = {kind: number_sql(places[kind]) for kind in kinds}
    asked |= {name: number_sql(places[name]) for name in (columns.AREA,) if name in places}
    for name in (columns.ACROSS, columns.UP):
        if name in places:
            text = f"replace(trim(CAST(r.c{places[name]} AS STRING)), ',', '')"
            asked[name] = f"coalesce(try_cast({text} AS DOUBLE), CAST('NaN' AS DOUBLE))"
    codes: dict[int, Mapping[str, int]] = {places[columns.CELL]: written}
    labels: list[str] = []
    if columns.DAY in places:
        labels = sorted(each for each in distinct(table, places[columns.DAY])
                        if each is not None and not is_blank(each))
        codes[places[columns.DAY]] = {each: at for at, each in enumerate(labels)}
    found = coded(table, columns=asked, codes=codes)
    return {
        "cell": found[f"code{places[columns.CELL]}"], "labels": labels,
        "day": found[f"code{places[columns.DAY]}"] if columns.DAY in places else None,
        **{name: found[name] for name in asked},
    }


def _days(
    table: Table, *, place: int | None, rows: Mapping[str, Any]
) -> tuple[dict[str, Key], Periods]:
    if place is None:
        return {}, Periods(keys=(), names=())
    keys = day_keys(rows["labels"], table=table, place=place)
    names: dict[Key, str] = {}
    for label, key in keys.items():
        names.setdefault(key, label)
    order = sorted(names, key=lambda key: (str(type(key)), key))
    return keys, Periods(keys=tuple(order), names=tuple(names[key] for key in order))


def day_codes(rows: Mapping[str, Any], keys: Mapping[str, Key], days: Periods) -> Any:
    """For each row the place of its day among the days; -1 where it has none."""
    import numpy

    if rows["day"] is None:
        return numpy.full(len(rows["cell"]), -1)
    at = {key: place for place, key in enumerate(days.keys)}
    return numpy.array([at[keys[each]] for each in rows["labels"]] + [-1], dtype=int)[rows["day"]]


def _counted(
    rows: Mapping[str, Any], *, kinds: list[str], day: Any, dated: bool, title: str,
    notes: list[str],
) -> tuple[Any, Any, dict[str, Any]]:
    """The rows that count crime. A row of a cell without a day only says that the cell exists."""
    import numpy

    known = (rows["cell"] >= 0) & ((day >= 0) if dated else True)
    counts = {}
    for kind in kinds:
        values = rows[kind]
        blank = int((numpy.isnan(values) & known).sum())
        odd = int((((values < 0) | (values != numpy.floor(values)))
                   & ~numpy.isnan(values) & known).sum())
        if blank:
            notes.append(
                f"{title} leaves '{kind}' blank in {counted(blank, one='row')}. What happened "
                "there is not known, which is not the same as nothing."
            )
        if odd:
            notes.append(
                f"In {title}, '{kind}' is no count of crimes in {counted(odd, one='row')}, which "
                f"{'was' if odd == 1 else 'were'} left out."
            )
        whole = (values >= 0) & (values == numpy.floor(values))
        counts[kind] = numpy.where(whole, values, 0.0)
    lost = int((~known & (sum(counts.values()) > 0)).sum())
    if lost:
        notes.append(
            f"{title} has {counted(lost, one='row')} with crime and without a cell or a day, "
            "which could not be used."
        )
    if not any(values[known].any() for values in counts.values()):
        raise DueRegardError(
            f"{title} has no crime in any cell, so no forecast can be held against it. Check that "
            "the counts are in the columns 'reported' and 'discovered'."
        )
    return rows["cell"][known], day[known], {
        kind: values[known] for kind, values in counts.items()}


def _each(
    rows: Mapping[str, Any], name: str, *, number: int, title: str, names: tuple[str, ...]
) -> Any:
    """One value for each cell, NaN where none is given; a sentence where a cell has two."""
    import numpy

    cell, values = rows["cell"], rows[name]
    there = (cell >= 0) & ~numpy.isnan(values)
    lowest, highest = numpy.full(number, numpy.inf), numpy.full(number, -numpy.inf)
    numpy.minimum.at(lowest, cell[there], values[there])
    numpy.maximum.at(highest, cell[there], values[there])
    apart = numpy.flatnonzero(highest > lowest)
    if len(apart):
        first = int(apart[0])
        raise DueRegardError(
            f"{title} gives the cell {names[first]} more than one '{name}' ({lowest[first]:.10g} "
            f"and {highest[first]:.10g}). A cell lies in one place and has one size: put it right."
        )
    return numpy.where(numpy.isinf(lowest), numpy.nan, lowest)


def _spots(
    rows: Mapping[str, Any], *, names: tuple[str, ...], places: Mapping[str, int], table: Table,
    title: str, notes: list[str],
) -> tuple[where.Layout | None, where.System | None]:
    import numpy

    if columns.ACROSS not in places or columns.UP not in places:
        return None, None
    x, y = (_each(rows, name, number=len(names), title=title, names=names)
            for name in (columns.ACROSS, columns.UP))
    there = ~(numpy.isnan(x) | numpy.isnan(y))
    if there.any():
        for name, values in ((columns.ACROSS, x), (columns.UP, y)):
            where.check_heading(table.columns[places[name]], values[there], within=title)
        kept = [names[each] for each in numpy.flatnonzero(there)]
        system = where.one_system(x[there].tolist(), y[there].tolist(), kept, within=title)
        if there.all():
            return where.layout(x, y, system=system), system
    missing = int((~there).sum())
    notes.append(
        f"{title} does not say where {counted(missing, one='cell')} "
        f"{'lies' if missing == 1 else 'lie'}, so there is no map."
    )
    return None, None


def _area(rows: Mapping[str, Any], *, names: tuple[str, ...], title: str) -> Any:
    import numpy

    found = _each(rows, columns.AREA, number=len(names), title=title, names=names)
    bad = numpy.flatnonzero(~(found > 0))
    if len(bad):
        raise DueRegardError(
            f"{title} does not say how large {counted(len(bad), one='cell')} "
            f"{'is' if len(bad) == 1 else 'are'}, such as {names[int(bad[0])]}. Give the area of "
            "every cell, or leave the column out if all are the same."
        )
    return found
