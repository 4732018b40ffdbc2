"""What the statements of the index are counted from: the record of each use, as plain values.

Without it each statement would ask the database for itself, and could not be tried on a record
that is small enough to count by eye.
"""

from dataclasses import dataclass
from datetime import date

from dueregard.identify.register.rules import IN_USE, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What was put to a committee, and what came of it."""

    id: int
    deadline: date
    closed: bool
    advised_on: date | None = None
    dissent: bool = False
    replied_on: date | None = None
    decided_on: date | None = None
    post: str = ""
    departs_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition on a use."""

    id: int
    text: str
    tested: bool
    owned: bool
    due_on: date
    met: bool
    checked_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """One time that a gate was gone through."""

    gate: str
    how: str
    post: str
    reason: str
    on: date
    newest: bool = True
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened to a use and opened a review."""

    kind: str
    on: date
    told_on: date
    open: bool
    look_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence that stands."""

    id: int
    title: str
    source: str
    level: int
    lens: str
    instrument: str = ""
    verdict: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a public record."""

    version: int
    state: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One assessment: when it was settled, and how its questions on fairness were answered."""

    id: int
    settled_on: date | None
    fairness: tuple[str, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """Questions that were put to a supplier."""

    id: int
    supplier: str
    sent: bool
    answers: int = 0
    ungraded: int = 0
    open_points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """One field that is kept back from the public, and when somebody looks again."""

    source: str
    reason: str
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question from the public that was shown; `answered_on` is of the first answer."""

    number: str
    asked_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUse:
    """One use, with everything that a statement may count."""

    ref: str
    name: str
    status: Status
    tier: int | None = None
    technology: str = ""
    supplier: str = ""
    owned: bool = False
    described: bool = False
    counted: bool = False
    review_on: date | None = None
    matters: tuple[Matter, ...] = ()
    conditions: tuple[Condition, ...] = ()
    passings: tuple[Passing, ...] = ()
    happenings: tuple[Happening, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    versions: tuple[Version, ...] = ()
    rounds: tuple[Round, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    questions: tuple[Question, ...] = ()
    sayings: int = 0

    @property
    def in_use(self) -> bool:
        """Whether it is on trial or live."""
        return self.status in IN_USE


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBody:
    """One body that speaks to the force."""

    id: int
    name: str
    quorum: int
    sitting: int
    interests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The whole record on one day. `roles` says how many hold each role now."""

    today: date
    uses: tuple[KnownUse, ...]
    bodies: tuple[KnownBody, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
