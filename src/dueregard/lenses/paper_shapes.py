"""The shapes of what our papers are made of: a primer, a group, an aim, a step, some facts.

Without this file each paper would guess what an entry of papers.toml holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Primer:
    """A technology in five sentences, for a member who has never met it."""

    id: str
    rev: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People whom an equality paper asks about, and the words by which a row speaks of them."""

    id: str
    rev: int
    name: str
    by_law: bool
    nations: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One thing that the equality duty of a nation asks to be thought of."""

    id: str
    rev: int
    title: str
    asks: str
    citation: str
    nations: tuple[str, ...]
    lenses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One of the six principles of data protection, with our rules of law under it."""

    id: str
    rev: int
    title: str
    citation: str
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a data protection impact assessment: its heading."""

    id: str
    rev: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One of the four things that the law asks an assessment to hold, and in which step it is."""

    id: str
    rev: int
    title: str
    citation: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAbout:
    """Which facts are about one thing."""

    id: str
    rev: int
    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """Everything that papers are made of and that is no fact of any use."""

    primers: Mapping[str, Primer]
    groups: tuple[Group, ...]
    aims: tuple[Aim, ...]
    principles: tuple[Principle, ...]
    steps: tuple[Step, ...]
    elements: tuple[Element, ...]
    about: Mapping[str, FactsAbout]

    def primer(self, technology: str) -> Primer:
        """The primer of a technology, or that for what has none."""
        return self.primers.get(technology) or self.primers["generic"]

    def groups_in(self, nation: str) -> tuple[Group, ...]:
        """Whom an equality paper goes through here: those of the law first."""
        here = [each for each in self.groups if nation in each.nations]
        return tuple(sorted(here, key=lambda each: not each.by_law))

    def aims_in(self, nation: str) -> tuple[Aim, ...]:
        """What the equality duty asks here."""
        return tuple(each for each in self.aims if nation in each.nations)

    def step(self, step_id: str) -> str:
        """The heading of a step."""
        return next(each.title for each in self.steps if each.id == step_id)
