"""The reasons for an outcome: each with the record it rests on, and what would mend it.

Without it an outcome would be a word that nobody could follow to the record behind it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.lenses.statement_words import plain
from dueregard.report.statements.evidence import ContractRecord, DeclarationRecord, UseRecord

# Words of a purpose that tell nothing of it.
_SMALL = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of",
    "on", "or", "our", "that", "the", "their", "them", "they", "this", "to", "we", "when",
    "where", "with", "people", "who", "which", "only", "find",
))


class Outcome(StrEnum):
    """What the records say of a sentence; the worst first."""

    CONTRADICTED = "contradicted"
    CANNOT = "cannot-be-supported"
    SUPPORTED = "supported"


OUTCOME_NAMES: dict[Outcome, str] = {
    Outcome.CONTRADICTED: "Contradicted",
    Outcome.CANNOT: "Cannot be supported",
    Outcome.SUPPORTED: "Supported",
}
OUTCOME_MEANS: dict[Outcome, str] = {
    Outcome.CONTRADICTED: "Do not say it. The record says otherwise.",
    Outcome.CANNOT: "Do not say it yet. It may be true, and the record does not show it.",
    Outcome.SUPPORTED: "The record bears it today.",
}


class Sort(StrEnum):
    """What a record is."""

    USE = "use"
    DECLARATION = "declaration"
    CONTRACT = "contract"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason for an outcome, with the record it rests on and what would mend it."""

    leans: Outcome
    words: str
    sort: Sort = Sort.NONE
    key: str = ""
    mend: str = ""


def was_used(use: UseRecord) -> bool:
    """Whether it was ever in use, as far as the record tells."""
    return use.started_on is not None or use.was_decided_on


def against(which: UseRecord) -> Ground:
    """A use that is in use speaks against that it is not."""
    return use(which, Outcome.CONTRADICTED, "It is in use.",
                "Say what the record says, or put the record right where it is wrong.")


def use(which: UseRecord, leans: Outcome, words: str, mend: str = "") -> Ground:
    """What a use of the register says."""
    return Ground(leans=leans, words=f"{which.words}. {words}".strip(), sort=Sort.USE,
                  key=which.ref, mend=mend)


def unclear(which: UseRecord) -> Ground:
    """A use of which nobody said enough to tell whether it is of the kind that is spoken of."""
    words = (
        "Nobody has said what kind of technology it is." if not which.technology
        else "Nobody has said what else it is." if not which.also_known
        else "What is recorded of it does not settle whether it is of this kind."
    )
    return use(which, Outcome.CANNOT, words,
               "Say of each use what kind of technology it is, and what else it is.")


def said(
    which: DeclarationRecord, leans: Outcome, words: str = "Somebody in the force uses it.",
    mend: str = "Look at what staff declared: link it to a use, add a use, or close it.",
) -> Ground:
    """What a member of staff says."""
    return Ground(leans=leans, words=f"{which.words}. {words}".strip(), sort=Sort.DECLARATION,
                  key=str(which.id), mend=mend)


def contract(which: ContractRecord, words: str) -> Ground:
    """What a contract says. To pay for a thing is not to use it, so it never contradicts."""
    return Ground(
        leans=Outcome.CANNOT, words=f"{which.words}. {words}".strip(), sort=Sort.CONTRACT,
        key=str(which.id), mend="Say of each contract what it is for." if words else "",
    )


def cannot(words: str, mend: str = "") -> Ground:
    """What is lacking, where no record says it."""
    return Ground(leans=Outcome.CANNOT, words=words, mend=mend)


def content(text: str) -> frozenset[str]:
    """The words of a purpose that tell something, without their endings."""
    return frozenset(
        each.removesuffix("s") for each in plain(text).split() if each not in _SMALL
    )


def day(which: date | None) -> str:
    """A date as people write it."""
    return f"{which.day} {which:%B %Y}" if which else ""
