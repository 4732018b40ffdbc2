"""What a force asks of itself, as it is held: headings, and statements under them.

Without this file the bank of what we ask would need the reader of files in order to be described.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One of the five things that are asked about; `kind` is that of the work a "no" asks for."""

    id: str
    title: str
    about: str
    kind: str
    rev: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence that is true of the force or is not, and what to do where it is not."""

    id: str
    heading: str
    text: str
    evidence: str
    good: str
    next: str
    effort: str
    rev: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessment:
    """Every heading and statement, in the order of the file."""

    headings: tuple[Heading, ...]
    statements: tuple[Statement, ...]

    def under(self, heading: str) -> tuple[Statement, ...]:
        """The statements under one heading."""
        return tuple(each for each in self.statements if each.heading == heading)

    def heading(self, heading: str) -> Heading:
        """The heading with this id."""
        return next(each for each in self.headings if each.id == heading)
