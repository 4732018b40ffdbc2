"""What the yearly report asks of each technology, and which year it is.

Without it each year's report would ask something else, and what nobody wrote down would be left
out in silence.
"""

from dataclasses import dataclass
from datetime import date

from dueregard.answers import Answer, No, Yes

_STARTS = 4
LONGEST = 3000


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Year:
    """A year from April to March, named by the year in which it starts."""

    starts: int

    @property
    def key(self) -> str:
        """How it stands in an address.

        >>> Year(starts=2025).key, Year(starts=1999).key
        ('2025-26', '1999-00')
        """
        return f"{self.starts}-{(self.starts + 1) % 100:02d}"

    @property
    def title(self) -> str:
        """As it is said."""
        return f"April {self.starts} to March {self.starts + 1}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.starts, _STARTS, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.starts + 1, 3, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that the record does not hold: asked for each use, each year."""

    key: str
    label: str
    hint: str = ""


# In the order of the report. The last is for the force alone.
ASKED: tuple[Asked, ...] = (
    Asked(key="amount", label="How often was it used, and how much data did it take in?",
          hint="For example: on 40 days; 12,000 hours of film; about 900 people."),
    Asked(key="shared_with", label="Who was its data shared with?"),
    Asked(key="shared_what", label="Which kinds of data were shared?"),
    Asked(key="shared_law", label="Under which law or agreement?"),
    Asked(key="shared_why", label="Why was it right to share?"),
    Asked(key="areas", label="Where was it used, by police area?"),
    Asked(key="complaints", label="What did people complain about, and are our rules good enough?"),
    Asked(key="audits", label="Who checked how it was used, and which rules were broken?"),
    Asked(key="breaches", label="Was data lost, or seen by somebody who should not have seen it?"),
    Asked(key="effect", label="Did it do what it is for? How do you know?"),
    Asked(key="crime", label="What do the crime figures say?",
          hint="Give the figures, their source, and what else may have changed them."),
    Asked(key="costs", label="What did it cost in the year, staff too, and who paid?"),
    Asked(key="changes", label="Which changes to its rules do we ask for?"),
    Asked(key="notes", label="Notes for whoever writes the next one",
          hint="Only people inside the force read this."),
)
KEYS = tuple(each.key for each in ASKED)


def year_of(day: date) -> Year:
    """The year in which a day lies.

    >>> year_of(date(2026, 3, 31)).key, year_of(date(2026, 4, 1)).key
    ('2025-26', '2026-27')
    """
    return Year(starts=day.year if day.month >= _STARTS else day.year - 1)


def year(key: str) -> Year | None:
    """The year of an address; None where it is none.

    >>> year("2025-26").title, year("2025-27"), year("soon")
    ('April 2025 to March 2026', None, None)
    """
    begun = key[:4]
    if not (begun.isascii() and begun.isdecimal() and int(begun) > 1900):
        return None
    found = Year(starts=int(begun))
    return found if found.key == key else None


def past(today: date, *, count: int) -> tuple[Year, ...]:
    """The last years that are over, the newest first."""
    newest = year_of(today).starts - 1
    return tuple(Year(starts=newest - back) for back in range(count))


def may_write(*, year: Year, today: date, answers: dict[str, str]) -> Answer:
    """Whether this can be said of the year: it has begun, and no answer is a report of its own."""
    if year.first > today:
        return No("This year has not begun.", "year-to-come")
    for each in ASKED:
        if len(answers.get(each.key, "")) > LONGEST:
            return No(
                f"'{each.label}' has {len(answers[each.key]):,} letters. Say it in "
                f"{LONGEST:,} or fewer, and link to the rest.", "answer-too-long",
            )
    return Yes()
