"""The words in which a committee may advise, which a force can edit, and which way each points.

Without it the words would sit in code, and nobody could tell a decision that follows the
advice from one that departs from it.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from dueregard.answers import Answer, DueRegardError, No, Yes
from dueregard.manage.committee.deciding import GOES_ON, Verdict

FILE = "content/advice.toml"


LONGEST = 80


class Leaning(StrEnum):
    """Which way an outcome points."""

    GO = "go"
    STOP = "stop"
    WAIT = "wait"
    NONE = "none"


LEANING_NAMES: dict[Leaning, str] = {
    Leaning.GO: "It may go ahead",
    Leaning.STOP: "It should not go ahead",
    Leaning.WAIT: "Not yet: something comes first",
    Leaning.NONE: "The committee takes no side",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One thing that a committee may advise."""

    id: str
    text: str
    meaning: str
    leaning: Leaning
    offered: bool = True


@cache
def outcomes() -> tuple[Outcome, ...]:
    """What a committee may advise, in order, from the file that this version ships."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> tuple[Outcome, ...]:
    r"""The outcomes in a file of them; a fault is refused in words that name the entry.

    >>> read('[[outcome]]\nid="noted"\ntext="Noted"\nmeaning="Read."\nleaning="none"')[0].text
    'Noted'
    """
    try:
        entries = tomllib.loads(text).get("outcome", [])
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    found = tuple(_outcome(each) for each in entries)
    if not found:
        raise DueRegardError(f"{FILE} has no outcome, so no committee could advise. Add one.")
    ids = [each.id for each in found]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise DueRegardError(f"{FILE} has the id {', '.join(twice)} twice. Each id is used once.")
    return found


def name_of(outcome: str) -> str:
    """The words of an outcome; an id that was since taken out of the file stands for itself."""
    return next((each.text for each in outcomes() if each.id == outcome), outcome)


def departs(*, advice: str, verdict: Verdict, among: Iterable[Outcome] | None = None) -> bool:
    """True when the advice was to go ahead and the use does not, or the other way about.

    departs = (the advice points to 'go') differs from (the use goes on), for advice that takes
    a side. It cannot tell whether a condition in the advice was left out: the reply says that.

    >>> departs(advice="reject", verdict=Verdict.LIVE)
    True
    >>> departs(advice="noted", verdict=Verdict.LIVE)
    False
    """
    pool = outcomes() if among is None else tuple(among)
    leaning = next((each.leaning for each in pool if each.id == advice), Leaning.NONE)
    return departs_from(leaning=leaning, verdict=verdict)


def departs_from(*, leaning: Leaning, verdict: Verdict) -> bool:
    """The same for advice whose leaning was kept with it, whatever its word means today."""
    if leaning == Leaning.NONE:
        return False
    return (leaning == Leaning.GO) != (verdict in GOES_ON)


def merged(*, shipped: Iterable[Outcome], own: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """The shipped words with the force's own in their place, and its new ones after them."""
    mine = {each.id: each for each in own}
    kept = [mine.pop(each.id, each) for each in shipped]
    return (*kept, *mine.values())


def key_for(text: str, *, taken: set[str]) -> str:
    """The id under which a new word is kept for good: from its words, that no other has.

    >>> key_for("Pause and think!", taken={"pause-and-think"})
    'pause-and-think-2'
    """
    base = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:34] or "word"
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def may_word(*, text: str, meaning: str) -> Answer:
    """Whether these are the words of an outcome: a name and what it means."""
    if not text.strip() or len(text.strip()) > LONGEST:
        return No(f"Give it a name of up to {LONGEST} letters.", "text-missing")
    if not meaning.strip():
        return No("Say in a sentence what it means.", "meaning-missing")
    return Yes()


def may_stand(words: Iterable[Outcome]) -> Answer:
    """Whether a committee could work with these: it must be able to say go, and say stop."""
    offered = {each.leaning for each in words if each.offered}
    for leaning, name in ((Leaning.GO, "go ahead"), (Leaning.STOP, "do not go ahead")):
        if leaning not in offered:
            return No(
                f"Then no word would be left that says '{name}', and a committee must be able to "
                "say so. Add one first.", "one-sided",
            )
    return Yes()


def leaning_against(*, advice: Leaning, opinions: Iterable[Leaning]) -> int:
    """How many lean the other way: go where the advice says stop, or stop where it says go."""
    other = {Leaning.GO: Leaning.STOP, Leaning.STOP: Leaning.GO}.get(advice)
    return sum(1 for each in opinions if other is not None and each == other)


def _outcome(entry: dict[str, Any]) -> Outcome:
    name = entry.get("id", "without an id")
    blank = [key for key in ("id", "text", "meaning", "leaning") if not entry.get(key)]
    if blank:
        raise DueRegardError(f"{FILE}: the outcome {name} lacks {', '.join(blank)}.")
    if entry["leaning"] not in set(Leaning):
        raise DueRegardError(
            f"{FILE}: the outcome {name} leans '{entry['leaning']}'. "
            f"Write one of {', '.join(Leaning)}."
        )
    if len(str(name)) > 40:
        raise DueRegardError(f"{FILE}: the id {name} is longer than 40 letters.")
    return Outcome(
        id=str(entry["id"]), text=str(entry["text"]), meaning=str(entry["meaning"]),
        leaning=Leaning(entry["leaning"]),
    )
