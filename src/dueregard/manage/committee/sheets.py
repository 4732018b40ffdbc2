"""What a reader gets to see of a matter: shaped for a page, with nothing in it that is hidden.

Without it a page would be handed the rows themselves, and with them opinions not yet to be read.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dueregard.answers import Answer, No
from dueregard.documents.document import Document
from dueregard.identify.register.rules import Status
from dueregard.manage.committee.deciding import SAID_NAMES, VERDICT_NAMES, Said, Verdict
from dueregard.manage.committee.rules import (
    FINAL,
    STATE_NAMES,
    TIME_TO_CLOSE,
    TURN_NAMES,
    Move,
    State,
    is_unanswered,
)
from dueregard.manage.committee.vocabulary import Leaning
from dueregard.people.rules import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One thing that the committee asks for, and what was said to it."""

    number: int
    text: str
    test: str
    said: Said | None
    reasons: str

    @property
    def said_name(self) -> str:
        """The reply to it, in words."""
        return SAID_NAMES[self.said] if self.said else "Not replied to yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceSheet:
    """What the committee advises, and the reply to it."""

    outcome: str
    outcome_name: str
    leaning: Leaning
    reasons: str
    dissent: str
    by_name: str
    at: datetime
    reply: str
    replied_by: str
    replied_at: datetime | None
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSheet:
    """What was decided, apart from the advice. `departs` is true where it goes the other way."""

    verdict: Verdict
    reasons: str
    departs_because: str
    review_on: date | None
    by_name: str
    by_post: str
    at: datetime

    @property
    def verdict_name(self) -> str:
        """What was decided, in words."""
        return VERDICT_NAMES[self.verdict]

    @property
    def departs(self) -> bool:
        """True where the decision goes the other way than the advice."""
        return bool(self.departs_because)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What this reader can do with a matter now, or the reason that they cannot."""

    move: Move
    answer: Answer

    @property
    def reason(self) -> str:
        """Why not; empty where it is allowed."""
        return self.answer.reason if isinstance(self.answer, No) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A matter in a list. `mine` is true when it is this reader's turn."""

    id: int
    ref: str
    use_name: str
    use_status: Status
    question: str
    state: State
    deadline: date
    days_left: int
    referred_at: datetime
    asked: int
    given: int
    mine: bool
    todo: str
    body: str
    days_waiting: int

    @property
    def unanswered(self) -> bool:
        """True when advice has waited for more than 28 days for a reply."""
        return is_unanswered(self.days_waiting)

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def turn(self) -> str:
        """Whose turn it is, in words."""
        over = self.given == self.asked or self.days_left < 0
        return TIME_TO_CLOSE if self.state == State.OPINIONS and over else TURN_NAMES[self.state]

    @property
    def decided(self) -> bool:
        """True when there is nothing left to do."""
        return self.state in FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who was asked: whether they are in, not what they say."""

    name: str
    is_in: bool
    stepped_aside: bool
    interest: str
    opinion_id: int
    on_paper: bool
    entered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSheet:
    """An opinion that this reader may see."""

    member: str
    own: bool
    stepped_aside: bool
    outcome: str
    outcome_name: str
    reasons: str
    conditions: str
    interest: str
    entered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterSheet(MatterLine):
    """A matter as one reader may see it. `declared`: who has what on the register of interests."""

    body_id: int | None
    quorum: int
    declared: tuple[tuple[str, str], ...]
    paper: Document
    digest: str
    closed_how: str
    referred_by: str
    concern: Concern
    members: tuple[Member, ...]
    opinions: tuple[OpinionSheet, ...]
    own: OpinionSheet | None
    hidden: bool
    turns: tuple[Turn, ...]
    advice: AdviceSheet | None
    decision: DecisionSheet | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the committee advised on a use, the reply and the decision, side by side."""

    id: int
    question: str
    state: State
    deadline: date
    referred_at: datetime
    closed_how: str
    digest: str
    advice: AdviceSheet | None
    decision: DecisionSheet | None
    body: str = ""

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return STATE_NAMES[self.state]

    @property
    def turn(self) -> str:
        """Whose turn it is, in words."""
        return TURN_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Advice that nobody has replied to in time, and for how many days it has waited."""

    matter_id: int
    ref: str
    use_name: str
    question: str
    advised: str
    advised_on: date
    body: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaMatter:
    """A matter as the papers of a meeting need it: what is on the record, and no opinion."""

    id: int
    name: str
    question: str
    deadline: date
    state: State
    paper: Document
    closed_how: str
    advice: AdviceSheet | None
    stepped_aside: tuple[tuple[str, str], ...]

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseStory:
    """What came of one matter, with the use that it is about."""

    ref: str
    use_name: str
    story: Story
