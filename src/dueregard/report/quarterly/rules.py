"""Which quarter it is, and what may be asked of the local policing body in one.

Without it each quarter would be reckoned anew, and the asks would grow into a report.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.answers import Answer, No, Yes

MONTHS = 3
MOST_ASKS = 5
LONGEST_ASK = 200
_NAMES = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Quarter:
    """Three months of a year; the first is January to March."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """How it stands in an address.

        >>> Quarter(year=2026, number=3).key
        '2026-q3'
        """
        return f"{self.year}-q{self.number}"

    @property
    def title(self) -> str:
        """As it is said."""
        return f"{_NAMES[self.number - 1]} {self.year}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, MONTHS * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        if self.number == len(_NAMES):
            return Quarter(year=self.year + 1, number=1)
        return Quarter(year=self.year, number=self.number + 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before it."""
        return quarter_of(self.first - timedelta(days=1))

    def end(self, today: date) -> date:
        """The day up to which it can be told: its last, or today while it goes on."""
        return min(self.last, today)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies.

    >>> quarter_of(date(2026, 11, 2)).title
    'October to December 2026'
    """
    return Quarter(year=day.year, number=(day.month - 1) // MONTHS + 1)


def quarter(key: str) -> Quarter | None:
    """The quarter of an address; None where it is none.

    >>> quarter("2026-q3").title, quarter("2026-q5"), quarter("soon")
    ('July to September 2026', None, None)
    """
    year, _, number = key.partition("-q")
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and int(year) > 1900):
        return None
    if number not in {"1", "2", "3", "4"}:
        return None
    return Quarter(year=int(year), number=int(number))


def past(today: date, *, count: int) -> tuple[Quarter, ...]:
    """The last quarters that are over, the newest first."""
    found = [quarter_of(today).before]
    while len(found) < count:
        found.append(found[-1].before)
    return tuple(found)


def asks_of(words: str) -> tuple[str, ...]:
    """The asks as they were written: one a line, blank lines left out."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def may_ask(asks: tuple[str, ...]) -> Answer:
    """Whether the asks fit on one side beside the figures."""
    if len(asks) > MOST_ASKS:
        return No(
            f"These are {len(asks)} asks. Choose the {MOST_ASKS} that matter most: they must fit "
            "on one side.", "too-many-asks",
        )
    long = next((each for each in asks if len(each) > LONGEST_ASK), None)
    if long is not None:
        return No(
            f"This ask has {len(long)} letters: '{long[:40]}...'. Say it in {LONGEST_ASK} or "
            "fewer.", "ask-too-long",
        )
    return Yes()
