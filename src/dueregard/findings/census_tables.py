"""A census table with a column for each group becomes one line for each area and group.

Without this file groups, their parts and the total would be added up together, and everybody
would live there two or three times: a rate would then look a third of what it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dueregard.answers import DueRegardError
from dueregard.findings.groups import FIVE, Placed, place, plain
from dueregard.findings.layouts import recognise, sum_rows
from dueregard.findings.populations import Counted
from dueregard.findings.roles import fold
from dueregard.findings.wording import listed

LEVELS = ("groups", "categories")
_COUNT = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.0+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTable:
    """The counts of one level of a wide table, and what a reader must know about the rest.

    `level` is `groups` (the five) or `categories` (all their parts). `left_out` are the columns
    that were not counted. `not_adding_up` names each sum that differs; `unreadable` each cell
    that is no count, whose area was left out whole.
    """

    level: str
    lines: tuple[Counted, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    not_adding_up: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    area: int
    total: int | None
    whole: Mapping[str, int]
    parts: Mapping[int, str]
    names: Sequence[str]


def long_from_wide(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, level: str | None = None
) -> LongTable:
    """Read a wide census table at exactly one level: the five groups, or all their parts.

    Without a `level` it takes the five groups where all five have a column, else the parts. It
    checks that each group is the sum of its parts and the total the sum of the groups, and names
    what is not. It cannot tell whether a part is missing where there is no group to check against.
    Source: the tables KS201EW and TS021 as Nomis gives them out.

    >>> found = long_from_wide(
    ...     ["Area", "All categories", "White", "White: Irish", "Mixed", "Asian", "Black", "Other"],
    ...     [["Fenmarch", "100", "80", "5", "5", "5", "6", "4"]])
    >>> found.level, sum(line.count for line in found.lines), found.left_out
    ('groups', 100, ('All categories', 'White: Irish'))
    >>> found.not_adding_up
    ('Fenmarch: White is 80, but its parts add up to 5.',)
    """
    sorted_out = _sort(columns)
    chosen = _level(sorted_out, asked=level)
    taken = set(sorted_out.whole.values() if chosen == "groups" else sorted_out.parts)
    lines: list[Counted] = []
    notes: list[str] = []
    wrong: list[str] = []
    unreadable: list[str] = []
    for number, row in enumerate(rows, start=1):
        area = row[sorted_out.area].strip() if sorted_out.area < len(row) else ""
        if len(rows) > 1 and fold(area) in sum_rows():
            notes.append(f"The row '{area}' is the sum of the others. It was left out.")
            continue
        counts = _counts(row, columns=sorted_out)
        bad = [each for each in sorted(taken) if counts.get(each) is None]
        if bad or not area:
            unreadable.append(_unreadable(row, number=number, area=area, bad=bad, names=columns))
            continue
        lines += _lines(area, counts=counts, columns=sorted_out, level=chosen)
        wrong += _differences(area, counts=counts, columns=sorted_out)
    left_out = tuple(
        name for position, name in enumerate(columns) if position not in taken | {sorted_out.area}
    )
    return LongTable(
        level=chosen, lines=tuple(lines), left_out=left_out,
        notes=(*_level_notes(sorted_out, level=chosen, taken=taken), *notes),
        not_adding_up=tuple(wrong), unreadable=tuple(unreadable),
    )


def _sort(columns: Sequence[str]) -> _Columns:
    layout = recognise(columns)
    if layout is None or layout.id != "census-wide":
        raise DueRegardError(
            "These headings are not those of a census table with a column for each ethnic group. "
            f"They are: {listed([f'{each!r}' for each in columns])}."
        )
    whole: dict[str, int] = {}
    parts: dict[int, str] = {}
    totals: list[int] = []
    seen: dict[str, str] = {}
    for position, name in enumerate(columns):
        where = _place(name)
        if where is None:
            continue
        key = f"whole {where.group}" if where.whole else fold(plain(name))
        if where.group and key in seen:
            raise DueRegardError(
                f"The columns '{seen[key]}' and '{name}' are for the same people. Keep one."
            )
        seen[key] = name
        if where.group is None:
            totals.append(position)
        elif where.whole:
            whole[where.group] = position
        else:
            parts[position] = where.group
    return _Columns(
        area=list(columns).index(layout.roles["area"]), total=totals[0] if totals else None,
        whole=whole, parts=parts, names=columns,
    )


def _place(name: str) -> Placed | None:
    """A column of percentages is no count, whatever group it is for."""
    return None if "%" in name or "percent" in name.casefold() else place(name)


def _level(columns: _Columns, *, asked: str | None) -> str:
    fits = {
        "groups": set(columns.whole) == set(FIVE),
        "categories": set(columns.parts.values()) == set(FIVE),
    }
    if asked is not None and asked not in LEVELS:
        raise DueRegardError(f"There is no level '{asked}'. The levels are: {', '.join(LEVELS)}.")
    if asked is not None and fits[asked]:
        return asked
    if asked is None and any(fits.values()):
        return next(level for level in LEVELS if fits[level])
    lacking = [each for each in FIVE if each not in columns.whole]
    raise DueRegardError(
        "The table has not all five groups at one level, so nobody can be counted once and only "
        f"once. No column was found for the whole of: {', '.join(lacking) or 'none'}."
    )


def _counts(row: Sequence[str], *, columns: _Columns) -> dict[int, int | None]:
    wanted = [*columns.whole.values(), *columns.parts]
    if columns.total is not None:
        wanted.append(columns.total)
    return {each: _count(row[each]) if each < len(row) else None for each in wanted}


def _count(cell: str) -> int | None:
    text = cell.strip()
    return int(text.split(".")[0].replace(",", "")) if _COUNT.fullmatch(text) else None


def _lines(
    area: str, *, counts: Mapping[int, int | None], columns: _Columns, level: str
) -> list[Counted]:
    if level == "groups":
        chosen = [(columns.whole[group], group, "") for group in FIVE]
    else:
        chosen = [(position, group, _short(columns.names[position]))
                  for position, group in columns.parts.items()]
    return [
        Counted(area=area, code="", group=group, category=category, count=counts[position] or 0)
        for position, group, category in chosen
    ]


def _short(heading: str) -> str:
    """The part of a heading that names the part: 'Irish' of 'White: Irish'."""
    return re.split(r":\s+|\s-\s", plain(heading), maxsplit=1)[-1]


def _differences(
    area: str, *, counts: Mapping[int, int | None], columns: _Columns
) -> list[str]:
    found = []
    for group, position in columns.whole.items():
        parts = [counts[each] for each, owner in columns.parts.items() if owner == group]
        added = _sum(parts)
        whole = counts[position]
        if parts and added is not None and whole is not None and added != whole:
            found.append(f"{area}: {group} is {whole:,}, but its parts add up to {added:,}.")
    if columns.total is None:
        return found
    complete = set(columns.whole) == set(FIVE)
    added = _sum([counts[each] for each in (columns.whole.values() if complete else columns.parts)])
    total = counts[columns.total]
    if added is not None and total is not None and added != total:
        what = "groups" if complete else "parts"
        found.append(f"{area}: the total is {total:,}, but the {what} add up to {added:,}.")
    return found


def _sum(counts: Sequence[int | None]) -> int | None:
    known = [each for each in counts if each is not None]
    return sum(known) if len(known) == len(counts) else None


def _unreadable(
    row: Sequence[str], *, number: int, area: str, bad: Sequence[int], names: Sequence[str]
) -> str:
    if not area:
        return f"Row {number} names no area. It was left out."
    cell = row[bad[0]] if bad[0] < len(row) else ""
    return (
        f"Row {number} ({area}): '{cell}' in the column '{names[bad[0]]}' is not a whole number. "
        "The area was left out."
    )


def _level_notes(columns: _Columns, *, level: str, taken: set[int]) -> list[str]:
    notes = []
    for what, positions in (
        ("a sum of everybody", [] if columns.total is None else [columns.total]),
        ("parts of a group that was counted whole", sorted(columns.parts)),
        ("whole groups whose parts were counted", sorted(columns.whole.values())),
    ):
        left = [f"'{columns.names[each]}'" for each in positions if each not in taken]
        if left:
            notes.append(f"Not counted, because they are {what}: {listed(left)}.")
    if level == "categories" and not columns.whole and columns.total is None:
        notes.append("No column holds a whole group or a total, so no sum could be checked.")
    return notes
