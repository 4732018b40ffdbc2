"""The urn of a forecast: published limits and figures, and Pólya's urn against its closed form."""

import math
from functools import cache

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from dueregard.answers import DueRegardError
from dueregard.findings.urn import (
    Urn,
    corrected_limit,
    correction,
    drawn,
    limit,
    two_area_limit,
)

# Drug crimes found in a day in the two parts of Oakland with most, as the authors give them.
OAKLAND = (3.68511, 2.816466)
TRUTH = 0.5668
STRONG, WEAK = (609, 379), (6.09, 3.79)


def urn(start, found, reported=None, **more):
    return Urn(start=numpy.array(start, dtype=float), found=numpy.array(found, dtype=float),
               reported=numpy.array(reported or [0.0] * len(start), dtype=float), **more)


def shares(its, *, days, runs=1_000, corrected=False, steady=True, seed=1):
    return drawn(its, days=days, runs=runs, corrected=corrected, steady=steady,
                 rng=numpy.random.default_rng(seed)).shares


@cache
def oakland(start, days, runs=1_000):
    return shares(urn(start, OAKLAND), days=days, runs=runs)[:, 0]


# Published: Ensign and others (2018); the figures are of their own parameters, worked out again.


def test_the_share_of_what_is_there_to_be_found_in_oakland():
    assert OAKLAND[0] / sum(OAKLAND) == pytest.approx(TRUTH, abs=5e-5)


@pytest.mark.parametrize(("start", "share"), [(STRONG, 0.703), (WEAK, 0.834)])
def test_a_thousand_days_in_oakland_are_as_published(start, share):
    assert oakland(start, 1_000).mean() == pytest.approx(share, abs=0.012)


def test_twenty_thousand_days_in_oakland_are_as_published():
    """The share goes to 1: after 20,000 days nearly half of the runs are above 0.95."""
    found = oakland(WEAK, 20_000, 400)

    assert found.mean() == pytest.approx(0.910, abs=0.012)
    assert (found > 0.95).mean() == pytest.approx(0.46, abs=0.06)


@pytest.mark.parametrize(("start", "share"), [(STRONG, 0.606), (WEAK, 0.569)])
def test_the_published_correction_of_oakland(start, share):
    """As the authors ran it: a tenth of the finds a day, so that it moves slowly."""
    slow = urn(start, [each / 10 for each in OAKLAND])

    found = shares(slow, days=1_000, corrected=True)[:, 0]

    assert found.mean() == pytest.approx(share, abs=0.002)


def test_the_correction_leads_to_the_truth_from_any_start():
    for start in (STRONG, WEAK, (1, 500)):
        found = shares(urn(start, OAKLAND), days=20_000, runs=50, corrected=True)[:, 0]
        assert found.mean() == pytest.approx(TRUTH, abs=0.03)
        assert found.std() < 0.02


def test_where_more_is_found_takes_all_whatever_the_start():
    assert two_area_limit(OAKLAND[0], 0, 0, OAKLAND[1]) == (1.0,)
    assert limit(numpy.array(OAKLAND), numpy.zeros(2)).tolist() == [1.0, 0.0]
    assert corrected_limit(numpy.array(OAKLAND), numpy.zeros(2))[0] == pytest.approx(
        TRUTH, abs=5e-5)


def test_the_mixture_of_reported_and_discovered_crime_as_published():
    """Found nine parts, reported one: b and c are what is reported where nobody is sent."""
    a, d = OAKLAND
    mixed = two_area_limit(a, 0.1 * d, 0.1 * a, d)

    (share,) = mixed
    assert TRUTH < share < 1
    rates = numpy.array([0.9 * a, 0.9 * d]), numpy.array([0.1 * a, 0.1 * d])
    assert limit(*rates)[0] == pytest.approx(share)
    # With as much reported as is there and nothing found, it is the truth.
    assert limit(numpy.zeros(2), numpy.array(OAKLAND))[0] == pytest.approx(TRUTH, abs=5e-5)


# Pólya's urn: both areas alike, a ball more for each visit. Its limit is known in closed form.


@pytest.mark.parametrize(("start", "mean", "variance"), [
    ((1, 1), 0.5, 0.0833), ((5, 1), 0.8333, 0.0198)])
def test_polyas_urn_comes_to_the_beta_distribution_as_published(start, mean, variance):
    found = shares(urn(start, (1, 1)), days=1_500, runs=4_000)[:, 0]

    assert found.mean() == pytest.approx(mean, abs=0.015)
    assert found.var() == pytest.approx(variance, abs=0.003)
    assert limit(numpy.ones(2), numpy.zeros(2)) is None
    assert two_area_limit(1, 0, 0, 1) == ()


@settings(max_examples=8, deadline=None)
@given(start=st.tuples(st.integers(1, 6), st.integers(1, 6)), seed=st.integers(0, 10_000))
def test_polyas_urn_after_any_number_of_days_is_beta_binomial(start, seed):
    """Exactly so, at every day: visits to the first in n days are Beta-binomial(n, start)."""
    days = 40
    found = shares(urn(start, (1, 1)), days=days, runs=3_000, seed=seed)[:, 0]

    visits = numpy.rint(found * (sum(start) + days) - start[0]).astype(int)
    expected = stats.betabinom(days, *start)
    cumulated = numpy.array([(visits <= each).mean() for each in range(days + 1)])
    # Kolmogorov's bound for a chance of one in a million.
    assert abs(cumulated - expected.cdf(numpy.arange(days + 1))).max() < math.sqrt(
        math.log(2e6) / (2 * 3_000))


def test_polyas_urn_of_several_areas_is_dirichlet():
    start = numpy.array([3.0, 1.0, 2.0, 4.0])
    found = shares(urn(start, [1] * 4), days=1_500, runs=4_000)

    expected = stats.dirichlet(start)
    assert found.mean(axis=0) == pytest.approx(expected.mean(), abs=0.015)
    assert found.var(axis=0) == pytest.approx(expected.var(), abs=0.003)


# What holds of every urn.

_rate = st.floats(0.05, 5.0)
_reports = st.one_of(st.just(0.0), st.floats(1e-6, 3.0))


@settings(max_examples=100, deadline=None)
@given(a=_rate, b=st.floats(0, 5), c=st.floats(0, 5), d=_rate)
def test_a_limit_of_two_areas_is_a_root_to_which_shares_come_back(a, b, c, d):
    assume(abs(a - d) > 0.01 or b + c > 0.01)

    found = two_area_limit(a, b, c, d)

    for x in found:
        assert 0 <= x <= 1
        drift = (c + d - a - b) * x * x + (a - 2 * c - d) * x + c
        assert abs(drift) < 1e-6 or x in (0.0, 1.0)
    assert len(found) >= 1


@settings(max_examples=100, deadline=None)
@given(found=st.tuples(_rate, _rate), reported=st.tuples(_rate, _rate))
def test_the_limit_of_many_areas_is_that_of_two_for_two(found, reported):
    a, b = found[0] + reported[0], reported[1]
    c, d = reported[0], found[1] + reported[1]

    (expected,) = two_area_limit(a, b, c, d)

    assert limit(numpy.array(found), numpy.array(reported))[0] == pytest.approx(expected, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(areas=st.lists(st.tuples(_rate, _reports), min_size=2, max_size=9))
def test_at_the_limit_one_more_day_changes_nothing_on_average(areas):
    found, reported = (numpy.array([each[at] for each in areas]) for at in (0, 1))
    reached = limit(found, reported)
    assume(reached is not None)

    comes_in = reported + reached * found

    assert reached.sum() == pytest.approx(1)
    assert (reached >= 0).all()
    assert comes_in / comes_in.sum() == pytest.approx(reached, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(areas=st.lists(st.tuples(_rate, st.floats(0.01, 3)), min_size=2, max_size=9))
def test_at_the_corrected_limit_too(areas):
    found, reported = (numpy.array([each[at] for each in areas]) for at in (0, 1))
    reached = corrected_limit(found, reported)

    comes_in = reported + reached * correction(reached) * found

    assert comes_in / comes_in.sum() == pytest.approx(reached, abs=1e-9)


@pytest.mark.parametrize(("found", "reported"), [
    ((2.0, 1.5, 1.0), (0.3, 0.4, 0.5)), ((3.0, 0.5, 0.5), (0.0, 0.4, 0.2)),
    ((0.2, 0.1, 0.4), (1.0, 2.0, 0.5)),
])
def test_a_drawn_urn_goes_where_it_was_solved_to_go(found, reported):
    its = urn((3, 3, 3), found, reported)

    plain = shares(its, days=15_000, runs=60, steady=False)
    corrected = shares(its, days=4_000, runs=60, corrected=True, steady=False)

    assert plain.mean(axis=0) == pytest.approx(its.end, abs=0.06)
    assert corrected.mean(axis=0) == pytest.approx(its.corrected_end, abs=0.03)


def test_where_much_is_found_and_nothing_reported_takes_what_the_others_leave():
    reached = limit(numpy.array([3.0, 0.5, 0.5]), numpy.array([0.0, 0.4, 0.2]))

    assert reached == pytest.approx([0.76, 0.16, 0.08])


def test_what_is_forgotten_leaves_the_limit_where_it_is_and_chance_in_it():
    its = urn((30, 10), (1.5, 1.0), (0.6, 0.8), forget=0.02)

    found = shares(its, days=3_000, runs=400, steady=False)[:, 0]

    assert found.mean() == pytest.approx(its.end[0], abs=0.05)
    assert found.std() > 0.03


def test_the_same_seed_draws_the_same_and_another_does_not():
    its = urn((5, 4, 3), (1.2, 1.1, 1.0), (0.1, 0.2, 0.3))

    first, again, other = (shares(its, days=50, steady=False, seed=seed) for seed in (7, 7, 8))

    assert (first == again).all()
    assert (first != other).any()


def test_a_slow_and_simple_urn_gives_the_same_shares():
    """One run at a time, one area at a time, each find by itself."""
    import random

    start, found, reported = (6.0, 3.0, 2.0), (1.4, 0.9, 1.1), (0.05, 0.2, 0.1)
    random_ = random.Random(11)

    def poisson(mean):
        count, product = 0, random_.random()
        while product > math.exp(-mean):
            count, product = count + 1, product * random_.random()
        return count

    slow = []
    for _ in range(600):
        counts = list(start)
        for _ in range(60):
            at = random_.choices(range(3), weights=counts)[0]
            counts[at] += 0.5 * sum(
                random_.random() < min(counts) / counts[at] for _ in range(poisson(found[at])))
            counts = [count + poisson(rate) for count, rate in zip(counts, reported, strict=True)]
        slow.append([count / sum(counts) for count in counts])
    fast = shares(urn(start, found, list(reported), worth_found=0.5), days=60, runs=4_000,
                  corrected=True, steady=False)

    assert numpy.mean(slow, axis=0) == pytest.approx(fast.mean(axis=0), abs=0.015)
    assert numpy.std(slow, axis=0) == pytest.approx(fast.std(axis=0), abs=0.015)


def test_no_day_and_no_run_is_refused():
    with pytest.raises(DueRegardError, match="one day or more"):
        shares(urn((1, 1), (1, 1)), days=0)
