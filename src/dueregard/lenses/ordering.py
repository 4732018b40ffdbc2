"""Which points to look at first: at most ten, those that the facts make likely and grave.

Without this file a committee would be shown sixty points in the order of a file, and would read
the first page.
"""

from collections.abc import Mapping

from dueregard.lenses.facts import NO, YES, Facts, is_unknown
from dueregard.lenses.profile import NO_PROFILE, Profile, Sort, touching
from dueregard.lenses.raising import Raised
from dueregard.lenses.shapes import PointKind

MOST = 10
OPPORTUNITIES = 2

# What makes a point of a lens grave: the worse answers to facts asked of every use.
_GRAVE: Mapping[tuple[str, str], frozenset[str]] = {
    ("coercive", YES): frozenset({"safety", "fairness"}),
    ("irreversible", YES): frozenset({"safety", "fairness"}),
    ("children", YES): frozenset({"safety", "fairness"}),
    ("decides", YES): frozenset({"fairness", "transparency", "work"}),
    ("human_review", NO): frozenset({"safety", "work"}),
    ("sensitive", YES): frozenset({"privacy", "fairness"}),
    ("new_purpose", YES): frozenset({"privacy", "society"}),
    ("covert", YES): frozenset({"transparency", "society"}),
    ("supplier_opaque", YES): frozenset({"transparency"}),
    ("affected_count", "everyone"): frozenset({"privacy", "society", "environment"}),
}


def gravity(*, lens: str, facts: Facts) -> int:
    """How many of the facts that make this lens grave are so, or may be so: unknown is the worst.

    >>> gravity(lens="safety", facts={"coercive": "yes", "irreversible": "no", "children": "no",
    ...                               "human_review": "yes"})
    1
    """
    return sum(
        lens in lenses and (is_unknown(facts.get(fact)) or facts.get(fact) == answer)
        for (fact, answer), lenses in _GRAVE.items()
    )


def ordered(
    *, raised: tuple[Raised, ...], facts: Facts, profile: Profile = NO_PROFILE
) -> tuple[Raised, ...]:
    """The points, those that the facts make likely and grave before the rest.

    In this order: what the facts raise for sure before what only a gap raises; the graver lens
    of this use, and what the force said of its people, past and priorities, each line counting as
    much as one grave fact; what it said of its area; what has happened elsewhere; what more known
    facts confirm; as the pack has them. It is an order to read in, never a measure of how bad
    something is.
    """
    def place(each: Raised) -> tuple[bool, int, int, bool, int]:
        lines = [line for line, _ in touching(point=each, facts=facts, profile=profile)]
        area = sum(line.sort is Sort.AREA for line in lines)
        return (
            each.find_out, -gravity(lens=each.lens, facts=facts) - len(lines) + area, -area,
            not each.precedents, -sum(not is_unknown(facts.get(key)) for key in each.because),
        )

    return tuple(sorted(raised, key=place))


def first(
    *, raised: tuple[Raised, ...], facts: Facts, profile: Profile = NO_PROFILE, most: int = MOST
) -> tuple[Raised, ...]:
    """At most ten points for a first screen, in the order of `ordered`.

    So that no lens and no side is missing, the first risk of each lens, the first two
    opportunities and the first risk of doing nothing come before any second of their sort.
    """
    order = ordered(raised=raised, facts=facts, profile=profile)
    before: list[Raised] = []
    after: list[Raised] = []
    room = {(PointKind.OPPORTUNITY, ""): OPPORTUNITIES}
    for each in order:
        sort = (each.kind, each.lens if each.kind is PointKind.RISK else "")
        left = room.setdefault(sort, 1)
        room[sort] = left - 1
        (before if left > 0 else after).append(each)
    chosen = {each.id for each in [*before, *after][:most]}
    return tuple(each for each in order if each.id in chosen)
