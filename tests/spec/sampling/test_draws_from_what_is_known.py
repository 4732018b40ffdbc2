"""Draws from posteriors whose answer is known, and what says that draws cannot be relied on."""

import numpy as np
import pytest

from dueregard.findings.sampling import draw, effective, r_hat


class Normal:
    """A normal of five numbers that lean on each other, and a sixth that only refreshing moves."""

    moving = 5

    def __init__(self):
        chance = np.random.default_rng(2)
        root = chance.normal(size=(5, 5)) + 2 * np.eye(5)
        self.spread = root @ root.T * np.outer([1, 10, 0.1, 1, 3], [1, 10, 0.1, 1, 3])
        self.middle = np.array([1.0, -20.0, 0.3, 0.0, 5.0])
        self._inverse = np.linalg.inv(self.spread)

    def start(self):
        return np.zeros((1, 6))

    def density(self, at):
        off = at[:, :5] - self.middle
        pulled = off @ self._inverse
        return -0.5 * (off * pulled).sum(1), -pulled

    def precision(self, at):
        # Not quite the right one: it has to draw rightly all the same.
        return self._inverse + np.diag(0.3 / np.diag(self.spread))

    def refreshed(self, at, chance):
        at = at.copy()
        at[:, 5] = chance.exponential(2.0, len(at))
        return at


@pytest.fixture(scope="module")
def drawn():
    return draw(Normal(), draws=1000, seed=1)


def test_middle_and_spread_are_those_of_the_normal_that_was_drawn_from(drawn):
    its, kept = Normal(), drawn.kept.reshape(-1, 6)
    size = np.sqrt(np.diag(its.spread))

    assert (kept.mean(0)[:5] - its.middle) / size == pytest.approx(np.zeros(5), abs=0.08)
    assert np.cov(kept[:, :5].T) / np.outer(size, size) == pytest.approx(
        its.spread / np.outer(size, size), abs=0.1)
    assert kept[:, 5].mean() == pytest.approx(2.0, abs=0.15)
    assert drawn.divergent == 0
    assert drawn.accepted > 0.6


def test_the_same_seed_gives_the_same_draws():
    one, other = (draw(Normal(), draws=30, seed=7).kept for _ in range(2))

    assert np.array_equal(one, other)


def test_good_draws_have_settled(drawn):
    assert r_hat(drawn.kept).max() < 1.02
    assert effective(drawn.kept).min() > 400


def test_a_chain_that_stays_elsewhere_is_seen(drawn):
    stuck = drawn.kept.copy()
    stuck[0] += 3 * np.sqrt(np.append(np.diag(Normal().spread), 4.0))

    assert r_hat(stuck).min() > 1.3


@pytest.mark.parametrize("lean", [0.0, 0.5, 0.9])
def test_draws_that_lean_on_the_last_are_worth_as_many_as_theory_says(lean):
    """For an autoregression of order one it is (1 - lean)/(1 + lean) of the draws."""
    chance = np.random.default_rng(8)
    noise = chance.normal(size=(4, 4000, 1))
    values = np.empty_like(noise)
    values[:, 0] = noise[:, 0] / np.sqrt(1 - lean**2)
    for turn in range(1, 4000):
        values[:, turn] = lean * values[:, turn - 1] + noise[:, turn]

    assert effective(values)[0] == pytest.approx(16_000 * (1 - lean) / (1 + lean), rel=0.2)


def test_a_figure_that_never_moves_does_not_break_anything():
    still = np.ones((4, 50, 1))

    assert r_hat(still)[0] == 1
    assert effective(still)[0] == 200
