"""How a list that the force already keeps is read: which heading is what, and which rows are odd.

Without it somebody would have to retype the force's own spreadsheet before the first question
could be asked, or rows would be taken in with meanings that nobody chose.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import Answer, No, Yes
from dueregard.identify.imports.words import (
    BLANKS,
    FIELD_NAMES,
    HEADINGS,
    KINDS,
    MONTHS,
    STATUS_OF,
    Field,
)
from dueregard.identify.register.rules import STATUS_NAMES, Affected, Status

MOST_ROWS = 5_000
LONGEST = 160
TITLE_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row of the list: its number in the file and its cells, in the order of the headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What a person chose: which column is what, and what their own words for a status mean.

    `columns` gives a place in the row for each field; `blank` is how a missing status is read;
    a status among `meanings` without a value is set aside.
    """

    columns: Mapping[Field, int]
    meanings: Mapping[str, Status | None]
    blank: Status | None = Status.LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A row that can go into the register, with what had to be decided about it."""

    number: int
    values: Mapping[Field, str]
    status: Status
    status_reason: str
    affected_count: Affected
    technology: str
    started_on: date | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A row set aside: what was found in it and what a person can do."""

    number: int
    name: str
    found: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The list sorted: rows to add, rows set aside."""

    taken: tuple[Taken, ...]
    odd: tuple[Odd, ...]


def plain(text: str) -> str:
    """Words alone, for comparing: lower case, no marks, one space between.

    >>> plain("  Go-live  Date (UK) ")
    'go live date uk'
    """
    return " ".join(re.sub(r"[^a-z0-9/?]+", " ", text.lower()).split())


def is_blank(text: str) -> bool:
    """True for a blank cell and for every way of writing that there is nothing.

    >>> is_blank("TBC"), is_blank("n/a"), is_blank("Nottingham")
    (True, True, False)
    """
    return text.strip().lower() in BLANKS


def guess(headings: Sequence[str]) -> dict[Field, int]:
    """Which column is probably what: the surest first, no column and no field guessed twice.

    Exact words count before words within a longer heading. It can be wrong, so a person sees
    every guess before anything is read.
    """
    found: dict[Field, int] = {}
    candidates = [
        (not exact, rank, place, field)
        for field, words in HEADINGS.items()
        for rank, word in enumerate(words)
        for place, heading in enumerate(headings)
        for exact in (plain(heading) == word,)
        if exact or re.search(rf"\b{re.escape(word)}\b", plain(heading))
    ]
    for _, _, place, field in sorted(candidates, key=lambda each: each[:3]):
        if field not in found and place not in found.values():
            found[field] = place
    return found


def under_headings(rows: Sequence[ListRow]) -> tuple[tuple[str, ...], tuple[ListRow, ...]]:
    """The headings, and the rows under them: of the first rows, the one whose words we know best.

    A list often begins with a title and a date. Where no row is known the first is taken.
    """
    top = max(range(min(len(rows), TITLE_ROWS)), key=lambda place: (
        len(guess(rows[place].cells)), -place
    ))
    headings = tuple(
        " ".join(cell.split()) or f"Column {place}"
        for place, cell in enumerate(rows[top].cells, start=1)
    )
    return headings, tuple(rows[top + 1 :])


def read_status(text: str) -> Status | None:
    """The status that these words mean, or None where nobody has told us.

    >>> read_status("BAU"), read_status("Live - phase 2"), read_status("Sunset")
    (<Status.LIVE: 'live'>, <Status.LIVE: 'live'>, None)
    """
    words = plain(text)
    by_name = {plain(name): status for status, name in STATUS_NAMES.items()}
    if words in by_name or words in STATUS_OF:
        return by_name.get(words) or STATUS_OF[words]
    first = plain(re.split(r"[-–(:,;/]", text.strip(), maxsplit=1)[0])
    return STATUS_OF.get(first)


def read_date(text: str) -> date | None:
    """A date as it is written in Britain, or None: a year alone is not a date.

    >>> read_date("03/04/2023"), read_date("Sept 2022"), read_date("2021")
    (datetime.date(2023, 4, 3), datetime.date(2022, 9, 1), None)
    """
    words = text.strip().split("T")[0]
    for way in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(words, way).date()
        except ValueError:
            continue
    named = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})[\s-]+(\d{4})", words)
    if named is None or named[2][:3].lower() not in MONTHS:
        return None
    try:
        return date(int(named[3]), MONTHS[named[2][:3].lower()], int(named[1] or 1))
    except ValueError:
        return None


def read_count(text: str) -> Affected:
    """About how many people, from a number or a word; anything else is 'we do not know'.

    >>> read_count("c. 1,200").value, read_count("Everyone").value, read_count("lots").value
    ('thousands', 'everyone', 'dont-know')
    """
    words = plain(text)
    for each in (Affected.EVERYONE, Affected.THOUSANDS, Affected.HUNDREDS, Affected.FEW):
        if each.value in words.split():
            return each
    number = re.search(r"\d[\d,]*", text)
    if number is None:
        return Affected.UNKNOWN
    count = int(number[0].replace(",", ""))
    if count >= 1_000:
        return Affected.THOUSANDS
    return Affected.HUNDREDS if count >= 100 else Affected.FEW


def kind_of(texts: Iterable[str]) -> str:
    """The kind of technology that a system's own words name, or nothing.

    >>> kind_of(["ANPR back office"]), kind_of(["Duty rota"])
    ('anpr', '')
    """
    words = " ".join(texts).lower()
    return next((kind for pattern, kind in KINDS if re.search(pattern, words)), "")


def unknown_statuses(*, rows: Iterable[ListRow], column: int | None) -> tuple[str, ...]:
    """The words in the status column that a person must tell us the meaning of."""
    if column is None:
        return ()
    found = {_cell(row, column) for row in rows}
    return tuple(sorted(
        each for each in found if not is_blank(each) and read_status(each) is None
    ))


def may_match(*, columns: Mapping[Field, int], width: int) -> Answer:
    """Whether columns matched in this way can be read."""
    if Field.NAME not in columns:
        return No(
            "Say which column holds the name of each system. Without names nothing can be added.",
            "no-name-column",
        )
    if len(set(columns.values())) < len(columns):
        return No("The same column is chosen twice. Choose each column once.", "column-twice")
    if any(not 0 <= place < width for place in columns.values()):
        return No("One of the columns chosen is not in this list.", "no-such-column")
    return Yes()


def sort_out(
    *, rows: Iterable[ListRow], matching: Matching, registered: Mapping[str, str]
) -> Sorted:
    """Which rows go in, and which are set aside with the reason and what to do.

    `registered` gives the reference of each name, in plain words, that is in the register now;
    so a list brought in twice adds nothing the second time.
    """
    taken: list[Taken] = []
    odd: list[Odd] = []
    seen: dict[str, int] = {}
    for row in rows:
        values = {field: _value(row, place) for field, place in matching.columns.items()}
        name = values[Field.NAME]
        wrong = _wrong(row=row, name=name, seen=seen, registered=registered)
        if wrong is None and _name_alone(values):
            wrong = Odd(
                number=row.number, name=name,
                found="Only its name is filled in: it may be a heading and not a system.",
                next="If it is a system, fill in another column, and bring the list in again.",
            )
        raw = values.get(Field.STATUS, "")
        status = _status(raw, matching)
        if wrong is None and status is None:
            wrong = _status_unknown(row=row, name=name, raw=raw)
        if wrong is not None:
            odd.append(wrong)
        elif status is not None:
            seen[plain(name)] = row.number
            taken.append(_take(number=row.number, values=values, status=status))
    return Sorted(taken=tuple(taken), odd=tuple(odd))


def _wrong(
    *, row: ListRow, name: str, seen: Mapping[str, int], registered: Mapping[str, str]
) -> Odd | None:
    if is_blank(name) or not plain(name):
        return Odd(
            number=row.number, name="", found="It has no name.",
            next="Give it a name in your list, and bring the list in again.",
        )
    if len(name) > LONGEST:
        return Odd(
            number=row.number, name=name[:60] + "…",
            found=f"Its name is longer than {LONGEST} letters.",
            next="Shorten the name in your list, and bring the list in again.",
        )
    if plain(name) in registered:
        return Odd(
            number=row.number, name=name,
            found=f"The register already has this name: {registered[plain(name)]}.",
            next="Nothing, if it is the same use. If it is another use, give it its own name.",
        )
    if plain(name) in seen:
        return Odd(
            number=row.number, name=name,
            found=f"Row {seen[plain(name)]} has the same name, and was taken.",
            next="Nothing, if they are the same use. If not, give each its own name.",
        )
    return None


def _name_alone(values: Mapping[Field, str]) -> bool:
    others = [text for field, text in values.items() if field != Field.NAME]
    return len(others) > 1 and all(map(is_blank, others))


def _status(raw: str, matching: Matching) -> Status | None:
    if is_blank(raw):
        return matching.blank
    return read_status(raw) or matching.meanings.get(raw)


def _status_unknown(*, row: ListRow, name: str, raw: str) -> Odd:
    if is_blank(raw):
        return Odd(
            number=row.number, name=name, found="It has no status.",
            next="Write its status in your list, and bring the list in again.",
        )
    return Odd(
        number=row.number, name=name, found=f"We do not know the status “{raw}”.",
        next="Bring the list in again, and choose what this word means.",
    )


def _take(*, number: int, values: Mapping[Field, str], status: Status) -> Taken:
    raw, written = values.get(Field.STATUS, ""), values.get(Field.STARTED, "")
    notes = []
    reason = f"Your list said “{raw}”."
    if is_blank(raw):
        reason = "Your list gave no status."
        notes.append(f"It had no status, so it was read as {STATUS_NAMES[status].lower()}.")
    started = read_date(written)
    if not is_blank(written) and started is None:
        notes.append(f"“{written}” is not a full date, so 'in use since' was left blank.")
    words = [values.get(each, "") for each in (
        Field.TECHNOLOGY, Field.NAME, Field.WHAT_IT_DOES, Field.PURPOSE
    )]
    kept = {each: "" if is_blank(text) else text for each, text in values.items()}
    for each in (Field.SUPPLIER, Field.DEPARTMENT, Field.OWNER):
        if len(kept.get(each, "")) > LONGEST:
            notes.append(f"{FIELD_NAMES[each]} was cut to {LONGEST} letters.")
            kept[each] = kept[each][:LONGEST]
    return Taken(
        number=number, values=kept, status=status, status_reason=reason,
        affected_count=read_count(values.get(Field.AFFECTED_COUNT, "")),
        technology=kind_of(words), started_on=started, notes=tuple(notes),
    )


def _value(row: ListRow, place: int) -> str:
    return " ".join(_cell(row, place).split())


def _cell(row: ListRow, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""
