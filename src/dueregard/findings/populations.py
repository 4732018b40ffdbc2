"""Who lives where: the residents that a rate is divided by, with their source and year.

Without this file a rate would rest on numbers typed in from somewhere. Each count here says which
census it is from, how old that is, and where there is none it says so.
"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.findings.finding import Caveat, NotComputed
from dueregard.findings.groups import FIVE
from dueregard.findings.roles import fold
from dueregard.findings.wording import counted

HEADINGS = ("area", "code", "group", "category", "count")
_SUFFIXES = ("constabulary", "policeservice", "policeforce", "police")


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A population that comes with this software: what it counts, when, and where it is from.

    `detail` says whether it holds the five groups or also their parts. `areas` are the areas
    that it has.
    """

    id: str
    title: str
    year: int
    source: str
    licence: str
    read_on: str
    geography: str
    old_after: int
    detail: str
    note: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One line of a population: how many people of a group, or of a part of it, live in an area."""

    area: str
    code: str
    group: str
    category: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """The residents of an area by the five groups, and the benchmark that they are from."""

    area: str
    areas: tuple[str, ...]
    counts: Mapping[str, int]
    benchmark: Benchmark
    caution: str = ""

    @property
    def total(self) -> int:
        """All residents."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A police force area: its name, how data.police.uk writes it, why it may have no residents."""

    name: str
    slug: str
    also: tuple[str, ...] = ()
    caution: str = ""
    no_residents: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Together:
    name: str
    also: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Library:
    benchmarks: tuple[Benchmark, ...]
    rows: Mapping[str, tuple[Counted, ...]]
    areas: tuple[Area, ...]
    together: tuple[_Together, ...]


def bundled() -> tuple[Benchmark, ...]:
    """Every population that comes with this software, the latest first.

    >>> [each.id for each in bundled()]
    ['census-2021-forces', 'census-2011-forces']
    """
    return _library().benchmarks


def benchmark(benchmark_id: str) -> Benchmark:
    """The bundled population with this id.

    >>> benchmark("census-2011-forces").year
    2011
    """
    for each in bundled():
        if each.id == benchmark_id:
            return each
    raise DueRegardError(
        f"There is no population '{benchmark_id}'. Those that come with this software are: "
        f"{', '.join(each.id for each in bundled())}."
    )


def rows(benchmark_id: str) -> tuple[Counted, ...]:
    """Every line of a bundled population. Lines of one group and area add up to that group.

    >>> rows("census-2021-forces")[0]  # doctest: +NORMALIZE_WHITESPACE
    Counted(area='Avon and Somerset', code='E23000036', group='White', category='', count=1584583)
    """
    return _library().rows[benchmark(benchmark_id).id]


def areas() -> tuple[Area, ...]:
    """Every force area that has a name here, also those without residents of their own.

    >>> len([each for each in areas() if not each.no_residents])
    43
    """
    return _library().areas


def find_area(name: str) -> Area | None:
    """The force area that a name or a slug means, or nothing when none does.

    >>> find_area("metropolitan").name, find_area("Avon & Somerset Constabulary").name
    ('Metropolitan Police', 'Avon and Somerset')
    """
    wanted = _names(name)
    for area in _library().areas:
        if wanted & {key for each in (area.name, area.slug, *area.also) for key in _names(each)}:
            return area
    return None


def residents(area: str, *, benchmark_id: str | None = None) -> Residents | NotComputed:
    """The residents of an area by the five groups, from the latest census or the one asked for.

    Formula: the sum of the lines of each group, over the areas that make up the one asked for.
    It tells who lived there on census day. It cannot tell who is on the street: visitors,
    commuters and students are elsewhere in the count, and people who went uncounted are nowhere.
    Source: Office for National Statistics, Census 2011 (QS201EW) and Census 2021 (TS021).

    >>> found = residents("City of London")
    >>> found.counts["Black"], found.total, found.benchmark.year
    (232, 8584, 2021)
    >>> residents("BTP").reason[:59]
    'British Transport Police works on the railways of all Brita'
    """
    chosen = benchmark(benchmark_id) if benchmark_id else bundled()[0]
    members = _members(area, chosen=chosen)
    if isinstance(members, NotComputed):
        return members
    names = {each.name for each in members}
    counts = dict.fromkeys(FIVE, 0)
    for row in rows(chosen.id):
        if row.area in names:
            counts[row.group] += row.count
    cautions = [each.caution for each in members if each.caution and len(members) == 1]
    return Residents(
        area=members[0].name if len(members) == 1 else area,
        areas=tuple(each.name for each in members),
        counts=counts, benchmark=chosen, caution=" ".join(cautions),
    )


def age_caveat(chosen: Benchmark, *, year: int) -> Caveat | None:
    """What a reader must know where a population is old for events of a year; nothing if it is not.

    A population is old when a later census comes with this software, or `old_after` years after
    its own. It tells how old the count is. It cannot tell how much has changed since.
    Source: our own rule, set by `old_after` beside each population.

    >>> age_caveat(benchmark("census-2021-forces"), year=2026) is None
    True
    >>> age_caveat(benchmark("census-2011-forces"), year=2026).code
    'old-population'
    """
    later = max(each.year for each in bundled())
    age = year - chosen.year
    if chosen.year >= later and age < chosen.old_after:
        return None
    sentence = f"The count of residents is from {chosen.year}"
    sentence += f", {counted(age, one='year')} before these events." if age > 0 else "."
    if chosen.year < later:
        sentence += f" A census of {later} is at hand. Use it unless the events are older."
    else:
        sentence += " Who lives there may have changed since. Look for a later estimate."
    return Caveat(code="old-population", sentence=sentence)


def _members(name: str, *, chosen: Benchmark) -> tuple[Area, ...] | NotComputed:
    library = _library()
    for group in library.together:
        if _names(name) & {key for each in (group.name, *group.also) for key in _names(each)}:
            wanted = group.areas or chosen.areas
            return tuple(each for each in library.areas if each.name in wanted)
    area = find_area(name)
    if area is None:
        return NotComputed(
            reason=f"No population for '{name}' comes with this software. It has the "
            f"{len(chosen.areas)} police force areas of England and Wales. Bring a table of "
            "residents of your own."
        )
    if area.no_residents:
        return NotComputed(reason=area.no_residents)
    return (area,)


def _names(name: str) -> set[str]:
    """The ways to write a name that mean the same: with and without 'Police' at its end."""
    key = fold(name.replace("&", " and "))
    short = next((key.removesuffix(each) for each in _SUFFIXES if key.endswith(each)), key)
    return {key, short or key}


@lru_cache(maxsize=1)
def _library() -> _Library:
    folder = files("dueregard").joinpath("content", "populations")
    table = tomllib.loads(folder.joinpath("populations.toml").read_text(encoding="utf-8"))
    held: dict[str, tuple[Counted, ...]] = {}
    benchmarks: list[Benchmark] = []
    for entry in sorted(table["benchmark"], key=lambda each: -int(each["year"])):
        text = folder.joinpath(entry["file"]).read_text(encoding="utf-8")
        held[entry["id"]] = read_tidy(text)
        named = tuple(dict.fromkeys(row.area for row in held[entry["id"]]))
        about = {key: value for key, value in entry.items() if key != "file"}
        benchmarks.append(Benchmark(areas=named, **about))
    return _Library(
        benchmarks=tuple(benchmarks), rows=held,
        areas=tuple(Area(**_frozen(each)) for each in table["area"]),
        together=tuple(
            _Together(name=each["name"], also=tuple(each.get("also", ())),
                      areas=tuple(each.get("areas", ())))
            for each in table["together"]
        ),
    )


def _frozen(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def read_tidy(text: str) -> tuple[Counted, ...]:
    r"""The lines of a population file with the columns area, code, group, category and count.

    >>> read_tidy("area,code,group,category,count\nFenmarch,,Black,,41000")
    (Counted(area='Fenmarch', code='', group='Black', category='', count=41000),)

    A group is counted whole or by its parts, never both: they would be added up.
    """
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != HEADINGS:
        raise DueRegardError(
            f"A population file has the columns {', '.join(HEADINGS)}, in that order. "
            f"This one has: {', '.join(reader.fieldnames or ['none'])}."
        )
    found = []
    for number, row in enumerate(reader, start=1):
        count, group = row["count"] or "", row["group"]
        if group not in FIVE or not count.isdecimal():
            raise DueRegardError(
                f"Row {number} of the population file has group '{group}' and count '{count}'. "
                f"A group is one of {', '.join(FIVE)}; a count is a whole number."
            )
        found.append(Counted(area=row["area"], code=row["code"] or "", group=group,
                             category=row["category"] or "", count=int(count)))
    _check_levels(found)
    return tuple(found)


def _check_levels(lines: Sequence[Counted]) -> None:
    whole = {(row.area, row.group) for row in lines if not row.category}
    for row in lines:
        if row.category and (row.area, row.group) in whole:
            raise DueRegardError(
                f"The population file counts {row.group} in {row.area} both as a whole and by "
                f"parts, such as '{row.category}'. Added up, people would count twice. Keep one."
            )
