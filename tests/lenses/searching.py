"""For a point, the fact sheets worth trying: every answer of each fact that its condition names."""

import itertools
import tomllib
from collections.abc import Iterator
from pathlib import Path

from dueregard.lenses.conditions import AllOf, AnyOf, Blank, Compared, Condition, Not, named
from dueregard.lenses.facts import Fact, FactType
from dueregard.lenses.shapes import Bank, PointTemplate

WORKED = Path(__file__).resolve().parents[2] / "examples" / "fact-sheets"


def worked(pack_id: str) -> dict[str, str | None]:
    """The worked fact sheet of a pack."""
    return dict(tomllib.loads((WORKED / f"{pack_id}.toml").read_text(encoding="utf-8")))


def comparisons(condition: Condition) -> Iterator[Compared]:
    """Every comparison in a condition."""
    if isinstance(condition, Compared):
        yield condition
    elif isinstance(condition, Not):
        yield from comparisons(condition.part)
    elif isinstance(condition, AllOf | AnyOf):
        for each in condition.parts:
            yield from comparisons(each)
    else:
        assert isinstance(condition, Blank)


def answers(fact: Fact, condition: Condition) -> list[str]:
    """Answers of a fact that could change whether a condition holds."""
    if fact.type is FactType.YES_NO:
        return ["yes", "no"]
    if fact.type is FactType.CHOICE:
        return [each.value for each in fact.options]
    compared = [each for each in comparisons(condition) if each.fact == fact.key]
    if fact.type is FactType.CHOICES:
        asked = list(dict.fromkeys(str(each.value) for each in compared))
        rest = [each.value for each in fact.options if each.value not in asked]
        sets = [", ".join(some) for size in (1, 2, len(asked))
                for some in itertools.combinations(asked, size)]
        return [*sets, *rest[:1]]
    bounds = [float(each.value) for each in compared]  # type: ignore[arg-type]
    near = {max(bound + step, 0) for bound in bounds for step in (-1, -0.01, 0, 0.01, 1)}
    return [f"{each:.12g}" for each in sorted(near) if fact.most is None or each <= fact.most]


def sheets_for(point: PointTemplate, pack_id: str, bank: Bank) -> Iterator[dict[str, str | None]]:
    """The worked sheet with every combination of answers that the point's condition looks at."""
    known = {each.key: each for each in bank.facts_for({"technology": pack_id})}
    keys = named(point.when)
    start = worked(pack_id)
    for chosen in itertools.product(*(answers(known[each], point.when) for each in keys)):
        yield start | dict(zip(keys, chosen, strict=True))
