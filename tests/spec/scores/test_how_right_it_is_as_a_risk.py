"""Whether a score is right as a risk, against statsmodels, scikit-learn and plain sums."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss
from tests.spec.scores import naive

from dueregard.findings.calibration import brier, observed_over_expected, recalibration
from dueregard.findings.finding import NotComputed

SCORES = [0.05, 0.2, 0.35, 0.6, 0.9]


def drawn(seed, many=500, slope=0.7, move=0.3):
    """Scores, and outcomes that are less extreme and more frequent than they say."""
    dice = np.random.default_rng(seed)
    scores = dice.choice(SCORES, many)
    odds = move + slope * np.log(scores / (1 - scores))
    came = dice.random(many) < 1 / (1 + np.exp(-odds))
    counts = [[int(((scores == each) & (came == what)).sum()) for each in SCORES]
              for what in (True, False)]
    return scores, came, counts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_slope_and_intercept_are_those_of_statsmodels(seed):
    scores, came, (yes, no) = drawn(seed)
    odds = np.log(scores / (1 - scores))
    free = sm.Logit(came, sm.add_constant(odds)).fit(disp=0)
    kept = sm.GLM(came, np.ones(len(odds)), family=sm.families.Binomial(), offset=odds).fit()

    found = recalibration(scores=SCORES, happened=yes, not_happened=no)

    assert found.slope.value == pytest.approx(free.params[1], abs=1e-6)
    assert (found.slope.low, found.slope.high) == pytest.approx(free.conf_int()[1], abs=1e-5)
    assert found.intercept.value == pytest.approx(kept.params[0], abs=1e-6)
    assert (found.intercept.low, found.intercept.high) == pytest.approx(
        kept.conf_int()[0], abs=1e-5)


def test_scores_that_are_right_need_nothing():
    people = [1000] * len(SCORES)
    yes = [round(1000 * each) for each in SCORES]

    found = recalibration(scores=SCORES, happened=yes,
                          not_happened=[a - b for a, b in zip(people, yes, strict=True)])

    assert found.slope.value == pytest.approx(1, abs=1e-6)
    assert found.intercept.value == pytest.approx(0, abs=1e-6)


def test_scores_of_nought_and_one_are_left_out_and_counted():
    found = recalibration(scores=[0, 0.3, 0.7, 1], happened=[2, 3, 7, 9], not_happened=[8, 7, 3, 1])
    without = recalibration(scores=[0.3, 0.7], happened=[3, 7], not_happened=[7, 3])

    assert (found.left_out, found.left_out_wrong) == (20, 3)
    assert found.slope == without.slope


@pytest.mark.parametrize(("yes", "no", "words"), [
    ([0, 0, 5], [5, 5, 0], "parts those to whom it happened"),
    ([5, 0, 0], [0, 5, 5], "parts those to whom it happened"),
    ([0, 3, 5], [5, 2, 0], "parts those to whom it happened"),
    ([0, 0, 0], [5, 5, 5], "nobody"), ([5, 5, 5], [0, 0, 0], "everybody"),
    ([0, 5, 0], [0, 5, 0], "same score"),
])
def test_a_slope_without_an_end_is_a_reason(yes, no, words):
    found = recalibration(scores=[0.2, 0.5, 0.8], happened=yes, not_happened=no)

    assert isinstance(found.slope, NotComputed)
    assert words in found.slope.reason


def test_only_certain_scores_have_no_odds():
    found = recalibration(scores=[0, 1], happened=[1, 9], not_happened=[9, 1])

    assert "exactly 0 or 1" in found.slope.reason
    assert "exactly 0 or 1" in found.intercept.reason


def test_observed_over_expected_is_one_where_it_is_right_and_two_where_it_is_half():
    right = observed_over_expected(events=30, people=100, expected=30)
    half = observed_over_expected(events=30, people=100, expected=15)

    assert right.value == pytest.approx(1)
    assert right.low < 1 < right.high
    assert half.value == pytest.approx(2)
    assert (half.low, half.high) == pytest.approx(
        [end / 0.15 for end in naive.wilson(30, 100)], abs=1e-9)


def test_nothing_expected_is_a_reason_and_no_infinity():
    found = observed_over_expected(events=3, people=100, expected=0)

    assert "nothing was expected" in found.reason


def test_the_brier_score_is_that_of_scikit_learn_and_of_a_plain_sum():
    scores, came, (yes, no) = drawn(5)

    found = brier(scores=SCORES, happened=yes, not_happened=no)

    assert found.value == pytest.approx(brier_score_loss(came, scores), abs=1e-12)
    assert found.value == pytest.approx(naive.brier(list(zip(scores, came, strict=True))))
    squares = (scores - came) ** 2
    half = 1.959963984540054 * squares.std() / np.sqrt(len(squares))
    assert (found.low, found.high) == pytest.approx((found.value - half, found.value + half))


def test_a_brier_score_of_few_or_of_equal_distances_is_a_reason():
    assert "Fewer than" in brier(scores=[0.5], happened=[3], not_happened=[3]).reason
    assert "equally far" in brier(scores=[0.5], happened=[30], not_happened=[30]).reason


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=5, max_size=5))
def test_whatever_the_counts_there_is_a_number_or_a_reason(counts):
    yes, no = zip(*counts, strict=True)

    found = recalibration(scores=SCORES, happened=yes, not_happened=no)

    for each in (found.slope, found.intercept):
        if isinstance(each, NotComputed):
            assert each.reason.endswith(".")
        else:
            assert np.isfinite([each.value, each.low, each.high]).all()
