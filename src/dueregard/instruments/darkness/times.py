"""Times as written, read as what clocks in the United Kingdom showed.

Without this file times in UTC that claim to be local would move every summer stop by an hour,
from daylight into the dark.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dueregard.answers import DueRegardError
from dueregard.findings import uk_clock
from dueregard.instruments.darkness.meant import UTC

Minutes = NDArray[np.datetime64]
# A day and a time, as text.
Written = tuple[str, str]
_ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})")
_BRITISH = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?P<offset>Z|UTC|GMT|BST|[+-]\d{2}:?\d{2}|[+-]\d{2})?", re.IGNORECASE)
_LAST_YEAR = 2099
_MIDNIGHT, _ON_THE_HOUR = 0.5, 0.3
_FEW = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Each time as a clock in the United Kingdom showed it; `read` is False where it cannot be."""

    local: Minutes
    read: NDArray[np.bool_]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    minute: np.datetime64
    offset: int | None


def times(written: Sequence[Written], rows: NDArray[np.int64], *, heading: str, clock: str
          ) -> Times:
    """Read times as local, each standing for so many rows.

    Raises a sentence where they have no time of day, where some tell their offset from UTC and
    some do not, and where they show hours that no clock in the United Kingdom ever showed.
    """
    known: dict[Written, _Read | None] = {}
    found = [known[each] if each in known else known.setdefault(each, _read(*each))
             for each in written]
    read = np.array([each is not None for each in found])
    if not read.any():
        example = " ".join(next((part for part in written if any(part)), ("nothing",))).strip()
        raise DueRegardError(
            f"No time in '{heading}' can be read: it holds '{example}'. Write a day and a time, "
            "such as 2026-03-14 17:42 or 14/03/2026 17:42, or name the column of days with --date."
        )
    told = sum(int(rows[at]) for at, each in enumerate(found) if each and each.offset is not None)
    silent = int(rows[read].sum()) - told
    if told and silent:
        raise DueRegardError(
            f"In '{heading}' {told:,} times say how far they are from UTC (such as Z or +01:00) "
            f"and {silent:,} do not, so two clocks are mixed. Write all of them in one way."
        )
    minutes = np.array([each.minute if each else np.datetime64("NaT") for each in found],
                       dtype="datetime64[m]")
    notes: list[tuple[str, str]] = []
    if told:
        offsets = np.array([(each.offset or 0) if each else 0 for each in found])
        local = uk_clock.to_local(minutes - offsets.astype("timedelta64[m]"))
        notes.append(("clock", f"Times in '{heading}' say how far they are from UTC, and were "
                      "brought to what clocks in the United Kingdom showed."))
    elif clock == UTC:
        local = uk_clock.to_local(minutes)
        notes.append(("clock", f"Times in '{heading}' were said to be in UTC, and were brought to "
                      "what clocks in the United Kingdom showed."))
    else:
        _check_shown(minutes[read], rows[read], heading=heading)
        local = minutes
        notes += _shifted(minutes[read], rows[read], heading=heading)
    notes += _rounded(minutes[read], rows[read], heading=heading)
    return Times(local=local, read=read, notes=tuple(notes))


def _read(day: str, time: str) -> _Read | None:
    text = f"{day} {time}".strip().replace("T", " ")
    date = _ISO.search(text) or _BRITISH.search(text)
    if date is None:
        return None
    rest = time.replace("T", " ") if day else text[date.end():]
    # A column of times may carry a day of its own, such as a spreadsheet's first.
    inner = _ISO.search(rest) if day else None
    clock = _CLOCK.search(rest[inner.end():] if inner else rest)
    if clock is None:
        return None
    year, hour, minute = int(date["y"]), int(clock["hour"]), int(clock["minute"])
    if hour > 23 or minute > 59 or not uk_clock.FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        at = np.datetime64(f"{year:04}-{int(date['m']):02}-{int(date['d']):02}T{hour:02}:"
                           f"{minute:02}", "m")
    except ValueError:
        return None
    return _Read(minute=at, offset=_offset(clock["offset"]))


def _offset(text: str | None) -> int | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return 0
    if text.upper() == "BST":
        return 60
    digits = text[1:].replace(":", "")
    size = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return -size if text[0] == "-" else size


def _check_shown(minutes: Minutes, rows: NDArray[np.int64], *, heading: str) -> None:
    gone = uk_clock.never_shown(minutes)
    if not gone.any():
        return
    day = str(minutes[gone][0])[:10]
    raise DueRegardError(
        f"{int(rows[gone].sum()):,} times in '{heading}' lie between 01:00 and 02:00 on the night "
        f"when clocks go forward (such as {day}), an hour that no clock in the United Kingdom "
        "showed. So they seem to be in UTC though they claim to be local. Say so with --clock utc, "
        "or put these times right."
    )


def _shifted(
    minutes: Minutes, rows: NDArray[np.int64], *, heading: str
) -> list[tuple[str, str]]:
    """A doubt where the day's course in summer is that of winter an hour earlier."""
    hour = (minutes - minutes.astype("datetime64[D]")).astype(np.int64) // 60
    summer = uk_clock.summer(minutes)
    if min(rows[summer].sum(), rows[~summer].sum()) < _FEW:
        return []
    winter, warm = (np.bincount(hour[which], rows[which], 24).astype(np.float64)
                    for which in (~summer, summer))
    here, earlier = _apart(winter, warm), _apart(winter, np.roll(warm, 1))
    if earlier > here / 2 or here - earlier < 30:
        return []
    return [("clock-doubted",
             f"In summer the day's course of stops in '{heading}' is that of winter an hour "
             "earlier, as it would be if times were in UTC though they claim to be local. Find "
             "out, and say --clock utc if so: every summer stop would be an hour out.")]


def _apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """How far two courses of a day differ: the chi-square of a table of two rows."""
    both = one + other
    kept = both > 0
    total = 0.0
    for counts in (one, other):
        expected = both * counts.sum() / both.sum()
        total += float(((counts - expected)[kept]**2 / expected[kept]).sum())
    return total


def _rounded(
    minutes: Minutes, rows: NDArray[np.int64], *, heading: str
) -> list[tuple[str, str]]:
    of_day = (minutes - minutes.astype("datetime64[D]")).astype(np.int64)
    whole = rows.sum()
    if rows[of_day == 0].sum() > _MIDNIGHT * whole:
        raise DueRegardError(
            f"Most times in '{heading}' are 00:00, so they tell the day and no time of day. The "
            "test needs the time of each stop."
        )
    share = rows[of_day % 60 == 0].sum() / whole
    if share <= _ON_THE_HOUR:
        return []
    return [("times-rounded", f"{share:.0%} of times in '{heading}' are on the hour, so they seem "
             "to be rounded. Some stops are on the wrong side of dusk, which hides differences.")]


def of_day(local: Minutes) -> NDArray[np.float64]:
    """Minutes after midnight."""
    return np.asarray((local - local.astype("datetime64[D]")).astype(np.float64))


def near_a_change(local: Minutes, *, days: int) -> NDArray[np.bool_]:
    """True within so many days of a night when clocks change."""
    near = np.zeros(local.shape, dtype=bool)
    for year in np.unique(uk_clock.years(local)):
        for change in uk_clock.changes(int(year)):
            near |= np.abs(local - change) <= np.timedelta64(days * 1440, "m")
    return near
