"""When does something apply to a use? Yes, no, or we do not know yet.

Without this file a fact that nobody has filled in would silence a risk. Here a blank makes
the answer "unknown", and every caller counts unknown as the worst.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from dueregard.lenses.facts import Facts, as_number, chosen, is_unknown

Value = str | float | tuple[str, ...]
# A use may be of several technologies: the main one, and those that it also is.
TECHNOLOGY = "technology"
ALSO = "also"


class Truth(Enum):
    """Three values, not two: a blank fact is neither true nor false."""

    FALSE = "false"
    UNKNOWN = "unknown"
    TRUE = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One fact compared with one value: `{fact = "threshold", op = "lt", value = 0.64}`."""

    fact: str
    op: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """`{fact = "owner", unknown = true}`: unknown while the fact is not known, false afterwards."""

    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """`{all = [...]}`: every part."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """`{any = [...]}`: at least one part."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """`{not = {...}}`: the part does not hold."""

    part: "Condition"


Condition = Compared | Blank | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether a condition holds, and the facts that decided it, in the order it names them."""

    truth: Truth
    because: tuple[str, ...]


_NUMBERS: dict[str, Callable[[float, float], bool]] = {
    "lt": lambda answer, value: answer < value,
    "le": lambda answer, value: answer <= value,
    "gt": lambda answer, value: answer > value,
    "ge": lambda answer, value: answer >= value,
}
_WORDS: dict[str, Callable[[str, Value], bool]] = {
    "is": lambda answer, value: answer == value,
    "is-not": lambda answer, value: answer != value,
    "in": lambda answer, value: isinstance(value, tuple) and answer in value,
    "includes": lambda answer, value: value in chosen(answer),
}
NUMBER_OPS = frozenset(_NUMBERS)
WORD_OPS = frozenset(_WORDS)


def evaluate(*, condition: Condition, facts: Facts) -> Outcome:
    """Whether a condition holds for these facts: true, false, or unknown (Kleene's logic).

    A blank or unreadable answer makes its test unknown. All: false if any part is false, else
    unknown if any is unknown, else true. Any: the mirror of that. Not: true and false change
    places, unknown stays. So taking an answer away can turn true or false into unknown and
    nothing else: silence never hides a risk. A test on the technology holds if it holds for the
    main one or for one that the use also is. It cannot tell whether an answer is right.
    Source: Kleene, Introduction to Metamathematics (1952), section 64.

    >>> low = Compared(fact="threshold", op="lt", value=0.64)
    >>> [evaluate(condition=low, facts={"threshold": t}).truth.value for t in ("0.6", "0.7", "")]
    ['true', 'false', 'unknown']
    """
    if isinstance(condition, Compared):
        return _compared(condition, facts)
    if isinstance(condition, Blank):
        truth = Truth.UNKNOWN if is_unknown(facts.get(condition.fact)) else Truth.FALSE
        return Outcome(truth=truth, because=(condition.fact,))
    if isinstance(condition, Not):
        inner = evaluate(condition=condition.part, facts=facts)
        return Outcome(truth=_OPPOSITE[inner.truth], because=inner.because)
    outcomes = [evaluate(condition=each, facts=facts) for each in condition.parts]
    deciding = Truth.FALSE if isinstance(condition, AllOf) else Truth.TRUE
    return _join(outcomes, deciding)


def named(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition names, in order, each once."""
    if isinstance(condition, Compared | Blank):
        return (condition.fact,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(dict.fromkeys(fact for each in parts for fact in named(each)))


_OPPOSITE = {
    Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN
}


def _join(outcomes: list[Outcome], deciding: Truth) -> Outcome:
    """One deciding part settles it; else one unknown part leaves it open; else the opposite."""
    truths = {each.truth for each in outcomes}
    if deciding in truths:
        truth, counted = deciding, {deciding}
    elif Truth.UNKNOWN in truths:
        # In an "all", the parts that hold are part of the reason beside the open ones.
        truth, counted = Truth.UNKNOWN, {Truth.UNKNOWN, Truth.TRUE}
    else:
        truth, counted = _OPPOSITE[deciding], truths
    because = (fact for each in outcomes if each.truth in counted for fact in each.because)
    return Outcome(truth=truth, because=tuple(dict.fromkeys(because)))


def _compared(test: Compared, facts: Facts) -> Outcome:
    truth = _test(test, facts.get(test.fact))
    if test.fact == TECHNOLOGY and truth is not Truth.TRUE:
        others = (_test(test, each) for each in chosen(facts.get(ALSO)))
        if Truth.TRUE in others:
            return Outcome(truth=Truth.TRUE, because=(ALSO,))
    return Outcome(truth=truth, because=(test.fact,))


def _test(test: Compared, answer: str | None) -> Truth:
    if is_unknown(answer) or answer is None:
        return Truth.UNKNOWN
    if test.op in _NUMBERS:
        number = as_number(answer)
        if number is None or not isinstance(test.value, float):
            return Truth.UNKNOWN
        return Truth.TRUE if _NUMBERS[test.op](number, test.value) else Truth.FALSE
    holds = _WORDS[test.op](answer.strip().lower(), test.value)
    return Truth.TRUE if holds else Truth.FALSE
