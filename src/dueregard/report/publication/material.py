"""What a public record is made of: every value with the audience of the field it came from.

Without it a record would be put together from loose text, and nobody could prove that none of
it was meant for fewer readers.
"""

from dataclasses import dataclass

from dueregard.documents.audience import Audience
from dueregard.documents.document import Document
from dueregard.report.withholding.rules import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A text, who may read it, and which field it came from. Blank is not known."""

    text: str
    audience: Audience
    source: str


BLANK = Value(text="", audience=Audience.PUBLIC, source="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Possibility:
    """A risk, an opportunity or a risk of doing nothing that applies here."""

    kind: Value
    title: Value
    text: Value
    affected: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one option would do to somebody."""

    kind: Value
    affected: Value
    text: Value
    chance: Value
    size: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that could be done instead, and what it would do."""

    name: Value
    text: Value
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question the force asked itself, and its answer, which it chose to publish."""

    question: Value
    answer: Value
    text: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is known, who says so and how good a test it was; a measurement has its paper."""

    title: Value
    statement: Value
    source: Value
    level: Value
    dated_on: Value
    paper: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing a committee asked for, and the answer."""

    text: Value
    answer: Value
    reasons: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One time that a committee looked: question, advice, dissent, reply; the decision apart."""

    question: Value
    took_part: Value
    advice: Value
    advice_reasons: Value
    dissent: Value
    advised_on: Value
    reply: Value
    requests: tuple[Request, ...]
    decision: Value
    decision_reasons: Value
    departs_because: Value
    decided_by: Value
    decided_on: Value
    review_on: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One gate that was gone round: by which post, why, and what stood in the way."""

    gate: Value
    post: Value
    reason: Value
    on: Value
    against: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A condition: what must be done, how it is tested, by when, how it stands."""

    text: Value
    test: Value
    due_on: Value
    state: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How often it was used in one quarter, and where that count comes from."""

    quarter: Value
    count: Value
    what: Value
    source: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """Something that went wrong: what kind of thing, and on which day."""

    kind: Value
    on: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What it does to people's time, and the test that shows it."""

    time: Value
    hours: Value
    whose: Value
    instead: Value
    shown_by: Value
    level: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A way to reach us that was promised; `ended_on` is blank while it stands."""

    way: Value
    post: Value
    made_on: Value
    ended_on: Value
    ended_because: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What is shared under an agreement, with whom and why; where it is not told, why not."""

    summary: Value
    with_whom: Value
    purposes: Value
    items: Value
    people: Value
    frequency: Value
    passed_on: Value
    told: Value
    starts: Value
    review_due: Value
    ended_on: Value
    ended_because: Value
    kept_back_because: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A time when sharing did good, told without names."""

    title: Value
    text: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person wrote for the public under one heading; `place` is which of several it is."""

    key: str
    text: Value
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything about one use that its public record is made of.

    `withheld` is what is kept back of it: those fields hold the words that stand in their place.
    `stated` is how many of its fields have anything in them, kept back or not.
    """

    force_name: Value
    contact_email: Value
    name: Value
    purpose: Value
    what_it_does: Value
    technology: Value
    department: Value
    supplier: Value
    status: Value
    status_reason: Value
    started_on: Value
    ended_on: Value
    review_on: Value
    affected: Value
    affected_count: Value
    depth: Value
    depth_because: Value
    possibilities: tuple[Possibility, ...] = ()
    choices: tuple[Choice, ...] = ()
    why_this_order: Value | None = None
    asked: tuple[Asked, ...] = ()
    proofs: tuple[Proof, ...] = ()
    checks: tuple[Check, ...] = ()
    overrides: tuple[Override, ...] = ()
    duties: tuple[Duty, ...] = ()
    can_do: Value = BLANK
    cannot_do: Value = BLANK
    went_wrong: Value = BLANK
    usage: tuple[Usage, ...] = ()
    mishaps: tuple[Mishap, ...] = ()
    hours: tuple[Hours, ...] = ()
    promises: tuple[Promised, ...] = ()
    shared: tuple[Shared, ...] = ()
    stories: tuple[Good, ...] = ()
    withheld: tuple[Kept, ...] = ()
    stated: int = 0
    written: tuple[Written, ...] = ()
