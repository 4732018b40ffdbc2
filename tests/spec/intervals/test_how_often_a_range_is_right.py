"""A 95% range should hold the truth 95 times in 100: counted over every outcome, not simulated."""

import numpy as np
import pytest
from scipy.stats import binom

from dueregard.findings import intervals


def coverage(*, method, trials, truth, level):
    """How often the range holds each true share: the chances of all outcomes whose range does."""
    found = [method(events=x, trials=trials, level=level) for x in range(trials + 1)]
    lows = np.array([each.low for each in found])
    highs = np.array([each.high for each in found])
    first = np.searchsorted(highs, truth, side="left")
    last = np.searchsorted(lows, truth, side="right") - 1
    return binom.cdf(last, trials, truth) - binom.cdf(first - 1, trials, truth)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("trials", [1, 2, 5, 10, 37, 200])
def test_the_guaranteed_range_is_right_at_least_as_often_as_it_says(trials, level):
    truth = np.linspace(0.001, 0.999, 999)

    found = coverage(
        method=intervals.clopper_pearson, trials=trials, truth=truth, level=level
    )

    assert found.min() >= level - 1e-9


@pytest.mark.parametrize(("trials", "within"), [(10, 0.02), (100, 0.01), (10_000, 0.005)])
def test_wilsons_range_is_right_as_often_as_it_says_on_average(trials, within):
    truth = np.linspace(0.05, 0.95, 901)

    found = coverage(method=intervals.wilson, trials=trials, truth=truth, level=0.95)

    assert found.mean() == pytest.approx(0.95, abs=within)


def test_wilsons_range_is_not_a_guarantee():
    """Why the exact range is there too: for some true shares Wilson's is right less often."""
    truth = np.linspace(0.01, 0.99, 981)

    found = coverage(method=intervals.wilson, trials=10, truth=truth, level=0.95)

    assert found.min() < 0.9
