"""The searches of each group and stratum: how many, how many found something, how many unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dueregard.findings.counts import Combination, CountTable
from dueregard.findings.finding import SetAside
from dueregard.findings.groups import load, place, to_five
from dueregard.findings.labels import NOT_STATED, grouping, number_of
from dueregard.findings.layouts import GroupColumn
from dueregard.findings.roles import fold
from dueregard.instruments.outcomes.meant import Meant

Stratum = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Searches whose outcome is known, the finds among them, and searches with none known."""

    searches: int = 0
    finds: int = 0
    unknown: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        """Both together."""
        return Cell(searches=self.searches + other.searches, finds=self.finds + other.finds,
                    unknown=self.unknown + other.unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """What the values of a column of groups are: none for a sum of others.

    `maps` says in words which maps brought them to five groups, none where they were not.
    """

    of: Mapping[str | None, str | None]
    maps: tuple[str, ...]
    cautions: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The cells of each column of groups, by group and stratum; rows used, and set aside."""

    cells: Mapping[str, Mapping[tuple[str, Stratum], Cell]]
    groups: Mapping[str, Groups]
    rows_used: int
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]


def seen(counted: CountTable, *, its: Meant) -> Seen:
    """Read a table of counts as searches and finds."""
    groups = {each.heading: _groups(counted, column=each) for each in its.groups}
    strata = [grouping(counted.distinct(each), heading=each) for each in its.strata]
    answers = {} if its.searches else its.found.truths(counted.distinct(its.found.heading))
    cells: dict[str, dict[tuple[str, Stratum], Cell]] = {each.heading: {} for each in its.groups}
    aside: dict[str, int] = {}
    used = 0
    for each in counted.combinations:
        names = {heading: one.of[each.labels[counted.place(heading)]]
                 for heading, one in groups.items()}
        where = tuple(one.of[each.labels[counted.place(heading)]]
                      for one, heading in zip(strata, its.strata, strict=True))
        why, cell = _cell(each, counted=counted, its=its, names=names, answers=answers)
        if why:
            aside[why] = aside.get(why, 0) + each.rows
            # Whose outcome is not known is set aside, and still counted: it may be unequal.
        else:
            used += cell.searches
        for heading, name in names.items():
            if name is not None and cell != Cell():
                key = name, where
                cells[heading][key] = cells[heading].get(key, Cell()) + cell
    return Seen(
        cells=cells, groups=groups, rows_used=used,
        set_aside=tuple(SetAside(reason=why, rows=rows) for why, rows in sorted(aside.items())),
        notes=tuple(_notes(groups, [note for one in strata for note in one.notes])),
    )


def _cell(
    each: Combination, *, counted: CountTable, its: Meant, names: Mapping[str, str | None],
    answers: Mapping[str | None, bool | None],
) -> tuple[str, Cell]:
    """Why a row is set aside, or nothing; and what it adds to the counts."""
    kind = each.labels[counted.place(its.kind)] if its.kind else None
    if kind is not None and fold(kind) in its.no_person:
        return f"'{its.kind}' is '{kind}', which is no search of a person", Cell()
    for heading, name in names.items():
        if name is None:
            label = each.labels[counted.place(heading)]
            return f"'{heading}' holds '{label}', which is a sum of other rows", Cell()
    if its.searches:
        return _counts(each, counted=counted, its=its)
    value = each.labels[counted.place(its.found.heading)]
    if answers[value] is None:
        return its.found.why(value), Cell(unknown=each.rows)
    return "", Cell(searches=each.rows, finds=each.rows if answers[value] else 0)


def _counts(each: Combination, *, counted: CountTable, its: Meant) -> tuple[str, Cell]:
    labels = [each.labels[counted.place(heading)] for heading in (its.searches, its.finds)]
    for heading, label in zip((its.searches, its.finds), labels, strict=True):
        value = number_of(label)
        if value is None or value < 0 or value != int(value):
            said = "is blank" if label is None else f"holds '{label}', which is not a count"
            return f"'{heading}' {said}", Cell()
    searches, finds = (int(number_of(label) or 0) for label in labels)
    if finds > searches:
        return (f"'{its.finds}' is more than '{its.searches}', which cannot be", Cell())
    return "", Cell(searches=searches * each.rows, finds=finds * each.rows)


def _groups(counted: CountTable, *, column: GroupColumn) -> Groups:
    """The groups of a column. Where its layout has maps, words are brought to five groups."""
    values = counted.distinct(column.heading)
    read = grouping(values, heading=column.heading)
    names = [each for each in dict.fromkeys(read.of.values()) if each != NOT_STATED]
    known = to_five(names, maps=column.maps) if column.maps else to_five(names)
    of: dict[str | None, str | None] = {}
    for value in values:
        name = read.of[value]
        where = place(name)
        if name in known.unknown:
            of[value] = NOT_STATED
        elif where is not None and where.group is None:
            of[value] = None
        else:
            of[value] = known.found.get(name, name) if column.maps else name
    # Words of a list that is known are alike on purpose, and nobody's slip of the pen.
    notes = [each for each in read.notes if known.not_mapped or "counted apart" not in each]
    titles = {each.id: each for each in load().maps}
    return Groups(
        of=of, notes=tuple(notes),
        maps=tuple(f"{titles[each].title} ({each}, version {titles[each].version})"
                   for each in known.maps) if column.maps else (),
        cautions=tuple(each for each in known.cautions if each != column.caution)
        if column.maps else (),
    )


def _notes(groups: Mapping[str, Groups], others: list[str]) -> Iterator[str]:
    for each in groups.values():
        yield from each.notes
    yield from (note for note in others if "counted apart" not in note)
