"""Two marked sheets read and laid beside each other: only items that both marked are counted.

Without this file a sheet marked twice by one person would pass for two people's judgement.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings import reading_tables
from dueregard.findings.finding import SetAside
from dueregard.findings.tables import Table
from dueregard.findings.wording import listed
from dueregard.instruments.answers.pairs import (
    ANSWER_MARKS,
    COLUMNS,
    PASS_MARKS,
    SHEET,
)

_ITEM = re.compile(r"([0-9a-f]{10})-(\d+)-of-(\d+)")
_SAME = {
    "correct": "right", "yes": "right", "r": "right", "partial": "partly", "part": "partly",
    "p": "partly", "incorrect": "wrong", "no": "wrong", "w": "wrong", "passed": "passed on",
    "pass": "passed on", "not passed on": "missed", "miss": "missed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One marker's sheet: the marks by the number of the item, and what could not be read."""

    code: str
    items: int
    kinds: Mapping[int, str]
    marks: Mapping[int, str]
    odd: Mapping[int, str]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Both sheets together. `answers` and `passes` hold the two marks of each item."""

    code: str
    items: int
    answers: tuple[tuple[str, str], ...]
    passes: tuple[tuple[str, str, str], ...]
    set_aside: tuple[SetAside, ...]
    sha256: str


def read_marks(path: Path, *, name: str = "") -> Sheet:
    """Read one marked sheet: CSV or a spreadsheet, with the headings that it was given."""
    name = name or str(path)
    table = _table(path, name=name)
    places = {each.key: each for each in COLUMNS}
    headings = [each.strip().lower() for each in table.columns]
    where = {}
    for key in ("item", "pass_on", "mark"):
        found = {places[key].label.lower(), key} & set(headings)
        if not found:
            raise DueRegardError(
                f"{name} has no column “{places[key].label}”. Use the marking sheet that was made "
                "here, with its headings as they are."
            )
        where[key] = headings.index(found.pop())
    cells = ", ".join(f"coalesce(c{where[each]}, '')" for each in ("item", "pass_on", "mark"))
    rows = table.engine.execute(f"SELECT {cells} FROM cells ORDER BY row").fetchall()
    return _sheet([tuple(map(str, each)) for each in rows], name=name, sha256=table.sha256)


def join(first: Sheet, second: Sheet, *, code: str = "") -> Marked:
    """Lay two sheets beside each other; a sentence where they are not of one set, or are one."""
    if first.sha256 == second.sha256:
        raise DueRegardError(
            "The two sheets are the same file. Two people must mark, each on a sheet of their own."
        )
    if (first.code, first.items) != (second.code, second.items):
        raise DueRegardError(
            "The two sheets are of different sets of answers. Choose two that were made together."
        )
    if code and code != first.code:
        raise DueRegardError(
            "The sheets were not made from this file, or it has changed since. Make new sheets."
        )
    answers, passes, blank, odd = [], [], [], []
    for number in range(1, first.items + 1):
        if number in first.odd or number in second.odd:
            odd.append(f"item {number}, '{first.odd.get(number) or second.odd[number]}'")
        elif number not in first.marks or number not in second.marks:
            blank.append(f"item {number}")
        elif first.kinds[number]:
            passes.append((first.kinds[number], first.marks[number], second.marks[number]))
        else:
            answers.append((first.marks[number], second.marks[number]))
    reasons = (("it has no mark on one sheet or both", blank), ("its mark cannot be read", odd))
    both = hashlib.sha256("".join(sorted((first.sha256, second.sha256))).encode()).hexdigest()
    return Marked(
        code=first.code, items=first.items, answers=tuple(answers), passes=tuple(passes),
        sha256=both, set_aside=tuple(
            SetAside(reason=f"{reason}: {listed(where_)}", rows=len(where_))
            for reason, where_ in reasons if where_
        ),
    )


def _sheet(rows: list[tuple[str, ...]], *, name: str, sha256: str) -> Sheet:
    sets: set[tuple[str, int]] = set()
    kinds: dict[int, str] = {}
    marks: dict[int, str] = {}
    odd: dict[int, str] = {}
    for item, kind, mark in rows:
        found = _ITEM.fullmatch(item.strip())
        if found is None:
            raise DueRegardError(
                f"{name} has an item “{item[:40]}” that no marking sheet gives. Leave the first "
                "column as it was."
            )
        number = int(found[2])
        sets.add((found[1], int(found[3])))
        if number in kinds or not 1 <= number <= int(found[3]):
            raise DueRegardError(
                f"{name} has item {number} twice, or one that is not in the set. Leave the rows "
                "as they were."
            )
        kinds[number] = " ".join(kind.split())
        plain = " ".join(mark.lower().split()).strip(".")
        if plain:
            _keep(number, _SAME.get(plain, plain), kinds[number], marks=marks, odd=odd)
    if len(sets) != 1:
        raise DueRegardError(f"{name} mixes items of different sets. Use one marking sheet.")
    [(code, items)] = sets
    return Sheet(code=code, items=items, kinds=kinds, marks=marks, odd=odd, sha256=sha256)


def _keep(
    number: int, mark: str, kind: str, *, marks: dict[int, str], odd: dict[int, str]
) -> None:
    if mark in (PASS_MARKS if kind else ANSWER_MARKS):
        marks[number] = mark
    else:
        odd[number] = mark[:40]


def _table(path: Path, *, name: str) -> Table:
    """The sheet that we made, or the only table that the file holds."""
    try:
        return reading_tables.read(path, part=SHEET)
    except DueRegardError:
        try:
            return reading_tables.read(path)
        except DueRegardError as error:
            raise DueRegardError(str(error).replace(str(path), name)) from None
