"""The answers of one fact that a condition can tell apart.

Without this file nobody could say what it would change to find a fact out: there are too many
answers to try them all, and most of them make no difference.
"""

from collections.abc import Iterator
from itertools import combinations

from dueregard.lenses.conditions import AllOf, AnyOf, Blank, Compared, Condition, Not
from dueregard.lenses.facts import NO, YES, Fact, FactType

_SOMETHING = "something"


def answers(*, fact: Fact, condition: Condition) -> Iterator[str]:
    """Answers of a fact such that any other answer has the same effect on the condition as one.

    For a number: each bound, and a number on either side of it. For several options: each set of
    those that the condition asks about, with another option beside none of them.
    """
    tests = [each for each in _tests(condition) if each.fact == fact.key]
    if fact.type is FactType.YES_NO:
        yield from (YES, NO)
    elif fact.type is FactType.CHOICE:
        yield from (each.value for each in fact.options)
    elif fact.type is FactType.CHOICES:
        yield from _sets(fact, tuple(dict.fromkeys(str(each.value) for each in tests)))
    elif fact.type is FactType.NUMBER:
        bounds = {each.value for each in tests if isinstance(each.value, float)}
        yield from _numbers(fact, sorted(bounds))
    else:
        yield _SOMETHING


def _sets(fact: Fact, asked: tuple[str, ...]) -> Iterator[str]:
    yield from [each.value for each in fact.options if each.value not in asked][:1]
    for size in range(1, len(asked) + 1):
        for each in combinations(asked, size):
            yield ", ".join(each)


def _numbers(fact: Fact, bounds: list[float]) -> tuple[str, ...]:
    """The bounds themselves and a number in each gap around them, within what the fact allows."""
    if not bounds:
        return ("1",)
    between = [(one + other) / 2 for one, other in zip(bounds, bounds[1:], strict=False)]
    tried = [bounds[0] - 1, (bounds[0] + (fact.least or 0)) / 2, *bounds, *between,
             bounds[-1] + 1, (bounds[-1] + (fact.most or bounds[-1] + 2)) / 2]
    return tuple(
        f"{each:.12g}" for each in sorted(set(tried))
        if (fact.least is None or each >= fact.least) and (fact.most is None or each <= fact.most)
    )


def _tests(condition: Condition) -> Iterator[Compared]:
    if isinstance(condition, Compared):
        yield condition
    elif isinstance(condition, Not):
        yield from _tests(condition.part)
    elif isinstance(condition, AllOf | AnyOf):
        for each in condition.parts:
            yield from _tests(each)
    else:
        assert isinstance(condition, Blank)
