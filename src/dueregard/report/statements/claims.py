"""Reads what a sentence claims about technology, or says that it could not.

Without it a check would guess. A sentence is read only where the whole of it has a shape that we
know: a word too many, a no too many, and it is given back unread.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dueregard.lenses.statement_words import Found, Term, named_in
from dueregard.report.statements import grammar


class Claim(StrEnum):
    """What a sentence says of a technology."""

    NOT_USED = "not-used"
    NEVER = "never-used"
    STOPPED = "stopped"
    TRIAL = "on-trial"
    ONLY = "only"
    REVIEWED = "all-reviewed"
    COUNT = "number-of"
    USED = "used"
    UNREAD = "unread"


CLAIM_NAMES: dict[Claim, str] = {
    Claim.NOT_USED: "It is not used",
    Claim.NEVER: "It was never used",
    Claim.STOPPED: "It was stopped",
    Claim.TRIAL: "It is on trial, and no more than that",
    Claim.ONLY: "It is used for one thing alone",
    Claim.REVIEWED: "All of it was looked at by a committee",
    Claim.COUNT: "So many of them are used",
    Claim.USED: "It is used",
    Claim.UNREAD: "We could not read what this claims",
}

EMPTY = "There is no sentence here."
QUESTION = "It is a question: it claims nothing."
FUTURE = "It speaks of what is to come. The records hold what is and what was."
TWICE = "It says no twice, and we do not guess what is left. Say it with one no."
NOTHING_NAMED = (
    "It names no technology that we know. Use the word that people know it by, such as drones."
)
NOT_READ = "We could not read what this claims. Say it more simply, one thing in one sentence."


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One sentence, or one part of one, as it was read.

    `rest` is what the sentence limits its claim to, `narrow` that it speaks of a part of the
    force alone, `it` the words that a pronoun was taken for.
    """

    text: str
    claim: Claim
    terms: tuple[Term, ...] = ()
    year: int | None = None
    since: bool = False
    number: int | None = None
    things: bool = True
    rest: str = ""
    narrow: bool = False
    why: str = ""
    it: str = ""


def read(text: str, *, terms: Iterable[Term], force: str = "") -> tuple[Read, ...]:
    """Each sentence of a text, in order. `force` is the name by which it calls itself.

    Where a sentence says "it", the one technology of the sentence before it is meant, and said.
    """
    known = tuple(terms)
    found: list[Read] = []
    before: tuple[Term, ...] = ()
    for sentence in sentences(text):
        for part in grammar.parts(sentence):
            one = _read(part, terms=known, force=force, before=before)
            before = one.terms or before
            found.append(one)
    return tuple(found) or (Read(text="", claim=Claim.UNREAD, why=EMPTY),)


def sentences(text: str) -> tuple[str, ...]:
    """A text as its sentences.

    >>> sentences("We do not use A.I. today. We use 1.5 drones!")
    ('We do not use AI today.', 'We use 1.5 drones!')
    """
    tidy = re.sub(r"\bA\.\s?I\.?(?=\W|$)", "AI", text, flags=re.IGNORECASE)
    pieces = re.split(r"(?<=[.!?])[\"”’')]*\s+|\n+", tidy)
    return tuple(each.strip() for each in pieces if re.search(r"\w", each))


def _read(part: str, *, terms: tuple[Term, ...], force: str, before: tuple[Term, ...]) -> Read:
    text = grammar.plainly(part, force=force)
    found = _heads_taken_in(text, named_in(text, terms))
    said = tuple(dict.fromkeys(each.term for each in found))
    marked, it = grammar.without_commas(_marked(text, found)), ""
    if not found and len(before) == 1 and re.search(r"\b(it|them)\b", marked):
        said, it = before, before[0].name
        marked = re.sub(r"\b(it|them)\b", "<0>", marked, count=1)
    if part.rstrip("\"”’') ").endswith("?"):
        return Read(text=part, claim=Claim.UNREAD, terms=said, why=QUESTION, it=it)
    if not said:
        return Read(text=part, claim=Claim.UNREAD, why=NOTHING_NAMED)
    for claim, pattern in grammar.SHAPES:
        match = pattern.fullmatch(marked)
        if match is not None:
            return _made(Read(text=part, claim=Claim(claim), terms=said, it=it), match)
    return Read(text=part, claim=Claim.UNREAD, terms=said, why=_why(marked), it=it)


def _made(read_: Read, match: "re.Match[str]") -> Read:
    """The claim with what its shape holds beside the technology."""
    held = match.groupdict()
    number = grammar.number(held.get("number") or "")
    made = replace(
        read_, narrow=bool(held.get("few")), rest=(held.get("rest") or "").strip(),
        year=int(held["year"]) if held.get("year") else None,
        since=(held.get("how") or "") == "since", number=number,
        things=not held.get("uses"),
    )
    if made.claim is Claim.COUNT and number == 0:
        return replace(made, claim=Claim.NOT_USED, number=None)
    return made


def _why(marked: str) -> str:
    """Why a sentence was not read, as far as that can be said."""
    if re.search(grammar.FUTURE, marked):
        return FUTURE
    if len(re.findall(grammar.NO_WORDS, marked)) > 1:
        return TWICE
    return NOT_READ


def _heads_taken_in(text: str, found: tuple[Found, ...]) -> list[Found]:
    """In "AI tools" the tools are no second technology: they belong to the word before them."""
    kept: list[Found] = []
    for each in found:
        last = kept[-1] if kept else None
        if last and each.term.everything and text[last.end : each.start] == " ":
            kept[-1] = replace(last, end=each.end)
        else:
            kept.append(each)
    return kept


def _marked(text: str, found: Iterable[Found]) -> str:
    """The text with a number in place of each technology that it names."""
    made, end = "", 0
    for place, each in enumerate(found):
        made += f"{text[end : each.start]}<{place}>"
        end = each.end
    return made + text[end:]
