"""The shapes that our questions, points and rules take once they have been read.

Without this file nobody could say what a question or a technology pack must contain, and
each page would guess.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dueregard.lenses.conditions import ALSO, TECHNOLOGY, Condition
from dueregard.lenses.facts import Fact, Facts, chosen
from dueregard.lenses.gate_shapes import Gates
from dueregard.lenses.guidance import Aid, Guidance
from dueregard.lenses.inspection_shapes import Index
from dueregard.lenses.paper_shapes import PaperWords
from dueregard.lenses.self_assessment_shapes import SelfAssessment
from dueregard.lenses.standard_shapes import Standards

LENSES = (
    "privacy", "work", "safety", "transparency", "fairness", "environment", "society",
)
STAGES = ("engage", "evolve", "embed")
ROLES = (
    "ethics-lead", "project-lead", "decision-maker", "procurement-officer", "analyst",
    "committee-member", "committee-chair", "committee-secretary", "panel-member",
    "information-sharing-officer", "data-protection-officer", "officer", "inspector",
    "administrator", "supplier",
)
GENERIC = "generic"
OTHER = "other"
NONE = "none"
# Evidence that is good for less than a month is a log to watch, not an answer; after five years
# the people, the law and the tool have all changed.
FRESHEST, OLDEST = 1, 60
NOT_REVIEWED = "Not yet reviewed by anybody with practical knowledge."


def digest_of(table: Mapping[str, Any]) -> str:
    """SHA-256 of a table in canonical form: the same whatever the order of its keys."""
    text = json.dumps(
        table, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()


class PointKind(StrEnum):
    """What a point is about: something that may go wrong, go well, or stay wrong if we wait."""

    RISK = "risk"
    OPPORTUNITY = "opportunity"
    DO_NOTHING = "do-nothing"


class Nation(StrEnum):
    """Where a force polices. Law and duties differ between the four."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class Level(StrEnum):
    """How hard a rule of law bites: it stops a use, warns, or informs."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a lens. `light` marks those that even a low-impact use answers.

    Evidence older than `fresh_months` no longer counts as an answer to it.
    """

    id: str
    rev: int
    lens: str
    text: str
    why: str
    answered_by: tuple[str, ...]
    checked_by: tuple[str, ...]
    stage: str
    good: str
    evidence: str
    fresh_months: int
    stale_on: tuple[str, ...]
    publish: bool
    light: bool
    when: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """One of the seven ways of looking, with its questions in order."""

    id: str
    short: str
    title: str
    meaning: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something about a use that may change and make an answer stale.

    `facts` are those that say that it has changed, when they are stated otherwise.
    """

    key: str
    label: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A reason to look deeper: when its condition holds, the use reaches at least this tier."""

    id: str
    rev: int
    tier: int
    sentence: str
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """How deep to look: what it means, what it asks for, how often to look again."""

    tier: int
    name: str
    meaning: str
    asks: tuple[str, ...]
    review_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """Something that happened elsewhere and should be known: dated, with its source.

    `date` is as exact as the source allows: `2020-08-11`, `2026-03` or `2023`.
    `source_read` is false where only others' accounts of it were read.
    """

    id: str
    rev: int
    title: str
    date: str
    source: str
    what: str
    source_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PointTemplate:
    """A point that a pack can raise, before the facts of a use have been put into it.

    `says` is the general point that it says in the words of its technology: where a use is of
    two technologies, what says the same is shown once.
    """

    id: str
    rev: int
    kind: PointKind
    lens: str
    title: str
    text: str
    when: Condition
    affected: str
    evidence: str
    instrument: str | None
    precedents: tuple[str, ...]
    says: str | None = None
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Facts that say that a use is also of another technology: a person is asked to add it."""

    technology: str
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Somebody with practical knowledge read a pack: their post and force, never their name."""

    by: str
    on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What we know to ask and to raise about one technology.

    `digest` is the SHA-256 of the pack's canonical content: an assessment pins it.
    `covers` lists the generic points that this pack says better, or that do not fit it. `retired`
    lists ids that the pack once had and gave up for good.
    """

    id: str
    version: str
    digest: str
    name: str
    meaning: str
    reviews: tuple[Review, ...]
    covers: tuple[str, ...]
    suggests: tuple[Suggestion, ...]
    facts: tuple[Fact, ...]
    points: tuple[PointTemplate, ...]
    retired: tuple[str, ...] = ()

    @property
    def reviewed(self) -> str:
        """Who with practical knowledge has read it and when, in a sentence; or that nobody has."""
        if not self.reviews:
            return NOT_REVIEWED
        said = "; ".join(
            f"{each.by}, on {each.on.day} {each.on:%B %Y}"
            + (f" ({each.note.rstrip('.')})" if each.note else "")
            for each in self.reviews
        )
        return f"Reviewed by {said}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRule:
    """One legal rule, from a date and (perhaps) to a date, in some of the four nations.

    `source_read` says whether the text itself was read for it; a rule whose text was not
    read never blocks. `day_read` says the same of the day it begins. `checked` is when its
    words were last held against what they rest on. It is a prompt to check, never legal advice.
    """

    id: str
    rev: int
    title: str
    starts: date
    ends: date | None
    nations: tuple[Nation, ...]
    level: Level
    check: str
    citation: str
    source_read: bool
    day_read: bool
    checked: date
    replaced_by: str | None
    when: Condition | None


class RecordPart(StrEnum):
    """The parts of the record of a use, as a framework's heading may ask for them whole."""

    STANDING = "standing"
    FACTS = "facts"
    ANSWERS = "answers"
    POINTS = "points"
    OPTIONS = "options"
    EFFECTS = "effects"
    EVIDENCE = "evidence"
    LAW = "law"
    ADVICE = "advice"
    DECISION = "decision"
    CONDITIONS = "conditions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a framework, and what of our record belongs under it.

    `meaning` is our own sentence, never the framework's. What it names by id counts before the
    parts it takes whole, and these before the lenses that it takes.
    """

    id: str
    rev: int
    title: str
    meaning: str
    questions: tuple[str, ...]
    facts: tuple[str, ...]
    law: tuple[str, ...]
    parts: tuple[RecordPart, ...]
    lenses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """Somebody else's way to order the same matters: its headings, and how well we know them.

    `source_read` says whether its own text was read; `note` says what was, and `licence` what
    we may take from it.
    """

    id: str
    version: str
    title: str
    publisher: str
    date: str
    url: str
    source_read: bool
    note: str
    licence: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A kind of area that a force may police, with the words that points about it speak of."""

    id: str
    rev: int
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSource:
    """What a question to a supplier rests on, dated; `read` says whether it was read itself."""

    id: str
    rev: int
    title: str
    date: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierQuestion:
    """One question to a supplier, with what helps a person to judge its answer.

    A supplier is shown the question, why it is asked and what a good answer holds; the flags, the
    follow-up and the clause are for who reads the answer. `figures` says that a good answer
    holds counts and a date.
    """

    id: str
    rev: int
    group: str
    title: str
    text: str
    why: str
    technologies: tuple[str, ...]
    good: str
    green: str
    amber: str
    red: str
    follow_up: str
    clause: str
    lens: str
    stage: str
    figures: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierBook:
    """Everything that a supplier can be asked: groups in order, questions, and their sources."""

    groups: Mapping[str, str]
    questions: tuple[SupplierQuestion, ...]
    sources: Mapping[str, SupplierSource]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One entry as it is locked: its id, rev, what sort of thing it is, a digest of its words."""

    id: str
    rev: int
    sort: str
    file: str
    table: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """The first 16 digits of the digest of its words: enough to notice a change."""
        return digest_of(self.table)[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Everything we ask and teach, read and checked."""

    lenses: tuple[Lens, ...]
    register: tuple[Fact, ...]
    changes: tuple[Change, ...]
    triggers: tuple[Trigger, ...]
    tiers: tuple[Tier, ...]
    packs: Mapping[str, Pack]
    law: tuple[LawRule, ...]
    precedents: Mapping[str, Precedent]
    areas: tuple[Area, ...]
    frameworks: Mapping[str, Framework]
    suppliers: SupplierBook
    gates: Gates
    guidance: tuple[Guidance, ...]
    aid: Aid
    papers: PaperWords
    inspection: Index
    self_assessment: SelfAssessment
    standards: Standards
    words: tuple[Words, ...]
    digest: str

    def lens(self, lens_id: str) -> Lens:
        """The lens with this id."""
        return next(each for each in self.lenses if each.id == lens_id)

    def tier(self, number: int) -> Tier:
        """The tier with this number."""
        return next(each for each in self.tiers if each.tier == number)

    def rule(self, rule_id: str) -> LawRule | None:
        """The rule of law with this id, or nothing where there is none."""
        return next((each for each in self.law if each.id == rule_id), None)

    def pack_for(self, technology: str | None) -> Pack:
        """The pack of this technology, or the generic pack where it has none yet."""
        return self.packs.get(technology or GENERIC) or self.packs[GENERIC]

    def packs_for(self, facts: Facts) -> tuple[Pack, ...]:
        """The packs of a use: of its technology, of what it also is, and the general one, last."""
        technology = facts.get(TECHNOLOGY)
        named = ((technology or "").strip().lower(), *chosen(facts.get(ALSO)), GENERIC)
        found = {each: self.packs[each] for each in named if each in self.packs}
        found[GENERIC] = found.pop(GENERIC)
        return tuple(found.values())

    def facts_for(self, facts: Facts) -> tuple[Fact, ...]:
        """Every fact asked about a use: the register's, then those of each of its packs."""
        return self.register + tuple(one for each in self.packs_for(facts) for one in each.facts)
