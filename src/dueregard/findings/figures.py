"""How a measured figure is written for a person: a share never as a bare decimal."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal

from dueregard.findings.finding import Row

# Below this share a percentage has too many noughts to be read; people count '1 in N' instead.
_TINY = 0.001


def label(slug: str) -> str:
    """A slug as words.

    >>> label("false-alerts-per-alert"), label("auc_difference")
    ('False alerts per alert', 'AUC difference')
    """
    words = slug.replace("-", " ").replace("_", " ").strip()
    told = re.sub(r"\bauc\b", "AUC", words)
    return told[:1].upper() + told[1:]


def figure(value: float | None, *, unit: str, one_in: bool | None = None) -> str:
    """A value in its unit: a share as a percentage, or as '1 in N' when it is below 0.1%.

    One decimal from 1% to 99%; outside, two figures, so that neither 0.35% nor 99.65% is
    rounded away. `one_in` fixes the choice, so that a column is written in one way. It cannot
    say how sure the value is: the range beside it does.

    >>> figure(25 / 691, unit="share"), figure(5 / 1413, unit="share"), figure(0.0, unit="share")
    ('3.6%', '0.35%', '0%')
    >>> figure(5 / 1863630, unit="share"), figure(1.25, unit="ratio")
    ('1 in 370,000', '1.25')
    >>> figure(2.5, unit="ratio"), figure(285, unit="count")
    ('2.50', '285')
    >>> figure(0.214, unit="points"), figure(-0.0035, unit="points")
    ('21.4 points', '\u22120.35 points')
    """
    if value is None:
        return ""
    if unit == "points":
        return f"{_points(value)} points"
    if unit != "share":
        return _plain(value) if float(value).is_integer() else _three_figures(value)
    if one_in is None:
        one_in = value < _TINY
    if one_in and value > 0:
        return f"1 in {_plain(_significant(1 / value, 2))}"
    return _percentage(value * 100)


def reads_as_one_in(rows: Iterable[Row]) -> bool:
    """True when the shares of these rows are so small that '1 in N' reads better than per cent."""
    shares = [row for row in rows if row.unit == "share" and row.value is not None]
    return bool(shares) and all(
        (row.value or 0) < _TINY and (row.high or 0) < _TINY * 10 for row in shares
    ) and any(row.value for row in shares)


def spread(row: Row, *, one_in: bool | None = None) -> str:
    """The range of a row, from low to high, or nothing when it has none."""
    if row.low is None or row.high is None:
        return ""
    if row.unit == "points":
        return f"{_points(row.low)} to {_points(row.high)} points"
    one_in = reads_as_one_in([row]) if one_in is None else one_in
    low, high = (figure(each, unit=row.unit, one_in=one_in) for each in (row.low, row.high))
    return f"{low} to {high}"


def with_counts(row: Row, *, one_in: bool | None = None) -> str:
    """A row's value with the counts behind it: '3.6% (25 of 691)'."""
    one_in = reads_as_one_in([row]) if one_in is None else one_in
    shown = figure(row.value, unit=row.unit, one_in=one_in)
    if row.events is None or row.exposure is None:
        return shown
    return f"{shown} ({row.events:,} of {_plain(row.exposure)})"


def certainty(level: float) -> str:
    """A confidence level as people write it: 0.95 is '95%'."""
    return f"{_plain(round(level * 100, 4))}%"


def _points(value: float) -> str:
    """In hundredths, with a true minus sign: a spreadsheet takes a hyphen for a formula."""
    hundredths = value * 100
    size = abs(hundredths)
    text = f"{size:.1f}" if size >= 1 else _plain(_significant(size, 2))
    return f"\N{MINUS SIGN}{text}" if hundredths < 0 else text


def _percentage(percentage: float) -> str:
    if 1 <= percentage <= 99:
        return f"{percentage:.1f}%"
    if percentage < 1:
        return f"{_plain(_significant(percentage, 2))}%"
    return f"{_plain(100 - _significant(100 - percentage, 2))}%"


def _significant(value: float, digits: int) -> float:
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def _three_figures(value: float) -> str:
    """Noughts at the end are kept, so that a column of figures is equally exact."""
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{decimals}f}"


def _plain(value: float) -> str:
    """Three figures or all the whole ones, thousands separated, never 1e-05."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    kept = Decimal(repr(_significant(value, 3)))
    text = f"{kept:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
