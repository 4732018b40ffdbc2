"""How a figure is said to a person. Without it each format would round in its own way."""

from datetime import UTC, datetime
from decimal import Decimal

from dueregard.documents.document import Cell

NOT_KNOWN = "not known"
_DECIMALS = 6


def for_people(cell: Cell, *, numeric: bool) -> str:
    """A cell in words for a person: thousands separated in a numeric column, never 1e-05.

    A number in a column that is not numeric (a year, a reference) is left as it is. A float
    keeps the decimals it has, up to six. It cannot tell how many of them mean something.

    >>> for_people(1863630, numeric=True), for_people(2024, numeric=False)
    ('1,863,630', '2024')
    >>> for_people(0.1 + 0.2, numeric=True), for_people(691.0, numeric=True)
    ('0.3', '691')
    """
    if cell is None:
        return NOT_KNOWN
    if isinstance(cell, str):
        return cell
    exact = Decimal(repr(cell))
    if not exact.is_finite():
        return NOT_KNOWN
    short = round(exact, _DECIMALS)
    # Rounding a figure that is not nought to nought would change what it says.
    kept = short if short or not exact else exact
    text = f"{kept:,f}" if numeric else f"{kept:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment(at: str) -> str:
    """An ISO time as people write it, in UTC; text that is not one is left as it is.

    >>> moment("2026-01-05T09:30:00Z")
    '5 January 2026, 09:30 UTC'
    """
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"
