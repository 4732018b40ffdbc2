"""How sure is a rate? Every figure carries a range, or the reason why it has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.findings import intervals
from dueregard.findings.finding import NotComputed

SHARES = [intervals.wilson, intervals.clopper_pearson, intervals.jeffreys]

# Vectors computed apart from this code, with SciPy's distributions and R.
VECTORS = [
    (intervals.wilson, 0, 1, 0.0, 0.7935),
    (intervals.clopper_pearson, 0, 1, 0.0, 0.9750),
    (intervals.jeffreys, 0, 1, 0.0, 0.8533),
    (intervals.clopper_pearson, 0, 300, 0.0, 0.01222),
    (intervals.wilson, 0, 300, 0.0, 0.01264),
    (intervals.wilson, 3, 8, 0.1368, 0.6943),
    (intervals.clopper_pearson, 3, 8, 0.0852, 0.7551),
    (intervals.wilson, 10, 2077, 0.002617, 0.008840),
    (intervals.wilson, 10, 3147436, 1.73e-6, 5.85e-6),
]


@st.composite
def shares(draw):
    trials = draw(st.integers(1, 5_000))
    return draw(st.integers(0, trials)), trials


@pytest.mark.parametrize(("method", "events", "trials", "low", "high"), VECTORS)
def test_a_known_case_comes_out_as_known(method, events, trials, low, high):
    found = method(events=events, trials=trials)

    assert (found.low, found.high) == pytest.approx((low, high), rel=3e-3, abs=1e-9)


def test_one_rate_over_another_is_exact():
    """25 false alerts of 491,246 faces against 5 of 1,863,630: between 7 and 63 times."""
    found = intervals.rate_ratio(
        events=25, exposure=491_246, reference_events=5, reference_exposure=1_863_630
    )

    assert (round(found.low, 2), round(found.high, 2)) == (7.13, 63.44)


def test_a_rate_of_repeating_events_has_the_exact_poisson_range():
    """Ten events in one unit: 4.795 to 18.390, as in printed tables of the Poisson distribution."""
    found = intervals.garwood(events=10, exposure=1.0)

    assert (found.low, found.high) == pytest.approx((4.795, 18.390), abs=5e-4)


@pytest.mark.parametrize("method", SHARES)
@given(share=shares())
def test_the_range_holds_the_rate_itself(method, share):
    events, trials = share

    found = method(events=events, trials=trials)

    assert 0 <= found.low <= events / trials <= found.high <= 1


@pytest.mark.parametrize("method", SHARES)
@given(share=shares())
def test_to_be_surer_is_to_be_wider(method, share):
    events, trials = share

    narrow = method(events=events, trials=trials, level=0.8)
    wide = method(events=events, trials=trials, level=0.99)

    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@pytest.mark.parametrize("method", SHARES)
@given(share=shares())
def test_counting_the_others_turns_the_range_round(method, share):
    events, trials = share

    found = method(events=events, trials=trials)
    others = method(events=trials - events, trials=trials)

    assert (others.low, others.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-9)


@given(share=shares())
def test_the_guaranteed_range_is_never_inside_the_jeffreys_range(share):
    events, trials = share

    exact = intervals.clopper_pearson(events=events, trials=trials)
    judged = intervals.jeffreys(events=events, trials=trials)

    assert exact.low <= judged.low + 1e-12
    assert judged.high <= exact.high + 1e-12


@pytest.mark.parametrize("method", SHARES)
def test_nothing_counted_gives_a_reason_and_no_number(method):
    found = method(events=0, trials=0)

    assert isinstance(found, NotComputed)
    assert "nothing to divide by" in found.reason


@pytest.mark.parametrize("method", SHARES)
def test_a_part_larger_than_the_whole_gives_a_reason(method):
    assert isinstance(method(events=3, trials=2), NotComputed)
    assert isinstance(method(events=-1, trials=2), NotComputed)
    assert isinstance(method(events=float("nan"), trials=2), NotComputed)


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_that_is_not_one_gives_a_reason(level):
    assert isinstance(intervals.wilson(events=1, trials=2, level=level), NotComputed)
    assert isinstance(intervals.garwood(events=1, exposure=2, level=level), NotComputed)


@pytest.mark.parametrize("exposure", [0, -1, float("nan"), float("inf")])
def test_a_rate_over_no_exposure_gives_a_reason(exposure):
    assert isinstance(intervals.garwood(events=3, exposure=exposure), NotComputed)


def test_a_ratio_over_nothing_gives_a_reason():
    nothing = intervals.rate_ratio(
        events=3, exposure=10, reference_events=0, reference_exposure=10
    )
    no_time = intervals.rate_ratio(events=3, exposure=10, reference_events=1, reference_exposure=0)

    assert "no upper end" in nothing.reason
    assert "nothing to divide by" in no_time.reason


def test_no_events_still_have_an_upper_end():
    found = intervals.garwood(events=0, exposure=2.0)

    assert found.low == 0
    assert found.high == pytest.approx(3.689 / 2, abs=1e-3)
