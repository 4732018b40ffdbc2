"""One row of a deployment log, and how a person finds it again.

Without this file each check would name a deployment in its own way, and none would find it.
"""

import re
import textwrap
from dataclasses import dataclass, fields
from datetime import date

from dueregard.findings.wording import long_date

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_SPAN = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h))?[\s,]*(?:and\s+)?"
    r"(?:(?P<minutes>\d+)\s*(?:minutes?|mins?|m))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """One row of the log as far as the checks need it; None where blank or unreadable."""

    row: int
    date: date | None
    place: str | None
    threshold: float | None
    watchlist_size: int | None
    faces_seen: int | None
    alerts: int
    true_confirmed: int | None
    true_unconfirmed: int | None
    false_confirmed: int | None
    false_unconfirmed: int | None
    arrests: int | None
    duration_min: float | None
    false_alert_rate_stated: str | None
    deployment: str | None
    use_case: str | None
    duration_text: str | None
    cameras: int | None
    true_engagements: int | None
    false_engagements: int | None
    other_disposal: int | None
    no_action: int | None = None

    @classmethod
    def columns(cls) -> list[str]:
        """The columns to ask for."""
        return [each.name for each in fields(cls)]

    @property
    def false_alerts(self) -> int | None:
        """Confirmed and unconfirmed; a blank number of unconfirmed ones counts as none."""
        if self.false_confirmed is None:
            return None
        return self.false_confirmed + (self.false_unconfirmed or 0)

    @property
    def minutes(self) -> float | None:
        """How long it ran: in minutes, or as words say it, such as '5 hours 30 minutes'."""
        if self.duration_min is not None:
            return self.duration_min
        return minutes_in(self.duration_text)

    @property
    def faces_per_hour(self) -> float | None:
        """Faces seen in an hour, where both numbers are given and the time is not 0."""
        if not self.faces_seen or not self.minutes:
            return None
        return 60 * self.faces_seen / self.minutes

    @property
    def name(self) -> str:
        """How a person finds this row again."""
        return named(day=self.date, place=self.place or self.deployment, row=self.row)


def minutes_in(text: str | None) -> float | None:
    """A length of time in words as minutes; None where it is none, or no unit is given.

    >>> minutes_in("5 hours 30 minutes"), minutes_in("5h 30m"), minutes_in("05:30")
    (330.0, 330.0, 330.0)
    >>> minutes_in("90 mins"), minutes_in("1.5 hours"), minutes_in("6"), minutes_in(None)
    (90.0, 90.0, None, None)
    """
    plain = (text or "").strip().casefold()
    if matched := _CLOCK.fullmatch(plain):
        return 60.0 * int(matched[1]) + int(matched[2])
    matched = _SPAN.fullmatch(plain)
    if not matched or not (matched["hours"] or matched["minutes"]):
        return None
    return 60 * float(matched["hours"] or 0) + float(matched["minutes"] or 0)


def threshold_words(value: float) -> str:
    """A threshold as it is written: with two places, or more where it has more.

    >>> threshold_words(0.6), threshold_words(0.625)
    ('0.60', '0.625')
    """
    return f"{value:.2f}" if round(value, 2) == value else f"{value:.12g}"


def named(*, day: date | None, place: str | None, row: int) -> str:
    """A row by its date and place, and where it stands in the file."""
    known = [long_date(day)] if day else []
    known += [textwrap.shorten(place, 80, placeholder=" ...")] if place else []
    return f"{', '.join(known)} (row {row})" if known else f"row {row}"
