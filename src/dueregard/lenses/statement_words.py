"""What the words of a public statement cover, and how long an answer to "do you?" stays good.

Without it "we do not use AI" would be held against the two letters, and not against every
technology that a reader of the sentence would mean by them.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError

FILE = "content/statements.toml"
_GAP = re.compile(r"[^a-z0-9']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One way of speaking of technology: what it always means, and what it may mean.

    `facts` are those of the register that settle it where it may mean a use.
    """

    id: str
    name: str
    words: tuple[str, ...]
    technologies: frozenset[str]
    perhaps: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """For how many days an asking counts, and why no longer."""

    id: str
    of: str
    days: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWords:
    """Every term and period of the file."""

    terms: tuple[Term, ...]
    periods: tuple[Period, ...]

    def days(self, of: str) -> int:
        """For how many days an asking of this sort counts."""
        return next(each.days for each in self.periods if each.of == of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place in a text in which a term stands."""

    start: int
    end: int
    term: Term


def plain(text: str) -> str:
    """Small letters, one space between words, no marks but the apostrophe.

    >>> plain("Number-Plate  Recognition (ANPR)")
    'number plate recognition anpr'
    """
    return " ".join(_GAP.sub(" ", text.lower().replace("’", "'")).split())


def named_in(text: str, terms: Iterable[Term]) -> tuple[Found, ...]:
    """Where the terms stand in a plain text: the longest words first, no place twice."""
    ways = sorted(
        ((word, each) for each in terms for word in each.words),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    found: list[Found] = []
    for word, term in ways:
        for match in re.finditer(_pattern(word), text):
            if all(match.end() <= each.start or match.start() >= each.end for each in found):
                found.append(Found(start=match.start(), end=match.end(), term=term))
    return tuple(sorted(found, key=lambda each: each.start))


def with_packs(words: StatementWords, names: Mapping[str, str]) -> tuple[Term, ...]:
    """The terms, and beside them the names of technologies that a pack brought with it."""
    said = {one for each in words.terms for one in each.words}
    more = []
    for technology, name in names.items():
        ways = tuple(
            each for each in dict.fromkeys((plain(name), plain(technology)))
            if each and each not in said
        )
        if not ways:
            continue
        own = next((each.id for each in words.terms if each.technologies == {technology}), None)
        more.append(Term(
            id=own or f"statement.pack.{technology}", name=name, words=ways,
            technologies=frozenset({technology}),
        ))
    return (*words.terms, *more)


def digest(terms: Iterable[Term]) -> str:
    """SHA-256 of what the words cover: another digest, another meaning of the same sentence."""
    text = "\n".join(
        "|".join((each.id, *each.words, *sorted(each.technologies), *sorted(each.perhaps),
                  *each.facts, str(each.everything)))
        for each in terms
    )
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def shipped() -> StatementWords:
    """The words that this version ships."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> StatementWords:
    """The terms and periods of a file; a fault is refused in words that name the entry."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    terms = tuple(_term(each) for each in table.get("term", []))
    periods = tuple(_period(each) for each in table.get("period", []))
    said: dict[str, str] = {}
    for term in terms:
        for word in term.words:
            if word in said:
                raise DueRegardError(
                    f"{FILE}: “{word}” is in {said[word]} and in {term.id}. Leave it in one."
                )
            said[word] = term.id
    if {each.of for each in periods} != {"declarations", "contracts"}:
        raise DueRegardError(
            f"{FILE} needs one [[period]] of declarations and one of contracts."
        )
    return StatementWords(terms=terms, periods=periods)


def _term(entry: Mapping[str, Any]) -> Term:
    name = entry.get("id", "without an id")
    everything = entry.get("everything", False)
    for key in ("id", "name", "words") + (() if everything else ("technologies",)):
        if not entry.get(key):
            raise DueRegardError(f"{FILE}: the term {name} lacks {key}.")
    odd = [word for word in entry["words"] if plain(word) != word]
    if odd:
        raise DueRegardError(
            f"{FILE}: the term {name} has “{odd[0]}”. Write it as “{plain(odd[0])}”."
        )
    return Term(
        id=entry["id"], name=entry["name"], words=tuple(entry["words"]),
        technologies=frozenset(entry.get("technologies", ())),
        perhaps=frozenset(entry.get("perhaps", ())), facts=tuple(entry.get("facts", ())),
        everything=everything,
    )


def _period(entry: Mapping[str, Any]) -> Period:
    name = entry.get("id", "without an id")
    if not isinstance(entry.get("days"), int) or not entry.get("why") or not entry.get("of"):
        raise DueRegardError(f"{FILE}: the period {name} needs of, days and why.")
    return Period(id=name, of=entry["of"], days=entry["days"], why=entry["why"])


def _pattern(word: str) -> str:
    """The word in the singular or the plural, as a whole."""
    if word.endswith("y"):
        return rf"\b{re.escape(word[:-1])}(?:y|ies)\b"
    return rf"\b{re.escape(word)}{'(?:es)?' if word.endswith('s') else 's?'}\b"
