"""Forty stops of one man are not forty men."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.findings import shares
from dueregard.findings.people import separate_trials

people = st.lists(
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2, max_size=60,
)


def worth(counts):
    return separate_trials(
        events=sum(x for x, _ in counts), trials=sum(n for _, n in counts),
        squares_events=sum(x * x for x, _ in counts), products=sum(x * n for x, n in counts),
        squares_trials=sum(n * n for _, n in counts),
    )


def slow_variance(counts):
    events, trials = sum(x for x, _ in counts), sum(n for _, n in counts)
    share = events / trials
    return sum((x - share * n) ** 2 for x, n in counts) / trials**2


@given(counts=people)
def test_it_is_the_variance_between_people_and_never_more_than_the_trials(counts):
    events, trials = sum(x for x, _ in counts), sum(n for _, n in counts)
    share = events / trials
    variance = slow_variance(counts)

    found = worth(counts)

    assert 1 <= found <= trials
    if 0 < share < 1 and variance > 1e-6:
        expected = max(1, min(trials, share * (1 - share) / variance))
        assert found == pytest.approx(expected)


def test_people_who_always_have_the_same_outcome_count_once():
    """Ten trials each, all or none: twenty people are worth twenty trials."""
    assert worth([(10, 10)] * 10 + [(0, 10)] * 10) == pytest.approx(20)


def test_people_who_come_up_once_lose_nothing():
    assert worth([(1, 1)] * 400 + [(0, 1)] * 600) == 1000


def test_repeats_within_a_person_by_the_design_effect():
    """m trials a person that agree by rho are worth 1/(1 + (m - 1)·rho) of their number."""
    counts = [(4, 4)] * 60 + [(2, 4)] * 80 + [(0, 4)] * 60
    share, within = 0.5, (60 + 60 + 80 / 3) / 200
    rho = (within - (share**2 + (1 - share) ** 2)) / (2 * share * (1 - share))

    assert worth(counts) == pytest.approx(800 / (1 + 3 * rho), rel=0.02)


@pytest.mark.parametrize("counts", [[(0, 5)] * 8, [(5, 5)] * 8, [(2, 4)] * 8])
def test_where_no_spread_is_seen_it_is_the_number_of_people(counts):
    assert worth(counts) == 8


def test_one_person_is_worth_one_trial():
    assert worth([(20, 40)]) == 1


@given(counts=people)
def test_a_range_is_never_narrower_for_repeats(counts):
    events, trials = sum(x for x, _ in counts), sum(n for _, n in counts)

    plain = shares.share(events=events, trials=trials)
    allowed_for = shares.share(events=events, trials=trials, trials_effective=worth(counts))

    assert allowed_for.value == plain.value
    assert allowed_for.high - allowed_for.low >= plain.high - plain.low - 1e-9


def test_a_comparison_widens_with_the_repeats_of_either_group():
    counts = {"events": 60, "trials": 100, "reference_events": 40, "reference_trials": 100}

    for measure in (shares.share_ratio, shares.share_difference):
        plain = measure(**counts)
        one = measure(**counts, trials_effective=30.5)
        both = measure(**counts, trials_effective=30.5, reference_trials_effective=20.0)

        assert plain.value == one.value == both.value
        widths = [each.high - each.low for each in (plain, one, both)]
        assert widths == sorted(widths)
