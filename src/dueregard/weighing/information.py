"""What is worth finding out, and what a control would gain: where the next day of work belongs.

Without this file a committee would know which option leads, and not what to do on Monday.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dueregard.weighing.arithmetic import Array, mean
from dueregard.weighing.draws import Drawn
from dueregard.weighing.shapes import Control, Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What knowing one stream would be worth: both halves together, and each alone."""

    both: float
    chance: float
    size: float


class Worth:
    """Every effect as a product of weight, chance and size, ready to have one of them fixed.

    Under fixed weights an option is worth a sum over its effects. Effects of different streams do
    not depend on each other, nor how often on how large; so what an option is worth once one thing
    is known is that thing's part in each draw, and the mean of everything else. That needs no
    bins: it is what a binned estimate comes to with more and more draws.
    """

    def __init__(self, drawn: Sequence[Drawn], *, proposal: Proposal, in_contest: Sequence[str],
                 scales: Mapping[str, float]) -> None:
        """Take the open reading: what is blank could turn out to be anything."""
        self._drawn = [each for each in drawn if each.read.effect.option in in_contest]
        self._options = tuple(in_contest)
        self._chances = {each.read.effect.id: mean(each.open_chance) for each in self._drawn}
        self._sizes = {each.read.effect.id: mean(each.open_size) for each in self._drawn}
        self._joint = {
            each.read.effect.id: mean(each.open_chance * each.open_size) for each in self._drawn
        }
        self._factors = {
            each.read.effect.id: each.factor * 0.5 / scales[each.read.effect.lens]
            * proposal.group(each.read.effect.group).multiplier
            for each in self._drawn
        }
        self.streams = tuple(dict.fromkeys(each.read.effect.stream for each in self._drawn))

    def means(self, weights: Mapping[str, float]) -> dict[str, float]:
        """What each option is worth on average."""
        made = dict.fromkeys(self._options, 0.0)
        for each in self._drawn:
            effect = each.read.effect
            made[effect.option] += (
                weights[effect.lens] * self._factors[effect.id] * self._joint[effect.id]
            )
        return made

    def knowing_all(self, weights: Mapping[str, float]) -> float:
        """What it would be worth to know everything: the mean of the best less the best mean."""
        found: dict[str, Array] = {}
        for each in self._drawn:
            effect = each.read.effect
            part = each.open_chance * each.open_size * (
                weights[effect.lens] * self._factors[effect.id])
            found[effect.option] = found[effect.option] + part if effect.option in found else part
        return _gain(list(found.values()), constants=[
            0.0 for each in self._options if each not in found
        ])

    def knowing(self, stream: str, weights: Mapping[str, float],
                means: Mapping[str, float]) -> Known:
        """What knowing one stream would be worth: E[max E(U | it)] - max E(U), never below 0.

        Source: Strong, Oakley and Brennan 2014, Medical Decision Making 34(3):311-326.
        """
        touched = [each for each in self._drawn if each.read.effect.stream == stream]
        return Known(
            both=self._knowing(touched, weights, means, chance=True, size=True),
            chance=self._knowing(touched, weights, means, chance=True, size=False),
            size=self._knowing(touched, weights, means, chance=False, size=True),
        )

    def _knowing(self, touched: Sequence[Drawn], weights: Mapping[str, float],
                 means: Mapping[str, float], *, chance: bool, size: bool) -> float:
        """Each option that it touches in every draw of it; the others at their means."""
        found: dict[str, Array] = {}
        for each in touched:
            effect = each.read.effect
            key = effect.id
            weight = weights[effect.lens] * self._factors[key]
            # Around the mean, so that fixing nothing changes nothing.
            if chance and size:
                part = each.open_chance * each.open_size - self._joint[key]
            elif chance:
                part = (each.open_chance - self._chances[key]) * self._sizes[key]
            else:
                part = (each.open_size - self._sizes[key]) * self._chances[key]
            part = part * weight
            found[effect.option] = found[effect.option] + part if effect.option in found else part
        rows = [part + means[option] for option, part in found.items()]
        return _gain(rows, constants=[
            means[each] for each in self._options if each not in found
        ])

    def gain(self, control: Control, weights: Mapping[str, float], *, counts: float) -> float:
        """How much better the option would be that gains most, were this control seen to work.

        `counts` is what the control counts for as it is now, which is below 1.
        """
        left = (1.0 - control.reduces) / (1.0 - control.reduces * counts)
        gains: dict[str, float] = {}
        for each in self._drawn:
            effect = each.read.effect
            if effect.id in control.effects:
                worth = weights[effect.lens] * self._factors[effect.id] * self._joint[effect.id]
                gains[effect.option] = gains.get(effect.option, 0.0) + worth * (left - 1.0)
        return max(gains.values(), default=0.0)


def _gain(rows: Sequence[Array], *, constants: Sequence[float]) -> float:
    """The mean of the highest less the highest mean; nothing where one is highest in every draw."""
    if not rows:
        return 0.0
    floor = max(constants, default=-np.inf)
    lowest = [float(each.min()) for each in rows]
    highest = [float(each.max()) for each in rows]
    if max(highest) <= floor:
        return 0.0
    for place, low in enumerate(lowest):
        others = [each for other, each in enumerate(highest) if other != place]
        if low >= max([floor, *others]):
            return 0.0
    top = rows[0]
    for each in rows[1:]:
        top = np.maximum(top, each)
    if constants:
        top = np.maximum(top, floor)
    return max(0.0, mean(top) - max([floor, *map(mean, rows)]))
