"""Evidence that may be looked at always: published figures, and how often it rings falsely."""

import math
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import settings
from scipy.integrate import quad

from dueregard.findings.eprocess import (
    break_even,
    rate_evidence,
    rate_range,
    share_evidence,
    share_range,
    trials_to_alarm,
    two_shares_evidence,
)
from dueregard.findings.finding import NotComputed

# 1,000 streams in the ordinary profile, ten times as many in the slow one.
BLOCKS = max(1, settings.default.max_examples // 100)


def test_the_published_case_of_eight_in_ten_is_got_to_the_digit():
    """Metropolitan Police, year to September 2025: 8 of 10 false alerts were of Black people."""
    found = break_even(events=8, trials=10)

    assert (f"{found.one_sided:.1%}", f"{found.two_sided:.1%}") == ("49.3%", "44.4%")
    assert f"{found.anytime:.1%}" == "35.3%"


@pytest.mark.parametrize(("share", "evidence"), [(0.135, "24,473.0"), (0.30, "62.8")])
def test_the_evidence_against_an_exposure_is_as_published(share, evidence):
    found = math.exp(share_evidence(events=8, trials=10, share=share))

    assert f"{round(found, 0 if share < 0.3 else 1):,.1f}" == evidence


def test_the_range_that_may_be_looked_at_always_is_as_published():
    found = share_range(events=8, trials=10)

    assert (round(found.low, 3), round(found.high, 3)) == (0.353, 0.990)
    assert (found.level, found.method) == (0.95, "anytime-valid")


def test_seven_of_seven_proves_little_where_two_thirds_were_exposed():
    """NPL, March 2023: all 7 false positives were of minority ethnic people."""
    found = break_even(events=7, trials=7)

    assert found.one_sided == pytest.approx(0.05 ** (1 / 7))
    assert 0.5 < found.one_sided < 2 / 3
    chances = [round((2 / 3) ** 7, 4), round((1 / 2) ** 7, 4)]
    assert chances == [0.0585, 0.0078]


def test_none_of_the_events_has_no_break_even():
    found = break_even(events=0, trials=10)

    assert isinstance(found, NotComputed) and "None of the events" in found.reason
    assert isinstance(break_even(events=0, trials=0), NotComputed)


@pytest.mark.parametrize(("events", "trials", "share"), [(8, 10, 0.3), (0, 5, 0.2), (40, 90, 0.5)])
def test_the_closed_form_of_a_share_is_the_mean_of_likelihood_ratios(events, trials, share):
    def ratio(other):
        return (other / share) ** events * ((1 - other) / (1 - share)) ** (trials - events)

    slow, _ = quad(ratio, 0, 1, epsabs=1e-12, epsrel=1e-10)

    found = math.exp(share_evidence(events=events, trials=trials, share=share))
    assert found == pytest.approx(slow)


@pytest.mark.parametrize(("events", "expected"), [(12, 3.0), (0, 5.0), (4, 4.0), (100, 400.0)])
def test_the_closed_form_of_a_rate_is_the_mean_of_likelihood_ratios(events, expected):
    def ratio(times):
        return math.exp(events * math.log(times) - (times - 1) * (expected + 1))

    top = max(1.0, events / (expected + 1))
    edges = [1.0, 1.0 + 40 / (expected + 1), top, top + 10, top + 60]
    slow = sum(quad(ratio, low, high, epsrel=1e-10)[0]
               for low, high in zip(sorted(edges), sorted(edges)[1:], strict=False))

    assert math.exp(rate_evidence(events=events, expected=expected)) == pytest.approx(slow)


def test_a_rate_far_below_its_limit_never_looks_like_evidence():
    """Where the tail runs out of digits a careless formula would ring as loud as it can."""
    for events, expected in ((5_000, 10_000.0), (0, 1e6), (90_000, 1e5)):
        assert float(rate_evidence(events=events, expected=expected)) < 0


def test_two_shares_are_a_mixture_over_the_best_common_share():
    events, trials, other_events, other_trials = 3, 4, 1, 5

    @lru_cache
    def mixed(x, n):
        return quad(lambda p: p ** (x - 0.5) * (1 - p) ** (n - x - 0.5) / math.pi, 0, 1)[0]

    common = 4 / 9
    best = common**4 * (1 - common) ** 5
    slow = mixed(3, 4) * mixed(1, 5) / best

    assert math.exp(two_shares_evidence(
        events=events, trials=trials, other_events=other_events, other_trials=other_trials,
    )) == pytest.approx(slow, rel=1e-5)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5])
def test_no_more_false_alarms_than_the_level_counted_over_every_path(share):
    """Not simulated: the chance of every path of 300 alerts that ever reaches the line."""
    bar = math.log(20)
    alive, rung = np.array([1.0]), 0.0

    for trials in range(1, 301):
        alive = np.append(alive * (1 - share), 0.0) + np.append(0.0, alive * share)
        crossed = share_evidence(events=np.arange(trials + 1), trials=trials, share=share) >= bar
        rung += alive[crossed].sum()
        alive[crossed] = 0.0

    assert 0 < rung <= 0.05
    assert rung + alive.sum() == pytest.approx(1)


def in_blocks(ring):
    """The share of streams that ring, in BLOCKS of a thousand, each with its own seed."""
    seeds = range(20261126, 20261126 + BLOCKS)
    return sum(ring(np.random.default_rng(seed)).mean() for seed in seeds) / BLOCKS


def test_streams_looked_at_after_every_alert_ring_falsely_no_more_than_the_level():
    def ring(chance):
        hits = np.cumsum(chance.random((1_000, 2_000)) < 0.3, axis=1)
        evidence = share_evidence(events=hits, trials=np.arange(1, 2_001), share=0.3)
        return (evidence >= math.log(20)).any(axis=1)

    assert in_blocks(ring) <= 0.05


def test_a_test_made_for_one_look_would_ring_falsely_far_more_often():
    """Why the evidence is needed: the same streams with a 5% test after every tenth alert."""
    def ring(chance):
        hits = np.cumsum(chance.random((1_000, 2_000)) < 0.3, axis=1)[:, 9::10]
        trials = np.arange(10, 2_001, 10)
        return (np.abs(hits - 0.3 * trials) > 1.96 * np.sqrt(0.21 * trials)).any(axis=1)

    assert in_blocks(ring) > 0.25


@pytest.mark.parametrize("times", [0.5, 1.0])
def test_a_rate_within_its_limit_rings_falsely_no_more_than_the_level(times):
    expected = np.broadcast_to(0.01 * np.arange(1, 3_001), (1_000, 3_000))

    def ring(chance):
        events = np.cumsum(chance.random((1_000, 3_000)) < 0.01 * times, axis=1)
        return (rate_evidence(events=events, expected=expected) >= math.log(20)).any(axis=1)

    assert in_blocks(ring) <= 0.05


@pytest.mark.parametrize(("rate", "of_first"), [(0.02, 0.5), (0.3, 0.1), (0.5, 0.5)])
def test_two_equal_shares_ring_falsely_no_more_than_the_level(rate, of_first):
    def ring(chance):
        shape = (1_000, 1_000)
        first, wrong = chance.random(shape) < of_first, chance.random(shape) < rate
        counts = [np.cumsum(each, axis=1) for each in
                  (first & wrong, first, ~first & wrong, ~first)]
        evidence = two_shares_evidence(
            events=counts[0], trials=counts[1], other_events=counts[2], other_trials=counts[3])
        return (evidence >= math.log(20)).any(axis=1)

    assert in_blocks(ring) <= 0.05


def test_a_share_twice_the_exposure_is_found_in_about_as_many_as_is_said():
    needed = trials_to_alarm(
        lambda n: share_evidence(events=0.6 * n, trials=n, share=0.3), bar=math.log(20))
    chance = np.random.default_rng(5)
    hits = np.cumsum(chance.random((400, 200)) < 0.6, axis=1)

    rings = share_evidence(events=hits, trials=np.arange(1, 201), share=0.3) >= math.log(20)
    first = np.where(rings.any(axis=1), rings.argmax(axis=1) + 1, 201)

    assert needed / 2 < np.median(first) < needed * 1.5


def test_a_range_is_where_the_evidence_is_below_the_line():
    found = rate_range(events=7, exposure=500.0)

    for end in (found.low, found.high):
        expected = end * 500
        evidence = math.lgamma(8) - 8 * math.log1p(expected) + expected
        assert evidence == pytest.approx(math.log(20), abs=1e-6)
    assert found.low < 7 / 500 < found.high


def test_ranges_at_nothing_and_at_everything_end_at_the_ends():
    assert share_range(events=0, trials=10).low == 0
    assert share_range(events=10, trials=10).high == 1
    assert rate_range(events=0, exposure=3.0).low == 0
    assert isinstance(rate_range(events=0, exposure=0), NotComputed)
