"""The shapes of an inspector's index: headings, what good looks like, statements, silences.

Without this file nobody could say what a statement must tell, or which of the records behind it
are gaps.
"""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How far a heading is the framework's own."""

    QUOTED = "quoted"
    TOLD = "told"
    OURS = "ours"


STANDING_NAMES: dict[Standing, str] = {
    Standing.QUOTED: "The framework's own words, as we read them",
    Standing.TOLD: "The framework's, in our words",
    Standing.OURS: "Our own heading: not checked against the framework",
}


class Gap(StrEnum):
    """Which of the records that a statement looked at are gaps."""

    FOUND = "found"
    REST = "rest"
    NONE = "none"


class Counter(int):
    """A figure that brings its own words: `{all:use|uses}` is “1 use” or “1,204 uses”."""

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return f"{int(self):,}"
        one, many = spec.split("|", 1)
        return f"{int(self):,} {one if self == 1 else many}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading under which an inspectorate asks, or one of ours."""

    id: str
    rev: int
    title: str
    under: str
    standing: Standing

    @property
    def standing_name(self) -> str:
        """How far it is the framework's own, in words."""
        return STANDING_NAMES[self.standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """One thing that a force does which is good at digital ethics. Our words."""

    id: str
    rev: int
    title: str
    good: str
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of the index. Its figures are counted; its words are content."""

    id: str
    rev: int
    characteristic: str
    headings: tuple[str, ...]
    sentence: str
    nothing: str
    found: str
    rest: str
    gaps: Gap
    asked: str
    good: str
    gap: str

    def said(self, numbers: dict[str, Counter]) -> str:
        """The sentence with its figures; another where there is nothing to count."""
        if not numbers["all"]:
            return self.nothing
        return self.sentence.format(**numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Something that an inspector will want and that the record does not keep."""

    id: str
    rev: int
    characteristic: str
    text: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The whole index of evidence, before anything is counted."""

    headings: tuple[Heading, ...]
    characteristics: tuple[Characteristic, ...]
    statements: tuple[Statement, ...]
    silences: tuple[Silence, ...]
