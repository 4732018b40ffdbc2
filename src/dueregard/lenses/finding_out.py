"""Which missing facts to find out first: those that would settle the most points.

Without this file a person with forty blanks would begin at the top of the form, and spend the
day on facts that change nothing.
"""

from dataclasses import dataclass

from dueregard.lenses.conditions import ALSO, Condition, Truth, evaluate, named
from dueregard.lenses.facts import Fact, Facts, is_unknown
from dueregard.lenses.possible import answers
from dueregard.lenses.raising import considered
from dueregard.lenses.shapes import Bank

FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ToFindOut:
    """A fact that is not known, and the points that an answer to it alone may settle.

    `settles` holds the ids of points that are open now, and that at least one answer would
    confirm or silence. `surely` counts those that every answer would settle, one way or the other.
    """

    fact: Fact
    settles: tuple[str, ...]
    surely: int


def find_out_first(*, facts: Facts, bank: Bank, most: int = FIRST) -> tuple[ToFindOut, ...]:
    """The facts that, found out one at a time, would confirm or silence the most open points.

    A point is open while its condition is unknown. For each missing fact that it names, each
    answer that the condition can tell apart is tried, the other facts staying as they are. Facts
    are ordered by how many points some answer settles; among equals by how many any answer
    settles; then as they are asked. It counts points, not how grave they are.
    """
    known = {each.key: each for each in bank.facts_for(facts)}
    settled: dict[str, list[str]] = {}
    surely: dict[str, int] = {}
    for _, point in considered(facts=facts, bank=bank):
        if evaluate(condition=point.when, facts=facts).truth is not Truth.UNKNOWN:
            continue
        for key in (each for each in named(point.when) if is_unknown(facts.get(each))):
            some, every = _closed(point.when, known[key], facts)
            if some:
                settled.setdefault(key, []).append(point.id)
                surely[key] = surely.get(key, 0) + every
    places = {key: place for place, key in enumerate(known)}
    order = sorted(settled, key=lambda key: (-len(settled[key]), -surely[key], places[key]))
    return tuple(
        ToFindOut(fact=known[key], settles=tuple(settled[key]), surely=surely[key])
        for key in order[:most]
    )


def _closed(condition: Condition, fact: Fact, facts: Facts) -> tuple[bool, bool]:
    """Whether some answer of a fact settles a condition, and whether each does.

    It stops as soon as both are known: a fact that takes several options has very many answers.
    """
    some, every = False, True
    # Only what the condition names matters, and it is looked at once for each answer.
    here = {key: facts.get(key) for key in (*named(condition), ALSO)}
    for answer in answers(fact=fact, condition=condition):
        here[fact.key] = answer
        if evaluate(condition=condition, facts=here).truth is Truth.UNKNOWN:
            every = False
        else:
            some = True
        if some and not every:
            break
    return some, every
