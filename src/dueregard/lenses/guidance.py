"""The shapes of guidance, and of the few questions that help with a decision on the spot.

Without this file nobody could say what a piece of guidance must tell: where it stands, from
when, by whom, and whether we read it.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Where a piece of guidance stands."""

    IN_FORCE = "in-force"
    DRAFT = "draft"
    SUPERSEDED = "superseded"


STANDING_NAMES: dict[Standing, str] = {
    Standing.IN_FORCE: "In force",
    Standing.DRAFT: "A draft",
    Standing.SUPERSEDED: "Out of date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """One paper that somebody may be told to follow. `date` is as exact as our source."""

    id: str
    rev: int
    title: str
    publisher: str
    date: str
    standing: Standing
    replaced_by: str
    flag: str
    law: tuple[str, ...]
    url: str
    what: str
    source_read: bool
    checked: dt.date

    @property
    def standing_name(self) -> str:
        """Where it stands, in words."""
        return STANDING_NAMES[self.standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One element of a decision: its question, and what may help to answer it."""

    id: str
    rev: int
    title: str
    question: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One principle at the centre of a decision, as a question to oneself."""

    id: str
    rev: int
    title: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """The elements in their order, and what stands at their centre."""

    steps: tuple[Step, ...]
    principles: tuple[Principle, ...]
