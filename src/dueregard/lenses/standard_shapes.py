"""The shapes of standards that others keep: their sections and fields, and what of ours fills each.

Without them a heading that we only guess would look like one that somebody has read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Seen(StrEnum):
    """Where we have a heading from. Only what was read in the official template is certain."""

    TEMPLATE = "template"
    RECORD = "record"
    CROSSWALK = "crosswalk"
    INFERRED = "inferred"


SEEN_WORDS: dict[Seen, str] = {
    Seen.TEMPLATE: "read in the official template",
    Seen.RECORD: "read on a record that somebody published, not in the template",
    Seen.CROSSWALK: "as somebody else reports it",
    Seen.INFERRED: "our own guess from an earlier version",
}


class FilledBy(StrEnum):
    """What of a published record fills a field where nobody wrote a text for it."""

    NAME = "name"
    FORCE = "force"
    CONTACT = "contact"
    TEAM = "team"
    TECHNOLOGY = "technology"
    ONE_SENTENCE = "one-sentence"
    DESCRIPTION = "description"
    STATUS = "status"
    STARTED = "started"
    ENDED = "ended"
    SUPPLIER = "supplier"
    SUPPLIER_INVOLVED = "supplier-involved"
    OPPORTUNITIES = "opportunities"
    GOAL = "goal"
    RISKS = "risks"
    ALTERNATIVES = "alternatives"
    EVIDENCE = "evidence"
    ADDRESS = "address"
    FIRST_PUBLISHED = "first-published"


# Known from the register itself: what a person writes counts only where this has no word.
COMPUTED = frozenset({FilledBy.STATUS, FilledBy.FIRST_PUBLISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One thing that a public record can say, under a key of ours that never changes."""

    key: str
    label: str
    hint: str
    source: FilledBy | None
    group: str
    near: tuple[str, ...]
    synonyms: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a standard."""

    id: str
    title: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardField:
    """One field that a standard asks for.

    `ours` is the key of the record field that fills it. The `publisher` of the record fills some
    at publication; `fixed` is the same for every record. `words` puts our word for a status into
    theirs; `longest` is 0 where there is no limit.
    """

    id: str
    key: str
    number: str
    heading: str
    section: str
    ours: RecordField
    required: bool
    seen: Seen
    publisher: bool
    fixed: str
    longest: int
    choices: tuple[str, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard that somebody else keeps, with what it asks and how well we know it."""

    id: str
    name: str
    short: str
    version: str
    keeper: str
    url: str
    read_on: date
    source: str
    licence: str
    note: str
    sections: tuple[Section, ...]
    fields: tuple[StandardField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """Every record field of ours, and every standard that asks for some of them."""

    fields: Mapping[str, RecordField]
    by_id: Mapping[str, Standard]
