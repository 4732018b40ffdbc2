"""What a survey of perception asks and what its answers mean, read from content/survey.toml.

Without this file the kit would print one set of questions and the instrument read another, and
"don't know" would be a no in one force and a blank in the next.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dueregard.findings.labels import is_blank, number_of
from dueregard.findings.roles import fold

YES, NO, UNSURE = "yes", "no", "unsure"
AGREE = "agree"
# A cell that says nothing, and one that says something else than the answers there are.
BLANK, ODD = "blank", "odd"
USES, OFTEN, TRUST = "uses", "often", "trust"
KINDS = (USES, OFTEN, TRUST)
_PREFIX = re.compile(r"\s*(uses|often|trust)\s*[_:.\s-]\s*(?P<rest>.*\S)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that may be given. `least` is the fewest times in three months that it means."""

    id: str
    label: str
    also: tuple[str, ...] = ()
    least: int | None = None
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """A technology in plain words: `called` goes on in a sentence, `means` says what it is."""

    id: str
    called: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of trust, and what a known survey asks about too, where there is one."""

    id: str
    text: str
    construct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutYou:
    """A question about the person; without options it is answered in the force's own words."""

    key: str
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What whoever runs the survey must keep to, under one heading."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The survey whole."""

    version: str
    words: Mapping[str, str]
    options: Mapping[str, tuple[Option, ...]]
    technologies: Mapping[str, Technology]
    statements: tuple[Statement, ...]
    about: tuple[AboutYou, ...]
    consent_title: str
    consent: tuple[str, ...]
    consent_question: str
    rules: tuple[Rules, ...]

    def option(self, kind: str, option_id: str) -> Option:
        """The answer with that id."""
        return next(each for each in self.options[kind] if each.id == option_id)

    def statement(self, key: str) -> str:
        """The words of a statement of trust; what was given, where it is none of ours."""
        known = {fold(each.id): each.text for each in self.statements}
        return known.get(fold(key), key)


@lru_cache(maxsize=1)
def load() -> Survey:
    """The survey that this version ships."""
    text = files("dueregard").joinpath("content", "survey.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return Survey(
        version=content["version"], words={kind: content[kind] for kind in KINDS},
        options={
            USES: _options(content["use_answer"]), OFTEN: _options(content["often_answer"]),
            TRUST: _options(content["trust_answer"]),
        },
        technologies={each["id"]: Technology(**each) for each in content["technology"]},
        statements=tuple(Statement(**each) for each in content["trust_item"]),
        about=tuple(
            AboutYou(key=each["key"], text=each["text"], options=tuple(each["options"]))
            for each in content["about"]
        ),
        consent_title=content["consent"]["title"], consent=tuple(content["consent"]["items"]),
        consent_question=content["consent"]["question"],
        rules=tuple(
            Rules(title=each["title"], items=tuple(each["items"])) for each in content["rule"]
        ),
    )


def column(kind: str, key: str) -> str:
    """The heading of a question in an answer sheet.

    >>> column("uses", "drones")
    'uses_drones'
    """
    return f"{kind}_{key}"


def asked_in(heading: str) -> tuple[str, str] | None:
    """What kind of question a heading is and what it is about; None where it is neither.

    >>> asked_in("uses_drones"), asked_in("Trust: fair"), asked_in("userid")
    (('uses', 'drones'), ('trust', 'fair'), None)
    """
    found = _PREFIX.fullmatch(heading)
    return (found[1].lower(), found["rest"].strip()) if found else None


def answer(kind: str, text: str | None) -> str:
    """The id of the answer that a cell gives; BLANK where it says nothing, ODD where we cannot say.

    >>> answer("uses", "Don't know"), answer("uses", ""), answer("uses", "maybe")
    ('unsure', 'blank', 'odd')
    """
    if text is None or not text.strip():
        return BLANK
    known = _spellings(kind).get(fold(text))
    if known:
        return known
    return BLANK if is_blank(text) else ODD


def how_often(text: str | None) -> Option | None:
    """How often something truly is: one of the answers, or a number of times in three months.

    >>> how_often("20").id, how_often("weekly").id, how_often("now and then")
    ('every-week', 'every-week', None)
    """
    times = number_of(text)
    real = [each for each in load().options[OFTEN] if each.least is not None]
    if times is not None:
        return next((each for each in real if times >= (each.least or 0)), None)
    found = answer(OFTEN, text)
    return next((each for each in real if each.id == found), None)


def in_ten(share: float) -> str:
    """A share as people say it, rounded to a tenth, and at its ends never more than is known.

    >>> in_ten(0.62), in_ten(0.04), in_ten(0.97), in_ten(0.0)
    ('About 6 in 10', 'Fewer than 1 in 10', 'More than 9 in 10', 'Nobody asked')
    """
    if share <= 0:
        return "Nobody asked"
    if share >= 1:
        return "Everybody asked"
    tenths = int(share * 10 + 0.5)
    if tenths < 1:
        return "Fewer than 1 in 10"
    return "More than 9 in 10" if tenths > 9 else f"About {tenths} in 10"


@lru_cache(maxsize=3)
def _spellings(kind: str) -> dict[str, str]:
    return {
        fold(word): each.id for each in load().options[kind]
        for word in (each.label, *each.also, *each.shown)
    }


def _options(tables: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(
        Option(id=each["id"], label=each["label"], also=tuple(each.get("also", ())),
               least=each.get("least"), shown=tuple(each.get("shown", ())))
        for each in tables
    )
