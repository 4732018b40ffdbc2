"""So many months after a day.

Without it each part would count months in its own way, and February would break one of them.
"""

from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of a shorter month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
