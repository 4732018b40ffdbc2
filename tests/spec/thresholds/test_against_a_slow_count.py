"""Bars beside a slow way to get them: very many guesses from the prior, weighed by the counts."""

import numpy as np
import pytest
from scipy.special import betainc
from scipy.stats import norm
from tests.builders_measure import table

from dueregard.findings import sampling, signals
from dueregard.findings.threshold_posterior import Bars, Cells
from dueregard.instruments import thresholds

# Group, stratum, at risk, acted, hit: few, so that many guesses are near enough.
COUNTS = ((0, 0, 60, 8, 3), (1, 0, 40, 2, 1), (0, 1, 50, 4, 1))
GUESSES = 80_000


def slow_rates(shape, bar, carrying, concentration):
    """Chances of found, and of nothing, in SciPy's own words: `bar` is a chance."""
    p, c = 1 / (1 + np.exp(-carrying)), np.exp(concentration)
    if shape == "beta":
        acted = 1 - betainc(c * p, c * (1 - p), bar)
        found = p * (1 - betainc(c * p + 1, c * (1 - p), bar))
        return found, acted - found
    a, b = carrying + 3.5, concentration - 2
    share = 1 / (1 + np.exp(-(-3.0524 + 0.6909 * a + 0.1871 * b)))
    apart = np.exp(0.0589 - 0.1124 * a - 0.5373 * b)
    # Where the chance of guilt, by Bayes' rule from the two normal curves, reaches the bar.
    cut = (np.log(bar / (1 - bar)) - np.log(share / (1 - share))) / apart + apart / 2
    return share * norm.sf(cut, apart), (1 - share) * norm.sf(cut)


def slow_bars(shape):
    """Mean and spread of each cell's bar: guesses from the prior, weighed."""
    chance = np.random.default_rng(5)
    draw = lambda middle, width, count: chance.normal(middle, width, (GUESSES, count))  # noqa: E731
    bar, spread = draw(-2, 1, 2), np.abs(draw(0, 0.25, 2))
    carrying, concentration = draw(-3.5, 0.25, 2), draw(2, 0.5, 2)
    here, there = draw(0, 0.25, 2), draw(0, 0.5, 2)
    bars, weight = [], np.zeros(GUESSES)
    for (group, stratum, at_risk, acted, hit), z in zip(
            COUNTS, draw(0, 1, len(COUNTS)).T, strict=True):
        its = 1 / (1 + np.exp(-(bar[:, group] + spread[:, group] * z)))
        found, nothing = slow_rates(shape, its, carrying[:, group] + here[:, stratum],
                                    concentration[:, group] + there[:, stratum])
        bars.append(its)
        found, nothing = np.maximum(found, 1e-300), np.maximum(nothing, 1e-300)
        weight += (hit * np.log(found) + (acted - hit) * np.log(nothing)
                   + (at_risk - acted) * np.log(np.maximum(1 - found - nothing, 1e-300)))
    weight = np.exp(weight - weight.max())
    means = [np.average(each, weights=weight) for each in bars]
    spreads = [np.sqrt(np.average((each - mean)**2, weights=weight))
               for each, mean in zip(bars, means, strict=True)]
    return np.array(means), np.array(spreads)


@pytest.mark.parametrize("shape", ["discriminant", "beta"])
def test_drawn_bars_are_those_of_a_slow_weighing_of_guesses(shape):
    columns = [np.array(each) for each in zip(*COUNTS, strict=True)]
    posterior = Bars(Cells(group=columns[0], stratum=columns[1], at_risk=columns[2],
                           acted=columns[3], hit=columns[4]), shape=shape)

    drawn = posterior.bars(sampling.draw(posterior, draws=500, seed=3).kept.reshape(
        -1, posterior.size))

    means, spreads = slow_bars(shape)
    assert drawn.mean(0) == pytest.approx(means, abs=0.01)
    assert drawn.std(0) == pytest.approx(spreads, rel=0.15)


@pytest.mark.parametrize("shape", ["discriminant", "beta"])
def test_rates_are_those_of_scipy_and_slopes_those_of_small_steps(shape):
    chance = np.random.default_rng(1)
    given = [chance.normal(middle, width, (1, 300))
             for middle, width in ((-1.7, 0.5), (-3.5, 0.4), (2, 0.7))]

    its = signals.SHAPES[shape](*given)

    found, nothing = slow_rates(shape, 1 / (1 + np.exp(-given[0])), *given[1:])
    assert np.exp(its.found) == pytest.approx(found, rel=1e-5)
    assert np.exp(its.nothing) == pytest.approx(nothing, rel=1e-5)
    assert np.exp(its.left) == pytest.approx(1 - found - nothing, rel=1e-6)
    for place in range(3):
        up, down = ([each + step * (at == place) for at, each in enumerate(given)]
                    for step in (1e-5, -1e-5))
        one, other = signals.SHAPES[shape](*up), signals.SHAPES[shape](*down)
        for name in ("found", "nothing", "left"):
            slope = (getattr(one, name) - getattr(other, name)) / 2e-5
            assert getattr(its, f"by_{name}")[place] == pytest.approx(slope, rel=1e-4, abs=1e-6)


def test_the_discriminant_is_assumed_to_give_the_rates_of_the_published_model():
    """Its constants are those that bring the two nearest over bars from 5% to 50%."""
    from scipy.optimize import minimize

    bars = np.linspace(0.05, 0.5, 19)

    def nearest(carrying, concentration):
        found, nothing = slow_rates("beta", bars, carrying, concentration)
        wanted = np.log([found + nothing, found / (found + nothing)])

        def off(at):
            share, apart = 1 / (1 + np.exp(-at[0])), np.exp(at[1])
            cut = (np.log(bars / (1 - bars)) - at[0]) / apart + apart / 2
            found, nothing = share * norm.sf(cut, apart), (1 - share) * norm.sf(cut)
            told = np.log([found + nothing, found / (found + nothing)])
            return ((told - wanted)**2).sum()

        return minimize(off, signals.MIDDLE).x

    assert nearest(-3.5, 2) == pytest.approx(signals.MIDDLE, abs=2e-3)
    by_carrying = (nearest(-3.25, 2) - nearest(-3.75, 2)) / 0.5
    by_concentration = nearest(-3.5, 2.5) - nearest(-3.5, 1.5)
    assert np.stack([by_carrying, by_concentration], 1) == pytest.approx(
        np.array(signals.MOVES), abs=0.01)


def test_counts_are_those_of_a_slow_count_of_single_people():
    headings = ("area", "group", "searched", "found")
    people = [
        [area, group, "yes" if turn % 7 == 0 else "no",
         "" if turn % 7 else ("yes" if turn % 3 == 0 else "no")]
        for area in "ABC" for group in ("X", "Y") for turn in range(90 if group == "X" else 60)
    ]

    found = thresholds.measure(table(headings, people), options={
        "group": "group", "stratum": "area", "at_risk": "rows", "acted": "searched",
        "hit": "found", "draws": 20})

    told = {(row.measure, row.group.get("group"), row.stratum.get("area")):
            (row.events, row.exposure) for row in found.rows if row.exposure is not None}
    for area in "ABC":
        for group in "XY":
            its = [each for each in people if each[:2] == [area, group]]
            searched = [each for each in its if each[2] == "yes"]
            hits = [each for each in searched if each[3] == "yes"]
            assert told["act_rate", group, area] == (len(searched), len(its))
            assert told["find_rate", group, area] == (len(hits), len(searched))
