"""What a statement of the index is made of: the records that it counts, and those that it does not.

Without it a statement could be a sentence that somebody wrote. Each is counted from records, and
each record says where it is looked at.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.lenses.inspection_shapes import Counter
from dueregard.report.inspection.known import Known, KnownUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record behind a statement: what it is, what in it counts, and where it is looked at.

    `ref` is the use that it belongs to, blank where it belongs to none. `place` and `key` name
    the page, so that no address is known here.
    """

    ref: str
    title: str
    words: str
    place: str = ""
    key: str | int = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The records that a statement counts, and the rest of those that it looked at."""

    found: tuple[Record, ...]
    rest: tuple[Record, ...] = ()
    days: int = 0

    @property
    def numbers(self) -> dict[str, Counter]:
        """The figures of its sentence."""
        found, rest = len(self.found), len(self.rest)
        return {"found": Counter(found), "rest": Counter(rest), "all": Counter(found + rest),
                "days": Counter(self.days)}


Count = Callable[[Known], Counted]
COUNTS: dict[str, Count] = {}


def counts(statement: str) -> Callable[[Count], Count]:
    """Say which statement of `content/inspection.toml` a function counts."""

    def keep(function: Count) -> Count:
        if statement in COUNTS:
            raise ValueError(f"{statement} is counted twice")
        COUNTS[statement] = function
        return function

    return keep


def split(records: Iterable[tuple[bool, Record]], *, days: int = 0) -> Counted:
    """Counted, from each record and whether it counts."""
    every = list(records)
    return Counted(
        found=tuple(record for counts, record in every if counts),
        rest=tuple(record for counts, record in every if not counts), days=days,
    )


def of(use: KnownUse, words: str, *, place: str = "use", key: str | int = "") -> Record:
    """A record of a use; without a place it is looked at on the use's own page."""
    return Record(ref=use.ref, title=use.name, words=words, place=place, key=key or use.ref)


def day(on: date | None) -> str:
    """A day in words; one that nobody wrote down is said to be blank."""
    return f"{on.day} {on:%B %Y}" if on else "no day on record"


def days(count: int) -> str:
    """So many days, in words."""
    return "1 day" if count == 1 else f"{count} days"


def cut(text: str, *, longest: int = 160) -> str:
    """The beginning of a text, at a word."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"
