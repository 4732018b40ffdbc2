"""Says why something applies, by quoting the answers that made it apply.

Without this file a reader would be told what to do and not why, and could not correct the
one fact that is wrong.
"""

from collections.abc import Iterable, Mapping

from dueregard.lenses.conditions import AllOf, AnyOf, Blank, Compared, Condition, Not
from dueregard.lenses.facts import Fact, Facts, is_unknown, shown

ALWAYS = "This applies to every use."


def reason(*, because: Iterable[str], facts: Facts, known: Iterable[Fact]) -> str:
    """One or two sentences that quote the deciding facts: the answers, then the gaps."""
    by_key = {each.key: each for each in known}
    answers, gaps = [], []
    for key in because:
        fact = by_key[key]
        if is_unknown(facts.get(key)):
            gaps.append(f"“{fact.label}”")
        else:
            answers.append(f"“{fact.label}”: {shown(fact=fact, value=facts.get(key))}")
    said = []
    if answers:
        said.append(f"Because you said {'; '.join(answers)}.")
    if gaps:
        said.append(f"Because we do not yet know {', '.join(gaps)}.")
    return " ".join(said) or ALWAYS


def in_words(*, condition: Condition, known: Mapping[str, Fact]) -> str:
    """When a condition holds, in the words in which its facts are asked."""
    if isinstance(condition, Compared):
        return _compared(condition, known[condition.fact])
    if isinstance(condition, Blank):
        return f"“{known[condition.fact].label}” is not known"
    if isinstance(condition, Not):
        return f"it is not so that {_bracketed(condition.part, known)}"
    join = " and " if isinstance(condition, AllOf) else " or "
    parts = _gathered(condition) if isinstance(condition, AnyOf) else condition.parts
    if len(parts) == 1:
        return in_words(condition=parts[0], known=known)
    return join.join(_bracketed(each, known) for each in parts)


_COMPARED = {
    "is": "is", "is-not": "is not", "in": "is", "includes": "includes",
    "lt": "is below", "le": "is at most", "gt": "is above", "ge": "is at least",
}


def _compared(test: Compared, fact: Fact) -> str:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    labels = {each.value: each.label for each in fact.options}
    said = [
        f"“{labels[str(each)]}”" if str(each) in labels
        else shown(fact=fact, value=f"{each:.12g}" if isinstance(each, float) else each)
        for each in values
    ]
    listed = said[-1] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
    return f"“{fact.label}” {_COMPARED[test.op]} {listed}"


def _gathered(condition: AnyOf) -> tuple[Condition, ...]:
    """The parts, where several tests of one fact for one word each are read as one test."""
    made: list[Condition] = []
    for part in condition.parts:
        last = made[-1] if made else None
        if (
            isinstance(part, Compared) and isinstance(last, Compared)
            and (part.fact, part.op) == (last.fact, last.op) and part.op in ("is", "includes")
        ):
            values = last.value if isinstance(last.value, tuple) else (str(last.value),)
            made[-1] = Compared(fact=part.fact, op=part.op, value=(*values, str(part.value)))
        else:
            made.append(part)
    return tuple(made)


def _bracketed(condition: Condition, known: Mapping[str, Fact]) -> str:
    words = in_words(condition=condition, known=known)
    several = isinstance(condition, AllOf) and len(condition.parts) > 1 or (
        isinstance(condition, AnyOf) and len(_gathered(condition)) > 1
    )
    return f"({words})" if several else words
