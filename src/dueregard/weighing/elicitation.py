"""Ranges by several people in two rounds: who has answered, where they differ, and the pool.

Without this file the first or the loudest would set the number for all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dueregard.answers import Answer, No, Yes
from dueregard.weighing.arithmetic import Array, exp, log_odds, log_of, logistic
from dueregard.weighing.shapes import Effect, Estimate, Span

CHANCE, SIZE = "chance", "size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two ranges for one effect that have nothing in common. Names only where all are in."""

    effect: str
    part: str
    round: int
    lower: Span
    higher: Span
    lower_by: str = ""
    higher_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One estimate as it may be seen: without its name until everybody has given theirs."""

    round: int
    chance: Span
    size: Span
    by: str = ""


def waiting(*, effect: Effect, panel: Sequence[str], turn: int) -> tuple[str, ...]:
    """Who has not yet given an estimate in this round, in the order of the panel."""
    given = {each.by for each in effect.estimates if each.round == turn}
    return tuple(each for each in panel if each not in given)


def may_see(*, effect: Effect, panel: Sequence[str], turn: int, reader: str) -> Answer:
    """Whether a member may see the others' ranges of a round: after giving one, and never before.

    Whoever sees the others first leans towards them.
    """
    if reader in waiting(effect=effect, panel=panel, turn=turn):
        return No("Give your own range first. Then you see the others'.", "own-first")
    return Yes()


def may_discuss(*, effect: Effect, panel: Sequence[str]) -> Answer:
    """Whether the second round may begin: when all have given their first."""
    left = waiting(effect=effect, panel=panel, turn=1)
    if left:
        few = "One person has" if len(left) == 1 else f"{len(left)} people have"
        return No(f"{few} not given a first range yet.", "first-round-open")
    return Yes()


def shown(*, effect: Effect, panel: Sequence[str], turn: int) -> tuple[Shown, ...]:
    """The estimates of a round from the lowest up, with names only when all are in.

    They are put in order of size, so that the order of coming in tells nobody's name.
    """
    named = not waiting(effect=effect, panel=panel, turn=turn)
    given = [each for each in effect.estimates if each.round == turn]
    return tuple(
        Shown(round=turn, chance=each.chance, size=each.size, by=each.by if named else "")
        for each in sorted(given, key=lambda each: (
            each.chance.low, each.chance.high, each.size.low, each.size.high, each.by))
    )


def differences(*, effect: Effect, panel: Sequence[str], turn: int) -> tuple[Difference, ...]:
    """Where the lowest and the highest of a round have nothing in common: what to talk about."""
    given = [each for each in effect.estimates if each.round == turn]
    named = not waiting(effect=effect, panel=panel, turn=turn)
    found = []
    for part in (CHANCE, SIZE):
        low = min(given, key=lambda each: (_part(each, part).high, each.by), default=None)
        high = max(given, key=lambda each: (_part(each, part).low, each.by), default=None)
        if low and high and _part(low, part).high < _part(high, part).low:
            found.append(Difference(
                effect=effect.id, part=part, round=turn, lower=_part(low, part),
                higher=_part(high, part), lower_by=low.by if named else "",
                higher_by=high.by if named else "",
            ))
    return tuple(found)


def pooled(*, effect: Effect, panel: Sequence[str]) -> tuple[Span, Span] | None:
    """The chance and the size of all, each person counting alike; None until the first round is in.

    Ends are averaged as log odds and as logarithms, the second round where it is whole. People who
    differ widely give a pool between them: where they differ is said beside it, not averaged away.
    Source: Hemming and others 2018, doi:10.1111/2041-210X.12857, for two rounds and equal weights.
    """
    turn = next((
        turn for turn in (2, 1)
        if effect.estimates and not waiting(effect=effect, panel=panel, turn=turn)
    ), None)
    if turn is None:
        return None
    given = sorted((each for each in effect.estimates if each.round == turn),
                   key=lambda each: each.by)
    chances = _mean([(log_odds(each.chance.low), log_odds(each.chance.high)) for each in given])
    sizes = _mean([(log_of(each.size.low), log_of(each.size.high)) for each in given])
    return (
        Span(*(_scalar(logistic, end) for end in chances)),
        Span(*(_scalar(exp, end) for end in sizes)),
    )


def _mean(ends: Sequence[tuple[float, float]]) -> tuple[float, float]:
    low = high = 0.0
    for one, other in ends:
        low += one
        high += other
    return low / len(ends), high / len(ends)


def _scalar(function: Callable[[Array], Array], value: float) -> float:
    return float(function(np.array([value]))[0])


def _part(estimate: Estimate, part: str) -> Span:
    return estimate.chance if part == CHANCE else estimate.size
