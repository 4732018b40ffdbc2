"""The facts asked about a use: their kinds, and what counts as not known.

Without this file a blank, "don't know" and "dunno" would each mean something different,
and a doubt could pass for a no.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

YES = "yes"
NO = "no"
UNKNOWN = "unknown"
NOT_KNOWN = "not known"
_SAYS_UNKNOWN = frozenset({
    "", "unknown", "don't know", "don’t know", "dont know", "dont-know", "not known", "?",
    "not sure", "n/k",
})
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

Facts = Mapping[str, str | None]


class FactType(StrEnum):
    """How a fact is answered. `CHOICES` is several of its options, parted by commas.

    `PEOPLE` is who is concerned, in words: groups, never names.
    """

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    YES_NO = "yes-no"
    NUMBER = "number"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose: the value that is kept and the words that are shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact to ask for. Every fact may also be answered 'don't know' (`unknown`).

    `worst` is the yes-or-no answer that calls for more care. The options of a choice run from
    the least to the most where they have an order. `least` and `most` bound a number.
    """

    key: str
    rev: int
    label: str
    hint: str
    why: str
    type: FactType
    options: tuple[Option, ...] = ()
    worst: str | None = None
    unit: str | None = None
    least: float | None = None
    most: float | None = None


def is_unknown(value: str | None) -> bool:
    """True for a blank and for every way of saying that one does not know.

    >>> [is_unknown(each) for each in (None, "  ", "Don't know", "unknown", "no", "0")]
    [True, True, True, True, False, False]
    """
    return value is None or value.strip().lower() in _SAYS_UNKNOWN


def as_number(value: str | None) -> float | None:
    """The number that was written, or None where it is blank or not a number.

    >>> as_number("1,200"), as_number("0.64"), as_number("about ten")
    (1200.0, 0.64, None)
    """
    if value is None or not re.fullmatch(r"\s*-?\d[\d,]*(\.\d+)?\s*", value, re.ASCII):
        return None
    return float(value.replace(",", ""))


def chosen(value: str | None) -> tuple[str, ...]:
    """The options chosen in a fact that takes several, in the order written.

    >>> chosen("missing, wanted-court")
    ('missing', 'wanted-court')
    """
    parts = (each.strip().lower() for each in (value or "").split(","))
    return tuple(each for each in parts if not is_unknown(each))


def shown(*, fact: Fact, value: str | None) -> str:
    """The answer in words for a reader: the option's label, the number with its unit.

    Says 'not known' where it is not known; an answer is never left out.
    """
    if is_unknown(value):
        return NOT_KNOWN
    text = (value or "").strip()
    labels = {each.value: each.label for each in fact.options}
    if fact.type is FactType.CHOICES:
        words = [labels.get(each, each) for each in chosen(text)]
        # A label with a comma of its own would run into the next.
        return ("; " if any("," in each for each in words) else ", ").join(words) or NOT_KNOWN
    if fact.type in (FactType.CHOICE, FactType.YES_NO):
        return labels.get(text.lower(), text.lower())
    if fact.type is not FactType.NUMBER:
        return text
    if text.isascii() and text.isdecimal():
        text = f"{int(text):,}"
    return f"{text} {fact.unit}" if fact.unit else text


def problem(*, fact: Fact, value: str | None) -> str | None:
    """What is wrong with an answer and what to write instead, or None where it is fine.

    A blank is fine here: it counts as not known, and not known counts as the worst.
    """
    if is_unknown(value):
        return None
    text = (value or "").strip()
    if fact.type is FactType.NUMBER:
        return _number_problem(fact, text)
    if fact.type is FactType.DATE and not _is_date(text):
        return f"“{fact.label}” is a date. Write it as 2026-03-31, or leave it blank."
    allowed = {each.value: each.label for each in fact.options}
    if fact.type is FactType.YES_NO:
        allowed = {YES: "yes", NO: "no"}
    elif fact.type not in (FactType.CHOICE, FactType.CHOICES):
        return None
    given = chosen(text) if fact.type is FactType.CHOICES else (text.lower(),)
    odd = [each for each in given if each not in allowed]
    if not odd:
        return None
    ways = "; ".join(allowed)
    return f"“{fact.label}” cannot be “{odd[0]}”. Use one of: {ways}; or unknown."


def placeholders(text: str) -> tuple[str, ...]:
    """The keys of the facts that a text quotes, in order.

    >>> placeholders("At {threshold} over {deployments} days")
    ('threshold', 'deployments')
    """
    return tuple(_PLACEHOLDER.findall(text))


def fill(*, text: str, facts: Facts, known: Iterable[Fact]) -> str:
    """The text with each quoted fact put in, once: an answer that has braces stays as written.

    A fact that is not known reads 'not known'.
    """
    by_key = {each.key: each for each in known}
    return _PLACEHOLDER.sub(
        lambda match: shown(fact=by_key[match[1]], value=facts.get(match[1])), text
    )


def _number_problem(fact: Fact, text: str) -> str | None:
    number = as_number(text)
    if number is None:
        return f"“{fact.label}” is a number. “{text}” is not one: write digits, or leave it blank."
    if fact.least is not None and number < fact.least:
        return f"“{fact.label}” cannot be below {fact.least:g}."
    if fact.most is not None and number > fact.most:
        return f"“{fact.label}” cannot be above {fact.most:g}."
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
