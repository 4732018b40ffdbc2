"""A column of dates, read day first as people in Britain write them.

Without this file 4 January and 1 April would change places, and the day from which the records
lie could not be found.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.answers import DueRegardError
from dueregard.findings.finding import Caveat
from dueregard.findings.labels import is_blank

_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}.*$", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/. -]+(\d{1,2})[/. -]+(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})[/. -]*([A-Za-z]{3,9})[/., -]*(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A spreadsheet counts days from here; numbers outside these are something else.
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(20_000, 80_000)
# So many dates that can only be read month first are no slips of the pen.
_MONTH_FIRST = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The days that the labels of a column mean, None where one cannot be read.

    `only_months` says that no label tells the day of the month.
    """

    of: Mapping[str | None, date | None]
    only_months: bool
    caveats: tuple[Caveat, ...]


def day_only(column: str) -> str:
    """SQL, as DuckDB and Spark both speak it, for a column's text without the time of day."""
    return (f"regexp_replace(trim(CAST({column} AS STRING)), "
            "'[T ]+[0-9]{1,2}:[0-9]{2}.*$', '')")


def read(labels: Mapping[str | None, int], *, heading: str) -> Dates:
    """Read each label (with its rows) of a column of dates, and say how they were read.

    Raises a sentence where none can be read, or where dates are written month first.
    """
    found = {label: None if label is None else day_of(label) for label in labels}
    rows = sum(labels.values())
    filled = [label for label in labels if not is_blank(label)]
    unread = {label: labels[label] for label in filled if found[label] is None}
    turned = [label for label in unread if label and _month_first(label)]
    if turned and sum(labels[each] for each in turned) >= _MONTH_FIRST * rows:
        raise DueRegardError(
            f"Dates in '{heading}' seem to be written month first, such as '{turned[0]}', but are "
            "read day first. Write them as year, month and day, such as 2024-04-25.")
    if not any(found.values()):
        example = next((label for label in filled if label), None)
        holds = f"it holds '{example}'" if example else "it is blank"
        raise DueRegardError(
            f"No date in '{heading}' can be read: {holds}. Write dates such as 2024-01-10, or "
            "10/01/2024 with the day first, or name another column with --date.")
    known = [label for label in labels if label is not None and found[label] is not None]
    return Dates(
        of=found,
        only_months=all(len(label.strip()) <= 7 and _ISO.fullmatch(label.strip())
                        for label in known),
        caveats=(*_how(known, heading=heading), *_unread(
            unread, blank=rows - sum(labels[each] for each in filled),
            heading=heading)),
    )


def day_of(label: str) -> date | None:
    """The day that a text means, day first; None where it means none."""
    text = _TIME.sub("", label.strip())
    if matched := _ISO.fullmatch(text):
        return _day(matched[1], matched[2], matched[3] or "1")
    if matched := _SLASHED.fullmatch(text):
        return _day(_century(matched[3]), matched[2], matched[1])
    if matched := _NAMED.fullmatch(text):
        if matched[2][:3].lower() not in _MONTHS:
            return None
        month = _MONTHS.index(matched[2][:3].lower()) + 1
        return _day(_century(matched[3]), str(month), matched[1])
    if matched := _PLAIN.fullmatch(text):
        return _day(matched[1], matched[2], matched[3])
    if text.isascii() and text.isdigit() and int(text) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(text))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}" if int(year) < 70 else f"19{year}"


def _month_first(label: str) -> bool:
    matched = _SLASHED.fullmatch(_TIME.sub("", label.strip()))
    return bool(matched and _day(_century(matched[3]), matched[1], matched[2]))


def _how(known: list[str], *, heading: str) -> list[Caveat]:
    said = []
    if any(_SLASHED.match(each.strip()) for each in known):
        said.append(
            f"Dates in '{heading}' are text and were read day first: 10/01/2024 is 10 January "
            "2024.")
    if any(each.strip().isdigit() and len(each.strip()) == 5 for each in known):
        said.append(
            f"Numbers in '{heading}' were read as a spreadsheet's count of days: 45301 is 10 "
            "January 2024.")
    return [Caveat(code="dates-read", sentence=each) for each in said]


def _unread(unread: Mapping[str | None, int], *, blank: int, heading: str) -> list[Caveat]:
    parts = []
    if unread:
        example = next(iter(unread))
        parts.append(f"in {sum(unread.values()):,} rows it cannot be read (such as '{example}')")
    if blank:
        parts.append(f"in {blank:,} rows it is blank")
    if not parts:
        return []
    return [Caveat(
        code="dates-unread",
        sentence=f"'{heading}' does not date every row: {', and '.join(parts)}. Those rows are "
        "used, but they could not be checked for periods in which the outcome is not complete.")]
