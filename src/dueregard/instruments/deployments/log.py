"""One row of a deployment log, and how a person finds it again.

Without this file each check would name a deployment in its own way, and none would find it.
"""

import textwrap
from dataclasses import dataclass, fields
from datetime import date

from dueregard.findings.wording import long_date


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
    def faces_per_hour(self) -> float | None:
        """Faces seen in an hour, where both numbers are given and the time is not 0."""
        if not self.faces_seen or not self.duration_min:
            return None
        return 60 * self.faces_seen / self.duration_min

    @property
    def name(self) -> str:
        """How a person finds this row again."""
        return named(day=self.date, place=self.place, row=self.row)


def named(*, day: date | None, place: str | None, row: int) -> str:
    """A row by its date and place, and where it stands in the file."""
    known = [long_date(day)] if day else []
    known += [textwrap.shorten(place, 80, placeholder=" ...")] if place else []
    return f"{', '.join(known)} (row {row})" if known else f"row {row}"
