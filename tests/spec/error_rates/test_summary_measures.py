"""The published one-number summaries, by their definitions, and never surer than their rates."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.findings.estimates import Estimate
from dueregard.findings.finding import NotComputed
from dueregard.findings.summary_measures import gini, summaries


def known(value, low=None, high=None):
    return Estimate(value=value, low=value if low is None else low,
                    high=value if high is None else high, level=0.95, method="known")


def by_name(false, missed):
    return {each.name: each.found for each in summaries(false=false, missed=missed)}


def slow(false, missed):
    """Each from its definition, pair by pair."""
    def most(rates):
        return max(abs(one - two) for one in rates for two in rates)

    def root(rates):
        return math.prod(rates) ** (1 / len(rates))

    def unequal(rates):
        n, mean = len(rates), sum(rates) / len(rates)
        return n / (n - 1) * sum(abs(i - j) for i in rates for j in rates) / (2 * n * n * mean)

    found = {}
    for name, rates in (("false positives", false), ("false negatives", missed)):
        found[f"Highest over lowest, {name}"] = max(rates) / min(rates)
        found[f"Highest over geometric mean, {name}"] = max(rates) / root(rates)
        found[f"Highest over mean, {name}"] = max(rates) * len(rates) / sum(rates)
    found["Fairness discrepancy rate (FDR)"] = 1 - (most(false) + most(missed)) / 2
    found["Inequity rate (IR)"] = math.sqrt(
        max(false) / min(false) * max(missed) / min(missed))
    found["GARBE"] = (unequal(false) + unequal(missed)) / 2
    return found


RATE = st.floats(1e-4, 0.5)
RATES = st.lists(RATE, min_size=2, max_size=5)


@settings(max_examples=60)
@given(false=RATES, missed=RATES)
def test_a_slow_count_by_the_definitions_gives_the_same(false, missed):
    found = by_name([known(each) for each in false], [known(each) for each in missed])

    for name, value in slow(false, missed).items():
        assert found[name].value == pytest.approx(value, rel=1e-9, abs=1e-12), name


RANGE = st.tuples(RATE, RATE, RATE).map(sorted).map(lambda ends: known(ends[1], ends[0], ends[2]))
RANGES = st.lists(RANGE, min_size=2, max_size=5)


@settings(max_examples=40)
@given(false=RANGES, missed=RANGES, seed=st.integers(0, 10_000))
def test_wherever_the_rates_lie_in_their_ranges_the_summary_lies_in_its_own(false, missed, seed):
    found = by_name(false, missed)

    chance = random.Random(seed)
    for _ in range(60):
        draws = [
            [chance.choice((each.low, each.high, chance.uniform(each.low, each.high)))
             for each in rates] for rates in (false, missed)
        ]
        for name, value in slow(*draws).items():
            its = found[name]
            assert its.low * (1 - 1e-9) - 1e-9 <= value <= its.high * (1 + 1e-9) + 1e-9, name


def test_groups_whose_ranges_meet_may_be_equal():
    rates = [known(0.01, 0.001, 0.05), known(0.03, 0.01, 0.09)]

    found = by_name(rates, rates)

    assert found["Highest over lowest, false positives"].low == 1
    assert found["Inequity rate (IR)"].low == 1
    assert found["GARBE"].low == 0
    assert found["Fairness discrepancy rate (FDR)"].high == 1


def test_groups_whose_ranges_do_not_meet_differ_by_at_least_the_gap():
    """0.02 is the most of the one, 0.08 the least of the other: four times, and at most sixteen."""
    rates = [known(0.015, 0.01, 0.02), known(0.1, 0.08, 0.16)]

    found = by_name(rates, rates)

    highest = found["Highest over lowest, false positives"]
    assert (highest.low, highest.high) == (pytest.approx(4), pytest.approx(16))
    middle = found["Highest over geometric mean, false positives"]
    assert (middle.low, middle.high) == (pytest.approx(2), pytest.approx(4))
    assert found["Fairness discrepancy rate (FDR)"].high == pytest.approx(1 - 0.06)
    assert found["GARBE"].low == pytest.approx(gini([0.02, 0.08]))


def test_a_group_without_errors_makes_ratios_unbounded_and_never_infinite():
    rates = [known(0.0, 0.0, 0.01), known(0.03, 0.01, 0.09)]

    found = by_name(rates, rates)

    for name in ("Highest over lowest, false positives", "Inequity rate (IR)",
                 "Highest over geometric mean, false negatives"):
        assert isinstance(found[name], NotComputed)
        assert found[name].reason.startswith("Unbounded")
    assert found["GARBE"].value == pytest.approx(1)
    assert found["Highest over mean, false positives"].value == pytest.approx(2)


def test_no_errors_in_any_group_give_no_ratio_and_no_coefficient():
    rates = [known(0.0, 0.0, 0.01), known(0.0, 0.0, 0.01)]

    found = by_name(rates, rates)

    assert isinstance(found["Highest over lowest, false positives"], NotComputed)
    assert isinstance(found["GARBE"], NotComputed)
    assert found["Fairness discrepancy rate (FDR)"].value == 1
    assert found["Fairness discrepancy rate (FDR)"].low < 1


def test_one_group_has_no_summary():
    found = by_name([known(0.1)], [known(0.1)])

    assert all(isinstance(each, NotComputed) for each in found.values())


def test_the_gini_coefficient_of_howard_and_others_is_one_where_one_group_has_every_error():
    assert gini([0.0, 0.0, 0.0, 0.4]) == pytest.approx(1)
    assert gini([0.1, 0.1, 0.1]) == pytest.approx(0, abs=1e-12)
