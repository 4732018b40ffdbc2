"""The people whom events are compared with: a file, or a census that comes with this software."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import populations
from dueregard.findings.finding import NotComputed
from dueregard.findings.labels import NOT_STATED, is_blank
from dueregard.findings.layouts import GroupColumn
from dueregard.findings.roles import fold
from dueregard.findings.sources import opened
from dueregard.findings.wording import counted as many
from dueregard.findings.wording import listed
from dueregard.instruments.rates.matching import met
from dueregard.instruments.rates.meant import Meant, where_to_find_residents
from dueregard.instruments.rates.population_files import (
    Line,
    PopulationFile,
    read,
    without_parts,
)

# A yearly count of people by group grows old as a census does.
_OLD_AFTER = 10
_AREAS = frozenset({
    "area", "areaname", "localauthority", "force", "policeforce", "policeforcearea", "geography",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """People by place and group, as one column of groups needs them.

    `heads` has, for each place (by its key) and each label, how many people; the one key is ''
    where places are not told apart. `places` names them. `mark` is what a reader needs to find
    the same people again.
    """

    title: str
    heads: Mapping[tuple[str, str], float]
    places: Mapping[str, str]
    aged: populations.Benchmark | None
    mark: str
    notes: tuple[str, ...] = ()

    @property
    def labels(self) -> dict[str, float]:
        """Every label with its people in all places."""
        found: dict[str, float] = {}
        for (_, label), people in self.heads.items():
            found[label] = found.get(label, 0.0) + people
        return found


def place_key(name: str) -> str:
    """Names of one place alike: 'Metropolitan' and 'Metropolitan Police' are one force area."""
    key = fold(name.replace("&", " and "))
    known = _force_areas()
    if key in known:
        return known[key]
    if "police" in key or "constabulary" in key:
        area = populations.find_area(name)
        return fold(area.name) if area else key
    return key or name


@lru_cache(maxsize=1)
def _force_areas() -> dict[str, str]:
    """Every way to write a force area. There may be tens of thousands of places to look up."""
    return {
        fold(each.replace("&", " and ")): fold(area.name)
        for area in populations.areas() for each in (area.name, area.slug, *area.also)
    }


def load(
    given: object, *, its: Meant, groups: Mapping[str, Mapping[str, int]], places: Sequence[str],
    count_heading: str,
) -> dict[str, Population]:
    """The people of one benchmark, for each column of groups by its heading."""
    known = {each.id for each in populations.bundled()}
    if isinstance(given, str) and given in known:
        found = _bundled(given, its=its, places=places)
        return {each.heading: found for each in its.groups}
    if isinstance(given, str) and not Path(given).exists():
        raise DueRegardError(
            f"There is no file '{given}', and no population of that name comes with this "
            f"software. Those that do are: {', '.join(sorted(known))}."
        )
    table = opened(given)
    title = ", ".join(table.names) or "the population given"
    file = read(table, count_heading=count_heading, title=title)
    return {
        each.heading: _of_file(file, its=its, column=each, labels=groups[each.heading],
                               places=places)
        for each in its.groups
    }


def _bundled(benchmark_id: str, *, its: Meant, places: Sequence[str]) -> Population:
    chosen = populations.benchmark(benchmark_id)
    heads: dict[tuple[str, str], float] = {}
    notes = [] if not chosen.note else [f"{chosen.title}: {chosen.note}"]
    named: dict[str, str] = {}
    if its.stratum:
        wanted = {place_key(each) for each in places}
        lines = [each for each in populations.rows(benchmark_id) if place_key(each.area) in wanted]
        if not lines:
            raise DueRegardError(
                f"'{benchmark_id}' has people by police force area, and '{its.stratum}' holds "
                f"none of these areas. It holds: {listed([*places], most=6)}. Give a population "
                "by those: --population FILE."
            )
        # A force without any event may not be in the records at all, so its people stay out.
        notes.append(f"{chosen.title}: only the areas that '{its.stratum}' names were taken.")
        for each in lines:
            key = place_key(each.area)
            named[key] = each.area
            heads[key, each.group] = heads.get((key, each.group), 0.0) + each.count
    else:
        if not its.areas or (its.unknown_forces and not its.area_was_said):
            raise DueRegardError(where_to_find_residents(its))
        for name in its.areas:
            found = populations.residents(name, benchmark_id=benchmark_id)
            if isinstance(found, NotComputed):
                raise DueRegardError(found.reason)
            notes += [found.caution] if found.caution else []
            for group, people in found.counts.items():
                heads["", group] = heads.get(("", group), 0.0) + people
    return Population(
        title=f"Census {chosen.year}, {_where(its, named)}", heads=heads, places=named,
        aged=chosen, mark=f"{benchmark_id}: {chosen.source}",
        notes=tuple(notes),
    )


def _where(its: Meant, named: Mapping[str, str]) -> str:
    return f"{len(named)} areas" if its.stratum else " and ".join(its.areas)


def _of_file(
    file: PopulationFile, *, its: Meant, column: GroupColumn, labels: Mapping[str, int],
    places: Sequence[str],
) -> Population:
    group = _group_heading(file, column=column, labels=labels)
    rest = tuple(each for each in file.columns if each != group)
    where = _place_heading(file, its=its, places=places, among=rest) if its.stratum else ""
    lines, notes = _of_the_area(file, its=its, where=where, among=rest)
    lines, parts = without_parts(lines, group=group, beside=rest)
    if parts:
        notes.append(
            f"In {file.title}, {many(parts, one='line')} counted people again as a part of a "
            "group that is there as a whole. They were left out."
        )
    heads: dict[tuple[str, str], float] = {}
    named: dict[str, str] = {}
    for each in lines:
        key = place_key(each.labels[where]) if where else ""
        if where:
            named.setdefault(key, each.labels[where])
        label = NOT_STATED if is_blank(each.labels[group]) else each.labels[group]
        heads[key, label] = heads.get((key, label), 0.0) + each.people
    return Population(
        title=file.title, heads=heads, places=named, aged=_aged(file),
        mark=f"{file.title}, SHA-256 {file.sha256}", notes=(*file.notes, *notes),
    )


def _group_heading(
    file: PopulationFile, *, column: GroupColumn, labels: Mapping[str, int]
) -> str:
    same = [each for each in file.columns if fold(each) == fold(column.heading)]
    if same:
        return same[0]
    fits = {
        each: met(labels, dict.fromkeys((line.labels[each] for line in file.lines), 1.0),
                  column=column)
        for each in file.columns
    }
    best = max(file.columns, key=lambda each: fits[each], default="")
    if not best or not fits[best]:
        raise DueRegardError(
            f"No column of {file.title} has the groups of '{column.heading}', which are: "
            f"{listed([*labels], most=8)}. Its columns are: {', '.join(file.columns)}. Call the "
            "groups alike on both sides."
        )
    return best


def _place_heading(
    file: PopulationFile, *, its: Meant, places: Sequence[str], among: Sequence[str]
) -> str:
    same = [each for each in among if fold(each) == fold(its.stratum)]
    if same:
        return same[0]
    wanted = {place_key(each) for each in places}
    fits = {
        each: len(wanted & {place_key(line.labels[each]) for line in file.lines})
        for each in among
    }
    best = max(among, key=lambda each: fits[each], default="")
    if not best or not fits[best]:
        raise DueRegardError(
            f"{file.title} does not say how many people belong to each value of '{its.stratum}', "
            f"which are: {listed([*places], most=6)}. Give a population by these, or leave "
            "--stratum out."
        )
    return best


def _of_the_area(
    file: PopulationFile, *, its: Meant, where: str, among: Sequence[str]
) -> tuple[tuple[Line, ...], list[str]]:
    """The lines of the area that was named, or all of them, and what is to be said of it."""
    wanted = {place_key(each) for each in (*its.areas, *its.unknown_forces)}
    if where and not its.area_was_said:
        return file.lines, []
    if not wanted:
        return file.lines, _added_up(file, among=among)
    for heading in among:
        there = {place_key(each.labels[heading]) for each in file.lines}
        if wanted <= there:
            lines = tuple(
                each for each in file.lines if place_key(each.labels[heading]) in wanted)
            only = len(there) > len(wanted)
            return lines, [f"Of {file.title} only {', '.join(its.areas)} was taken."] * only
    if its.area_was_said:
        raise DueRegardError(
            f"No column of {file.title} names the area '{its.areas[0]}'. Check how it is written "
            "there, or leave --area out to take everybody in the file."
        )
    return file.lines, []


def _added_up(file: PopulationFile, *, among: Sequence[str]) -> list[str]:
    several = [
        len({each.labels[heading] for each in file.lines})
        for heading in among if fold(heading) in _AREAS
    ]
    if not several or several[0] < 2:
        return []
    return [
        f"The people of all {several[0]:,} areas of {file.title} were added up. To take one, say "
        "--area NAME; to compare within each, say --stratum HEADING."
    ]


def _aged(file: PopulationFile) -> populations.Benchmark | None:
    if file.year is None:
        return None
    return populations.Benchmark(
        id="", title=file.title, year=file.year, source="", licence="", read_on="", geography="",
        old_after=_OLD_AFTER, detail="", note="", areas=(),
    )
