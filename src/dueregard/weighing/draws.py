"""From words and ranges to draws: how often and how large, for each effect, in every draw.

Without this file a range would be a pair of numbers that nothing follows from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from dueregard.weighing.arithmetic import (
    Z90,
    Array,
    exp,
    log_odds,
    log_of,
    logistic,
    normal,
    uniforms,
)
from dueregard.weighing.constants import Constants, LensScale
from dueregard.weighing.elicitation import pooled
from dueregard.weighing.shapes import DONT_KNOW, Effect, Kind, Proposal, Span, Stated

NO_EVIDENCE = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An effect as it is read: ranges instead of words; None where nobody has said."""

    effect: Effect
    chance: Span | None
    sizes: tuple[Span, ...] | None
    evidence: str

    @property
    def blank(self) -> bool:
        """Whether its chance or its size is not known."""
        return self.chance is None or self.sizes is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An effect in every draw. `factor` is what is left after its controls and its doubt, signed.

    `chance` and `size` count a blank as the worst. `open_chance` and `open_size` say what it
    could turn out to be: they are used only for what is worth finding out.
    """

    read: Read
    factor: float
    chance: Array
    size: Array
    open_chance: Array
    open_size: Array

    @property
    def worth(self) -> Array:
        """What it comes to in its unit, signed, in every draw."""
        return self.chance * self.size * self.factor


def read(effect: Effect, *, proposal: Proposal, constants: Constants) -> Read:
    """Words as ranges, several people's ranges as one, and a blank as None."""
    evidence = effect.evidence or NO_EVIDENCE
    if effect.estimates:
        pool = pooled(effect=effect, panel=proposal.panel)
        return Read(
            effect=effect, chance=pool[0] if pool else None,
            sizes=(pool[1],) if pool else None, evidence=evidence,
        )
    lens = constants.lenses[effect.lens]
    chance = _span(effect.chance, {key: each.span for key, each in constants.chances.items()})
    size = _span(effect.size, {key: each.span for key, each in lens.bands.items()})
    people = _span(effect.people, {key: each.span for key, each in constants.people.items()})
    sizes: tuple[Span, ...] | None = (size,) if size else None
    if size and lens.each and isinstance(effect.size, str):
        sizes = (size, people) if people else None
    return Read(effect=effect, chance=chance, sizes=sizes, evidence=evidence)


def draw(
    proposal: Proposal, *, constants: Constants, seed: int, draws: int
) -> tuple[Drawn, ...]:
    """Every effect in every draw, in the order of the ids, so that order in a file means nothing.

    Effects that share a stream share their draws: what is uncertain in both goes up in both.
    """
    cache: dict[str, Array] = {}

    def uniform(stream: str) -> Array:
        if stream not in cache:
            cache[stream] = uniforms(seed=seed, stream=stream, draws=draws)
        return cache[stream]

    standard: dict[str, Array] = {}

    def score(stream: str) -> Array:
        if stream not in standard:
            standard[stream] = normal(uniform(stream))
        return standard[stream]

    return tuple(
        _drawn(read(each, proposal=proposal, constants=constants), proposal=proposal,
               constants=constants, uniform=uniform, score=score)
        for each in sorted(proposal.effects, key=lambda each: each.id)
    )


def left_by_controls(effect: Effect, *, proposal: Proposal, constants: Constants,
                     verified: str = "") -> float:
    """The share of an effect that its controls leave; `verified` takes one of them as seen to work.

    Formula: the product of 1 - reduces x counts, where what a control counts depends on its state.
    """
    left = 1.0
    for control in sorted(proposal.controls_on(effect.id), key=lambda each: each.id):
        state = "verified" if control.id == verified else control.state
        left *= 1.0 - control.reduces * constants.controls[state].base
    return left


def _drawn(
    each: Read, *, proposal: Proposal, constants: Constants,
    uniform: Callable[[str], Array], score: Callable[[str], Array],
) -> Drawn:
    effect = each.effect
    lens = constants.lenses[effect.lens]
    level = constants.evidence[each.evidence]
    risk = effect.kind is Kind.RISK
    draws = uniform(f"{effect.stream}|chance").shape[0]
    factor = left_by_controls(effect, proposal=proposal, constants=constants)
    factor *= -1.0 if risk else level.believed.base
    worst = np.full(draws, 1.0 if risk else 0.0)
    if each.chance is None:
        chance, open_chance = worst, uniform(f"{effect.stream}|chance")
    else:
        spread = _widened(score(f"{effect.stream}|chance"), widen=level.widen.base, risk=risk)
        low, high = log_odds(each.chance.low), log_odds(each.chance.high)
        chance = open_chance = logistic((low + high) / 2 + (high - low) / (2 * Z90) * spread)
    scores = score(f"{effect.stream}|size")
    if each.sizes is None:
        size = worst * lens.scale.base
        open_size = _size((Span(lens.least, lens.scale.base),), scores, lens)
    else:
        spread = _widened(scores, widen=level.widen.base, risk=risk)
        size = open_size = _size(each.sizes, spread, lens)
    return Drawn(read=each, factor=factor, chance=chance, size=size, open_chance=open_chance,
                 open_size=open_size)


def _widened(scores: Array, *, widen: float, risk: bool) -> Array:
    """Spread out on the side that is worse: above for a risk, below for an opportunity.

    So weaker evidence makes no draw better. Widened on both sides, a benefit with no evidence
    would be the larger on average for having none.
    """
    if widen == 1.0:
        return scores
    return np.where((scores > 0) == risk, scores * widen, scores)


def _size(spans: tuple[Span, ...], spread: Array, lens: LensScale) -> Array:
    """Log-normal between the ends; two ranges multiply; nothing goes past the end of the scale."""
    middle = square = 0.0
    for span in spans:
        low, high = log_of(span.low), log_of(span.high)
        middle += (low + high) / 2
        square += ((high - low) / (2 * Z90)) ** 2
    return np.minimum(exp(middle + np.sqrt(square) * spread), lens.scale.base)


def _span(stated: Stated, words: Mapping[str, Span]) -> Span | None:
    if stated is None or stated == DONT_KNOW:
        return None
    return words[stated] if isinstance(stated, str) else stated
