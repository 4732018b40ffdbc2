"""What papers are made of: rows of the record as plain values, each with what a reader may know.

Without it a paper would reach into the record for itself, and nobody could test what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dueregard.documents.document import Document, Part
from dueregard.lenses.profile import Sort
from dueregard.lenses.shapes import Nation
from dueregard.manage.papers.gates_part import GatesRecord
from dueregard.manage.papers.sharing_part import SharingRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the use is, in the words that people outside may read."""

    name: str
    affected: str
    affected_count: str
    purpose: str
    what_it_does: str
    technology: str
    department: str
    supplier: str
    status: str
    tier: int | None
    tier_name: str
    tier_reasons: tuple[str, ...]
    status_reason: str = ""
    review_on: date | None = None
    nation: Nation = Nation.ENGLAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One fact: the question, the answer in words, and whether it says yes, no or not known."""

    question: str
    answer: str
    known: bool
    yes_no: bool
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """What one option would do to somebody."""

    lens: str
    kind: str
    affected: str
    text: str
    chance: str
    size: str
    evidence: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One thing that could be done; carrying on as now is the first."""

    name: str
    text: str
    place: int | None
    effects: tuple[EffectLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One thing that is known or claimed, who says so, and how well it is tested."""

    title: str
    statement: str
    said_by: str
    level: str
    dated: date | None
    worth: int = 0
    lens: str = ""
    by_people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """One thing that could happen to people, and that applies here."""

    kind: str
    title: str
    text: str
    affected: str
    lens: str
    find_out: bool
    lens_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """One thing that was asked of the use before."""

    text: str
    test: str
    due: date
    state: str
    met: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule of law in force that applies or may: how it stands, and on whose word.

    `post` is who says so; a person is not named outside the force. `met` is false for what was
    said before something changed.
    """

    id: str
    title: str
    check: str
    citation: str
    in_the_way: bool
    applies: bool
    met: bool
    said: str = ""
    post: str = ""
    document: str = ""
    note: str = ""
    stale: str = ""

    @property
    def stands(self) -> str:
        """How it stands, in words; nobody's word is not a good sign."""
        if self.stale:
            return f"{self.stale} It was: {self.said.lower()}"
        if self.said:
            return self.said
        return "Nobody has said" if self.applies else "It may apply: a fact is missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """One question of a lens with the answer that somebody gave."""

    lens: str
    question: str
    answer: str
    text: str
    key: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRow:
    """One thing that the force says of the place it polices."""

    sort: Sort
    title: str
    targeted: bool = False
    when: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimerRow:
    """What a technology is, in sentences, for a member who has never met it."""

    technology: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The last time the committee advised on this use: the paper it had, and what came of it."""

    paper: Document
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedRow:
    """The newest weighing of the options: what it says first, and its own paper part by part.

    `stale` says what has changed since, in words; blank where nothing has.
    """

    on: date
    leads: str
    parts: tuple[Part, ...]
    stale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that goes into the paper, gathered from the record.

    `gates` is None where nobody has looked: that none is shown is then no good news. `sharing`
    is None for a use that does not share.
    """

    about: About
    facts: tuple[Answered, ...] = ()
    options: tuple[OptionLine, ...] = ()
    order_because: str = ""
    settled: bool = False
    evidence: tuple[EvidenceRow, ...] = ()
    supplier_only: tuple[str, ...] = ()
    points: tuple[PointRow, ...] = ()
    points_to_look_at: int = 0
    conditions: tuple[ConditionRow, ...] = ()
    law: tuple[RuleRow, ...] = ()
    replies: tuple[ReplyRow, ...] = ()
    communities: tuple[CommunityRow, ...] = ()
    primers: tuple[PrimerRow, ...] = ()
    gates: GatesRecord | None = None
    sharing: SharingRecord | None = None
    weighed: WeighedRow | None = None
    lens_names: Mapping[str, str] = field(default_factory=dict)
