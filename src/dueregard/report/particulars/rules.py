"""What may be told of a use: a count with its source, hours with a test, a promise kept or not.

Without it a supplier's hours would be published as saved, a blank would read as nought, and a
promise could end with nobody the wiser.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.answers import Answer, No, Yes
from dueregard.identify.evidence.rules import LEVEL_NAMES

LONGEST = 2000
# From here on somebody other than the supplier has tested it.
TESTED = 3
_MONTHS = ("January to March", "April to June", "July to September", "October to December")


class Time(StrEnum):
    """What became of people's time."""

    SAVED = "saved"
    MOVED = "moved"
    ADDED = "added"


TIME_NAMES: dict[Time, str] = {
    Time.SAVED: "It takes less time",
    Time.MOVED: "The time goes into other work",
    Time.ADDED: "It takes more time",
}


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; `number` is 1 to 4.

    >>> Quarter(2026, 3).name, Quarter(2026, 1).before().name
    ('July to September 2026', 'October to December 2025')
    """

    year: int
    number: int

    @property
    def name(self) -> str:
        """The quarter in words."""
        return f"{_MONTHS[self.number - 1]} {self.year}"

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    def before(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies.

    >>> quarter_of(date(2026, 11, 26))
    Quarter(year=2026, number=4)
    """
    return Quarter(day.year, (day.month + 2) // 3)


def last_quarter(today: date) -> Quarter:
    """The last quarter that is over."""
    return quarter_of(today).before()


def may_say(*, key: str, known: bool, text: str) -> Answer:
    """Whether a text may be kept. A blank may: it takes back what was said."""
    if not known:
        return No(f"Nothing is asked under the name '{key}'.", "unknown-text")
    if len(text) > LONGEST:
        return No(f"Make it shorter: {LONGEST:,} letters at most.", "too-long")
    return Yes()


def may_count(*, quarter: Quarter, today: date, count: int, what: str, source: str) -> Answer:
    """Whether a count of a quarter may be kept: the quarter is over, and its source is said."""
    if quarter > last_quarter(today):
        return No(
            f"{quarter.name} is not over yet. The last full quarter is "
            f"{last_quarter(today).name}.", "quarter-not-over",
        )
    if count < 0:
        return No("A count cannot be less than 0.", "count-below-nought")
    if not what.strip():
        return No("Say what was counted: searches, flights, calls, letters.", "what-missing")
    if not source.strip():
        return No("Say where the count comes from: a log, a report, the supplier.",
                  "source-missing")
    return Yes()


def may_say_hours(*, hours: int, level: int, replaced: bool, same_use: bool) -> Answer:
    """Whether hours may be told to the public: only with evidence that somebody else tested."""
    if hours <= 0:
        return No("Enter the hours in a month, more than 0.", "hours-missing")
    if not same_use or replaced:
        return No("Choose evidence of this use that still stands.", "evidence-not-standing")
    if level < TESTED:
        return No(
            f"That evidence is worth '{LEVEL_NAMES[level].lower()}'. Hours are told to the public "
            "only where they were tested: before and after, by somebody other than the supplier.",
            "not-tested",
        )
    return Yes()


def may_promise(*, channel: str, known: bool, post: str, already: bool) -> Answer:
    """Whether people may be promised that they can still reach us in this way."""
    if not known:
        return No("Choose a way to reach you.", "channel-missing")
    if not post.strip():
        return No("Say which post promises it, such as Head of Contact.", "post-missing")
    if already:
        return No("That is promised already, and the promise stands.", "promised-already")
    return Yes()


def may_end(*, stands: bool, because: str, ended_on: date, today: date) -> Answer:
    """Whether a promise may be ended: openly, with the day and the reason."""
    if not stands:
        return No("That promise has ended already.", "ended-already")
    if not because.strip():
        return No("Say why: the public reads it.", "reason-missing")
    if ended_on > today:
        return No("That day is yet to come. Say it when it has ended.", "date-to-come")
    return Yes()
