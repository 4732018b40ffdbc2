"""Reads lists of contracts: releases of the open contracting standard, and plain tables.

Without it a list would be read by the place of its columns, and an amount or a day that nobody
can read would become a number. What cannot be read stays blank, and is said.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dueregard.answers import DueRegardError
from dueregard.identify.imports.rules import read_date
from dueregard.lenses.statement_words import plain
from dueregard.report.contracts.headings import PACKED, Field

LONGEST = 300
_BLANKS = frozenset({"", "-", "n/a", "na", "none", "tbc", "tbd", "unknown", "not known", "nil"})
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
_LARGER = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_AMOUNT = re.compile(
    r"(?P<code>[A-Za-z]{3})?\s*(?P<sign>[£€$])?\s*(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?)\s*(?P<larger>k|thousand|mn?|million)?\s*(?P<after>[A-Za-z]{3})?",
    re.IGNORECASE,
)
_NOT_BOUGHT = frozenset({"cancelled", "unsuccessful", "pending"})
_STEP = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One contract as it was read. `key` is the same when the same contract comes again."""

    row: int
    key: str
    title: str
    description: str = ""
    buyer: str = ""
    suppliers: tuple[str, ...] = ()
    value: str = ""
    currency: str = ""
    awarded_on: str = ""
    starts_on: str = ""
    ends_on: str = ""
    notes: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self) | {"suppliers": list(self.suppliers), "notes": list(self.notes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A row that was set aside: what was found in it and what a person can do."""

    row: int
    name: str
    found: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A list as it was read."""

    lines: tuple[Line, ...]
    odd: tuple[Odd, ...]


def from_table(
    *, columns: Mapping[Field, int], headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
) -> Taken:
    """Each row of a plain table. `columns` says which is what; see `headings.found`."""
    packed = Field.SUPPLIER in columns and plain(headings[columns[Field.SUPPLIER]]) == PACKED
    lines: list[Line] = []
    odd: list[Odd] = []
    for number, cells in rows:
        values = {field: _cell(cells, place) for field, place in columns.items()}
        made = _of_row(number, values, packed=packed)
        _put(made, lines=lines, odd=odd)
    return _each_once(lines, odd)


def from_flat(
    *, headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> Taken:
    """Each row of releases that were laid flat: releases/0/awards/0/value/amount and so on."""
    lines: list[Line] = []
    odd: list[Odd] = []
    for number, cells in rows:
        package = _folded(headings, cells)
        releases = package.get("releases") or [package]
        for each in releases:
            _of_release(number, each, lines=lines, odd=odd)
    return _each_once(lines, odd)


def from_package(package: object) -> Taken:
    """Each release of a release package in JSON. Anything else is refused in words."""
    releases = package.get("releases") if isinstance(package, dict) else None
    if not isinstance(releases, list) or any(not isinstance(each, dict) for each in releases):
        raise DueRegardError(
            "This JSON is no release package: it has no list called “releases”. Download the "
            "release package of Contracts Finder or Find a Tender, and bring that in."
        )
    lines: list[Line] = []
    odd: list[Odd] = []
    for number, each in enumerate(releases, start=1):
        _of_release(number, each, lines=lines, odd=odd)
    return _each_once(lines, odd)


def read_amount(text: str) -> tuple[Decimal | None, str, str]:
    """An amount, its currency where it says one, and what was wrong with it.

    >>> read_amount("£1.2m"), read_amount("TBC"), read_amount("10,000 - 20,000")[2]
    ((Decimal('1200000.00'), 'GBP', ''), (None, '', ''), 'it is no single amount')
    """
    if text.strip().lower() in _BLANKS:
        return None, "", ""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None, "", "it is no single amount"
    try:
        amount = Decimal(match["figure"].replace(",", ""))
    except InvalidOperation:  # pragma: no cover - the pattern lets only figures through
        return None, "", "it is no single amount"
    amount = (amount * _LARGER.get((match["larger"] or "").lower(), 1)).quantize(Decimal("0.01"))
    if amount >= Decimal(10) ** 15:
        return None, "", "it is larger than any contract"
    currency = (match["code"] or match["after"] or _SIGNS.get(match["sign"] or "", "")).upper()
    return amount, currency, ""


def read_day(text: str) -> tuple[date | None, str]:
    """A day as it is written, and what was wrong with it. The hour and the zone are left out.

    >>> read_day("2025-04-01T00:00:00+01:00")[0], read_day("01/04/2025 00:00")[0], read_day("2025")
    (datetime.date(2025, 4, 1), datetime.date(2025, 4, 1), (None, 'it is no full date'))
    """
    if text.strip().lower() in _BLANKS:
        return None, ""
    found = read_date(re.sub(r"[ T]\d{1,2}:\d{2}.*$", "", text.strip()))
    return found, "" if found else "it is no full date"


def suppliers_of(text: str, *, packed: bool) -> tuple[str, ...]:
    """The names of suppliers; Contracts Finder packs each as [Name|Address|...].

    >>> suppliers_of("[A Ltd|1 Road|NONE||Yes|No][B [UK] Ltd|2 Road|NONE||No|No]", packed=True)
    ('A Ltd', 'B [UK] Ltd')
    """
    if text.strip().lower() in _BLANKS:
        return ()
    if packed and "|" in text:
        inner = text.strip().removeprefix("[").removesuffix("]")
        # Each has six parts; a bracket within a name is no end.
        names = [part.split("|", 1)[0] for part in re.split(r"\]\s*\[(?=[^|]*\|)", inner)]
    else:
        names = re.split(r"\s*;\s*|\s*\n\s*", text.strip().strip("[]"))
    return tuple(dict.fromkeys(" ".join(each.split())[:LONGEST] for each in names if each.strip()))


def _of_row(number: int, values: Mapping[Field, str], *, packed: bool) -> Line | Odd:
    title = values.get(Field.TITLE, "")
    suppliers = suppliers_of(values.get(Field.SUPPLIER, ""), packed=packed)
    if Field.NOTICE in values and not suppliers and not any(
        values.get(each, "") for each in (Field.AWARDED, Field.VALUE)
    ):
        return _nothing_bought(number, title)
    return _line(
        number, reference=values.get(Field.REFERENCE, ""), title=title, suppliers=suppliers,
        description=values.get(Field.DESCRIPTION, ""), buyer=values.get(Field.BUYER, ""),
        value=values.get(Field.VALUE, ""), currency=values.get(Field.CURRENCY, ""),
        awarded=values.get(Field.AWARDED, ""), starts=values.get(Field.STARTS, ""),
        ends=values.get(Field.ENDS, ""),
    )


def _of_release(
    number: int, release: Mapping[str, Any], *, lines: list[Line], odd: list[Odd]
) -> None:
    tender, buyer = _map(release.get("tender")), _map(release.get("buyer"))
    awards = _maps(release.get("awards"))
    contracts = _maps(release.get("contracts"))
    title = _text(tender.get("title"))
    if not awards:
        odd.append(_nothing_bought(number, title))
    for place, award in enumerate(awards):
        name = _text(award.get("title")) or title
        status = _text(award.get("status")).lower()
        if status in _NOT_BOUGHT:
            odd.append(Odd(
                row=number, name=name[:80], found=f"Its award is “{status}”.",
                next="Nothing, if nothing was bought. If it was, bring in the later notice.",
            ))
            continue
        identity = _text(award.get("id"))
        signed = next(
            (each for each in contracts if _text(each.get("awardID")) == identity and identity), {}
        )
        if not signed and len(awards) == len(contracts) == 1:
            signed = contracts[0]
        period = _map(award.get("contractPeriod")) or _map(signed.get("period"))
        worth = _map(award.get("value")) or _map(signed.get("value"))
        ocid = _text(release.get("ocid"))
        made = _line(
            number, reference=f"{ocid}/{identity or place}" if ocid else "", title=name,
            suppliers=tuple(dict.fromkeys(
                " ".join(_text(each.get("name")).split())[:LONGEST]
                for each in _maps(award.get("suppliers")) if _text(each.get("name"))
            )),
            description=_text(award.get("description")) or _text(tender.get("description")),
            buyer=_text(buyer.get("name")), value=_text(worth.get("amount")),
            currency=_text(worth.get("currency")),
            awarded=_text(award.get("date")) or _text(signed.get("dateSigned")),
            starts=_text(period.get("startDate")), ends=_text(period.get("endDate")),
        )
        _put(made, lines=lines, odd=odd)


def _put(made: Line | Odd, *, lines: list[Line], odd: list[Odd]) -> None:
    if isinstance(made, Line):
        lines.append(made)
    else:
        odd.append(made)


def _line(
    number: int, *, reference: str, title: str, suppliers: tuple[str, ...], description: str,
    buyer: str, value: str, currency: str, awarded: str, starts: str, ends: str,
) -> Line | Odd:
    if not plain(title) and not plain(description) and not suppliers:
        return Odd(
            row=number, name=reference[:80], found="It has no title and no supplier.",
            next="Fill one in where the list is kept, and bring it in again.",
        )
    notes = []
    amount, said, wrong = read_amount(value)
    if wrong:
        notes.append(f"The value “{value[:40]}” was left blank: {wrong}.")
    days = {}
    for name, text in (("award", awarded), ("start", starts), ("end", ends)):
        days[name], wrong = read_day(text)
        if wrong:
            notes.append(f"The day of the {name}, “{text[:40]}”, was left blank: {wrong}.")
    start, end = days["start"], days["end"]
    if start and end and end < start:
        notes.append("It ends before it starts, so both days were left blank.")
        days["start"] = days["end"] = None
    if not suppliers:
        notes.append("It names no supplier.")
    return Line(
        row=number, key=_key(reference, title, suppliers, starts),
        title=" ".join((title or description or "No title given").split())[:LONGEST],
        description=" ".join(description.split())[:4000], buyer=buyer[:LONGEST],
        suppliers=suppliers, value="" if amount is None else str(amount),
        currency=(said or currency.strip().upper())[:3] if amount is not None else "",
        awarded_on=_iso(days["award"]), starts_on=_iso(days["start"]),
        ends_on=_iso(days["end"]), notes=tuple(notes),
    )


def _key(reference: str, title: str, suppliers: tuple[str, ...], starts: str) -> str:
    """What makes it the same contract: its own reference, or else its words."""
    if reference.strip():
        return reference.strip()[:200]
    words = "|".join((plain(title), *sorted(map(plain, suppliers)), plain(starts)))
    return "words-" + hashlib.sha256(words.encode()).hexdigest()


def _nothing_bought(number: int, name: str) -> Odd:
    return Odd(
        row=number, name=name[:80], found="It is a notice without an award: nothing is bought yet.",
        next="Nothing. When it is awarded, the later list has it.",
    )


def _each_once(lines: Iterable[Line], odd: Iterable[Odd]) -> Taken:
    """The last of each key stands: a later notice puts right an earlier one."""
    kept: dict[str, Line] = {}
    aside = list(odd)
    for each in lines:
        if each.key in kept:
            before = kept.pop(each.key)
            aside.append(Odd(
                row=before.row, name=before.title[:80],
                found=f"Row {each.row} has the same reference, and was taken.",
                next="Nothing, if they are the same contract. If not, give each its reference.",
            ))
        kept[each.key] = each
    return Taken(lines=tuple(kept.values()), odd=tuple(sorted(aside, key=lambda each: each.row)))


def _folded(headings: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """A flat row as the tree it was made from: a/0/b becomes {"a": [{"b": ...}]}."""
    tree: dict[str, Any] = {}
    for heading, cell in zip(headings, cells, strict=False):
        steps = [each for each in heading.strip().split("/") if each]
        if not cell.strip() or not steps:
            continue
        at = tree
        for step in steps[:-1]:
            following = at.setdefault(step, {})
            if not isinstance(following, dict):
                break
            at = following
        else:
            at.setdefault(steps[-1], cell.strip())
    return {key: _listed(each) for key, each in tree.items()}


def _listed(branch: Any) -> Any:
    if not isinstance(branch, dict):
        return branch
    if branch and all(_STEP.fullmatch(each) for each in branch):
        return [_listed(branch[each]) for each in sorted(branch, key=int)]
    return {key: _listed(each) for key, each in branch.items()}


def _map(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _maps(found: Any) -> list[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(found: Any) -> str:
    return "" if found is None or isinstance(found, dict | list) else str(found).strip()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
