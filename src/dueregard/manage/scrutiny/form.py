"""What a panel is asked of a clip, read from content: questions, letters, views, words of care.

Without it the questions would stand in a page, and a force could not say them in its own words.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dueregard.answers import DueRegardError

FILE = "content/scrutiny.toml"
STOP, FORCE = "stop", "force"

YES, PARTLY, NO, CANNOT_TELL, NONE = "yes", "partly", "no", "cannot-tell", "none"
ANSWER_NAMES = {YES: "Yes", PARTLY: "In part", NO: "No", CANNOT_TELL: "Cannot tell"}
LETTER_ANSWERS = {YES: "Yes", NO: "No", CANNOT_TELL: "Cannot tell"}
AGREE_NAMES = {"agree": "Agree", "neither": "Neither", "disagree": "Disagree"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list that is kept, and the headings under which it is found."""

    id: str
    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that is asked of a clip. `answers` are its ids, each with its words."""

    id: str
    text: str
    short: str
    answers: Mapping[str, str]
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several words that can be chosen, with what it means."""

    id: str
    name: str
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that a panel is asked, and what it is told before, while and after it watches."""

    version: str
    columns: tuple[Column, ...]
    sorts: Mapping[str, tuple[str, ...]]
    colours: tuple[Choice, ...]
    questions: tuple[Asked, ...]
    letters: tuple[Asked, ...]
    views: tuple[Choice, ...]
    withheld: tuple[Choice, ...]
    process: tuple[Choice, ...]
    before: tuple[str, ...]
    after: str
    comment: str

    def asked(self, power: str) -> tuple[Asked, ...]:
        """What is asked of a clip of this power; the letters of GOWISELY of a stop alone."""
        return (*self.questions, *(self.letters if self.is_of(STOP, power) else ()))

    def is_of(self, sort: str, power: str) -> bool:
        """Whether a power, as the list calls it, is of this sort.

        >>> load().is_of("stop", "Stop and search"), load().is_of("stop", "Use of force")
        (True, False)
        """
        text = re.sub(r"\s+", " ", f" {power.casefold()} ")
        return any(each in text for each in self.sorts[sort])


def name_of(choices: Sequence[Choice], key: str) -> str:
    """The words of a choice; its id where the file has it no more."""
    return next((each.name for each in choices if each.id == key), key)


@cache
def load() -> Form:
    """The form, from the file that this version ships."""
    return read(files("dueregard").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str) -> Form:
    """The form in a file; a fault is refused in words that name the entry."""
    try:
        told = tomllib.loads(text)
        return Form(
            version=told["version"],
            columns=tuple(
                Column(id=each["id"], name=each["name"], headings=tuple(each["headings"]))
                for each in told["column"]
            ),
            sorts={each["id"]: tuple(each["words"]) for each in told["sort"]},
            colours=_choices(told["colour"]),
            questions=tuple(_question(each) for each in told["question"]),
            letters=tuple(_letter(each) for each in told["letter"]),
            views=_choices(told["view"]), withheld=_choices(told["withheld"]),
            process=tuple(Choice(id=each["id"], name=each["text"]) for each in told["process"]),
            before=tuple(told["welfare"]["before"]), after=told["welfare"]["after"],
            comment=told["welfare"]["comment"],
        )
    except tomllib.TOMLDecodeError as error:
        raise DueRegardError(f"{FILE} cannot be read: {error}. Put that line right.") from error
    except KeyError as error:
        raise DueRegardError(f"{FILE} lacks {error}. Put it back.") from error


def _choices(rows: Sequence[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(
        Choice(id=each["id"], name=each["name"], means=each.get("means", "")) for each in rows
    )


def _question(row: Mapping[str, Any]) -> Asked:
    more = {NONE: row["none"]} if "none" in row else {}
    return Asked(id=row["id"], text=row["text"], short=row["short"],
                 answers={**ANSWER_NAMES, **more})


def _letter(row: Mapping[str, Any]) -> Asked:
    return Asked(id=f"gowisely-{row['id']}", text=row["text"], short=row["text"].split(":")[0],
                 answers=LETTER_ANSWERS, letter=row["letter"])
