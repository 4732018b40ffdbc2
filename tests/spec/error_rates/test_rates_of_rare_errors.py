"""Rates of rare errors, and what a trial could have shown: none seen is never none made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from dueregard.findings import power
from dueregard.findings.error_rates import (
    at_watchlist,
    error_rate,
    error_ratio,
    smallest_points_seen,
    smallest_ratio_seen,
)
from dueregard.findings.finding import NotComputed
from dueregard.findings.trials import Count, separate_searches


def test_none_of_three_hundred_may_still_be_one_in_eighty_two():
    found = error_rate(Count(events=0, out_of=300))

    assert (found.value, found.low) == (0, 0)
    assert round(found.high, 5) == 0.01222


def test_none_of_three_hundred_passes_of_thirty_people_may_be_far_more():
    found = error_rate(Count(events=0, out_of=300, worth=30))

    assert found.high == pytest.approx(1 - 0.025 ** (1 / 30))


def test_without_searches_there_is_no_rate_and_no_ratio():
    for found in (error_rate(Count(events=0, out_of=0)),
                  error_ratio(Count(events=0, out_of=0), Count(events=1, out_of=9)),
                  error_ratio(Count(events=1, out_of=9), Count(events=0, out_of=0))):
        assert isinstance(found, NotComputed)


@settings(max_examples=60)
@given(own=st.integers(0, 60), other=st.integers(0, 60),
       sizes=st.tuples(st.integers(200, 5_000), st.integers(200, 5_000)))
def test_the_smallest_ratio_is_the_one_that_four_trials_in_five_show(own, other, sizes):
    """Counted out here by trying: the exact test, with each count that could come of it."""
    found = smallest_ratio_seen(Count(events=own, out_of=sizes[0]),
                                Count(events=other, out_of=sizes[1]))

    events, part = own + other, sizes[0] / sum(sizes)
    enough = [k for k in range(events + 1) if binom.sf(k - 1, events, part) <= 0.025]
    if isinstance(found, NotComputed):
        assert not enough or 0.8 ** (1 / events) >= 1 - 1e-12
        return
    shifted = found * part / (found * part + 1 - part)
    assert binom.sf(enough[0] - 1, events, shifted) == pytest.approx(0.8, abs=1e-9)


@pytest.mark.parametrize("events", [7, 12, 30, 100, 1_000, 20_000])
@pytest.mark.parametrize("part", [0.02, 0.135, 0.5, 0.9])
def test_it_agrees_with_the_planner_that_tries_every_ratio(events, part):
    size = 1_000_000
    own = round(events * part)

    found = smallest_ratio_seen(
        Count(events=own, out_of=round(size * part)),
        Count(events=events - own, out_of=size - round(size * part)))

    expected = power.smallest_ratio(events_total=events, share=part)
    if isinstance(expected, NotComputed):
        assert isinstance(found, NotComputed)
    else:
        assert found == pytest.approx(expected, rel=2e-3)


def test_repeats_make_the_smallest_ratio_larger():
    alone = smallest_ratio_seen(Count(events=30, out_of=9_000), Count(events=30, out_of=9_000))
    again = smallest_ratio_seen(Count(events=30, out_of=9_000, worth=2_700),
                                Count(events=30, out_of=9_000, worth=2_700))

    assert again > 2 * alone > 2


def test_the_smallest_shortfall_is_the_one_of_the_planner():
    found = smallest_points_seen(Count(events=165, out_of=1_104), Count(events=165, out_of=1_104))

    assert power.trials_needed(
        share=165 / 1_104 + found, reference_share=165 / 1_104) == pytest.approx(1_104, abs=1)


@pytest.mark.parametrize(("searches", "subjects", "alike", "worth"), [
    (4_000, 400, 0.0, 4_000), (4_000, 400, 1.0, 400), (4_000, 400, 0.3, 1_081.08),
])
def test_repeated_searches_are_worth_between_the_people_and_the_searches(
    searches, subjects, alike, worth
):
    found = separate_searches(searches=searches, subjects=subjects, correlation=alike)

    assert found == pytest.approx(worth, abs=0.01)


def test_more_people_than_searches_repeat_nothing():
    assert separate_searches(searches=10, subjects=400, correlation=0.3) is None


@settings(max_examples=50)
@given(rate=st.floats(1e-9, 0.9), sizes=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)))
def test_there_and_back_to_another_watchlist_changes_nothing_and_a_longer_one_never_helps(
    rate, sizes
):
    tested, used = sizes

    there = at_watchlist(rate, tested=tested, used=used)

    assert (there >= rate - 1e-15) == (used >= tested) or there == pytest.approx(rate)
    if there < 0.999:
        assert at_watchlist(there, tested=used, used=tested) == pytest.approx(rate, rel=1e-6)
