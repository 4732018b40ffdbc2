"""What is asked before a partner may look for itself, and what stands in the way of it.

Without it a login would be given because it is convenient, and taken away by nobody.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dueregard.answers import Answer, DueRegardError, No, Yes
from dueregard.manage.agreements.rules import Found

FILE = "content/direct_access.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is asked. Where it is `needed` any answer but yes stands in the way."""

    id: str
    asks: str
    why: str
    needed: bool


@cache
def questions() -> tuple[Question, ...]:
    """What this version asks, in order."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> tuple[Question, ...]:
    """The questions of such a file; a fault is refused in words that name the entry."""
    try:
        entries = tomllib.loads(text).get("question", [])
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    for each in entries:
        lacks = [key for key in ("id", "asks", "why") if not each.get(key)]
        if lacks or not isinstance(each.get("needed"), bool):
            raise DueRegardError(
                f"{FILE}: the question {each.get('id', 'without an id')} lacks "
                f"{', '.join(lacks) or 'needed (true or false)'}."
            )
    if not entries or len({each["id"] for each in entries}) != len(entries):
        raise DueRegardError(f"{FILE}: there must be questions, and no two with the same id.")
    return tuple(
        Question(id=each["id"], asks=each["asks"], why=each["why"], needed=each["needed"])
        for each in entries
    )


def in_the_way(answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The needed questions whose answer is not yes; one that was not answered is not yes."""
    return tuple(
        each for each in questions() if each.needed and answers.get(each.id) != Found.YES
    )


def may_answer(answers: Mapping[str, str]) -> Answer:
    """Whether these are answers to what is asked, each of them."""
    known = {each.id for each in questions()}
    if not known.issuperset(answers) or any(each not in set(Found) for each in answers.values()):
        return No("Something was answered that is not asked here. Open the page again.",
                  "not-asked")
    if len(answers) < len(known):
        return No("Answer each question. “We do not know” is an answer.", "not-answered")
    return Yes()
