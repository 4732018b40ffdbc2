"""A point as a page shows it: its words, whose they are, and what became part of it.

Without this file each page would put a point together in its own way, and one of them would
leave out what another point says on its behalf.
"""

from dataclasses import dataclass
from datetime import datetime

from dueregard.identify.points.rules import KIND_NAMES, STATE_NAMES, Kind, State, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentLine:
    """Something that happened elsewhere, as a point quotes it."""

    title: str
    date: str
    source: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A point that became part of another, why, and who said so."""

    id: int
    title: str
    text: str
    reason: str
    by_name: str
    put_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSheet:
    """One point whole. `own` is true for a point that a person put forward.

    `first_words` are those it had before the owner changed them. `covers` are the points that
    are part of it; `merged_into` is the one that it is part of itself.
    """

    id: int
    ref: str
    key: str
    kind: Kind
    lens: str
    title: str
    text: str
    reason: str
    affected: str
    evidence_wanted: str
    instrument: str
    precedents: tuple[PrecedentLine, ...]
    find_out: bool
    state: State
    state_reason: str
    own: bool
    put_by: int | None
    put_by_name: str
    by_name: str
    at: datetime
    first_words: Words | None
    reworded_by: str
    merged_into: int | None
    covers: tuple[PartLine, ...]

    @property
    def kind_name(self) -> str:
        """Which way it cuts, in words."""
        return KIND_NAMES[self.kind]

    @property
    def state_name(self) -> str:
        """What was said of it, in words."""
        return STATE_NAMES[self.state]

    @property
    def words(self) -> Words:
        """The words that its owner can change."""
        return Words(title=self.title, text=self.text, affected=self.affected)

    @property
    def whole_text(self) -> str:
        """What could happen, with what the points say that are part of it: for a paper."""
        if not self.covers:
            return self.text
        return f"{self.text} It also covers: {'; '.join(each.title for each in self.covers)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LensPoints:
    """The points seen through one lens: those to look at first, then those that apply."""

    lens: str
    title: str
    meaning: str
    points: tuple[PointSheet, ...]
    set_aside: tuple[PointSheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """What one person may read of a use's points now.

    `held_back` says how many points of other people wait until this person has said their own.
    """

    points: tuple[PointSheet, ...]
    held_back: int
    said: bool
