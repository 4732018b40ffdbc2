"""Working days in England and Wales: when twenty of them are over, and how many have passed.

Without it a force would be told that it is late on Christmas Day, or the public that it is not.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

FILE = "content/bank_holidays.toml"
_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Neither a Saturday, a Sunday nor a bank holiday of England and Wales."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def due(asked_on: date, *, days: int) -> date:
    """The last day in time: the day of asking is day nought, as in freedom of information.

    >>> due(date(2026, 12, 21), days=5)
    datetime.date(2026, 12, 30)
    """
    day = asked_on
    while days > 0:
        day += _DAY
        days -= is_working_day(day)
    return day


def passed(asked_on: date, until: date) -> int:
    """How many working days have come after one day, up to and with another.

    >>> passed(date(2026, 12, 21), date(2026, 12, 30)), passed(date(2026, 12, 21), date(2026, 1, 1))
    (5, 0)
    """
    span = max((until - asked_on).days, 0)
    return sum(is_working_day(asked_on + _DAY * each) for each in range(1, span + 1))


def last_late(today: date, *, days: int) -> date:
    """What was asked on this day or before it, and is not answered today, is late.

    >>> last_late(date(2026, 12, 31), days=5)
    datetime.date(2026, 12, 21)
    """
    day = today - _DAY
    while due(day, days=days) >= today:
        day -= _DAY
    return day


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of one year: by the rule, and as proclamations changed it."""
    added, gone = _proclaimed()
    return frozenset(
        each for each in {*_by_rule(year), *added} if each.year == year and each not in gone
    )


def _by_rule(year: int) -> Iterator[date]:
    yield _next_monday_from_weekend(date(year, 1, 1))
    easter = easter_sunday(year)
    yield easter - 2 * _DAY
    yield easter + _DAY
    yield _monday(date(year, 5, 1))
    yield _monday(date(year, 5, 25))
    yield _monday(date(year, 8, 25))
    yield from _christmas(year)


def _next_monday_from_weekend(day: date) -> date:
    return _monday(day) if day.weekday() >= _SATURDAY else day


def _monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + _DAY * (-day.weekday() % 7)


def _christmas(year: int) -> Iterator[date]:
    """Two days off from 25 December on, weekends not counted."""
    day, left = date(year, 12, 25), 2
    while left:
        if day.weekday() < _SATURDAY:
            left -= 1
            yield day
        day += _DAY


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar, by the method printed in Nature of 20 April 1876.

    >>> easter_sunday(2026)
    datetime.date(2026, 4, 5)
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - shift + 15) % 30
    quarter, left = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def _proclaimed() -> tuple[frozenset[date], frozenset[date]]:
    """The days that were added, and those of the rule that were moved away."""
    text = files("dueregard").joinpath(FILE).read_text(encoding="utf-8")
    days = tomllib.loads(text)["day"]
    return (
        frozenset(each["on"] for each in days),
        frozenset(each["instead_of"] for each in days if "instead_of" in each),
    )
