"""How a public record reads, and which of its sentences are the hard ones.

Without it a record could be published that few people can follow, and nobody would be told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.documents.document import Chart, Document, Fields, Note, Part, Points
from dueregard.lenses.plain_words import EASY_GRADE, Reading, reading, sentences

__all__ = ["EASY_GRADE", "Line", "Reading", "lines", "lines_of", "reading", "sentences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing a document says: under which heading, what it is called there, the words."""

    part: str
    label: str
    text: str


def lines(document: Document) -> Iterator[Line]:
    """Everything a document says outside its tables, in order. A chart says its description."""
    for part in document.parts:
        yield from lines_of(part)


def lines_of(part: Part) -> Iterator[Line]:
    """Everything one part of a document says outside its tables."""
    for block in part.blocks:
        match block:
            case Fields():
                for each in block.fields:
                    yield Line(part=part.title, label=each.label, text=each.value)
            case Note():
                yield Line(part=part.title, label="", text=block.text)
            case Points():
                for item in block.items:
                    yield Line(part=part.title, label="", text=item)
            case Chart():
                yield Line(part=part.title, label=block.title, text=block.description)
