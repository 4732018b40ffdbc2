"""An agreement from one row of the list that a force already keeps in a spreadsheet.

Without this file agreements of years ago would stay outside. Only what the row says is taken;
everything else is blank, and so it is told as a gap.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from dueregard.answers import DueRegardError
from dueregard.sharing.terms import Item, Marking, Party, Purpose, Terms

# Each field, and the headings by which lists call it, in small letters.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "ref": ("ref", "reference", "isa ref", "isa reference", "agreement reference"),
    "title": ("title", "name", "agreement", "isa title"),
    "purposes": ("purpose", "purposes", "reason for sharing"),
    "parties": ("partners", "parties", "partner agencies", "organisations"),
    "lead": ("owner", "lead", "information asset owner", "drawn up by"),
    "starts": ("date in force", "start date", "starts", "signed on", "commencement"),
    "review_due": ("date of review", "review date", "next review", "review due"),
    "expires": ("end date", "expiry", "expires", "expiry date"),
    "schedule": ("information shared", "data items", "data shared", "items"),
    "marking": ("protective marking", "marking", "classification"),
}
_DATES = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y")


class Taken(NamedTuple):
    """What was taken from a row, and a sentence for each cell that could not be."""

    terms: Terms
    unread: tuple[str, ...]


def from_row(row: Mapping[str, object]) -> Taken:
    """An agreement from a row, by heading. Refuses a row of which no heading is known."""
    found: dict[str, object] = {}
    for heading, cell in row.items():
        field = _field(str(heading))
        if field and field not in found and cell not in (None, ""):
            found[field] = cell
    if not found:
        raise DueRegardError(
            "No column of this row is known. Name its columns as in: "
            f"{', '.join(names[0] for names in HEADINGS.values())}."
        )
    unread: list[str] = []
    terms = Terms(
        ref=_text(found, "ref"), title=_text(found, "title"), lead=_text(found, "lead"),
        purposes=tuple(Purpose(key=slug(each), name=each) for each in _parts(found, "purposes")),
        parties=tuple(Party(ref=slug(each), name=each) for each in _parts(found, "parties")),
        schedule=tuple(Item(key=slug(each), name=each) for each in _parts(found, "schedule")),
        marking=_marking(found.get("marking"), unread), starts=_day(found, "starts", unread),
        review_due=_day(found, "review_due", unread), expires=_day(found, "expires", unread),
    )
    return Taken(terms, tuple(unread))


def slug(text: str) -> str:
    """Words as a short key.

    >>> slug("The Council's  Housing Team")
    'the-council-s-housing-team'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _field(heading: str) -> str:
    plain = " ".join(heading.lower().replace("_", " ").replace(":", " ").split())
    return next((field for field, names in HEADINGS.items() if plain in names), "")


def _text(found: Mapping[str, object], field: str) -> str:
    return " ".join(str(found.get(field, "")).split())


def _parts(found: Mapping[str, object], field: str) -> list[str]:
    parts = re.split(r"[;\n]|,\s", str(found.get(field, "")))
    kept = [" ".join(each.split()) for each in parts]
    return list({slug(each): each for each in kept if slug(each)}.values())


def _day(found: Mapping[str, object], field: str, unread: list[str]) -> date | None:
    cell = found.get(field)
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = " ".join(str(cell).split())
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 # a day has no time zone
        except ValueError:
            continue
    unread.append(f"{HEADINGS[field][0]}: “{text}” is not a date, and is left blank. "
                  "Write it as 31/03/2026.")
    return None


def _marking(cell: object, unread: list[str]) -> Marking | None:
    text = slug(str(cell or ""))
    if not text or text in set(Marking):
        return Marking(text) if text else None
    unread.append(
        f"{HEADINGS['marking'][0]}: “{cell}” is not one of today's markings: "
        f"{', '.join(Marking)}. It is left blank: say which it would be now."
    )
    return None
