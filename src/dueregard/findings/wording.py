"""How a count, a share and a date are written in a sentence.

Without this file the same figure would be rounded one way on the screen, another in a
caveat and a third in the verdict, and a reader would think that they differ.
"""

import math
from collections.abc import Sequence
from datetime import date


def percent(share: float) -> str:
    """A share as a percentage with two figures that mean something, and at least one decimal.

    >>> percent(25 / 691), percent(5 / 1413), percent(10 / 3147436), percent(0.0), percent(1.0)
    ('3.6%', '0.35%', '0.00032%', '0%', '100%')
    """
    hundred = share * 100
    if hundred == 0:
        return "0%"
    decimals = max(1, 1 - math.floor(math.log10(abs(hundred))))
    text = f"{hundred:,.{decimals}f}"
    return ("100" if float(text.replace(",", "")) == 100 else text) + "%"


def number(value: float) -> str:
    """A number with thousands separated: whole if large, else two figures that mean something.

    >>> number(1863630), number(2015.4), number(4.0), number(0.758)
    ('1,863,630', '2,015', '4.0', '0.76')
    """
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    if value == 0:
        return "0"
    return f"{value:,.{max(1, 1 - math.floor(math.log10(abs(value))))}f}"


def counted(count: int, *, one: str, many: str | None = None) -> str:
    """A count with its noun in the right number.

    >>> counted(1, one="row"), counted(1204, one="row")
    ('1 row', '1,204 rows')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def long_date(day: date) -> str:
    """A date as written in Britain.

    >>> long_date(date(2024, 1, 10))
    '10 January 2024'
    """
    return f"{day.day} {day:%B %Y}"


def listed(items: Sequence[str], *, most: int = 12) -> str:
    """Items in a sentence, the rest counted where there are too many to read.

    >>> listed(["a", "b", "c"], most=2)
    'a; b; and 1 more'
    """
    shown = list(items[:most])
    if len(items) > most:
        shown.append(f"and {len(items) - most:,} more")
    return "; ".join(shown)
